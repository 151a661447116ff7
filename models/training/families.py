"""Fixed pairs of pseudo-fakes on held-out people, one list per family, for measuring.

`held-out` families use the generator that training never sees.
"""

import numpy as np

from augment import History
from batches import PairMaker
from data import Pictures
from generators.zoo import Zoo
from network import INPUT_PX

NEEDS_GENERATOR = ("person-repaint", "repaint", "lip-sync", "whole-repaint", "whole-reenactment",
                   "decoder-swap", "diffusion-blend", "diffusion-whole", "flow-reenactment")
FAMILIES = ("self-blend", "person-blend", "low-resolution", "warp", *NEEDS_GENERATOR)


def pairs_of(kind: str, pictures: Pictures, count: int, held_out: bool, severity: float = 0.6, size_px: int = INPUT_PX):
    """Faces [2 * count] alternating genuine and forged, dev people, the same draws at every call."""
    maker = PairMaker(pictures, "dev", Zoo(held_out))
    faces = []
    for index in range(count):
        rng = np.random.default_rng([977, index])
        pair = maker.pair(kind, 0.5, rng)
        faces += History(index, size_px).apply([pair.genuine, pair.forged], severity)[0]
    return faces
