"""Adversarial synthesis of an aligned face from its colours in a few cells and a random style.

The network invents all detail: it is given `cells` x `cells` mean colours of an aligned face (of one person, or mixed
from two: nobody's) and a drawn style, and a critic judges the result, as it does for whole invented faces and for the
restoration that current swap tools run last. Pixels are RGB in [-1, 1], [N, 3, S, S].
"""

from dataclasses import dataclass

import cv2
import numpy as np
import torch
import torch.nn.functional as F
from torch import nn
from torch.nn.utils.parametrizations import spectral_norm

import precision
from generators import store
from generators.autoencoder import Upsample
from generators.swap import aligned

# Eyes, nose and mouth in the aligned picture, shares of its side: from the chin to the hair; wider, and many stored
# pictures would end inside.
TEMPLATE = np.array([[0.355, 0.39], [0.645, 0.39], [0.5, 0.535], [0.5, 0.69]], np.float32)
STYLE = 64  # numbers of a style
RATE, CRITIC_RATE = 1.5e-3, 1.5e-3
ADVERSARIAL, MATCHING = 0.05, 0.05  # weights of the critic's opinion and of its features, beside mean absolute errors
CRITIC_FROM = 0.04  # share of the time after which the critic joins


@dataclass(frozen=True)
class Recipe:
    name: str
    upsampler: str
    side_px: int
    cells: int
    width: int  # channels of the finest level, doubled at each coarser one up to 6 times
    normalise: str  # style (scaled by a style, with fresh noise, as in style-based generators), pixel, instance
    loss: str = "coarse+critic"


ZOO = (
    Recipe("gan-128-filtered-style", "filtered", 128, 32, 16, "style"),
    Recipe("gan-96-shuffle-style", "shuffle", 96, 24, 20, "style"),
    Recipe("gan-96-nearest-pixel", "nearest", 96, 12, 16, "pixel"),
    Recipe("gan-112-bilinear-pixel", "bilinear", 112, 28, 16, "pixel"),
    Recipe("gan-96-transposed-style", "transposed-2", 96, 12, 16, "style"),
    Recipe("gan-128-shuffle-pixel", "shuffle", 128, 32, 16, "pixel"),
)
# Never used in training: another up-sampler and normalisation.
HELD_OUT = Recipe("gan-112-transposed-held-out", "transposed-4", 112, 28, 16, "instance")


class Layer(nn.Module):
    """Convolution, normalisation, noise, leaky rectifier; `up` doubles the size first."""

    def __init__(self, recipe: Recipe, width_in: int, width_out: int, up: bool):
        super().__init__()
        self.recipe = recipe
        # Zeros between and a filter of 1, 3, 3, 1, as style-based generators enlarge, is bilinear; after the layer it is cheap.
        self.filtered = up and recipe.upsampler == "filtered"
        self.convolution = (nn.Conv2d(width_in, width_out, 3, padding=1) if self.filtered or not up
                            else Upsample(recipe.upsampler, width_in, width_out))
        self.scale = nn.Linear(STYLE, width_out)
        self.noise = nn.Parameter(torch.full((1, width_out, 1, 1), 0.05)) if up and recipe.normalise == "style" else None
        nn.init.normal_(self.scale.weight, std=0.02)
        nn.init.ones_(self.scale.bias)

    def forward(self, x, style):
        x = self.convolution(x)
        if self.filtered:
            x = F.interpolate(x, scale_factor=2, mode="bilinear", align_corners=False)
        if self.recipe.normalise == "pixel":
            x = x * torch.rsqrt(x.square().mean(1, keepdim=True) + 1e-5)
        elif self.recipe.normalise == "instance":
            x = F.instance_norm(x)
        else:
            x = x * self.scale(style)[:, :, None, None].to(x.dtype)
            if self.noise is not None:
                x = x + self.noise.to(x.dtype) * torch.randn(len(x), 1, *x.shape[2:], device=x.device, dtype=x.dtype)
        return F.leaky_relu(x, 0.2)


