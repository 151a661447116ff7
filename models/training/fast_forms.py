"""Forms of two convolutions that ONNX Runtime's WebAssembly runs faster, for the same weights and the same results.

It lays the input of every convolution out anew, a copy for each cell of the kernel, and multiplies. That is slow for plain
3x3 kernels, as nothing is saved on the products, and for depthwise kernels on small maps, as copying is all there is to them.
Whatever depends on weights alone is folded when the file is loaded: the file stores what it did before. One node makes it,
because each node on the way would leave a copy in the memory of WebAssembly, which never shrinks.
"""

import numpy as np
from onnx import TensorProto

from network import Conv, depthwise_pattern
from onnx_graph import Graph

# Winograd's F(4x4, 3x3), points 0, 1, -1, 2, -2 and infinity: Lavin and Gray, "Fast Algorithms for Convolutional Neural
# Networks" (CVPR 2016), section 4.3. A tile of 6x6 cells gives 4x4 outputs by 36 products instead of 144.
TILE, STEP = 6, 4
OF_INPUT = np.array([[4, 0, -5, 0, 1, 0], [0, -4, -4, 1, 1, 0], [0, 4, -4, -1, 1, 0],
                     [0, -2, -1, 2, 1, 0], [0, 2, -1, -2, 1, 0], [0, 4, 0, -5, 0, 1]])
OF_KERNEL = np.array([[6, 0, 0], [-4, -4, -4], [-4, 4, -4], [1, 2, 4], [1, -2, 4], [0, 0, 24]]) / 24
TO_OUTPUT = np.array([[1, 1, 1, 1, 1, 0], [0, 1, -1, 2, -2, 0], [0, 1, 1, 4, 4, 0], [0, 1, -1, 8, -8, 1]])
# Side of the largest map that a depthwise kernel crosses by one matrix per channel: side^4 numbers each, once loaded.
MATRIX_MAP_PX = 5


def suits_tiles(wide: Conv, narrow, size: int) -> bool:
    """Whether `wide` and the step after it are what `tiled_pair` writes."""
    is_wide = (wide.kernel, wide.stride, wide.groups, wide.relu) == (3, 1, 1, True) and size % STEP == 0
    return is_wide and isinstance(narrow, Conv) and (narrow.source, narrow.kernel, narrow.stride, narrow.relu) == (wide.name, 1, 1, False)


def suits_matrix(step: Conv, size: int) -> bool:
    return step.groups == step.in_channels > 1 and step.stride == 1 and size <= MATRIX_MAP_PX


def tiled_pair(graph: Graph, wide: Conv, narrow: Conv, arrays: dict, size: int) -> None:
    """`wide` (3x3, stride 1, ReLU) and `narrow`, the 1x1 convolution of its output, on a map [1, C, size, size].

    `arrays` holds weight and bias of each by name. Between the two the output stays in tiles, one map for each of
    a tile's 4x4 places: a 1x1 convolution does not care, and only its few channels are put in order again.
    """
    name, (weight, bias) = wide.name, arrays[wide.name]
    into, out, tiles = wide.in_channels, wide.out_channels, size // STEP
    cells, places = TILE * TILE, STEP * STEP

    kernel = weight.transpose(2, 3, 0, 1).reshape(9, out, into)
    of_kernel = graph.constant("tiles.of-kernel", np.kron(OF_KERNEL, OF_KERNEL).astype(np.float32))
    kernel = graph.add("Einsum", [of_kernel, graph.constant(f"{name}.weight", kernel, half=True)], f"{name}.kernel", equation="pk,koi->poi")

    of_input = graph.constant("tiles.of-input", np.kron(OF_INPUT, OF_INPUT).reshape(cells, 1, TILE, TILE).astype(np.float32))
    times = graph.constant(f"times.{into}", np.array([into, 1, 1, 1], np.int64))
    of_input = graph.add("Tile", [of_input, times], f"{name}.of-input")
    x = graph.add("Conv", [wide.source, of_input], f"{name}.tiles", kernel_shape=[TILE] * 2, strides=[STEP] * 2,
                  group=into, pads=[1] * 4)
    x = graph.reshape(x, (into, cells, tiles * tiles), f"{name}.tiles.channels")
    x = graph.add("Transpose", [x], f"{name}.tiles.cells", perm=[1, 0, 2])
    x = graph.add("MatMul", [kernel, x], f"{name}.products")

    x = graph.reshape(x, (cells, out * tiles * tiles), f"{name}.products.cells")
    to_output = graph.constant("tiles.to-output", np.kron(TO_OUTPUT, TO_OUTPUT).astype(np.float32))
    shape = graph.constant(f"shape.{out}x{tiles * tiles}", np.array([out, tiles * tiles], np.int64))
    bias = graph.reshape(graph.constant(f"{name}.bias", bias), (out, 1), f"{name}.bias.column")
    bias = graph.reshape(graph.add("Expand", [bias, shape], f"{name}.bias.tiled"), (1, out * tiles * tiles), f"{name}.bias.row")
    x = graph.add("Gemm", [to_output, x, bias], f"{name}.linear")
    x = graph.reshape(graph.add("Relu", [x], f"{name}.places"), (places, out, tiles, tiles), name)

    weight, bias = arrays[narrow.name]
    x = graph.add("Conv", [x, graph.constant(f"{narrow.name}.weight", weight, half=True),
                           graph.constant(f"{narrow.name}.bias", bias)], f"{narrow.name}.places", kernel_shape=[1, 1])
    x = graph.reshape(x, (STEP, STEP, narrow.out_channels, tiles, tiles), f"{narrow.name}.tiles")
    x = graph.add("Transpose", [x], f"{narrow.name}.ordered", perm=[2, 3, 0, 4, 1])
    graph.reshape(x, (1, narrow.out_channels, size, size), narrow.name)


def depthwise_matrix(graph: Graph, step: Conv, weight: np.ndarray, bias: np.ndarray, size: int, output: str) -> str:
    """A depthwise convolution (stride 1) of a map [1, C, size, size] as one matrix product per channel, see `network.depthwise_by_matrix`."""
    name, channels, cells = step.name, step.out_channels, size * size
    bits = depthwise_pattern(step.kernel, 1, size).numpy().astype(np.uint8).reshape(-1, cells, cells)
    pattern = graph.constant(f"pattern.{step.kernel}x{step.kernel}.of.{size}x{size}", bits)
    pattern = graph.add("Cast", [pattern], f"{name}.pattern", to=TensorProto.FLOAT)
    kernel = graph.constant(f"{name}.weight", weight.reshape(channels, -1), half=True)
    matrix = graph.add("Einsum", [kernel, pattern], f"{name}.matrix", equation="ck,kio->cio")
    x = graph.reshape(step.source, (channels, 1, cells), f"{name}.rows")
    x = graph.reshape(graph.add("MatMul", [x, matrix], f"{name}.products"), (1, channels, size, size), f"{name}.map")
    column = graph.constant(f"{name}.bias", bias[:, None, None])
    return graph.add("Add", [x, column], output)
