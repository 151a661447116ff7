"""The fingerprint of a decoder's last enlargements without a decoder: procedural, instant, endlessly varied.

Every convolutional generator ends in a few doublings. What they leave is known: the four phases of a 2x2
tile are filtered differently (transposed convolution), repeated (nearest), or smoothed (bilinear), and the
detail above the coarse grid is invented. Here the picture is halved one to three times and enlarged again by a
randomly drawn kernel per phase; part of the lost detail returns filtered by a random kernel, and faint tiles with
the period of the grid are added. No learned weights, so no network of the zoo can be told by its own habits.
"""

import cv2
import numpy as np


def _phase_kernels(rng, roughness):
    """Four 3x3 kernels that sum to about one: bilinear interpolation of a 2x2 tile, disturbed."""
    kernels = []
    for dy in (-1, 1):
        for dx in (-1, 1):
            kernel = np.zeros((3, 3), np.float32)
            near = rng.uniform(0.55, 1)
            weights_y, weights_x = np.zeros(3), np.zeros(3)
            weights_y[1], weights_y[1 + dy] = near, 1 - near
            weights_x[1], weights_x[1 + dx] = near, 1 - near
            kernel += np.outer(weights_y, weights_x)
            kernel += rng.normal(0, 0.03 * roughness, (3, 3))
            kernels.append(kernel / kernel.sum() * (1 + rng.normal(0, 0.006 * roughness)))
    return kernels


def _double(coarse, kernels):
    height, width = coarse.shape[:2]
    fine = np.empty((2 * height, 2 * width, 3), np.float32)
    for index, kernel in enumerate(kernels):
        fine[index // 2::2, index % 2::2] = cv2.filter2D(coarse, -1, kernel, borderType=cv2.BORDER_REPLICATE)
    return fine


def resynthesise(picture: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """uint8 RGB [H, W, 3] to the same size, as if its finest scales came from a decoder."""
    height, width = picture.shape[:2]
    levels = int(rng.choice((1, 2, 3), p=(0.5, 0.35, 0.15)))
    unit = 2**levels
    size = max(unit * 8, round(rng.uniform(0.5, 1.0) * width / unit) * unit)
    original = cv2.resize(picture, (size, size), interpolation=cv2.INTER_AREA if size < width else cv2.INTER_LINEAR)
    original = original.astype(np.float32)
    roughness = rng.uniform(0.3, 2)
    shared = _phase_kernels(rng, roughness) if rng.random() < 0.5 else None
    coarse = cv2.resize(original, (size // unit, size // unit), interpolation=cv2.INTER_AREA)
    painted = coarse
    for _ in range(levels):
        painted = _double(painted, shared or _phase_kernels(rng, roughness))
    # Invented detail: the lost one through a random filter, as a decoder sees it only through its latent.
    detail = original - painted
    filters = rng.normal(0, 0.12, (3, 3)).astype(np.float32)
    filters[1, 1] += rng.uniform(0.5, 1.0)
    painted = painted + cv2.filter2D(detail, -1, filters) * rng.uniform(0.4, 1.0)
    if rng.random() < 0.6:
        period = unit * int(rng.choice((1, 2)))
        tile = rng.normal(0, rng.uniform(0.2, 1.2), (period, period, 3 if rng.random() < 0.5 else 1)).astype(np.float32)
        painted = painted + np.tile(tile, (size // period + 1, size // period + 1, 1))[:size, :size]
    if rng.random() < 0.5:  # decoders smooth skin and keep edges
        calm = cv2.bilateralFilter(np.clip(painted, 0, 255).astype(np.uint8), 5, float(rng.uniform(8, 30)), 3)
        share = rng.uniform(0.3, 1)
        painted = (1 - share) * painted + share * calm
    painted = np.clip(painted + 0.5, 0, 255).astype(np.uint8)
    return cv2.resize(painted, (width, height), interpolation=int(rng.choice((cv2.INTER_LINEAR, cv2.INTER_CUBIC, cv2.INTER_AREA))))
