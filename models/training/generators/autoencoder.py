"""Convolutional auto-encoders that differ in how they enlarge, the part that leaves the strongest traces.

A whole picture re-synthesised by one stands for a generated face; a face re-synthesised inside a mask and
blended back stands for a swap or a re-enactment. All nets are fully convolutional: any size that is a
multiple of the factor. Pixels are RGB in [-1, 1], shape [N, 3, H, W].
"""

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import nn

THUMBNAIL = 4
UPSAMPLERS = ("transposed-2", "transposed-3", "transposed-4", "nearest", "bilinear", "shuffle", "filtered")


@dataclass(frozen=True)
class Recipe:
    name: str
    upsampler: str
    factor: int  # picture pixels per latent cell side
    latent: int  # channels of the latent
    width: int  # channels of the finest level, doubled at each coarser one
    loss: str  # l1, l1+gradient, l1+patch (patch-adversarial)
    codes: int = 0  # size of the vector-quantiser's book; 0 = continuous latent
    kl: float = 0.0  # weight of the pull towards a normal latent, which is then drawn and not given; 0 = plain


# Factor 4 and narrow on purpose: minutes on one core give a sharp picture with clear traces of the enlargement,
# where factor 8 and 16 at twice the width gave blur.
ZOO = (
    Recipe("transposed4-f4-patch", "transposed-4", 4, 8, 16, "l1+patch"),
    Recipe("nearest-f8-patch", "nearest", 8, 20, 16, "l1+patch"),
    Recipe("shuffle-f4-patch", "shuffle", 4, 8, 16, "l1+patch"),
    Recipe("bilinear-f4-patch", "bilinear", 4, 6, 20, "l1+patch"),
    Recipe("transposed3-f8-patch", "transposed-3", 8, 20, 16, "l1+patch"),
    Recipe("nearest-f4-vq512-patch", "nearest", 4, 8, 16, "l1+patch", codes=512),
    Recipe("filtered-f8-kl-patch", "filtered", 8, 16, 16, "l1+patch", kl=1e-3),
)
# Never used in training: the family that tests whether the traces of the others carry over.
HELD_OUT = Recipe("transposed2-f4-held-out", "transposed-2", 4, 8, 16, "l1+patch")


class Upsample(nn.Module):
    """Twice the size, width_in to width_out channels."""

    def __init__(self, kind: str, width_in: int, width_out: int):
        super().__init__()
        self.kind = kind
        if kind == "transposed-2":
            self.layer = nn.ConvTranspose2d(width_in, width_out, 2, 2)
        elif kind == "transposed-3":
            self.layer = nn.ConvTranspose2d(width_in, width_out, 3, 2, padding=1, output_padding=1)
        elif kind == "transposed-4":
            self.layer = nn.ConvTranspose2d(width_in, width_out, 4, 2, padding=1)
        elif kind == "filtered":  # zeros between, then a fixed binomial filter: the style-based generators
            self.layer = nn.Conv2d(width_in, width_out, 3, padding=1)
            taps = torch.tensor([1.0, 3, 3, 1])
            self.register_buffer("filter", (taps[:, None] * taps / 16)[None, None].repeat(width_in, 1, 1, 1))
        elif kind == "shuffle":
            self.layer = nn.Sequential(nn.Conv2d(width_in, 4 * width_out, 3, padding=1), nn.PixelShuffle(2))
        else:
            self.layer = nn.Conv2d(width_in, width_out, 3, padding=1)

    def forward(self, x):
        if self.kind == "nearest":
            x = F.interpolate(x, scale_factor=2, mode="nearest")
        elif self.kind == "bilinear":
            x = F.interpolate(x, scale_factor=2, mode="bilinear", align_corners=False)
        elif self.kind == "filtered":
            x = F.conv_transpose2d(x, self.filter.to(x.dtype), stride=2, padding=1, groups=x.shape[1])
        return self.layer(x)


