"""Make the demo gallery from one public-domain portrait: an original and honest forgeries of it.

    python make_demo.py                 # writes ../../public/demo, then checks it with the shipped model
    python make_demo.py --check         # only the check

The forgeries are the ordinary kinds (a pasted, differently processed face; a face re-synthesised by one of our
auto-encoders), made frame by frame like the tools do; nothing is tuned against the model beyond choosing how
visible they are. The check reads frames at random moments through the crop of the extension, with the box
moved by up to 8 %, and folds them as the extension does.
"""

import argparse
import json
import subprocess

import av
import cv2
import numpy as np

import degrade
import masks
import pseudo_fakes
import views
from crop import crop_face, sharpness_and_luma
from fold import alarm_scores, image_level, track_level, track_score
from generators import autoencoder, store
from paths import CATALOG, MODELS, PROJECT
from scorer import Scorer

DEMO = PROJECT / "public" / "demo"
PORTRAIT = MODELS / "training" / "demo" / "astronaut.png"  # not in public: it would travel in the package
WIDTH, HEIGHT, RATE, SECONDS = 640, 360, 25, 8
# Read off the portrait (512 x 512): the box a BlazeFace detector gives, and the six points of data.POINTS.
BOX = (174.0, 67.0, 102.0, 102.0)
POINTS = np.array([[204, 101], [246, 101], [226, 121], [225, 146], [176, 108], [276, 106]], np.float32)
ZOOM = 1.45  # frame pixels per portrait pixel: a face of about 150 px


def placement(seconds: float) -> np.ndarray:
    """Affine [2, 3], portrait to frame: a slow pan, zoom and turn, as a hand-held camera would."""
    zoom = ZOOM * (1 + 0.05 * np.sin(2 * np.pi * seconds / 7.3))
    angle = np.deg2rad(1.6 * np.sin(2 * np.pi * seconds / 5.1))
    centre = np.array([235 + 12 * np.sin(2 * np.pi * seconds / 6.1), 132 + 5 * np.sin(2 * np.pi * seconds / 4.3)])
    matrix = zoom * np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return np.hstack([matrix, (np.array([WIDTH, HEIGHT]) / 2 - matrix @ centre)[:, None]])


def moved(points, matrix):
    return (points @ matrix[:, :2].T + matrix[:, 2]).astype(np.float32)


def box_at(seconds: float):
    """The face box in frame pixels: the portrait's box carried by the placement."""
    matrix = placement(seconds)
    centre = moved(np.array([[BOX[0] + BOX[2] / 2, BOX[1] + BOX[3] / 2]]), matrix)[0]
    side = BOX[2] * float(np.hypot(matrix[0, 0], matrix[0, 1]))
    return centre[0] - side / 2, centre[1] - side / 2, side, side


