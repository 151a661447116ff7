"""What each part of the recipe is worth: the same number of views without it, from the ImageNet trunk.

    python ablate.py --views 250000
    python ablate.py --views 12000 --only recipe high-pass 128-px

Prints AUC on fixed crops of held-out people (probe.py): the three sources, the blends without a generator and the
families by generators held out for ever. Of one row the sampling error alone is about .02 to .04, and few views favour
whatever learns fast: differences below .05 say nothing.
"""

import argparse
import json
from dataclasses import dataclass, field

import numpy as np
import torch
import torch.nn.functional as F

import losses
import probe
import train
from batches import PAIRS, SUPERVISED
from families import FAMILIES, NEEDS_GENERATOR
from leave_out import pairs_without
from network import INPUT_PX, ConvNorm, SeamFace, same_padding

# First and second differences: what a camera leaves between neighbours, with the picture itself taken away.
RESIDUALS = torch.tensor([[[0, 0, 0], [0, -1, 1], [0, 0, 0]],
                          [[0, 0, 0], [0, -1, 0], [0, 1, 0]],
                          [[-1, 2, -1], [2, -4, 2], [-1, 2, -1]]], dtype=torch.float32) / 2


class HighPassStem(ConvNorm):
    """The first convolution, and beside it one that sees fixed residuals alone; it starts at zero."""

    def __init__(self, spec):
        super().__init__(spec)
        self.register_buffer("residuals", RESIDUALS[:, None].repeat(3, 1, 1, 1), persistent=False)  # per colour
        self.from_residuals = torch.nn.Parameter(torch.zeros(spec.out_channels, 3 * len(RESIDUALS), spec.kernel, spec.kernel))

    def forward(self, x):
        high = F.conv2d(x, self.residuals.to(x.dtype), padding=1, groups=3)
        before, after = same_padding(self.spec.kernel, self.spec.stride, x.shape[-1])
        return super().forward(x) + F.conv2d(F.pad(high, (before, after, before, after)), self.from_residuals, stride=self.spec.stride)


def with_high_pass() -> SeamFace:
    network = SeamFace()
    network.trunk["conv00"] = HighPassStem(network.trunk["conv00"].spec)
    return network


@dataclass(frozen=True)
class Variant:
    pairs: dict[str, float] = field(default_factory=lambda: PAIRS)
    weights: dict[str, float] = field(default_factory=lambda: losses.WEIGHTS)
    start: str = "imagenet"
    size_px: int = INPUT_PX
    make_network: object = SeamFace


VARIANTS = {
    "recipe": Variant(),
    "no-start": Variant(start="random"),
    "high-pass": Variant(make_network=with_high_pass),
    "no-map-loss": Variant(weights=losses.WEIGHTS | {"map": 0}),
    "no-pair-loss": Variant(weights=losses.WEIGHTS | {"pair": 0}),
    "no-tail-loss": Variant(weights=losses.WEIGHTS | {"tail": 0}),
    "no-own-forgeries": Variant(pairs_without(FAMILIES)),
    "no-generators": Variant(pairs_without(NEEDS_GENERATOR)),
    "128-px": Variant(size_px=128),
    **{f"no-{source}": Variant(pairs_without([source])) for source in SUPERVISED},
}


def trained(name: str, variant: Variant, views: int, rate: float) -> SeamFace:
    return train.trained(f"ablate-{name}", variant.make_network, start=variant.start, views=views, rate=rate,
                         pairs=variant.pairs, weights=variant.weights, size_px=variant.size_px)


def row_of(table: dict[str, float]) -> dict[str, float]:
    blends = [table[kind] for kind in FAMILIES if kind not in NEEDS_GENERATOR]
    return {source: table[source] for source in SUPERVISED} | {
        "blends": round(float(np.mean(blends)), 3),
        "held-out generators": round(float(np.mean([table[kind] for kind in NEEDS_GENERATOR])), 3)}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--views", type=int, required=True, help="of every run")
    parser.add_argument("--rate", type=float, default=5e-4)
    parser.add_argument("--only", nargs="*", default=list(VARIANTS), choices=VARIANTS)
    arguments = parser.parse_args()
    checkers = {}
    for name in arguments.only:
        variant = VARIANTS[name]
        checker = checkers.setdefault(variant.size_px, probe.Probe(size_px=variant.size_px))
        print(name, json.dumps(row_of(checker(trained(name, variant, arguments.views, arguments.rate)))), flush=True)


if __name__ == "__main__":
    main()
