"""Changes that people, phones and platforms make to genuine pictures: never a sign of forgery.

Each takes a uint8 RGB crop [H, W, 3], the six key points in its pixels (or None) and a generator.
`edit` draws one; `hard` draws the heavy ones that are most easily taken for a forgery.
"""

import cv2
import numpy as np

import degrade

UP = ("bilinear", "bicubic", "lanczos")


def _layer(shape, centre, axes, angle, feather):
    mask = np.zeros(shape[:2], np.float32)
    box = (tuple(map(float, centre)), (2 * float(axes[0]), 2 * float(axes[1])), float(angle))
    cv2.ellipse(mask, box, 1.0, -1)
    return cv2.GaussianBlur(mask, (0, 0), max(float(feather), 0.4))


def _scale(points):
    """Eye-to-mouth distance in px, angle of the eye line in degrees."""
    across = points[1] - points[0]
    drop = max(float(np.linalg.norm(points[3] - (points[0] + points[1]) / 2)), 4.0)
    return drop, float(np.degrees(np.arctan2(across[1], across[0])))


def _paint(picture, mask, colour, opacity):
    weight = (mask * opacity)[..., None]
    return np.clip(picture * (1 - weight) + np.asarray(colour, np.float32) * weight, 0, 255).astype(np.uint8)


def beauty(picture, points, rng):
    """Skin smoothing, brighter, over the whole picture or over skin colours alone."""
    smooth = cv2.bilateralFilter(picture, 7, float(rng.uniform(20, 70)), 5)
    share = float(rng.uniform(0.4, 1))
    mixed = cv2.addWeighted(smooth, share, picture, 1 - share, float(rng.uniform(0, 10)))
    if rng.random() < 0.5:
        tone = cv2.cvtColor(picture, cv2.COLOR_RGB2YCrCb)
        skin = cv2.inRange(tone, (40, 133, 77), (255, 176, 130)).astype(np.float32) / 255
        skin = cv2.GaussianBlur(skin, (0, 0), 2)[..., None]
        mixed = (mixed * skin + picture * (1 - skin)).astype(np.uint8)
    return mixed


def denoise(picture, points, rng):
    if rng.random() < 0.5:
        return cv2.medianBlur(picture, 3 if rng.random() < 0.7 else 5)
    return degrade.blur(picture, rng.uniform(0.5, 1.4))


def sharpened(picture, points, rng):
    return degrade.sharpen(picture, rng.uniform(0.3, 1.5), rng.uniform(0.7, 2))


def upscaled(picture, points, rng):
    small = degrade.rescale(picture, rng.uniform(0.35, 0.8), "area", str(rng.choice(UP)))
    return degrade.sharpen(small, rng.uniform(0, 1.2))


def graded(picture, points, rng):
    gains = rng.normal(1, 0.08, 3)
    return degrade.gamma(np.clip(picture * gains, 0, 255).astype(np.uint8), rng.uniform(0.7, 1.4))


def local_contrast(picture, points, rng):
    lab = cv2.cvtColor(picture, cv2.COLOR_RGB2LAB)
    lab[..., 0] = cv2.createCLAHE(float(rng.uniform(1, 3)), (4, 4)).apply(lab[..., 0])
    return cv2.cvtColor(lab, cv2.COLOR_LAB2RGB)