class Gan(nn.Module):
    def __init__(self, recipe: Recipe):
        super().__init__()
        self.recipe = recipe
        levels = (recipe.side_px // recipe.cells).bit_length() - 1
        widths = [recipe.width * min(2**level, 6) for level in range(levels, -1, -1)]
        # Faces are aligned: the place of a cell says which part of a face it is.
        self.places = nn.Parameter(0.1 * torch.randn(1, 12, recipe.cells, recipe.cells))
        self.style = nn.Sequential(nn.Linear(STYLE, STYLE), nn.LeakyReLU(0.2), nn.Linear(STYLE, STYLE))
        self.first = nn.ModuleList([Layer(recipe, 3 + 12 + STYLE // 4, widths[0], False), Layer(recipe, widths[0], widths[0], False)])
        self.levels = nn.ModuleList(nn.ModuleList([Layer(recipe, a, b, True), Layer(recipe, b, b, False)])
                                    for a, b in zip(widths, widths[1:]))
        self.colours = nn.ModuleList(nn.Conv2d(width, 3, 1) for width in widths[1:])
        for layer in self.colours:
            nn.init.zeros_(layer.weight)
            nn.init.zeros_(layer.bias)

    def forward(self, cells, style):
        """Mean colours [N, 3, cells, cells] and drawn numbers [N, STYLE] to pictures [N, 3, S, S]."""
        style = self.style(style)
        seeds = style[:, :STYLE // 4, None, None].expand(-1, -1, *cells.shape[2:]).to(cells.dtype)
        x = torch.cat([cells, self.places.expand(len(cells), -1, -1, -1).to(cells.dtype), seeds], 1)
        for layer in self.first:
            x = layer(x, style)
        picture = cells
        for level, colour in zip(self.levels, self.colours):
            for layer in level:
                x = layer(x, style)
            picture = F.interpolate(picture, scale_factor=2, mode="bicubic", align_corners=False) + colour(x)
        return picture


class Critic(nn.Module):
    """Tells invented faces from photographs, patch by patch (receptive field 46 px); gives what its layers see too."""

    def __init__(self, width: int = 24):
        super().__init__()
        channels = (3, width, 2 * width, 4 * width)
        self.layers = nn.ModuleList(spectral_norm(nn.Conv2d(a, b, 4, 2, 1)) for a, b in zip(channels, channels[1:]))
        self.last = spectral_norm(nn.Conv2d(channels[-1], 1, 4, 1, 1))

    def features(self, x):
        seen = []
        for layer in self.layers:
            x = F.leaky_relu(layer(x), 0.2)
            seen.append(x)
        return [*seen, self.last(x)]

    def forward(self, x):
        return self.features(x)[-1]


def judged(critic: Critic, painted, wanted):
    """Loss of the generator: what the critic thinks of it, and how far its features are from the photograph's."""
    with torch.no_grad():
        goals = critic.features(wanted)[:-1]
    *features, opinion = critic.features(painted)
    matching = sum(F.l1_loss(mine, goal) / (goal.abs().mean() + 1e-3) for mine, goal in zip(features, goals)) / len(goals)
    return MATCHING * matching - ADVERSARIAL * opinion.mean()


def build(recipe: Recipe) -> Gan:
    return Gan(recipe)


def critic(recipe: Recipe) -> Critic:
    return Critic()


def lesson(net: Gan, photographs):
    """Painted, wanted, further loss."""
    cells = F.adaptive_avg_pool2d(photographs, net.recipe.cells)
    return net(cells, torch.randn(len(cells), STYLE, device=cells.device)), photographs, 0.0


class Synthesiser:
    """Callable per picture: the aligned face as the net invents it, from one person's colours or from two."""

    def __init__(self, recipes=ZOO):
        self.trained = store.Trained(recipes, build, "gan")

    def __call__(self, picture, points, rng: np.random.Generator, other=None):
        """Pictures uint8 RGB [H, W, 3], points [6, 2] in their pixels; `other` is (picture, points) of a second person.

        Returns (photograph, invented), both uint8 [S, S, 3] and aligned alike, and the similarity from picture pixels.
        """
        net = self.trained.draw(rng)
        side, cells = net.recipe.side_px, net.recipe.cells
        template = ((TEMPLATE - 0.5) * rng.normal(1, 0.05) + 0.5 + rng.normal(0, 0.015, 2)).astype(np.float32)
        photograph, matrix = aligned(picture, points, side, template)
        colours = cv2.resize(photograph, (cells, cells), interpolation=cv2.INTER_AREA).astype(np.float32)
        if other is not None:
            share = rng.uniform(0.3, 1)
            theirs = cv2.resize(aligned(*other, side, template)[0], (cells, cells), interpolation=cv2.INTER_AREA)
            colours = colours + share * (theirs - colours)
        pixels = torch.from_numpy(colours).permute(2, 0, 1)[None] / 127.5 - 1
        generator = torch.Generator().manual_seed(int(rng.integers(2**31)))
        style = 0.8 * torch.randn(1, STYLE, generator=generator)  # truncated, as such pictures are shown
        with torch.random.fork_rng(devices=[]), torch.inference_mode(), precision.autocast():
            torch.manual_seed(int(rng.integers(2**31)))  # of the noise at every level: a measured row then repeats
            painted = net(pixels.contiguous(memory_format=torch.channels_last), style)
        invented = np.clip((painted[0].float().permute(1, 2, 0).numpy() + 1) * 127.5 + 0.5, 0, 255).astype(np.uint8)
        return photograph, invented, matrix
