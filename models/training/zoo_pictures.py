"""What the generators learn from: training faces alone, prepared as each kind of generator needs them.

Every source is an endless iterator of batches; pixels are float32 RGB in [-1, 1], [N, 3, S, S].
"""

import cv2
import numpy as np
import torch

from crop import crop_face, crop_square, inside, resample
from data import Pictures
from generators import gan, reenactment
from generators.swap import TEMPLATE, aligned, alignment
from views import moved_box


def tensor_of(crops) -> torch.Tensor:
    return torch.from_numpy(np.stack(crops)).permute(0, 3, 1, 2).float() / 127.5 - 1


def training_faces(pictures: Pictures):
    """Genuine training faces, soft and sharp alike; DFDC would drown the others."""
    genuine = [face for face in pictures.faces if face.split == "train" and face.label == "genuine"]
    return [face for face in genuine if face.pool != "dfdc"] + [face for face in genuine if face.pool == "dfdc"][::4]


class Crops:
    """Square crops of any face, or random parts of `part_px` of them: for nets that paint whole pictures."""

    def __init__(self, pictures: Pictures, side_px: int, size: int, rng: np.random.Generator, part_px: int = 0):
        self.pictures, self.faces = pictures, training_faces(pictures)
        self.side_px, self.size, self.rng, self.part_px = side_px, size, rng, part_px or side_px

    def crop(self):
        face = self.faces[self.rng.integers(len(self.faces))]
        crop = crop_face(self.pictures[face], moved_box(face.box, self.rng), self.side_px, self.rng.uniform(1.05, 1.45))
        top, left = self.rng.integers(self.side_px - self.part_px + 1, size=2)
        crop = crop[top:top + self.part_px, left:left + self.part_px]
        return crop[:, ::-1] if self.rng.random() < 0.5 else crop

    def __next__(self):
        return tensor_of([self.crop() for _ in range(self.size)])


class Aligned:
    """Aligned squares with hair and chin of faces that have about as many pixels, for nets that invent whole faces."""

    MOST_ENLARGED = 1.3

    def __init__(self, pictures: Pictures, side_px: int, size: int, rng: np.random.Generator):
        self.pictures, self.side_px, self.size, self.rng = pictures, side_px, size, rng
        self.faces = [face for face in training_faces(pictures)
                      if np.hypot(*alignment(face.points, side_px, gan.TEMPLATE)[:, 0]) < self.MOST_ENLARGED]

    def crop(self):
        face, rng = self.faces[self.rng.integers(len(self.faces))], self.rng
        template = (gan.TEMPLATE - 0.5) * rng.normal(1, 0.03) + 0.5 + rng.normal(0, 0.01, 2)
        square = aligned(self.pictures[face], face.points, self.side_px, template.astype(np.float32))[0]
        return square[:, ::-1] if rng.random() < 0.5 else square

    def __next__(self):
        return tensor_of([self.crop() for _ in range(self.size)])


def people_of(pictures: Pictures) -> dict[str, list]:
    """Genuine FF++ training videos, the only people with several pictures each, by name of the video."""
    people: dict[str, list] = {}
    for face in pictures.faces:
        if face.pool == "ffpp" and face.split == "train" and face.label == "genuine":
            people.setdefault(face.file.rsplit("-", 1)[0], []).append(face)
    return dict(sorted(people.items()))


class People:
    """Aligned faces of one person a batch: (warped, straight, number of the person). Person 0 is all training faces."""

    def __init__(self, pictures: Pictures, side_px: int, chosen: tuple[int, int], size: int, rng: np.random.Generator):
        self.pictures, self.side_px, self.size, self.rng = pictures, side_px, size, rng
        start, step = chosen
        self.people = [training_faces(pictures), *list(people_of(pictures).values())[start::step]]

    def face(self, face):
        rng, side = self.rng, self.side_px
        template = (TEMPLATE - 0.5) * rng.normal(1, 0.04) + 0.5 + rng.normal(0, 0.02, 2)
        straight, _ = aligned(self.pictures[face], face.points, side, template.astype(np.float32))
        straight = straight[:, ::-1] if rng.random() < 0.5 else straight
        gains = rng.normal(1, 0.08, 3) * rng.normal(1, 0.1)
        straight = np.clip(straight * gains, 0, 255).astype(np.uint8)
        # A coarse random grid: the encoder may not lean on where exactly an outline lies.
        grid = rng.normal(0, 0.02 * side, (2, 5, 5)).astype(np.float32)
        y, x = np.mgrid[0:side, 0:side].astype(np.float32)
        dx, dy = (cv2.resize(plane, (side, side), interpolation=cv2.INTER_CUBIC) for plane in grid)
        return cv2.remap(straight, x + dx, y + dy, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101), straight

    def __next__(self):
        person = 0 if self.rng.random() < 0.2 else int(self.rng.integers(1, len(self.people)))
        members = self.people[person]
        pairs = [self.face(members[i]) for i in self.rng.integers(len(members), size=self.size)]
        return tensor_of([pair[0] for pair in pairs]), tensor_of([pair[1] for pair in pairs]), person


class Moments:
    """Two moments of a face: (given, flow, wanted). Half are two frames of one video, half one picture moved by a flow."""

    def __init__(self, pictures: Pictures, side_px: int, size: int, rng: np.random.Generator):
        self.pictures, self.side_px, self.size, self.rng = pictures, side_px, size, rng
        self.faces, self.people = training_faces(pictures), list(people_of(pictures).values())

    def crop(self, face, margin):
        """Crop [S, S, 3] and the key points in shares of its side."""
        picture = self.pictures[face]
        height, width = picture.shape[:2]
        left, top, side = inside(crop_square(moved_box(face.box, self.rng), margin), width, height)
        square = resample(picture[top:top + side, left:left + side], self.side_px)
        return square, (face.points - [left, top]).astype(np.float32) / side

    def moments(self):
        rng, margin = self.rng, self.rng.uniform(1.1, 1.5)
        if rng.random() < 0.5:
            members = self.people[rng.integers(len(self.people))]
            given, wanted = (self.crop(members[i], margin) for i in rng.choice(len(members), 2))
            return given[0], reenactment.flow(wanted[1], given[1]), wanted[0]
        wanted, points = self.crop(self.faces[rng.integers(len(self.faces))], margin)
        moved = reenactment.turned(points, rng)
        side = self.side_px
        field = cv2.resize(reenactment.flow(moved, points).transpose(1, 2, 0), (side, side), interpolation=cv2.INTER_LINEAR) * side
        y, x = np.mgrid[0:side, 0:side].astype(np.float32)
        given = cv2.remap(wanted, x + field[..., 0], y + field[..., 1], cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT_101)
        return given, reenactment.flow(points, moved), wanted

    def __next__(self):
        drawn = [self.moments() for _ in range(self.size)]
        return (tensor_of([d[0] for d in drawn]), torch.from_numpy(np.stack([d[1] for d in drawn])), tensor_of([d[2] for d in drawn]))
