import numpy as np
import torch

import export
import golden
from network import Conv, ConvNorm, SeamFace, multiply_accumulates, same_padding
from scorer import Scorer


def test_padding_follows_the_trunk():
    assert same_padding(3, 2, 160) == (0, 1)
    assert same_padding(5, 2, 10) == (1, 2)
    assert same_padding(3, 1, 40) == (1, 1)


def test_budget():
    assert multiply_accumulates(160) <= 0.35e9


def random_network(seed=3):
    """Statistics as after some training, so that folding is really tested."""
    torch.manual_seed(seed)
    network = SeamFace().eval()
    for module in network.modules():
        if hasattr(module, "running_mean"):
            module.running_mean.normal_(0, 0.1)
            module.running_var.uniform_(0.5, 1.5)
    return network


def test_exported_graph_equals_the_network(tmp_path):
    network = random_network()
    model = export.build(network).SerializeToString()
    assert len(model) <= 5_000_000
    path = tmp_path / "model.onnx"
    path.write_bytes(model)
    faces = np.stack([golden.blob(160), golden.ramp(160)])
    with torch.no_grad():
        expected = network(torch.from_numpy(faces).permute(0, 3, 1, 2).float() / 127.5 - 1)
    outputs = Scorer(path).outputs(faces)
    for name in ("logits", "map", "quality", "embedding"):
        reference = expected[name].numpy().reshape(2, -1)
        assert outputs[name].shape == reference.shape
        assert np.abs(outputs[name] - reference).max() <= 1e-2 * max(1, np.abs(reference).max()), name


def test_the_faster_forms_compute_what_plain_convolutions_compute(tmp_path):
    network, outputs = random_network(), []
    for plain in (True, False):
        path = tmp_path / f"plain-{plain}.onnx"
        path.write_bytes(export.build(network, plain=plain).SerializeToString())
        outputs.append(Scorer(path).outputs(np.stack([golden.blob(160), golden.ramp(160)])))
    for name, expected in outputs[0].items():
        assert np.abs(outputs[1][name] - expected).max() <= 1e-4 * max(1, np.abs(expected).max()), name


def test_which_convolutions_take_the_faster_forms():
    kinds = {node.name: node.op_type for node in export.build(random_network()).graph.node}
    tiled = [name for name in kinds if name.endswith(".tiles.cells")]
    by_matrix = [name for name in kinds if name.endswith(".matrix")]
    assert [name.split(".")[0] for name in tiled] == ["conv04", "conv06", "conv08", "conv12", "conv14", "conv16"]
    assert [name.split(".")[0] for name in by_matrix] == ["conv46", "conv49", "conv52", "conv55"]


def test_training_on_stored_statistics_computes_what_evaluation_computes():
    network, faces = random_network(), torch.rand(2, 3, 160, 160) * 2 - 1
    with torch.no_grad():
        expected = network(faces)["logits"]
        network.hold_statistics = True
        network.train()
        assert any(layer.fold_in_training for layer in network.trunk.values())
        assert (network(faces)["logits"] - expected).abs().max() < 1e-3


def test_depthwise_by_matrix_equals_the_convolution_and_its_gradients():
    for stride, size in ((1, 5), (2, 10), (1, 10)):
        torch.manual_seed(stride)
        layer = ConvNorm(Conv("c", "input", 6, 6, 5, stride, 6, relu=True)).eval()
        results = []
        for fold in (False, True):
            layer.fold_in_training = fold
            layer.zero_grad()
            x = torch.linspace(-1, 1, 3 * 6 * size * size).view(3, 6, size, size).requires_grad_()
            y = layer(x)
            (y * torch.linspace(-1, 2, y.numel()).view(y.shape)).sum().backward()
            results.append((y.detach(), x.grad, layer.weight.grad.clone(), layer.norm.weight.grad.clone()))
        for mine, theirs in zip(*results):
            assert torch.allclose(mine, theirs, atol=1e-4, rtol=1e-4)
