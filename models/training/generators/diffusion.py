"""Denoisers of a small diffusion model: a picture is drowned in noise and painted again in a few steps.

Image to image: the level of the noise says how much is invented. A denoiser works on pixels, or on the latent of
an auto-encoder of ours whose decoder then shows the result. Noise levels are standard deviations of the
working values (pixels in [-1, 1]; latents scaled to 0.5), preconditioned as Karras et al. 2022 (EDM) do.
"""

from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from generators import autoencoder, store
from generators.autoencoder import THUMBNAIL, Upsample

SPREAD = 0.5  # standard deviation of the data, as the preconditioning assumes
RATE = 1.2e-3  # of training; at 2e-3 the loss rises
LEVELS = (0.03, 0.8)  # least and greatest noise in training


@dataclass(frozen=True)
class Recipe:
    name: str
    patch: int  # picture or latent cells folded into one of the net
    width: int
    upsampler: str
    loss: str
    latent_of: str = ""  # auto-encoder whose latent is denoised; empty = pixels


ZOO = (
    Recipe("diffusion-pixel", 2, 32, "nearest", "l1"),
    Recipe("diffusion-latent-f4", 1, 40, "shuffle", "l2", "shuffle-f4-patch"),
)
# Never used in training.
HELD_OUT = Recipe("diffusion-pixel-held-out", 2, 28, "transposed-2", "l1")


class Block(nn.Module):
    """Two convolutions around a residual path; the noise level scales and shifts between them."""

    def __init__(self, width: int):
        super().__init__()
        self.first, self.second = nn.Conv2d(width, width, 3, 1, 1), nn.Conv2d(width, width, 3, 1, 1)
        self.level = nn.Linear(32, 2 * width)
        nn.init.zeros_(self.second.weight)

    def forward(self, x, level):
        scale, shift = self.level(level)[..., None, None].chunk(2, 1)
        return x + self.second(F.silu(self.first(F.silu(x)) * (1 + scale) + shift))


class Denoiser(nn.Module):
    def __init__(self, recipe: Recipe):
        super().__init__()
        self.recipe, width = recipe, recipe.width
        source = next((r for r in autoencoder.ZOO if r.name == recipe.latent_of), None)
        self.channels = source.latent if source else 3
        self.frozen = autoencoder.AutoEncoder(source).requires_grad_(False) if source else None
        self.register_buffer("latent_scale", torch.ones(()))
        self.fold = nn.PixelUnshuffle(recipe.patch)
        self.unfold = nn.PixelShuffle(recipe.patch)
        self.enter = nn.Conv2d(self.channels * recipe.patch**2, width, 3, 1, 1)
        self.fine, self.down = Block(width), nn.Conv2d(width, 2 * width, 3, 2, 1)
        self.coarse, self.deeper = Block(2 * width), nn.Conv2d(2 * width, 2 * width, 3, 2, 1)
        self.waist, self.waist_up = nn.ModuleList((Block(2 * width), Block(2 * width))), Upsample(recipe.upsampler, 2 * width, 2 * width)
        self.coarse_up, self.up = Block(2 * width), Upsample(recipe.upsampler, 2 * width, width)
        self.fine_up = Block(width)
        self.leave = nn.Conv2d(width, self.channels * recipe.patch**2, 3, 1, 1)
        nn.init.zeros_(self.leave.weight)

    def raw(self, x, noise):
        """The net alone: scaled noisy values [N, C, H, W] and noise levels [N, 1, 1, 1]."""
        waves = (noise.flatten(1).log() / 4) * 2 ** torch.linspace(0, 5, 16, device=x.device)
        level = torch.cat([waves.sin(), waves.cos()], 1)
        fine = self.fine(self.enter(self.fold(x)), level)
        coarse = self.coarse(self.down(fine), level)
        deep = self.deeper(coarse)
        for block in self.waist:
            deep = block(deep, level)
        coarse = self.coarse_up(coarse + self.waist_up(deep), level)
        return self.unfold(self.leave(F.silu(self.fine_up(fine + self.up(coarse), level))))

    @staticmethod
    def scales(noise):
        """Shares of skip, output and input (EDM, table 1)."""
        total = (noise**2 + SPREAD**2).sqrt()
        return SPREAD**2 / total**2, noise * SPREAD / total, 1 / total

    def forward(self, noisy, noise):
        """The clean values that the net sees behind `noisy`."""
        skip, out, into = self.scales(noise)
        return skip * noisy + out * self.raw(into * noisy, noise).float()

    def encode(self, pixels):
        return pixels if self.frozen is None else self.frozen.encoder(pixels).float() * self.latent_scale

    def decode(self, values, pixels):
        """Pixels of denoised values; an auto-encoder's decoder paints on top of a thumbnail of `pixels`."""
        if self.frozen is None:
            return values
        base = F.interpolate(F.avg_pool2d(pixels, THUMBNAIL), scale_factor=THUMBNAIL, mode="bicubic")
        return base + self.frozen.decoder(values / self.latent_scale).float()

    def paint(self, pixels, start: float, steps: int, churn: float, generator: torch.Generator):
        """Image to image from noise level `start` in `steps` Euler steps; `churn` = share of fresh noise at each."""
        values = self.encode(pixels)
        levels = torch.linspace(start ** (1 / 3), LEVELS[0] ** (1 / 3), steps) ** 3
        draw = lambda: torch.randn(values.shape, generator=generator)  # noqa: E731
        values = values + draw() * levels[0]
        for now, after in zip(levels, [*levels[1:], torch.zeros(())]):
            clean = self(values, now.reshape(1, 1, 1, 1))
            fresh = float(after) * churn
            kept = (float(after) ** 2 - fresh**2) ** 0.5
            values = clean + (values - clean) * (kept / float(now)) + draw() * fresh
        return self.decode(values, pixels)


def build(recipe: Recipe) -> Denoiser:
    return Denoiser(recipe)


def prepare(net: Denoiser, pixels) -> None:
    """Before training: the frozen auto-encoder takes its weights, and its latent is scaled to SPREAD."""
    if net.frozen is not None:
        trained = store.load(net.frozen.recipe, autoencoder.build)
        if trained is None:
            raise FileNotFoundError(f"train {net.frozen.recipe.name} first")
        net.frozen.load_state_dict(trained.state_dict())
        with torch.no_grad():
            net.latent_scale.fill_(SPREAD / float(net.frozen.encoder(pixels).std()))


def lesson(net: Denoiser, pixels):
    """Painted, wanted, further loss: what the net should answer to a noisy picture, every level weighing the same."""
    with torch.no_grad():
        clean = net.encode(pixels)
    noise = torch.empty(len(clean), 1, 1, 1, device=clean.device).uniform_(np.log(LEVELS[0]), np.log(LEVELS[1])).exp()
    noisy = clean + noise * torch.randn_like(clean)
    skip, out, into = net.scales(noise)
    return net.raw(into * noisy, noise).float(), (clean - skip * noisy) / out, 0.0
