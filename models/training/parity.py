"""Do Python and the extension read the same logits from the same pictures?

    python parity.py --faces 200        # needs npm ci; bar: 1e-2 logits

Faces of dev pictures with their boxes go two ways: crop.py and the runtime of scorer.py, and the engine's own cut, square and crop
(src/engine/host/cut-around.ts, src/engine/pixels) with its WebAssembly runtime, run by Node (test/bench/engine-logits.ts), in the crops
of a track by turns. Also both runtimes on equal crops, so that a gap can be told apart: crop or arithmetic.
"""

import argparse
import json
import subprocess

import cv2
import numpy as np

import views
from crop import crop_face
from data import Pictures
from paths import PROJECT
from shipped import open_shipped, spread

BAR_LOGITS = 1e-2


def message(picture: np.ndarray, box, margin: float = 1, mirrored: bool = False) -> bytes:
    """One picture as engine-logits.ts reads it: a line of JSON, then RGBA bytes."""
    height, width = picture.shape[:2]
    place = dict(zip(("xPx", "yPx", "widthPx", "heightPx"), map(float, box)))
    head = {"widthPx": width, "heightPx": height, "box": place, "margin": margin, "mirrored": mirrored}
    return json.dumps(head).encode() + b"\n" + cv2.cvtColor(picture, cv2.COLOR_RGB2RGBA).tobytes()


def engine_logits(messages) -> np.ndarray:
    done = subprocess.run(["npx", "tsx", "test/bench/engine-logits.ts"], cwd=PROJECT, input=b"".join(messages), stdout=subprocess.PIPE, check=True)
    return np.array([json.loads(line) for line in done.stdout.splitlines()])


def row(name: str, gaps: np.ndarray) -> str:
    largest = gaps.max(axis=1)
    return (f"{name:34s} largest gap {largest.max():.4f}, median {np.median(largest):.4f}, "
            f"within {BAR_LOGITS}: {int((largest <= BAR_LOGITS).sum())} of {len(largest)}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--faces", type=int, default=200)
    arguments = parser.parse_args()
    pictures, model = Pictures(), open_shipped()
    faces = spread([face for face in pictures.faces if face.split == "dev"], arguments.faces, lambda face: (face.pool, face.label))
    faces = faces[:arguments.faces]
    size_px = model.entry["crop"]["sizePx"]
    ways = [views.variant(number) for number in range(len(faces))]
    crops = views.seen([crop_face(pictures[face], face.box, size_px, margin) for face, (margin, _) in zip(faces, ways)])
    python = model.scorer(crops)
    engine = engine_logits([message(pictures[face], face.box, *way) for face, way in zip(faces, ways)])
    same_crops = engine_logits([message(crop, (0, 0, size_px, size_px)) for crop in crops])
    print(f"{len(faces)} faces")
    print(row("crop and runtime", np.abs(python - engine)))
    print(row("runtime alone, equal crops", np.abs(python - same_crops)))


if __name__ == "__main__":
    main()
