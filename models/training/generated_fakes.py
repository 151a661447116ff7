"""Forgeries by the learned generators of the zoo, pasted the way the tools paste them.

As in pseudo_fakes.py each maker returns (genuine, forged, mask or None); pictures are uint8 RGB [H, W, 3], masks
float32 [H, W], and outside the mask the forged side is the genuine one, pixel for pixel.
"""

import cv2
import numpy as np

import degrade
import masks
import pseudo_fakes
import sharpness
from generators.swap import BACK_KERNELS, alignment

SWAP_FACE_PX = (56, 130)  # side of the aligned face in the picture where a decoder of 64 to 96 px pastes
MOST_GRAIN = 5.0  # deviation, of 255


def tool_mask(shape: str, points, size, rng) -> np.ndarray:
    """A mask as swap tools make it: an outline of the face, eroded or grown by a set width, blurred by another."""
    drop = max(float(np.linalg.norm(points[3] - (points[0] + points[1]) / 2)), 4.0)
    mask = (masks.draw(shape, size, points, rng) > 0.4).astype(np.uint8)
    width = round(drop * rng.uniform(-0.06, 0.22))
    if width:
        kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * abs(width) + 1, 2 * abs(width) + 1))
        mask = (cv2.erode if width > 0 else cv2.dilate)(mask, kernel)
    return cv2.GaussianBlur(mask.astype(np.float32), (0, 0), drop * float(np.exp(rng.uniform(np.log(0.02), np.log(0.2)))))


def grain(picture, wanted: float, mask, rng):
    """Film grain, as tools add it to a face that came out too smooth, until its energy is about `wanted`."""
    missing = wanted**2 - sharpness.energy(picture, mask) ** 2
    # The mean absolute Laplacian of white noise is 3.6 times its deviation.
    return degrade.noise(picture, min(missing**0.5 / 3.6, MOST_GRAIN), rng) if missing > 0 else picture


def decoder_swap(picture, points, strength, rng, swap):
    """Another person's face by a shared-encoder two-decoder net at 64 to 96 px, matched in colour and pasted back.

    Such nets serve where a face has about as many pixels as they paint: the picture is shrunk to that, and face and
    picture are brought to one sharpness, on both sides of the pair. Else softness alone tells the two apart (probe: .81).
    """
    face_px = 1 / float(np.hypot(*alignment(points, 1)[:, 0]))
    wanted_px = rng.uniform(*SWAP_FACE_PX)
    if wanted_px < face_px:
        size = max(64, round(picture.shape[0] * wanted_px / face_px))
        points = points * (size / picture.shape[0])
        picture = cv2.resize(picture, (size, size), interpolation=cv2.INTER_AREA)
    painted, inside = swap(picture, points, rng)
    mask = tool_mask(str(rng.choice(("oval", "hull", "box", "inner"), p=(0.35, 0.4, 0.15, 0.1))), points, picture.shape[:2], rng) * inside
    if rng.random() < 0.8:
        painted = pseudo_fakes.match_colour(painted, picture, mask, 1 - 0.4 * strength * rng.random())
    if rng.random() < 0.9:
        picture, painted = sharpness.level(picture, painted, rng, mask)
        painted = grain(painted, sharpness.energy(picture, mask) * rng.uniform(0.9, 1.5), mask, rng)
    if rng.random() < 0.15:
        painted = pseudo_fakes.clone(painted, picture, mask)
    return picture, pseudo_fakes.blend(mask, painted, picture), mask


def flow_reenactment(picture, points, strength, rng, reenact):
    """A face moved by the re-enactment net: the whole picture, as talking-head tools give it, or pasted into the old one."""
    if rng.random() < 0.5:
        moved, _ = reenact(picture, points, rng, 0.5 + strength)
        genuine, moved = sharpness.level(picture, moved, rng)
        return genuine, moved, None
    moved, wanted = reenact(picture, points, rng, 0.3 + 0.5 * strength)
    mask = tool_mask(str(rng.choice(("oval", "hull", "lower"))), wanted, picture.shape[:2], rng)
    if rng.random() < 0.5:
        moved = pseudo_fakes.match_colour(moved, picture, mask)
    moved = pseudo_fakes.finish(moved, picture, mask, rng)
    return picture, pseudo_fakes.blend(mask, moved, picture), mask


def denoised_whole(picture, rng, diffuse):
    """A whole picture painted again by a diffusion model; both sides equally sharp."""
    genuine, painted = sharpness.level(picture, diffuse(picture), rng)
    return genuine, painted, None


def invented_whole(picture, points, rng, invent, other=None):
    """A whole aligned face by an adversarial net, of one person or mixed from two; both sides aligned and equally sharp."""
    genuine, invented, _ = invent(picture, points, rng, other)
    genuine, invented = sharpness.level(genuine, invented, rng)
    return genuine, invented, None


def invented_blend(picture, points, rng, invent, other=None):
    """The face, or another person's, as an adversarial net restores or invents it, pasted as tools do."""
    _, invented, matrix = invent(picture, points, rng, other)
    size, side = picture.shape[1::-1], len(invented)
    method = int(rng.choice(BACK_KERNELS)) | cv2.WARP_INVERSE_MAP
    pasted = cv2.warpAffine(invented, matrix, size, flags=method, borderMode=cv2.BORDER_REPLICATE)
    inside = cv2.warpAffine(np.pad(np.ones((side - 4, side - 4), np.float32), 2), matrix, size, flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP)
    mask = tool_mask(str(rng.choice(("oval", "hull", "box", "inner"))), points, picture.shape[:2], rng) * inside
    if rng.random() < 0.7:
        pasted = pseudo_fakes.match_colour(pasted, picture, mask)
    if rng.random() < 0.5:
        picture, pasted = sharpness.level(picture, pasted, rng, mask)
    else:
        pasted = pseudo_fakes.finish(pasted, picture, mask, rng)
    return picture, pseudo_fakes.blend(mask, pasted, picture), mask