def backdrop() -> np.ndarray:
    """What shows where the portrait ends: a mottled studio grey, drawn."""
    rng = np.random.default_rng(5)
    coarse = cv2.resize(rng.normal(0, 1, (9, 16)).astype(np.float32), (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC)
    return np.clip(np.array([196, 186, 178]) + 9 * coarse[..., None], 0, 255).astype(np.uint8)


def render(portrait, seconds: float) -> np.ndarray:
    frame = backdrop()
    cv2.warpAffine(portrait, placement(seconds), (WIDTH, HEIGHT), dst=frame, flags=cv2.INTER_CUBIC,
                   borderMode=cv2.BORDER_TRANSPARENT)
    return frame


def around_face(points, scale=2.2):
    """Square (left, top, side) in which a forgery works, from eyes and mouth."""
    eyes = (points[0] + points[1]) / 2
    centre = (eyes + points[3]) / 2
    side = round(scale * 2.1 * float(np.linalg.norm(points[3] - eyes)) / 2) * 2
    return round(float(centre[0]) - side / 2), round(float(centre[1]) - side / 2), side


def painter(name: str, size: int):
    """Paints a square picture anew, by an auto-encoder of ours at `size` px."""
    import torch

    net = store.load(next(recipe for recipe in autoencoder.ZOO if recipe.name == name), autoencoder.build)

    def paint(region):
        small = cv2.resize(region, (size, size), interpolation=cv2.INTER_LINEAR)
        with torch.inference_mode():
            painted, _ = net(torch.from_numpy(small).permute(2, 0, 1)[None].float() / 127.5 - 1)
        painted = np.clip((painted[0].permute(1, 2, 0).numpy() + 1) * 127.5, 0, 255).astype(np.uint8)
        return cv2.resize(painted, region.shape[1::-1], interpolation=cv2.INTER_CUBIC)

    return paint


def face_region(frame, points):
    """The square of a frame in which a forgery works, a view, and the points in it."""
    left, top, side = around_face(points)
    left, top = max(left, 0), max(top, 0)
    return frame[top:top + side, left:left + side], points - [left, top]


def forge_blend(paint):
    """A pasted face: another rendering of it (painted anew, expression moved, colours of another camera), blended in."""

    def forge(frame, points, seed: int):
        result = frame.copy()
        region, local = face_region(result, points)
        fixed = np.random.default_rng(77)  # the same face in every frame
        mask = masks.draw("hull", region.shape[:2], local, np.random.default_rng(4))
        other, _ = pseudo_fakes.local_warp(paint(region), local, 0.8, fixed)
        other = np.clip((other.astype(np.float32) - 128) * 1.08 + 128 + [9, 0, -6], 0, 255).astype(np.uint8)
        shift = np.random.default_rng(seed).normal(0, 0.4, 2)
        other = cv2.warpAffine(other, np.array([[1, 0, shift[0]], [0, 1, shift[1]]]), other.shape[1::-1], borderMode=cv2.BORDER_REFLECT_101)
        region[:] = pseudo_fakes.blend(mask, other, region)
        return result

    return forge


def forge_resynthesis(paint):
    """The same face painted anew and blended back, frame by frame."""

    def forge(frame, points, seed: int):
        result = frame.copy()
        region, local = face_region(result, points)
        mask = masks.draw("oval", region.shape[:2], local, np.random.default_rng(9))
        region[:] = pseudo_fakes.blend(mask, paint(region), region)
        return result

    return forge


def write_video(path, frames) -> None:
    command = ["ffmpeg", "-y", "-loglevel", "error", "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{WIDTH}x{HEIGHT}",
               "-r", str(RATE), "-i", "-", "-an", "-c:v", "libx264", "-preset", "slow", "-crf", "24", "-pix_fmt", "yuv420p",
               "-fflags", "+bitexact", "-flags:v", "+bitexact", "-map_metadata", "-1", "-movflags", "+faststart", str(path)]
    encoder = subprocess.Popen(command, stdin=subprocess.PIPE)
    for frame in frames:
        encoder.stdin.write(np.ascontiguousarray(frame).tobytes())
    encoder.stdin.close()
    if encoder.wait():
        raise RuntimeError(f"ffmpeg failed on {path.name}")


def frames_of(portrait, forge):
    rng = np.random.default_rng(3)
    for index in range(RATE * SECONDS):
        seconds = index / RATE
        frame = render(portrait, seconds)
        if forge:
            frame = forge(frame, moved(POINTS, placement(seconds)), index)
        yield degrade.noise(frame, 1.5, rng)


def make():
    DEMO.mkdir(parents=True, exist_ok=True)
    portrait = cv2.cvtColor(cv2.imread(str(PORTRAIT)), cv2.COLOR_BGR2RGB)
    blended, resynthesis = forge_blend(painter("nearest-f8-patch", 160)), forge_resynthesis(painter("transposed3-f8-patch", 192))
    write_video(DEMO / "astronaut-original.mp4", frames_of(portrait, None))
    write_video(DEMO / "astronaut-forged-blend.mp4", frames_of(portrait, blended))
    write_video(DEMO / "astronaut-forged-resynth.mp4", frames_of(portrait, resynthesis))
    # The stills are full portraits at 1.5 times the size, so that the face is about 150 px wide.
    large = cv2.resize(portrait, None, fx=1.5, fy=1.5, interpolation=cv2.INTER_CUBIC)
    for name, picture in (("original", large), ("forged-blend", blended(large, POINTS * 1.5, 0))):
        cv2.imwrite(str(DEMO / f"astronaut-{name}.jpg"), cv2.cvtColor(picture, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, 90])
    entries = [
        ("astronaut-original.mp4", "video", False, "portrait moved by code, not altered"),
        ("astronaut-forged-blend.mp4", "video", True, "face painted anew by our auto-encoder, warped, recoloured and pasted back"),
        ("astronaut-forged-resynth.mp4", "video", True, "face re-synthesised by our auto-encoder and blended back"),
        ("astronaut-original.jpg", "image", False, "portrait enlarged, not altered"),
        ("astronaut-forged-blend.jpg", "image", True, "face painted anew by our auto-encoder, warped, recoloured and pasted back"),
    ]
    gallery = [dict(zip(("file", "kind", "forged", "method"), entry)) for entry in entries]
    (DEMO / "gallery.json").write_text(json.dumps(gallery, indent=1) + "\n")


def jittered(box, rng, share=0.08):
    x, y, width, height = box
    factor = 1 + rng.uniform(-share, share)
    dx, dy = rng.uniform(-share, share, 2) * width
    return x + dx + width * (1 - factor) / 2, y + dy + height * (1 - factor) / 2, width * factor, height * factor


def check():
    entry = json.loads(CATALOG.read_text())["models"][0]
    scorer = Scorer(CATALOG.parent / entry["file"])
    crop = entry["crop"]
    rng = np.random.default_rng(1)
    for item in json.loads((DEMO / "gallery.json").read_text()):
        if item["kind"] == "image":
            picture = cv2.cvtColor(cv2.imread(str(DEMO / item["file"])), cv2.COLOR_BGR2RGB)
            faces = [crop_face(picture, jittered(tuple(1.5 * v for v in BOX), rng), crop["sizePx"], crop["margin"]) for _ in range(12)]
            logits = scorer.stills(faces)
            scores = alarm_scores(logits, entry["calibration"])
            levels = sorted({image_level(score, entry["thresholds"]) for score in scores})
            print(f"{item['file']:32s} scores {scores.min():.3f}-{scores.max():.3f} logits {logits.mean(0).round(2)} levels {levels}")
            continue
        with av.open(str(DEMO / item["file"])) as container:
            frames = [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]
        levels, scores, logits, sharp = [], [], [], []
        for _ in range(6):
            chosen = np.sort(rng.choice(len(frames), 10, replace=False))
            drawn = rng.uniform(-1, 1, 3)  # one detector bias per viewing, small wander per frame
            faces = []
            for number, i in enumerate(chosen):
                x, y, width, height = box_at(i / RATE)
                box = (x + 0.08 * drawn[0] * width, y + 0.08 * drawn[1] * width, width, height)
                box = jittered(box, rng, 0.02)
                grow = 1 + 0.08 * drawn[2]
                box = (box[0] + box[2] * (1 - grow) / 2, box[1] + box[3] * (1 - grow) / 2, box[2] * grow, box[3] * grow)
                faces.append(crop_face(frames[i], box, crop["sizePx"], views.variant(number)[0]))
            sharp.append(sharpness_and_luma(faces[0])[0])
            values = scorer(views.seen(faces))
            logits.append(values.mean(0))
            viewed = alarm_scores(values, entry["calibration"])
            scores.append(track_score(viewed))
            levels.append(track_level(viewed, entry["thresholds"]))
        print(f"{item['file']:32s} track scores {min(scores):.4f}-{max(scores):.4f} logits {np.mean(logits, 0).round(2)} "
              f"sharpness {np.mean(sharp):.1f} levels {levels}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    if not parser.parse_args().check:
        make()
    check()
