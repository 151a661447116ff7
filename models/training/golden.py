"""Fixed input patterns whose logits the engine checks at every start, by integer arithmetic only.

All values are integers and all shifts arithmetic, so any language gives the same bytes. S = size in
pixels; y, x = row, column; c = 0, 1, 2 for R, G, B; `>>` rounds towards minus infinity.

ramp: pixel[y][x][c] = (7*x + 13*y + 29*c + ((x*y) >> 3)) & 255

blob: a skin-coloured ellipse on grey, soft at its rim
    dx = 2*x - (S - 1);  dy = 2*y - (S - 1)                 (offset from the centre, half pixels)
    d  = (dx*dx*25 + dy*dy*16) * 64 // (16 * S * S)          (0 at the centre; integer division)
    t  = min(64, max(0, (80 - d) * 2))                       (64 inside, 0 outside)
    texture = ((x*x + 3*y*y + x*y) >> 4) & 7
    skin = [198, 152, 128][c] - (d >> 1);  grey = 118
    pixel[y][x][c] = min(255, max(0, ((skin*t + grey*(64 - t)) >> 6) + texture - 4))

All operands of the integer division are non-negative.
"""

import numpy as np


def ramp(size_px: int) -> np.ndarray:
    """uint8 [S, S, 3]."""
    y, x, c = np.meshgrid(np.arange(size_px), np.arange(size_px), np.arange(3), indexing="ij")
    return ((7 * x + 13 * y + 29 * c + ((x * y) >> 3)) & 255).astype(np.uint8)


def blob(size_px: int) -> np.ndarray:
    """uint8 [S, S, 3]."""
    y, x = np.meshgrid(np.arange(size_px), np.arange(size_px), indexing="ij")
    dx, dy = 2 * x - (size_px - 1), 2 * y - (size_px - 1)
    distance = (dx * dx * 25 + dy * dy * 16) * 64 // (16 * size_px * size_px)
    inside = np.clip((80 - distance) * 2, 0, 64)
    texture = ((x * x + 3 * y * y + x * y) >> 4) & 7
    skin = np.array([198, 152, 128]) - (distance >> 1)[..., None]
    mixed = (skin * inside[..., None] + 118 * (64 - inside[..., None])) >> 6
    return np.clip(mixed + texture[..., None] - 4, 0, 255).astype(np.uint8)


PATTERNS = {"ramp": ramp, "blob": blob}
