"""Re-synthesis of a picture by a net of the zoo or by a procedural decoder, drawn anew for each picture."""

import cv2
import numpy as np
import torch

import degrade
import precision
from generators import autoencoder, store
from generators.upsampler import resynthesise

SIZES_PX = (80, 96, 112, 128, 128, 160, 192, 224)
KERNELS = ("bilinear", "bicubic", "lanczos", "area")


class Repainter:
    """Callable per picture: uint8 RGB [H, W, 3] to the same size; holds the nets that are trained so far."""

    def __init__(self, recipes=autoencoder.ZOO, procedural_share: float = 0.45):
        self.procedural_share, self.trained = procedural_share, store.Trained(recipes, autoencoder.build, "transposed")

    def __call__(self, picture: np.ndarray, rng: np.random.Generator, size: int | None = None, keep_detail: float = 0.5) -> np.ndarray:
        """size: side in px at which the net works, a multiple of 8; drawn where not given.

        keep_detail: share of pictures that get part of the lost fine detail back (strong generators lose less).
        """
        if rng.random() < self.procedural_share or not self.trained.nets:
            if size is None:
                return resynthesise(picture, rng)
            small = cv2.resize(picture, (size, size), interpolation=cv2.INTER_AREA if size < picture.shape[1] else cv2.INTER_CUBIC)
            return cv2.resize(resynthesise(small, rng), picture.shape[1::-1], interpolation=degrade.RESAMPLERS[str(rng.choice(KERNELS))])
        net = self.trained.draw(rng)
        size = size or int(rng.choice(SIZES_PX))
        height, width = picture.shape[:2]
        small = cv2.resize(picture, (size, size), interpolation=cv2.INTER_AREA if size < width else cv2.INTER_CUBIC)
        pixels = torch.from_numpy(small).permute(2, 0, 1)[None].float() / 127.5 - 1
        if rng.random() < 0.4:
            pixels = pixels + float(rng.uniform(0, 0.15)) * torch.from_numpy(rng.standard_normal(pixels.shape, np.float32))
        # The net's own noise comes from the same draws as everything else: a measured row then repeats.
        noise, generator = float(rng.uniform(0, 0.15)) if rng.random() < 0.3 else 0.0, torch.Generator().manual_seed(int(rng.integers(2**31)))
        with torch.inference_mode(), precision.autocast():
            painted, _ = net(pixels.contiguous(memory_format=torch.channels_last), noise, generator)
        result = (painted[0].float().permute(1, 2, 0).numpy() + 1) * 127.5
        if rng.random() < keep_detail:
            result = result + rng.uniform(0.1, 0.8) * (small.astype(np.float32) - result)
        result = np.clip(result + 0.5, 0, 255).astype(np.uint8)
        result = cv2.resize(result, (width, height), interpolation=degrade.RESAMPLERS[str(rng.choice(KERNELS))])
        if rng.random() < 0.25:  # enhancement after the forgery, the usual last step of current tools
            result = degrade.sharpen(result, rng.uniform(0.3, 1.2), rng.uniform(0.8, 1.6))
        return result