class Quantiser(nn.Module):
    """Nearest code of a learned book, straight-through gradient."""

    def __init__(self, codes: int, width: int):
        super().__init__()
        self.book = nn.Parameter(torch.randn(codes, width) * 0.5)

    def forward(self, z):
        flat = z.permute(0, 2, 3, 1).reshape(-1, z.shape[1])
        nearest = torch.cdist(flat.float(), self.book).argmin(dim=1)
        codes = self.book[nearest].reshape(z.shape[0], z.shape[2], z.shape[3], -1).permute(0, 3, 1, 2)
        commitment = F.mse_loss(codes, z.detach()) + 0.25 * F.mse_loss(codes.detach(), z)
        return z + (codes - z).detach(), commitment


class AutoEncoder(nn.Module):
    def __init__(self, recipe: Recipe):
        super().__init__()
        self.recipe = recipe
        levels = recipe.factor.bit_length() - 1
        widths = [recipe.width * 2**level for level in range(levels)]
        encoder, width = [], 3
        for next_width in widths:
            encoder += [nn.Conv2d(width, next_width, 3, 2, 1), nn.LeakyReLU(0.1)]
            width = next_width
        encoder += [nn.Conv2d(width, width, 3, 1, 1), nn.LeakyReLU(0.1), nn.Conv2d(width, recipe.latent * (2 if recipe.kl else 1), 1)]
        self.encoder = nn.Sequential(*encoder)
        self.quantiser = Quantiser(recipe.codes, recipe.latent) if recipe.codes else None
        decoder = [nn.Conv2d(recipe.latent, width, 3, 1, 1), nn.LeakyReLU(0.1),
                   nn.Conv2d(width, width, 3, 1, 1), nn.LeakyReLU(0.1)]
        for next_width in [*reversed(widths[:-1]), recipe.width]:
            decoder += [Upsample(recipe.upsampler, width, next_width), nn.LeakyReLU(0.1)]
            width = next_width
        decoder += [nn.Conv2d(width, 3, 3, 1, 1)]
        nn.init.zeros_(decoder[-1].weight)
        self.decoder = nn.Sequential(*decoder)

    def forward(self, x, latent_noise: float = 0.0, generator: torch.Generator | None = None):
        """Reconstruction and the loss of the latent (0 for a plain one); the noise is in latent units.

        The decoder paints on top of a thumbnail (1/THUMBNAIL of the size) enlarged without sharp edges: large
        generators get colours and shapes right, and so do these after minutes instead of days.
        """
        z = self.encoder(x)
        base = F.interpolate(F.avg_pool2d(x, THUMBNAIL), scale_factor=THUMBNAIL, mode="bicubic")
        commitment = z.new_zeros(())
        if self.recipe.kl:
            z, spread = z.float().chunk(2, 1)
            spread = spread.clamp(-8, 4)
            commitment = self.recipe.kl * 0.5 * (z**2 + spread.exp() - 1 - spread).mean()
            z = z + (0.5 * spread).exp() * torch.randn_like(z) if self.training else z
        if latent_noise:
            noise = torch.randn(z.shape, generator=generator).to(z)
            z = z + latent_noise * z.std() * noise
        if self.quantiser is not None:
            z, commitment = self.quantiser(z)
        return base + self.decoder(z), commitment


def build(recipe: Recipe) -> AutoEncoder:
    return AutoEncoder(recipe)


def lesson(net: AutoEncoder, original):
    """Painted, wanted, further loss. Half of the inputs are noisy: the net then also paints like a weak denoiser."""
    level = 0.3 * torch.rand(len(original), 1, 1, 1, device=original.device).sub(0.5).clamp(0)
    painted, commitment = net(original + torch.randn_like(original) * level)
    return painted, original, commitment


class PatchCritic(nn.Module):
    """Tells reconstructions from originals patch by patch (receptive field 22 px)."""

    def __init__(self, width: int = 24):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(3, width, 4, 2, 1), nn.LeakyReLU(0.2),
            nn.Conv2d(width, 2 * width, 4, 2, 1), nn.LeakyReLU(0.2), nn.Conv2d(2 * width, 1, 4, 1, 1))

    def forward(self, x):
        return self.layers(x)
