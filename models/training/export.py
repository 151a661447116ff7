"""Write the network as ONNX (opset 17) by walking its plan; no tracer, no hidden operators.

Input uint8 NHWC RGB, fixed batch 1. Normalisation is folded into the convolutions. Weights are stored
as float16 and cast to float32 in the graph (folded when the file is loaded), so the download is half
the size and all arithmetic stays float32 on every back end.

Some convolutions take the faster forms of fast_forms.py; `--plain` writes each as one node, for comparison.

    python export.py checkpoints/seam-face.npz ../seam-face-1.onnx --catalog ../catalog.json --version 0.9.0
"""

import argparse
import hashlib
import json
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper

import golden
from fast_forms import depthwise_matrix, suits_matrix, suits_tiles, tiled_pair
from network import CLASSES, EMBEDDING_SIZE, INPUT_PX, MAP_TAP, QUALITY_NAMES, TAPS, Add, SeamFace, load_arrays, same_padding
from onnx_graph import Graph
from scorer import Scorer


def write_trunk(graph: Graph, network: SeamFace, sizes: dict[str, int], plain: bool) -> None:
    """The plan's steps as nodes; adds the side of each map to `sizes`. `plain` writes every convolution as one node."""
    arrays = {name: layer.folded() for name, layer in network.trunk.items()}
    steps = list(network.plan)
    while steps:
        step = steps.pop(0)
        if isinstance(step, Add):
            graph.add("Add", list(step.sources), step.name)
            sizes[step.name] = sizes[step.sources[0]]
            continue
        size = sizes[step.source]
        sizes[step.name] = -(-size // step.stride)
        if not plain and suits_tiles(step, next(iter(steps), None), size):
            narrow = steps.pop(0)
            tiled_pair(graph, step, narrow, arrays, size)
            sizes[narrow.name] = size
            continue
        weight, bias = arrays[step.name]
        output = f"{step.name}.linear" if step.relu else step.name
        if not plain and suits_matrix(step, size):
            depthwise_matrix(graph, step, weight, bias, size, output)
        else:
            before, after = same_padding(step.kernel, step.stride, size)
            inputs = [step.source, graph.constant(f"{step.name}.weight", weight, half=True), graph.constant(f"{step.name}.bias", bias)]
            graph.add("Conv", inputs, output, kernel_shape=[step.kernel] * 2, strides=[step.stride] * 2,
                      group=step.groups, pads=[before, before, after, after])
        if step.relu:
            graph.add("Relu", [output], step.name)


def build(network: SeamFace, size_px: int = INPUT_PX, metadata: dict[str, str] | None = None, plain: bool = False) -> onnx.ModelProto:
    network.eval()
    graph = Graph()
    x = graph.add("Cast", ["faces"], "faces.float", to=TensorProto.FLOAT)
    x = graph.add("Transpose", [x], "faces.planes", perm=[0, 3, 1, 2])
    x = graph.add("Mul", [x, graph.constant("pixel.scale", np.float32(1 / 127.5))], "faces.scaled")
    x = graph.add("Sub", [x, graph.constant("pixel.centre", np.float32(1))], "input")
    write_trunk(graph, network, sizes := {"input": size_px}, plain)

    means = [graph.add("GlobalAveragePool", [tap], f"{tap}.mean") for tap in TAPS]
    pooled = graph.add("Concat", means, "pooled.planes", axis=1)
    pooled = graph.add("Flatten", [pooled], "pooled", axis=1)
    norm = network.pooled_norm
    scale = (norm.weight / (norm.running_var + norm.eps).sqrt()).detach().numpy()
    shift = (norm.bias - norm.running_mean * (norm.weight / (norm.running_var + norm.eps).sqrt())).detach().numpy()

    def head(name, linear, output):
        # The normalisation of the pooled features is folded in: W(s*x + t) + b = (W*s)x + (Wt + b).
        weight = linear.weight.detach().numpy()
        folded = weight * scale[None, :]
        bias = linear.bias.detach().numpy() + weight @ shift
        return graph.add("Gemm", [pooled, graph.constant(f"{name}.weight", folded, half=True),
                                  graph.constant(f"{name}.bias", bias)], output, transB=1)

    head("classifier", network.classifier, "logits")
    graph.add("Sigmoid", [head("quality", network.quality, "quality.logits")], "quality")
    raw = head("embedding", network.embedding, "embedding.raw")
    squared = graph.add("Mul", [raw, raw], "embedding.squared")
    axes = graph.constant("embedding.axes", np.array([1], np.int64))
    length = graph.add("Sqrt", [graph.add("ReduceSum", [squared, axes], "embedding.sum", keepdims=1)], "embedding.length")
    graph.add("Div", [raw, length], "embedding")
    x = MAP_TAP
    for index, output in ((0, "map.hidden"), (2, "map")):
        layer = network.map[index]
        linear = output if index else f"{output}.linear"
        graph.add("Conv", [x, graph.constant(f"map.{index}.weight", layer.weight.detach().numpy(), half=True),
                           graph.constant(f"map.{index}.bias", layer.bias.detach().numpy())],
                  linear, kernel_shape=[1, 1])
        if not index:
            graph.add("Relu", [linear], output)
        x = output

    def value(name, kind, shape):
        return helper.make_tensor_value_info(name, kind, shape)

    cells = sizes[MAP_TAP]
    model = helper.make_model(
        helper.make_graph(
            graph.nodes, "seam-face", [value("faces", TensorProto.UINT8, [1, size_px, size_px, 3])],
            [value("logits", TensorProto.FLOAT, [1, 2]), value("map", TensorProto.FLOAT, [1, 1, cells, cells]),
             value("quality", TensorProto.FLOAT, [1, len(QUALITY_NAMES)]),
             value("embedding", TensorProto.FLOAT, [1, EMBEDDING_SIZE])], graph.initializers),
        opset_imports=[helper.make_opsetid("", 17)], producer_name="seam", ir_version=8)
    helper.set_model_props(model, metadata or {})
    onnx.checker.check_model(model, full_check=True)
    return model


def golden_entries(model: Path, size_px: int = INPUT_PX) -> list[dict]:
    """Logits of the fixed patterns, by ONNX Runtime on the CPU."""
    logits = Scorer(model)([make(size_px) for make in golden.PATTERNS.values()])
    return [{"pattern": name, "logits": [round(float(v), 5) for v in row], "toleranceLogit": 0.01}
            for name, row in zip(golden.PATTERNS, logits)]


def file_facts(path: Path) -> dict:
    data = path.read_bytes()
    return {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--id", default="seam-face-1")
    parser.add_argument("--version", required=True)
    parser.add_argument("--plain", action="store_true")
    parser.add_argument("--catalog", type=Path, help="write file facts, outputs and golden logits into this catalog")
    arguments = parser.parse_args()
    network = SeamFace()
    missing = load_arrays(network, arguments.weights)
    if missing:
        print("not in the file, left at their start values:", ", ".join(missing))
    metadata = {"id": arguments.id, "version": arguments.version, "license": "Apache-2.0",
                "input": f"uint8 RGB NHWC {INPUT_PX} px, margin 1.25", "classes": "composite,synthetic"}
    arguments.output.write_bytes(build(network, metadata=metadata, plain=arguments.plain).SerializeToString())
    facts = {"id": arguments.id, "version": arguments.version, "file": arguments.output.name,
             **file_facts(arguments.output), "golden": golden_entries(arguments.output)}
    print(json.dumps(facts))
    if arguments.catalog:
        catalog = json.loads(arguments.catalog.read_text())
        cells = INPUT_PX // 8
        catalog["models"][0] |= facts | {"outputs": {
            "logits": {"shape": [1, len(CLASSES)], "classes": list(CLASSES)}, "map": {"shape": [1, 1, cells, cells]},
            "quality": {"shape": [1, len(QUALITY_NAMES)], "names": list(QUALITY_NAMES)},
            "embedding": {"shape": [1, EMBEDDING_SIZE]}}}
        arguments.catalog.write_text(json.dumps(catalog, indent=1) + "\n")


if __name__ == "__main__":
    main()
