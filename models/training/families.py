"""Fixed pairs of pseudo-fakes on held-out people, one list per family, for measuring.

`held-out` families use the generator that training never sees.
"""

import numpy as np

from augment import History
from batches import PairMaker
from data import Pictures
from generators.autoencoder import HELD_OUT
from generators.repaint import Repainter
from network import INPUT_PX

FAMILIES = ("self-blend", "person-blend", "low-resolution", "warp", "person-repaint", "repaint", "lip-sync",
            "whole-repaint", "whole-reenactment")
NEEDS_GENERATOR = ("person-repaint", "repaint", "lip-sync", "whole-repaint", "whole-reenactment")


def pairs_of(kind: str, pictures: Pictures, count: int, held_out: bool, severity: float = 0.6, size_px: int = INPUT_PX):
    """Faces [2 * count] alternating genuine and forged, dev people, the same draws at every call."""
    repainter = Repainter((HELD_OUT,), procedural_share=0) if held_out else Repainter()
    maker = PairMaker(pictures, "dev", repainter)
    faces = []
    for index in range(count):
        rng = np.random.default_rng([977, index])
        pair = maker.pair(kind, 0.5, rng)
        faces += History(index, size_px).apply([pair.genuine, pair.forged], severity)[0]
    return faces
