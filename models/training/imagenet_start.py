"""The trunk as ImageNet left it, with normalisations that change nothing yet on faces of ours."""

import numpy as np
import torch

from batches import PAIRS, PairBatches
from network import INPUT_PX, Add, SeamFace, load_arrays
from paths import SHARED

TRUNK = SHARED / "models" / "mobilenet-edgetpu-0.75-imagenet.npz"


@torch.no_grad()
def adopt(network: SeamFace, faces: torch.Tensor) -> None:
    """Measure every normalisation on `faces` [N, 3, S, S] and set it to the identity there (START.md)."""
    network.eval()
    values = {"input": faces}
    for step in network.plan:
        if isinstance(step, Add):
            values[step.name] = values[step.sources[0]] + values[step.sources[1]]
            continue
        layer, seen = network.trunk[step.name], {}
        handle = layer.norm.register_forward_pre_hook(lambda _, inputs, seen=seen: seen.update(x=inputs[0]))
        layer(values[step.source])
        handle.remove()
        mean, variance = seen["x"].mean((0, 2, 3)), seen["x"].var((0, 2, 3)) + 1e-4
        layer.norm.running_mean.copy_(mean)
        layer.norm.running_var.copy_(variance)
        layer.norm.weight.copy_((variance + layer.norm.eps).sqrt())
        layer.norm.bias.copy_(mean)
        values[step.name] = layer(values[step.source])


def load_imagenet(network: SeamFace, seed: int = 1, pairs: dict[str, float] = PAIRS, size_px: int = INPUT_PX) -> None:
    class Progress:
        value = 0.3

    load_arrays(network, TRUNK)
    batch = next(iter(PairBatches(seed, Progress, pairs, size_px=size_px)))
    adopt(network, batch["faces"].permute(0, 3, 1, 2).float() / 127.5 - 1)
    assert np.isfinite(float(network.trunk["conv57"].norm.bias.sum()))
