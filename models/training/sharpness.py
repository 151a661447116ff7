"""Bring two versions of a picture to the same sharpness, so that softness alone never tells them apart."""

import cv2
import numpy as np

import degrade

SOFTEN_SIGMAS_PX = (0.35, 0.5, 0.65, 0.8, 1.0, 1.3, 1.7, 2.2)
SOFTEN_FACTORS = (0.9, 0.8, 0.7, 0.6, 0.5, 0.42, 0.35)
CRISPEN_AMOUNTS = (0.25, 0.5, 0.8, 1.2, 1.7, 2.4, 3.2)


def energy(picture: np.ndarray, mask: np.ndarray | None = None) -> float:
    """Mean absolute Laplacian of the luma of uint8 RGB [H, W, 3], weighted by `mask` [H, W] where given."""
    edges = cv2.absdiff(cv2.Laplacian(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), cv2.CV_32F), 0.0)
    return float(edges.mean() if mask is None else (edges * mask).sum() / (mask.sum() + 1e-6)) + 1e-3


def soften(picture, wanted: float, rng, mask=None):
    """The picture blurred or shrunk and enlarged until its energy is at most `wanted`."""
    if rng.random() < 0.5:
        steps = ((lambda s=s: degrade.blur(picture, s)) for s in SOFTEN_SIGMAS_PX)
    else:
        up = str(rng.choice(("bilinear", "bicubic", "lanczos")))
        steps = ((lambda f=f: degrade.rescale(picture, f, "area", up)) for f in SOFTEN_FACTORS)
    result = picture
    while energy(result, mask) > wanted and (step := next(steps, None)):
        result = step()
    return result


def crispen(picture, wanted: float, rng, mask=None):
    """The picture sharpened until its energy is at least `wanted`: the last step of current swap tools."""
    radius, result = float(rng.uniform(0.7, 1.5)), picture
    for amount in CRISPEN_AMOUNTS:
        if energy(result, mask) >= wanted:
            break
        result = degrade.sharpen(picture, amount, radius)
    return result


def level(first, second, rng, mask=None):
    """Both pictures at about the same energy: the softer one sharpened, the sharper one softened, or half of each."""
    energies = [energy(first, mask), energy(second, mask)]
    softer = int(energies[1] < energies[0])
    way = rng.random()
    # Of the whole distance in log energy: 0 = all by softening the sharper one, 1 = all by sharpening the softer one.
    share = 0.0 if way < 0.4 else 1.0 if way < 0.7 else rng.random()
    goal = energies[softer] ** (1 - share) * energies[1 - softer] ** share
    pair = [first, second]
    pair[softer] = crispen(pair[softer], goal * rng.uniform(0.92, 1.08), rng, mask)
    pair[1 - softer] = soften(pair[1 - softer], energy(pair[softer], mask) * rng.uniform(0.95, 1.1), rng, mask)
    return pair[0], pair[1]
