"""Single degradations of a uint8 RGB picture [H, W, 3]; strength is always an argument, never drawn here."""

import av
import cv2
import numpy as np

RESAMPLERS = {
    "nearest": cv2.INTER_NEAREST, "bilinear": cv2.INTER_LINEAR, "bicubic": cv2.INTER_CUBIC,
    "area": cv2.INTER_AREA, "lanczos": cv2.INTER_LANCZOS4,
}


def _through_codec(picture, extension, flags):
    _, encoded = cv2.imencode(extension, cv2.cvtColor(picture, cv2.COLOR_RGB2BGR), flags)
    return cv2.cvtColor(cv2.imdecode(encoded, cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB)


def jpeg(picture, quality: int):
    return _through_codec(picture, ".jpg", [cv2.IMWRITE_JPEG_QUALITY, int(quality)])


def webp(picture, quality: int):
    return _through_codec(picture, ".webp", [cv2.IMWRITE_WEBP_QUALITY, int(quality)])


def h264(pictures, crf: int) -> list[np.ndarray]:
    """Pictures of one even size through x264, each an intra frame of one short stream, yuv420p."""
    height, width = pictures[0].shape[:2]
    encoder = av.CodecContext.create("libx264", "w")
    encoder.width, encoder.height, encoder.pix_fmt = width, height, "yuv420p"
    encoder.framerate, encoder.thread_count = 25, 1
    encoder.options = {"crf": str(int(crf)), "preset": "superfast", "g": "1", "bf": "0", "tune": "zerolatency"}
    decoder = av.CodecContext.create("h264", "r")
    decoder.thread_count = 1
    decoded = []
    for picture in [*pictures, None]:
        frame = None if picture is None else av.VideoFrame.from_ndarray(np.ascontiguousarray(picture), "rgb24")
        for packet in encoder.encode(frame):
            decoded += decoder.decode(packet)
    decoded += decoder.decode(None)
    return [frame.to_ndarray(format="rgb24") for frame in decoded]


def rescale(picture, factor: float, down: str = "area", up: str = "bilinear"):
    """Shrink to `factor` of the size and back."""
    height, width = picture.shape[:2]
    small = (max(8, round(width * factor)), max(8, round(height * factor)))
    shrunk = cv2.resize(picture, small, interpolation=RESAMPLERS[down])
    return cv2.resize(shrunk, (width, height), interpolation=RESAMPLERS[up])


def blur(picture, sigma_px: float):
    return cv2.GaussianBlur(picture, (0, 0), sigma_px)


def sharpen(picture, amount: float, sigma_px: float = 1.0):
    return cv2.addWeighted(picture, 1 + amount, cv2.GaussianBlur(picture, (0, 0), sigma_px), -amount, 0)


def noise(picture, deviation: float, rng: np.random.Generator):
    grain = rng.standard_normal(picture.shape, np.float32) * deviation
    return np.clip(picture + grain, 0, 255).astype(np.uint8)


def gamma(picture, exponent: float):
    table = (255 * (np.arange(256) / 255) ** exponent).astype(np.uint8)
    return table[picture]


def inner(picture, share: float):
    """The central square of `share` of the side, enlarged to the full size."""
    height, width = picture.shape[:2]
    top, left = round(height * (1 - share) / 2), round(width * (1 - share) / 2)
    return cv2.resize(picture[top:height - top, left:width - left], (width, height), interpolation=cv2.INTER_LINEAR)


def screen_capture(picture, zoom: float = 1.37, crf: int = 24):
    """A player's enlargement, recorded from the screen as video and shown again at the old size."""
    height, width = picture.shape[:2]
    shown = cv2.resize(picture, (round(width * zoom) // 2 * 2, round(height * zoom) // 2 * 2), interpolation=cv2.INTER_LINEAR)
    return cv2.resize(h264([shown], crf)[0], (width, height), interpolation=cv2.INTER_AREA)
