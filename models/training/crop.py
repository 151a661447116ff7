"""The crop of the extension, in Python: square around the detector box, inside the picture, area down, bilinear up.

Coordinates are pixels of the picture, x right, y down. A box is (x, y, width, height).
"""

import cv2
import numpy as np


def crop_square(box, margin: float) -> tuple[int, int, int]:
    """Left, top and side, whole pixels, of the square with side = margin x the longer box side."""
    x, y, width, height = box
    side = max(1, round(margin * max(width, height)))
    return round(x + width / 2 - side / 2), round(y + height / 2 - side / 2), side


def inside(square: tuple[int, int, int], width: int, height: int) -> tuple[int, int, int]:
    """The square, shrunk and shifted until it lies inside the picture: where a picture ends, nothing is made up."""
    left, top, side = square
    smaller = min(side, width, height)
    shift = (side - smaller) // 2
    return min(max(left + shift, 0), width - smaller), min(max(top + shift, 0), height - smaller), smaller


def resample(square: np.ndarray, size_px: int) -> np.ndarray:
    """In float32 and rounded once, as the engine does it: on bytes OpenCV enlarges with 11-bit weights, and a face
    then reads up to .04 logits differently (parity.py)."""
    method = cv2.INTER_AREA if square.shape[0] > size_px else cv2.INTER_LINEAR
    resized = cv2.resize(square.astype(np.float32), (size_px, size_px), interpolation=method)
    return np.clip(np.floor(resized + 0.5), 0, 255).astype(np.uint8)


def crop_face(picture: np.ndarray, box, size_px: int, margin: float) -> np.ndarray:
    """uint8 RGB picture [H, W, 3] to uint8 face [size_px, size_px, 3]."""
    height, width = picture.shape[:2]
    left, top, side = inside(crop_square(box, margin), width, height)
    return resample(picture[top:top + side, left:left + side], size_px)


def sharpness_and_luma(face: np.ndarray) -> tuple[float, float]:
    """Mean absolute 4-neighbour Laplacian of the luma and mean luma (0..255), central 80 % square."""
    luma = face.astype(np.float32) @ np.array([0.299, 0.587, 0.114], np.float32)
    edge = round(face.shape[0] * 0.1)
    middle = slice(edge, face.shape[0] - edge)
    laplacian = (luma[:-2, 1:-1] + luma[2:, 1:-1] + luma[1:-1, :-2] + luma[1:-1, 2:] - 4 * luma[1:-1, 1:-1])
    laplacian = np.abs(np.pad(laplacian, 1))[middle, middle]
    return float(laplacian.mean()), float(luma[middle, middle].mean())
