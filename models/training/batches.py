"""Batches of pairs for training: a genuine and a forged face that share their history.

A batch holds PAIRS pairs; row 2i is genuine, row 2i+1 forged. Targets of a head that cannot be known for a
kind are NaN and left out of the loss: whether a swap tool's decoder counts as synthetic is not ours to guess.
"""

from collections import Counter
from dataclasses import dataclass

import cv2
import numpy as np
import torch
from torch.utils.data import IterableDataset

import generated_fakes
import pseudo_fakes
import sharpness
import skin_tone
from augment import History
from crop import crop_square, inside
from data import Pictures
from everyday import edit, hard
from generators.zoo import Zoo
from network import INPUT_PX

WORK_PX = 224  # pseudo-fakes are made at the stored size, at most this side
UNKNOWN = float("nan")
MAP_STRIDE = 8  # pixels of a crop per cell of the map

# Genuine sources of pseudo-fakes: East-Asian faces first, because no supervised forgery here shows them.
SOURCE_SHARES = {"east-asian": 5, "dfdc": 6, "ffpp": 3, "ffhq": 3, "celeba": 2, "utk": 2, "portraits": 2}

# Pairs per batch.
PAIRS = {
    "dfdc": 10, "ffpp": 2, "stylegan": 6,
    "self-blend": 1.25, "person-blend": 1.25, "part-splice": 3, "low-resolution": 1, "warp": 0.25,
    "person-repaint": 1.5, "repaint": 2, "lip-sync": 2, "whole-repaint": 2, "whole-reenactment": 0.5,
    "decoder-swap": 2, "diffusion-blend": 1, "diffusion-whole": 1.25, "flow-reenactment": 1.5,
    "gan-whole": 1.75, "gan-blend": 0.5,
    "everyday": 2.5,
}
SUPERVISED = ("dfdc", "ffpp", "stylegan")
TONE_BALANCE = 0.5  # 0 = as the data has them (DFDC: mostly dark pictures), 1 = every bucket equally often


@dataclass
class Pair:
    genuine: np.ndarray
    forged: np.ndarray
    target: tuple[float, float]  # composite, synthetic of the forged side
    mask: np.ndarray | None = None  # of the forged side, where it is known


def wide_crop(picture, face, margin, centre):
    """Square crop inside the picture, at most WORK_PX, and the key points in its pixels."""
    left, top, side = crop_square(face.box, margin)
    longer = max(face.box[2:])
    moved = left + round(centre[0] * longer), top + round(centre[1] * longer), side
    height, width = picture.shape[:2]
    left, top, side = inside(moved, width, height)
    square, scale = picture[top:top + side, left:left + side], 1.0
    if side > WORK_PX:
        square, scale = cv2.resize(square, (WORK_PX, WORK_PX), interpolation=cv2.INTER_AREA), WORK_PX / side
    return np.ascontiguousarray(square), (face.points - [left, top]) * scale


