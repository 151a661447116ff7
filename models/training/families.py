"""Fixed pairs of pseudo-fakes on held-out people, one list per family, for measuring.

`held-out` families use the generator that training never sees.
"""

import cv2
import numpy as np

from augment import History
from batches import PairMaker
from data import Pictures
from generators.zoo import Zoo
from network import INPUT_PX
from views import HISTORIES, TRACK_FRAMES, seen

NEEDS_GENERATOR = ("person-repaint", "repaint", "lip-sync", "whole-repaint", "whole-reenactment",
                   "decoder-swap", "diffusion-blend", "diffusion-whole", "flow-reenactment", "gan-whole", "gan-blend")
FAMILIES = ("self-blend", "person-blend", "part-splice", "low-resolution", "warp", *NEEDS_GENERATOR)


def pairs_of(kind: str, pictures: Pictures, count: int, held_out: bool, severity: float = 0.6, size_px: int = INPUT_PX):
    """Faces [2 * count] alternating genuine and forged, dev people, the same draws at every call."""
    maker = PairMaker(pictures, "dev", Zoo(held_out, with_procedural=False))
    faces = []
    for index in range(count):
        rng = np.random.default_rng([977, index])
        pair = maker.pair(kind, 0.5, rng)
        faces += History(index, size_px).apply([pair.genuine, pair.forged], severity)[0]
    return faces


def tracks_of(kind: str, pictures: Pictures, count: int, held_out: bool, frames: int = TRACK_FRAMES, size_px: int = INPUT_PX):
    """Tracks [2 * count][frames] of the pairs of `pairs_of`: a wandering crop of the finished picture and one codec
    history for the whole track, the same for both sides. One picture stands in for a video, as in views.track."""
    maker = PairMaker(pictures, "dev", Zoo(held_out, with_procedural=False))
    tracks = []
    for index in range(count):
        rng = np.random.default_rng([977, index])
        pair = maker.pair(kind, 0.5, rng)
        places = rng.uniform((0, -1, -1), (0.12, 1, 1), (frames, 3))  # share of the side cut away, where the cut lies
        apply = HISTORIES[rng.integers(len(HISTORIES))][1]
        for picture in (pair.genuine, pair.forged):
            tracks.append(seen(apply([_part(picture, *place, size_px) for place in places])))
    return tracks


def _part(picture, inset: float, right: float, down: float, size_px: int) -> np.ndarray:
    side = min(picture.shape[:2])
    cut = round(inset * side / 2)
    left, top = round(cut * (1 + right)), round(cut * (1 + down))
    square = picture[top:top + side - 2 * cut, left:left + side - 2 * cut]
    return cv2.resize(square, (size_px, size_px), interpolation=cv2.INTER_AREA if square.shape[0] > size_px else cv2.INTER_LINEAR)
