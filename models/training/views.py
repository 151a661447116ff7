"""Face crops for measuring: the same fixed draws for every model, so that figures can be compared."""

from dataclasses import replace

import cv2
import numpy as np

import degrade
from crop import crop_face
from data import Face, Pictures
from everyday import one_of_all
from network import INPUT_PX

MARGIN = 1.25
# Margin and mirroring of the frames of a track, in turn: its score is one of several crops, at no cost. A still is scored by
# the first two, which differ by the mirror alone. calibrate.py writes them into the catalog.
VARIANTS = ((MARGIN, False), (MARGIN, True), (1.35, False), (1.15, True))
EDITED = "edited"  # pool of genuine pictures after one edit of any kind, make-up and sunglasses included
TRACK_FRAMES = 8  # the fewest that may exceed `weak`

# What a platform may have done to a whole video; one entry is drawn per track.
HISTORIES = (
    ("as stored", lambda faces: faces),
    ("h264 crf 23", lambda faces: degrade.h264(faces, 23)),
    ("h264 crf 30", lambda faces: degrade.h264(faces, 30)),
    ("jpeg 75", lambda faces: [degrade.jpeg(face, 75) for face in faces]),
    ("webp 70", lambda faces: [degrade.webp(face, 70) for face in faces]),
    ("x0.6, h264 crf 26", lambda faces: degrade.h264([degrade.rescale(face, 0.6) for face in faces], 26)),
)


def moved_box(box, rng: np.random.Generator, centre: float = 0.05, size: float = 0.07):
    """The box as another detector run might give it: shifted and scaled by normal shares of its longer side."""
    x, y, width, height = box
    longer = max(width, height)
    dx, dy = rng.normal(0, centre / 2, 2) * longer
    factor = 1 + rng.normal(0, size / 2)
    return (x + dx + width * (1 - factor) / 2, y + dy + height * (1 - factor) / 2, width * factor, height * factor)


def hard_negatives(faces: list[Face], every: int = 4) -> list[Face]:
    """Some genuine faces again, as a source of their own: their pictures get an everyday edit of any kind."""
    genuine = [face for face in faces if face.label == "genuine"]
    return [replace(face, pool=EDITED, source=EDITED) for face in genuine[::every]]


def still(pictures: Pictures, face: Face, size_px: int = INPUT_PX) -> np.ndarray:
    return crop_face(pictures[face], face.box, size_px, MARGIN)


def variant(number: int) -> tuple[float, bool]:
    """Margin and whether to mirror, for frame `number` of a track."""
    return VARIANTS[number % len(VARIANTS)]


def mirrored(face: np.ndarray) -> np.ndarray:
    return np.ascontiguousarray(face[:, ::-1])


def seen(faces: list[np.ndarray]) -> list[np.ndarray]:
    """The frames of a track as the model gets them: those whose turn it is are mirrored, after all that a codec did."""
    return [mirrored(face) if variant(number)[1] else face for number, face in enumerate(faces)]


def track(pictures: Pictures, face: Face, seed: int, size_px: int = INPUT_PX, frames: int = TRACK_FRAMES) -> tuple[str, list[np.ndarray]]:
    """Name of the history and [frames] crops: one picture seen through a wandering box and one codec.

    A stand-in for a track where only one frame of a video is stored: it has the spread between videos
    and between boxes, and lacks the movement of the face.
    """
    rng = np.random.default_rng([seed, face.offset])
    picture = pictures[face]
    if face.pool == EDITED:
        picture = one_of_all(picture, face.points, np.random.default_rng([seed, face.offset, 1]))
    crops = wandering_crops(picture, face, rng, size_px, frames)
    name, apply = HISTORIES[rng.integers(len(HISTORIES))]
    return name, seen(apply(crops))


def wandering_crops(picture, face: Face, rng, size_px: int, frames: int):
    boxes = [moved_box(face.box, rng) for _ in range(frames)]
    boxes[1:2] = boxes[:1]  # the first two frames are what a still is scored by: one place
    return [crop_face(picture, box, size_px, variant(number)[0]) for number, box in enumerate(boxes[:frames])]


def track_of(picture: np.ndarray, face: Face, rng, size_px: int = INPUT_PX, frames: int = TRACK_FRAMES) -> list[np.ndarray]:
    """As `track`, for a picture that was changed since it was stored; its size must be the stored one."""
    crops = wandering_crops(picture, face, rng, size_px, frames)
    return seen(HISTORIES[rng.integers(len(HISTORIES))][1](crops))


def turned(picture: np.ndarray, box, degrees: float) -> tuple[np.ndarray, tuple[float, ...]]:
    """A picture turned clockwise around its middle, with room for its corners, and the face box moved along (same size)."""
    height, width = picture.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1)
    cos, sin = abs(matrix[0, 0]), abs(matrix[0, 1])
    new_width, new_height = round(width * cos + height * sin), round(width * sin + height * cos)
    matrix[:, 2] += (new_width - width) / 2, (new_height - height) / 2
    result = cv2.warpAffine(picture, matrix, (new_width, new_height), flags=cv2.INTER_LANCZOS4, borderMode=cv2.BORDER_REPLICATE)
    x, y = matrix @ (box[0] + box[2] / 2, box[1] + box[3] / 2, 1)
    return result, (x - box[2] / 2, y - box[3] / 2, box[2], box[3])
