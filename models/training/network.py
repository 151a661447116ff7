"""The classifier: a MobileNet-EdgeTPU 0.75 trunk with five small heads.

The trunk is the public architecture (ordinary 3x3 convolutions early, depthwise ones late), written
as one flat table so that training, weight import and ONNX export walk the same list. Early plain
convolutions suit forensic traces, which live in the finest pixels, and are fast in WebAssembly.

Shapes, for a batch of N faces at 160 px:
  input   faces       [N, 3, 160, 160] float32, RGB scaled to [-1, 1]
  output  logits      [N, 2]           composite, synthetic (uncalibrated)
          map         [N, 1, 20, 20]   logit of "a blending boundary runs through this cell"
          quality     [N, 4]           estimates, see QUALITY_NAMES
          embedding   [N, 32]          unit length; same face and history lie close together
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

CLASSES = ("composite", "synthetic")
# What the augmenter did to the picture, each in [0, 1]: 0 = untouched, 1 = the worst it ever does.
QUALITY_NAMES = ("compression", "blur", "downscale", "noise")
EMBEDDING_SIZE = 32
INPUT_PX = 160
TAPS = ("conv18", "conv42", "conv57")  # strides 8, 16, 32
MAP_TAP = "conv18"


@dataclass(frozen=True)
class Conv:
    name: str
    source: str
    in_channels: int
    out_channels: int
    kernel: int
    stride: int
    groups: int
    relu: bool


@dataclass(frozen=True)
class Add:
    name: str
    sources: tuple[str, str]


def trunk_plan() -> list[Conv | Add]:
    """The trunk as a list in running order; names match the start weights (conv00..conv57)."""
    plan: list[Conv | Add] = []
    adds = 0

    def conv(source, width_in, width_out, kernel=1, stride=1, depthwise=False, relu=True):
        index = sum(isinstance(step, Conv) for step in plan)
        groups = width_in if depthwise else 1
        plan.append(Conv(f"conv{index:02d}", source, width_in, width_out, kernel, stride, groups, relu))
        return plan[-1].name

    def residual(output, shortcut):
        nonlocal adds
        plan.append(Add(f"add{adds:02d}", (output, shortcut)))
        adds += 1
        return plan[-1].name

    def fused(source, width_in, middle, width_out, stride=1, skip=True):
        expanded = conv(source, width_in, middle, kernel=3, stride=stride)
        output = conv(expanded, middle, width_out, relu=False)
        return residual(output, source) if skip else output

    def separable(source, width_in, middle, width_out, kernel=3, stride=1, skip=True):
        expanded = conv(source, width_in, middle)
        spread = conv(expanded, middle, middle, kernel=kernel, stride=stride, depthwise=True)
        output = conv(spread, middle, width_out, relu=False)
        return residual(output, source) if skip else output

    x = conv("input", 3, 24, kernel=3, stride=2)
    x = conv(x, 24, 16, relu=False)
    x = fused(x, 16, 128, 24, stride=2, skip=False)
    for _ in range(3):
        x = fused(x, 24, 96, 24)
    x = fused(x, 24, 192, 40, stride=2, skip=False)
    for _ in range(3):
        x = fused(x, 40, 160, 40)
    x = separable(x, 40, 320, 72, stride=2, skip=False)
    for _ in range(3):
        x = separable(x, 72, 288, 72)
    x = separable(x, 72, 576, 72, skip=False)
    for _ in range(3):
        x = separable(x, 72, 288, 72)
    x = separable(x, 72, 576, 120, kernel=5, stride=2, skip=False)
    for _ in range(3):
        x = separable(x, 120, 480, 120, kernel=5)
    expanded = conv(x, 120, 960)
    x = conv(conv(expanded, 960, 960, kernel=3, depthwise=True), 960, 144, relu=False)
    conv(x, 144, 1280)
    return plan


def same_padding(kernel: int, stride: int, size: int) -> tuple[int, int]:
    """Rows before and after, as TensorFlow pads: the odd one goes to the bottom and right."""
    total = max((-(-size // stride) - 1) * stride + kernel - size, 0)
    return total // 2, total - total // 2


@lru_cache(maxsize=None)
def depthwise_pattern(kernel: int, stride: int, size: int) -> torch.Tensor:
    """Which input cell [size^2] meets which output cell [out^2] under which kernel cell: [kernel^2, size^2 * out^2]."""
    before, _ = same_padding(kernel, stride, size)
    out = -(-size // stride)
    pattern = torch.zeros(kernel, kernel, size, size, out, out)
    for row in range(out):
        for column in range(out):
            for y in range(max(0, row * stride - before), min(size, row * stride - before + kernel)):
                for x in range(max(0, column * stride - before), min(size, column * stride - before + kernel)):
                    pattern[y - row * stride + before, x - column * stride + before, y, x, row, column] = 1
    return pattern.view(kernel * kernel, -1)


def depthwise_by_matrix(x, weight, kernel: int, stride: int):
    """Depthwise convolution of a small map as one matrix product per channel.

    oneDNN's backward pass of 5x5 depthwise kernels on maps of 5 to 10 px takes 37 % of a training step
    (60 ms a layer of 62 views on one core, against 7 ms this way).
    """
    views, channels, size, _ = x.shape
    out = -(-size // stride)
    pattern = depthwise_pattern(kernel, stride, size).to(x.device)
    matrix = (weight.float().view(channels, -1) @ pattern).view(channels, size * size, out * out)
    rows = x.permute(1, 0, 2, 3).reshape(channels, views, size * size)
    y = torch.bmm(rows, matrix.to(rows.dtype)).view(channels, views, out, out)
    return y.permute(1, 0, 2, 3).contiguous(memory_format=torch.channels_last)


class ConvNorm(nn.Module):
    """Convolution with bias, batch normalisation, optional ReLU.

    With `fold_in_training` the stored statistics are used in training as well: the normalisation then is a scale
    and a shift of the convolution's own weights, costs nothing per pixel, and no batch has to be measured.
    """

    fold_in_training = False

    def __init__(self, spec: Conv):
        super().__init__()
        self.spec = spec
        shape = (spec.out_channels, spec.in_channels // spec.groups, spec.kernel, spec.kernel)
        self.weight = nn.Parameter(torch.empty(shape))
        nn.init.kaiming_normal_(self.weight, mode="fan_out")
        self.bias = nn.Parameter(torch.zeros(spec.out_channels))
        self.norm = nn.BatchNorm2d(spec.out_channels)

    def forward(self, x):
        fold = self.fold_in_training
        weight, bias = self._folded() if fold else (self.weight, self.bias)
        before, after = same_padding(self.spec.kernel, self.spec.stride, x.shape[-1])
        if fold and self.spec.groups > 1 and self.spec.kernel == 5 and x.shape[-1] <= 10:
            # The bias joins in the precision of the map, as inside a convolution.
            x = depthwise_by_matrix(x, weight, self.spec.kernel, self.spec.stride)
            x = x + bias.to(x.dtype)[:, None, None]
        elif before == after:
            x = F.conv2d(x, weight, bias, self.spec.stride, before, groups=self.spec.groups)
        else:
            x = F.pad(x, (before, after, before, after))
            x = F.conv2d(x, weight, bias, self.spec.stride, groups=self.spec.groups)
        if not fold:
            x = self.norm(x)
        return F.relu(x, inplace=fold) if self.spec.relu else x

    def _folded(self):
        scale = self.norm.weight / torch.sqrt(self.norm.running_var + self.norm.eps)
        return self.weight * scale[:, None, None, None], (self.bias - self.norm.running_mean) * scale + self.norm.bias

    def folded(self) -> tuple[np.ndarray, np.ndarray]:
        """Weight and bias of the one convolution that equals this one with its normalisation."""
        weight, bias = self._folded()
        return weight.detach().float().numpy(), bias.detach().float().numpy()


class SeamFace(nn.Module):
    def __init__(self):
        super().__init__()
        self.plan, self.frozen, self.hold_statistics = trunk_plan(), 0, False
        specs = {step.name: step for step in self.plan if isinstance(step, Conv)}
        self.trunk = nn.ModuleDict({name: ConvNorm(spec) for name, spec in specs.items()})
        width = sum(specs[tap].out_channels for tap in TAPS)
        self.pooled_norm = nn.BatchNorm1d(width)
        self.classifier = nn.Linear(width, len(CLASSES))
        self.map = nn.Sequential(
            nn.Conv2d(specs[MAP_TAP].out_channels, 32, 1), nn.ReLU(), nn.Conv2d(32, 1, 1))
        self.quality = nn.Linear(width, len(QUALITY_NAMES))
        self.embedding = nn.Linear(width, EMBEDDING_SIZE)
        nn.init.normal_(self.quality.weight, std=0.01)
        nn.init.zeros_(self.quality.bias)

    def freeze(self, convolutions: int) -> None:
        """Hold the first convolutions and their statistics fixed: about two thirds of a step for the first ten."""
        self.frozen = convolutions
        for spec in [step for step in self.plan if isinstance(step, Conv)][:convolutions]:
            self.trunk[spec.name].requires_grad_(False)

    def train(self, mode: bool = True):
        super().train(mode)
        for spec in [step for step in self.plan if isinstance(step, Conv)][:self.frozen]:
            self.trunk[spec.name].eval()
        for layer in self.trunk.values():
            layer.fold_in_training = mode and self.hold_statistics
        if self.hold_statistics:
            for module in self.modules():
                if isinstance(module, nn.modules.batchnorm._BatchNorm):
                    module.eval()
        return self

    def forward(self, faces):
        values = {"input": faces}
        for step in self.plan:
            if isinstance(step, Add):
                values[step.name] = values[step.sources[0]] + values[step.sources[1]]
            else:
                values[step.name] = self.trunk[step.name](values[step.source])
        pooled = torch.cat([values[tap].float().mean(dim=(2, 3)) for tap in TAPS], dim=1)
        pooled = self.pooled_norm(pooled)
        return {
            "logits": self.classifier(pooled).float(),
            "map": self.map(values[MAP_TAP]).float(),
            "quality": torch.sigmoid(self.quality(pooled).float()),
            "embedding": F.normalize(self.embedding(pooled).float(), dim=1),
        }


def load_arrays(network: SeamFace, path) -> list[str]:
    """Copy an .npz of plain arrays into the network; returns the names it did not hold.

    Start weights name trunk layers without the `trunk.` prefix; both spellings are read.
    """
    arrays = np.load(path)
    state = network.state_dict()
    missing = []
    for name in state:
        short = name.removeprefix("trunk.")
        stored = name if name in arrays else short
        if stored not in arrays:
            if not name.endswith("num_batches_tracked"):
                missing.append(name)
            continue
        value = torch.from_numpy(np.asarray(arrays[stored], dtype=np.float32))
        state[name] = value.reshape(state[name].shape)
    network.load_state_dict(state)
    return missing


def save_arrays(network: SeamFace, path) -> None:
    """Write the network as .npz: matrices and kernels as float16, vectors as float32."""
    arrays = {}
    for name, value in network.state_dict().items():
        if name.endswith("num_batches_tracked"):
            continue
        array = value.detach().float().cpu().numpy()
        arrays[name] = array.astype(np.float16) if array.ndim > 1 else array
    np.savez(path, **arrays)


def multiply_accumulates(size_px: int = INPUT_PX) -> int:
    """Multiplications of one forward pass of the trunk, in MAC."""
    sizes, total = {"input": size_px}, 0
    for step in trunk_plan():
        if isinstance(step, Add):
            sizes[step.name] = sizes[step.sources[0]]
            continue
        size = -(-sizes[step.source] // step.stride)
        sizes[step.name] = size
        total += size * size * step.kernel**2 * step.out_channels * step.in_channels // step.groups
    return total
