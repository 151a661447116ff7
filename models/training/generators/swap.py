"""Face swap with one shared encoder and one decoder per person, the way of the usual swap tools.

The encoder sees aligned, warped faces of many people through a narrow waist and keeps pose, expression and light;
each decoder knows one person. A face encoded and given to another person's decoder is the swap. Person 0 is
nobody: a decoder for everyone else's faces, so that the encoder learns any face. Pixels are RGB in [-1, 1].
"""

from dataclasses import dataclass

import cv2
import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

import precision
from generators import store
from generators.autoencoder import Upsample

# Eyes, nose and mouth in the aligned face, shares of its side; leaves the chin and half the forehead inside.
TEMPLATE = np.array([[0.34, 0.36], [0.66, 0.36], [0.5, 0.52], [0.5, 0.70]], np.float32)
COLOUR_CELLS = 8
BACK_KERNELS = (cv2.INTER_LINEAR, cv2.INTER_LINEAR, cv2.INTER_CUBIC, cv2.INTER_LANCZOS4)


@dataclass(frozen=True)
class Recipe:
    name: str
    side_px: int
    upsampler: str
    waist: int  # numbers that the encoder hands on
    width: int  # channels of a decoder's finest level
    people: tuple[int, int]  # start and step in the list of people (zoo_pictures.People)
    loss: str


ZOO = (
    Recipe("swap-64-shuffle", 64, "shuffle", 192, 16, (0, 6), "l1+gradient"),
    Recipe("swap-96-nearest", 96, "nearest", 256, 12, (1, 6), "l1+patch"),
)
# Never used in training: other people, another size, another up-sampler.
HELD_OUT = Recipe("swap-80-transposed-held-out", 80, "transposed-4", 224, 14, (2, 6), "l1+gradient")


def alignment(points: np.ndarray, side_px: int, template: np.ndarray = TEMPLATE) -> np.ndarray:
    """Similarity [2, 3] (least squares over eyes, nose, mouth) from picture pixels to the aligned face."""
    source, target = points[:4].astype(np.float64), template.astype(np.float64) * side_px
    a, b = source - source.mean(0), target - target.mean(0)
    norm = (a**2).sum() + 1e-6
    real, imaginary = (a * b).sum() / norm, (a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]).sum() / norm
    matrix = np.array([[real, -imaginary, 0], [imaginary, real, 0]])
    matrix[:, 2] = target.mean(0) - matrix[:, :2] @ source.mean(0)
    return matrix


def aligned(picture: np.ndarray, points: np.ndarray, side_px: int, template: np.ndarray = TEMPLATE):
    """The aligned face [S, S, 3] of a picture uint8 RGB [H, W, 3], and its similarity [2, 3] from picture pixels."""
    matrix = alignment(points, side_px, template)
    scale = float(np.hypot(*matrix[:, 0]))
    source = cv2.GaussianBlur(picture, (0, 0), 0.45 / scale) if scale < 0.8 else picture
    return cv2.warpAffine(source, matrix, (side_px, side_px), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101), matrix


class SwapNet(nn.Module):
    def __init__(self, recipe: Recipe, people: int):
        super().__init__()
        self.recipe, self.people = recipe, people
        self.cells, width, layers = recipe.side_px // 16, 3, []
        for next_width in (24, 48, 96, 128):
            layers += [nn.Conv2d(width, next_width, 5, 2, 2), nn.LeakyReLU(0.1)]
            width = next_width
        flat = width * self.cells**2
        self.encoder = nn.Sequential(*layers, nn.Flatten(), nn.Linear(flat, recipe.waist), nn.Linear(recipe.waist, flat))
        self.shared = nn.Sequential(Upsample(recipe.upsampler, width, 6 * recipe.width), nn.LeakyReLU(0.1))
        self.decoders = nn.ModuleList(self._decoder() for _ in range(people))
        self._begin()

    def _decoder(self):
        layers, width = [], 6 * self.recipe.width
        for next_width in (4 * self.recipe.width, 2 * self.recipe.width, self.recipe.width):
            layers += [Upsample(self.recipe.upsampler, width, next_width), nn.LeakyReLU(0.1)]
            width = next_width
        return nn.Sequential(*layers, nn.Conv2d(width, 3, 3, 1, 1))

    def _begin(self):
        for layer in self.modules():
            if isinstance(layer, (nn.Conv2d, nn.Linear)):
                nn.init.kaiming_normal_(layer.weight, 0.1)
                nn.init.zeros_(layer.bias)
        for decoder in self.decoders:
            nn.init.normal_(decoder[-1].weight, std=0.01)

    def forward(self, faces, person: int):
        """Aligned faces [N, 3, S, S] as `person` (0 = nobody in particular) would show them.

        The decoder paints on top of 8 x 8 colours of the face it replaces: the transfer of light and skin tone
        that swap tools do before they paste, and minutes of training instead of days.
        """
        code = self.encoder(faces).float()
        code = (code - code.mean(1, keepdim=True)) / (code.std(1, keepdim=True) + 1e-3)  # learns in minutes, not hours
        painted = self.decoders[person](self.shared(code.reshape(len(faces), -1, self.cells, self.cells)))
        colours = F.adaptive_avg_pool2d(faces, COLOUR_CELLS)
        return painted + F.interpolate(colours, size=faces.shape[2:], mode="bicubic", align_corners=False)


def build(recipe: Recipe, people: int) -> SwapNet:
    return SwapNet(recipe, people)


def lesson(net: SwapNet, batch):
    """Painted, wanted, further loss: the straight face of one person from its warped picture."""
    warped, straight, person = batch
    return net(warped, person), straight, 0.0


class Swapper:
    """Callable per picture: the face as another person, in the pixels of the picture, and where it was painted."""

    def __init__(self, recipes=ZOO):
        self.trained = store.Trained(recipes, build, "swap")

    def __call__(self, picture: np.ndarray, points: np.ndarray, rng: np.random.Generator):
        """uint8 RGB [H, W, 3], points [6, 2] in its pixels to (uint8 [H, W, 3], float32 [H, W] in [0, 1])."""
        net = self.trained.draw(rng)
        side, (height, width) = net.recipe.side_px, picture.shape[:2]
        face, matrix = aligned(picture, points + rng.normal(0, 0.01, points.shape) * width, side)
        pixels = torch.from_numpy(face).permute(2, 0, 1)[None].float() / 127.5 - 1
        with torch.inference_mode(), precision.autocast():
            painted = net(pixels.contiguous(memory_format=torch.channels_last), int(rng.integers(1, net.people)))
        painted = np.clip((painted[0].float().permute(1, 2, 0).numpy() + 1) * 127.5 + 0.5, 0, 255).astype(np.uint8)
        method = int(rng.choice(BACK_KERNELS)) | cv2.WARP_INVERSE_MAP
        inside = np.zeros((side, side), np.float32)
        rim = max(2, side // 24)
        inside[rim:-rim, rim:-rim] = 1
        inside = cv2.GaussianBlur(inside, (0, 0), rim / 2)
        return (cv2.warpAffine(painted, matrix, (width, height), flags=method, borderMode=cv2.BORDER_REPLICATE),
                cv2.warpAffine(inside, matrix, (width, height), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP))
