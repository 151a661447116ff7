"""Re-enactment of a face: features of one picture moved by a flow between key points, then refined by a decoder.

The silhouette of the talking-head tools that need one photograph: an encoder, a dense flow from sparse key points
that carries its features, a mask for what the flow cannot show, a decoder that paints the rest. Pixels are RGB in [-1, 1].
"""

from dataclasses import dataclass

import cv2
import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

import degrade
import precision
from generators import store
from generators.autoencoder import THUMBNAIL, Upsample

CELLS = 24  # side of the flow field
SIZES_PX = (96, 96, 128, 128, 160)
KERNELS = ("bilinear", "bicubic", "lanczos", "area")


@dataclass(frozen=True)
class Recipe:
    name: str
    upsampler: str
    width: int
    loss: str


ZOO = (
    Recipe("reenactment-shuffle", "shuffle", 16, "l1+patch"),
    Recipe("reenactment-bilinear", "bilinear", 16, "l1+gradient"),
)
# Never used in training.
HELD_OUT = Recipe("reenactment-transposed-held-out", "transposed-4", 14, "l1+patch")


def flow(wanted: np.ndarray, given: np.ndarray, cells: int = CELLS) -> np.ndarray:
    """Where each cell of the wanted picture is found in the given one: float32 [2, cells, cells], shares of the side.

    Key points [6, 2] of both pictures in shares of the side. Near a point its own displacement counts, far from all
    of them their mean fades out.
    """
    middle = (np.arange(cells, dtype=np.float32) + 0.5) / cells
    x, y = np.meshgrid(middle, middle)
    reach = 0.45 * float(np.linalg.norm(wanted[5] - wanted[4])) + 0.03
    weights = [np.exp(-((x - px) ** 2 + (y - py) ** 2) / (2 * (0.6 * reach) ** 2)) for px, py in wanted]
    nearest = np.max(weights, axis=0)
    total = np.sum(weights, axis=0) + 1e-6
    moves = (given - wanted).astype(np.float32)
    face = sum(w[None] * m[:, None, None] for w, m in zip(weights, moves)) / total
    return (face * np.minimum(1, 1.6 * nearest)).astype(np.float32)


def carry(values, field):
    """Feature maps [N, C, H, W] seen through flows [N, 2, cells, cells]."""
    size = values.shape[2:]
    field = F.interpolate(field, size=size, mode="bilinear", align_corners=False)
    identity = F.affine_grid(torch.eye(2, 3, device=values.device)[None].expand(len(values), 2, 3), [len(values), 1, *size], align_corners=False)
    return F.grid_sample(values.float(), identity + 2 * field.permute(0, 2, 3, 1), padding_mode="reflection", align_corners=False)


class ReenactmentNet(nn.Module):
    def __init__(self, recipe: Recipe):
        super().__init__()
        self.recipe, width = recipe, recipe.width
        active = lambda *layers: nn.Sequential(*layers, nn.LeakyReLU(0.1))  # noqa: E731
        self.at_half = nn.Sequential(active(nn.Conv2d(3, width, 3, 1, 1)), active(nn.Conv2d(width, 2 * width, 3, 2, 1)))
        self.at_quarter = active(nn.Conv2d(2 * width, 4 * width, 3, 2, 1))
        self.hidden = nn.Conv2d(4 * width, 1, 3, 1, 1)  # where the flow shows nothing useful
        self.refine = nn.Sequential(active(nn.Conv2d(4 * width, 4 * width, 3, 1, 1)), active(nn.Conv2d(4 * width, 4 * width, 3, 1, 1)))
        self.first_up = active(Upsample(recipe.upsampler, 4 * width, 2 * width))
        self.join = active(nn.Conv2d(4 * width, 2 * width, 3, 1, 1))
        self.second_up = active(Upsample(recipe.upsampler, 2 * width, width))
        self.leave = nn.Conv2d(width, 3, 3, 1, 1)
        nn.init.zeros_(self.leave.weight)

    def forward(self, pixels, field):
        """Pictures [N, 3, S, S] re-enacted by flows [N, 2, cells, cells]; S a multiple of 4."""
        half = self.at_half(pixels)
        quarter = carry(self.at_quarter(half), field)
        shown = torch.sigmoid(self.hidden(quarter).float() + 2)
        half = carry(half, field) * F.interpolate(shown, scale_factor=2, mode="bilinear", align_corners=False)
        refined = self.refine(quarter * shown)
        painted = self.leave(self.second_up(self.join(torch.cat([self.first_up(refined).float(), half], 1))))
        base = carry(F.interpolate(F.avg_pool2d(pixels, THUMBNAIL), scale_factor=THUMBNAIL, mode="bicubic"), field)
        return base + painted


def build(recipe: Recipe) -> ReenactmentNet:
    return ReenactmentNet(recipe)


def lesson(net: ReenactmentNet, batch):
    """Painted, wanted, further loss: one moment of a face from another one."""
    given, field, wanted = batch
    return net(given, field), wanted, 0.0


def turned(points: np.ndarray, rng: np.random.Generator, strength: float = 1.0) -> np.ndarray:
    """Key points [6, 2] of the face after a small turn of the head and a movement of eyes and mouth, same units."""
    eyes = (points[0] + points[1]) / 2
    drop = max(float(np.linalg.norm(points[3] - eyes)), 1e-6)
    depth = np.array([0.6, 0.6, 1.0, 0.75, -0.2, -0.2])[:, None]  # of the points towards the camera: ears stay
    turn = rng.normal(0, 0.12 * strength, 2) * drop * depth
    own = np.zeros_like(points)
    own[3] = [rng.normal(0, 0.03), abs(rng.normal(0, 0.13))]  # the mouth opens
    own[:2] = rng.normal(0, 0.03, 2)
    return (points + turn + own * drop * strength + rng.normal(0, 0.05 * strength, 2) * drop).astype(np.float32)


class Reenactor:
    """Callable per picture: the face moved; uint8 RGB [H, W, 3] to the same size, with its new key points."""

    def __init__(self, recipes=ZOO):
        self.trained = store.Trained(recipes, build, "reenactment")

    def __call__(self, picture: np.ndarray, points: np.ndarray, rng: np.random.Generator, strength: float = 1.0):
        net = self.trained.draw(rng)
        size, (height, width) = int(rng.choice(SIZES_PX)), picture.shape[:2]
        scale = np.array([width, height], np.float32)
        wanted = turned(points, rng, strength)
        small = cv2.resize(picture, (size, size), interpolation=cv2.INTER_AREA if size < width else cv2.INTER_CUBIC)
        pixels = torch.from_numpy(small).permute(2, 0, 1)[None].float().div(127.5).sub(1).contiguous(memory_format=torch.channels_last)
        with torch.inference_mode(), precision.autocast():
            painted = net(pixels, torch.from_numpy(flow(wanted / scale, points / scale))[None])
        painted = np.clip((painted[0].float().permute(1, 2, 0).numpy() + 1) * 127.5 + 0.5, 0, 255).astype(np.uint8)
        return cv2.resize(painted, (width, height), interpolation=degrade.RESAMPLERS[str(rng.choice(KERNELS))]), wanted