def recompressed(picture, points, rng):
    if rng.random() < 0.5:
        return degrade.jpeg(picture, rng.integers(25, 70))
    height, width = (side // 2 * 2 for side in picture.shape[:2])
    even = degrade.h264([np.ascontiguousarray(picture[:height, :width])], int(rng.integers(28, 42)))[0]
    return cv2.copyMakeBorder(even, 0, picture.shape[0] - height, 0, picture.shape[1] - width, cv2.BORDER_REPLICATE)


def phone(picture, points, rng):
    """A small sensor: grain that grows in the dark, smoothed by the camera, then sharpened and compressed."""
    grain = rng.standard_normal((*picture.shape[:2], 3), np.float32)
    if rng.random() < 0.5:
        grain = cv2.GaussianBlur(grain, (0, 0), float(rng.uniform(0.5, 1.0))) * 1.8
    level = float(rng.uniform(2, 11)) * (1.3 - picture.astype(np.float32) / 400)
    noisy = np.clip(picture + grain * level, 0, 255).astype(np.uint8)
    smooth = cv2.bilateralFilter(noisy, 5, float(rng.uniform(15, 50)), 3)
    mixed = cv2.addWeighted(smooth, share := float(rng.uniform(0.5, 1)), noisy, 1 - share, 0)
    mixed = degrade.sharpen(mixed, rng.uniform(0.3, 1.6), rng.uniform(0.7, 1.6))
    return degrade.jpeg(mixed, rng.integers(55, 95))


def sunglasses(picture, points, rng):
    drop, angle = _scale(points)
    result = picture
    tint = rng.uniform(5, 60, 3)
    for eye in points[:2]:
        mask = _layer(picture.shape, eye, (drop * rng.uniform(0.38, 0.5), drop * rng.uniform(0.28, 0.42)), angle, drop * 0.01)
        result = _paint(result, mask, tint, rng.uniform(0.75, 1))
    bridge = np.zeros(picture.shape[:2], np.float32)
    ends = [tuple(map(int, p)) for p in points[:2]]
    cv2.line(bridge, *ends, 1.0, max(1, round(drop * 0.06)), cv2.LINE_AA)
    return _paint(result, bridge, tint * 0.7, 1)


def make_up(picture, points, rng):
    """Lipstick, eye shadow and blush, painted softly."""
    drop, angle = _scale(points)
    result = _paint(picture, _layer(picture.shape, points[3], (drop * 0.42, drop * 0.16), angle, drop * 0.04),
                    (rng.uniform(130, 210), rng.uniform(20, 70), rng.uniform(40, 100)), rng.uniform(0.2, 0.55))
    shadow = rng.uniform(30, 140, 3)
    for eye in points[:2]:
        result = _paint(result, _layer(picture.shape, eye - [0, 0.08 * drop], (drop * 0.3, drop * 0.14), angle, drop * 0.05),
                        shadow, rng.uniform(0.1, 0.4))
    for eye in points[:2]:
        cheek = eye * 0.55 + points[3] * 0.45 + (eye - points[2]) * 0.2
        result = _paint(result, _layer(picture.shape, cheek, (drop * 0.25, drop * 0.2), angle, drop * 0.1),
                        (225, 120, 120), rng.uniform(0.05, 0.25))
    return result


def cartoon(picture, points, rng):
    """Flat areas and dark edges, partly mixed in."""
    flat = picture
    for _ in range(2):
        flat = cv2.bilateralFilter(flat, 7, 45, 5)
    edges = cv2.Laplacian(cv2.GaussianBlur(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), (0, 0), 1), cv2.CV_32F)
    ink = np.clip(edges * rng.uniform(2, 6), 0, 90)[..., None]
    return cv2.addWeighted(np.clip(flat - ink, 0, 255).astype(np.uint8), share := float(rng.uniform(0.6, 1)), picture, 1 - share, 0)


def caption(picture, points, rng):
    """Text or a sticker beside the face, as chat programs paste them."""
    result, (height, width) = picture.copy(), picture.shape[:2]
    top = height * (rng.uniform(0.0, 0.08) if rng.random() < 0.5 else rng.uniform(0.9, 0.97))
    colour = tuple(int(v) for v in rng.integers(0, 256, 3))
    cv2.putText(result, "".join(rng.choice(list("ABCDEFGHKLMNPRSTUVXYZ0123456789 "), 14)), (int(rng.uniform(0, width * 0.3)), int(top) + 8),
                cv2.FONT_HERSHEY_SIMPLEX, float(rng.uniform(0.35, 0.8)), colour, int(rng.integers(1, 3)), cv2.LINE_AA)
    return result


KINDS = {
    "beauty filter": beauty, "strong denoise": denoise, "sharpened": sharpened, "upscaled": upscaled, "graded": graded,
    "local contrast": local_contrast, "recompressed": recompressed, "phone camera": phone,
    "sunglasses": sunglasses, "make-up": make_up, "cartoon": cartoon, "caption": caption,
}
NEEDS_POINTS = ("sunglasses", "make-up")
# Any picture may have gone through one of these before or after a forgery.
PLAIN = ("beauty filter", "strong denoise", "sharpened", "upscaled", "graded", "local contrast", "recompressed", "phone camera")


def edit(picture: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    return KINDS[str(rng.choice(PLAIN))](picture, None, rng)


def one_of_all(picture: np.ndarray, points: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """One edit of any kind, every kind equally often: for measuring."""
    return KINDS[str(rng.choice(list(KINDS)))](picture, points, rng)


def hard(picture: np.ndarray, points: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """One to three edits of any kind; make-up, which alarms most, twice as often as another."""
    chances = np.array([2.0 if name == "make-up" else 1.0 for name in KINDS])
    for name in rng.choice(list(KINDS), size=rng.integers(1, 4), replace=False, p=chances / chances.sum()):
        picture = KINDS[str(name)](picture, points, rng)
    return picture
