"""Soft masks over a face, drawn from its six key points; float32 [H, W] in [0, 1].

The shapes follow what swap and re-enactment tools paste: the oval of the face, its hull without the
forehead, the lower half, the mouth, the eyes, a box. Starting values from faces measured by eye on 6 points.
"""

import cv2
import numpy as np

PARTS = ("right eye", "left eye", "nose", "mouth")  # what retouchers exchange one by one; order of the key points
SHAPES = ("oval", "hull", "inner", "lower", "eyes", "box", *PARTS)
WHOLE_FACE = ("oval", "hull", "inner", "box")


def _outline(centre, axes, angle, exponent, wobble, rng, count=48):
    """Points [count, 2] of a superellipse with a few random waves on its radius."""
    turn = np.linspace(0, 2 * np.pi, count, endpoint=False)
    cosine, sine = np.cos(turn), np.sin(turn)
    x = axes[0] * np.sign(cosine) * np.abs(cosine) ** (2 / exponent)
    y = np.where(sine < 0, axes[1], axes[2]) * np.sign(sine) * np.abs(sine) ** (2 / exponent)
    waves = sum(rng.normal(0, wobble / k) * np.cos(k * turn + rng.uniform(0, 2 * np.pi)) for k in (1, 2, 3, 5))
    x, y = x * (1 + waves), y * (1 + waves)
    c, s = np.cos(angle), np.sin(angle)
    return np.stack([centre[0] + c * x - s * y, centre[1] + s * x + c * y], axis=1)


def draw(shape: str, size: tuple[int, int], points: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """size = (height, width); points [6, 2] in pixels, order of data.POINTS."""
    eyes = (points[0] + points[1]) / 2
    across = points[1] - points[0]
    drop = max(float(np.linalg.norm(points[3] - eyes)), 4.0)  # eyes to mouth, px
    half = 0.5 * max(float(np.linalg.norm(points[5] - points[4])), 1.1 * float(np.linalg.norm(across)), drop)
    angle = float(np.arctan2(across[1], across[0]))
    down = np.array([-np.sin(angle), np.cos(angle)])
    vary = lambda spread=0.08: rng.normal(1, spread)  # noqa: E731
    wobble, exponent = rng.uniform(0, 0.06), rng.uniform(2, 2.8)
    if shape == "oval":
        middle, axes = eyes + down * 0.4 * drop, (half * 1.05 * vary(), drop * 1.35 * vary(), drop * 1.35 * vary())
    elif shape == "hull":
        middle, axes = eyes + down * 0.5 * drop, (half * 0.95 * vary(), drop * 0.95 * vary(), drop * 1.2 * vary())
    elif shape == "inner":
        middle, axes = eyes + down * 0.5 * drop, (half * 0.68 * vary(), drop * 0.85 * vary(), drop * 0.85 * vary())
    elif shape == "lower":
        middle, axes = eyes + down * 0.95 * drop, (half * 0.85 * vary(), drop * 0.6 * vary(), drop * 0.75 * vary())
    elif shape == "mouth":
        middle, axes = points[3], (half * 0.5 * vary(0.15), drop * 0.32 * vary(0.15), drop * 0.35 * vary(0.15))
    elif shape in ("right eye", "left eye"):  # with the brow or without
        reach = max(float(np.linalg.norm(across)), 0.5 * drop)
        middle, axes = points[PARTS.index(shape)], (reach * 0.4 * vary(0.15), drop * rng.uniform(0.22, 0.55), drop * 0.25 * vary(0.15))
    elif shape == "nose":
        middle, axes = points[2], (half * 0.32 * vary(0.15), drop * rng.uniform(0.25, 0.6), drop * 0.24 * vary(0.15))
    elif shape == "eyes":
        middle, axes = eyes, (half * 0.85 * vary(), drop * 0.35 * vary(0.15), drop * 0.35 * vary(0.15))
    else:
        middle, axes = eyes + down * 0.5 * drop, (half * 1.05 * vary(), drop * 1.2 * vary(), drop * 1.2 * vary())
        exponent, wobble = 12, 0
    middle = middle + rng.normal(0, 0.03, 2) * drop
    mask = np.zeros(size, np.float32)
    outline = _outline(middle, axes, angle, exponent, wobble, rng)
    cv2.fillPoly(mask, [np.round(outline * 8).astype(np.int32)], 1.0, cv2.LINE_AA, 3)
    # Tools differ from a hard cut to a wide feather; the log-uniform draw shows both often.
    feather = drop * np.exp(rng.uniform(np.log(0.015), np.log(0.25)))
    mask = cv2.GaussianBlur(mask, (0, 0), max(feather, 0.4))
    if rng.random() < 0.25:  # partial opacity, as colour-matching tools leave it
        mask *= rng.uniform(0.6, 1)
    return mask