class PairMaker:
    def __init__(self, pictures: Pictures, split: str, zoo: Zoo, left_out=()):
        """`left_out` names sources of which no picture is shown, genuine ones of pseudo-fakes included."""
        faces = [face for face in pictures.faces if face.split == split and face.pool not in left_out]
        self.pictures, self.zoo = pictures, zoo
        genuine = [face for face in faces if face.label == "genuine"]
        self.pools = {pool: [f for f in genuine if f.pool == pool] for pool in SOURCE_SHARES}
        self.shares = np.array([SOURCE_SHARES[pool] for pool in self.pools], float)
        self.shares *= np.array([len(members) > 0 for members in self.pools.values()])
        self.shares /= self.shares.sum()
        self.by_video: dict[str, list] = {}
        for face in genuine:
            self.by_video.setdefault(face.video, []).append(face)
        self.forged = {pool: [f for f in faces if f.pool == pool and f.label == "forged" and
                              (pool == "stylegan" or f.video in self.by_video)] for pool in SUPERVISED}
        self.chances = {pool: self.tone_chances(members) for pool, members in self.forged.items() if members}

    def tone_chances(self, faces) -> np.ndarray:
        """Chance of each forged face to be drawn: rare skin tones of the picture come more often than their number says."""
        buckets = [skin_tone.bucket_of(skin_tone.typology_angle(self.pictures[face], face.points)) for face in faces]
        numbers = Counter(buckets)
        weights = np.array([numbers[bucket] ** -TONE_BALANCE for bucket in buckets])
        return weights / weights.sum()

    def pair(self, kind: str, strength: float, rng: np.random.Generator) -> Pair:
        margin, centre = rng.uniform(1.15, 1.5), rng.normal(0, 0.03, 2)
        cut = lambda face: wide_crop(self.pictures[face], face, margin, centre)  # noqa: E731
        if kind in SUPERVISED:
            fake = self.forged[kind][rng.choice(len(self.forged[kind]), p=self.chances[kind])]
            partners = self.pools["ffhq"] if kind == "stylegan" else self.by_video[fake.video]
            genuine = partners[rng.integers(len(partners))]
            target = (UNKNOWN, 1.0) if kind == "stylegan" else (1.0, UNKNOWN)
            return Pair(cut(genuine)[0], cut(fake)[0], target)

        pool = str(rng.choice(list(self.pools), p=self.shares))
        face = self.pools[pool][rng.integers(len(self.pools[pool]))]
        picture, points = cut(face)
        if rng.random() < 0.2:
            picture = edit(picture, rng)
        if kind == "everyday":  # genuine on both sides: the second one after heavy edits
            return Pair(picture, hard(picture, points, rng), (0.0, 0.0), np.zeros(picture.shape[:2], np.float32))
        repaint = lambda crop, size=None: self.zoo.repaint(crop, rng, size)  # noqa: E731
        diffuse = lambda crop, size=None: self.zoo.diffuse(crop, rng, size)  # noqa: E731
        if kind in ("whole-repaint", "whole-reenactment"):
            painted = repaint(picture) if kind == "whole-repaint" else pseudo_fakes.reenact(picture, points, rng, repaint)
            picture, painted = sharpness.level(picture, painted, rng)
            return Pair(picture, painted, (UNKNOWN, 1.0))
        if kind == "diffusion-whole":
            return Pair(*generated_fakes.denoised_whole(picture, rng, diffuse)[:2], (UNKNOWN, 1.0))
        if kind in ("gan-whole", "gan-blend"):
            other = self.partner(pool, picture, points, cut, rng) if rng.random() < 0.5 else None
            maker = generated_fakes.invented_whole if kind == "gan-whole" else generated_fakes.invented_blend
            genuine, forged, mask = maker(picture, points, rng, self.zoo.invent, other)
            return Pair(genuine, forged, (UNKNOWN, 1.0) if mask is None else (1.0, UNKNOWN), mask)
        if kind == "flow-reenactment":
            genuine, forged, mask = generated_fakes.flow_reenactment(picture, points, strength, rng, self.zoo.reenact)
            return Pair(genuine, forged, (UNKNOWN, 1.0) if mask is None else (1.0, UNKNOWN), mask)
        if kind == "diffusion-blend":  # inpainting of the own face or of another one, as diffusion swaps do it
            kind, repaint = "person-repaint" if rng.random() < 0.5 else "repaint", diffuse
        if kind == "decoder-swap":
            result = generated_fakes.decoder_swap(picture, points, strength, rng, self.zoo.swap)
        elif kind == "part-splice":
            result = pseudo_fakes.part_splice(picture, points, *self.partner(pool, picture, points, cut, rng, among=6), rng)
        elif kind in ("person-blend", "person-repaint"):
            other, other_points = self.partner(pool, picture, points, cut, rng)
            result = pseudo_fakes.person_blend(
                picture, points, other, other_points, strength, rng, repaint if kind == "person-repaint" else None)
        elif kind in ("repaint", "lip-sync"):
            maker = pseudo_fakes.repaint_blend if kind == "repaint" else pseudo_fakes.lip_sync
            result = maker(picture, points, strength, rng, repaint)
        else:
            maker = {"self-blend": pseudo_fakes.self_blend, "warp": pseudo_fakes.warp_edit,
                     "low-resolution": pseudo_fakes.low_resolution_paste}[kind]
            result = maker(picture, points, strength, rng)
        return Pair(result[0], result[1], (1.0, UNKNOWN), result[2])

    def partner(self, pool, picture, points, cut, rng, among: int = 3):
        """Of `among` people of the same pool the one nearest in pose and tone: skin tones stay matched."""
        def pose(p):
            eyes = (p[0] + p[1]) / 2
            return np.concatenate([p[2] - eyes, p[3] - eyes]) / (np.linalg.norm(p[1] - p[0]) + 1)

        candidates = [cut(self.pools[pool][i]) for i in rng.integers(len(self.pools[pool]), size=among)]
        tone = np.array(cv2.mean(picture)[:3]) / 128
        cost = [np.abs(pose(p) - pose(points)).sum() + 0.5 * np.abs(np.array(cv2.mean(c)[:3]) / 128 - tone).sum()
                for c, p in candidates]
        return candidates[int(np.argmin(cost))]


