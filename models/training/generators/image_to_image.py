"""Image to image: a picture partly drowned in noise and painted again by a denoiser of the zoo."""

import cv2
import numpy as np
import torch

import degrade
import precision
from generators import diffusion, store

SIZES_PX = (96, 96, 112, 128, 128, 160)
STARTS = (0.08, 0.5)  # noise at which the painting begins: below skin texture alone changes, above features do
KERNELS = ("bilinear", "bicubic", "lanczos", "area")


class ImageToImage:
    """Callable per picture, as generators.repaint.Repainter: uint8 RGB [H, W, 3] to the same size."""

    def __init__(self, recipes=diffusion.ZOO):
        self.trained = store.Trained(recipes, diffusion.build, "diffusion")

    def __call__(self, picture: np.ndarray, rng: np.random.Generator, size: int | None = None) -> np.ndarray:
        """size: side in px at which the net works, a multiple of 8; drawn where not given."""
        net = self.trained.draw(rng)
        size, (height, width) = size or int(rng.choice(SIZES_PX)), picture.shape[:2]
        small = cv2.resize(picture, (size, size), interpolation=cv2.INTER_AREA if size < width else cv2.INTER_CUBIC)
        pixels = torch.from_numpy(small).permute(2, 0, 1)[None].float().div(127.5).sub(1).contiguous(memory_format=torch.channels_last)
        start = float(np.exp(rng.uniform(*np.log(STARTS))))
        generator = torch.Generator().manual_seed(int(rng.integers(2**31)))
        with torch.inference_mode(), precision.autocast():
            painted = net.paint(pixels, start, int(rng.choice((1, 2, 3))), float(rng.choice((0, 0, 0.5))), generator)
        painted = np.clip((painted[0].float().permute(1, 2, 0).numpy() + 1) * 127.5 + 0.5, 0, 255).astype(np.uint8)
        painted = cv2.resize(painted, (width, height), interpolation=degrade.RESAMPLERS[str(rng.choice(KERNELS))])
        return degrade.sharpen(painted, rng.uniform(0.2, 1), rng.uniform(0.8, 1.6)) if rng.random() < 0.25 else painted