class PairBatches(IterableDataset):
    """Endless batches as tensors; `progress` is a shared value in [0, 1] that steers the curriculum."""

    def __init__(self, seed: int, progress, pairs: dict[str, float] = PAIRS, share: float = 1.0,
                 size_px: int = INPUT_PX, ffpp_dev=None):
        self.seed, self.progress, self.size_px, self.cells = seed, progress, size_px, size_px // MAP_STRIDE
        self.ffpp_dev = ffpp_dev  # see Pictures
        self.pairs = {kind: number * share for kind, number in pairs.items()}

    def __iter__(self):
        worker = torch.utils.data.get_worker_info()
        cv2.setNumThreads(1)
        if worker:
            torch.set_num_threads(1)
        rng = np.random.default_rng([self.seed, worker.id if worker else 0])
        zoo = Zoo()
        maker = PairMaker(Pictures(self.ffpp_dev), "train", zoo, [source for source in SUPERVISED if source not in self.pairs])
        count = 0
        while True:
            if count % 50 == 0:
                zoo.refresh()
            count += 1
            yield self.batch(maker, rng)

    def batch(self, maker: PairMaker, rng: np.random.Generator) -> dict[str, torch.Tensor]:
        progress = self.progress.value
        # Differences shrink and degradations grow over the run (curriculum of detection research: easy first).
        severity = 0.5 + 0.5 * min(1, 2 * progress)
        faces, targets, maps, qualities = [], [], [], []
        for kind, share in self.pairs.items():
            number = int(share) + int(rng.random() < share % 1)
            for _ in range(number):
                strength = rng.uniform(0.25, 1.0 - 0.3 * progress)
                pair = maker.pair(kind, strength, rng)
                history = History(int(rng.integers(2**31)), self.size_px, turns=True)
                finished, quality = history.apply([pair.genuine, pair.forged], severity)
                faces += finished
                qualities += [quality, quality]
                targets += [(0.0, 0.0), pair.target]
                maps.append(np.zeros((self.cells, self.cells), np.float32))
                if pair.mask is None:
                    maps.append(np.full((self.cells, self.cells), UNKNOWN, np.float32))
                else:
                    mask = history.apply_to_mask(pair.mask / max(float(pair.mask.max()), 1e-3))
                    boundary = cv2.resize(4 * mask * (1 - mask), (self.cells, self.cells), interpolation=cv2.INTER_AREA)
                    maps.append(np.clip(boundary, 0, 1))
        return {"faces": torch.from_numpy(np.stack(faces)), "targets": torch.tensor(targets),
                "maps": torch.from_numpy(np.stack(maps))[:, None], "quality": torch.from_numpy(np.stack(qualities))}
