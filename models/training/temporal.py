"""Real clips over time: the trimmed mean of the extension against features of the whole track, also re-encoded.

    python temporal.py --rate 4

Faces of ../shared/clips are found by the stored, boxed frames of the same videos and followed by template matching. Each
clip is read as it is and through H.264 at CRF 23, 28, 35 and 40 (real inter-frame coding). A logistic head over track features is
fitted with one video left out at a time; it ships only if it beats the trimmed mean by .02 AUC.
"""

import argparse
import csv

import av
import cv2
import numpy as np

import views
from crop import crop_face, sharpness_and_luma
from data import Pictures
from fold import alarm_scores, face_scores, log_odds, track_level, trimmed_mean
from metrics import auc
from paths import CLIPS
from shipped import open_shipped
from shortcut_probe import logistic_scores

CRFS = (None, 23, 28, 35, 40)
FEATURES = ("trimmed mean", "spread", "lag-1 correlation", "highest tenth", "share above 0", "embedding drift", "map stability")


def frames_of(path) -> list[np.ndarray]:
    with av.open(str(path)) as container:
        return [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]


def reencoded(frames, crf: int) -> list[np.ndarray]:
    height, width = (side // 2 * 2 for side in frames[0].shape[:2])
    encoder = av.CodecContext.create("libx264", "w")
    encoder.width, encoder.height, encoder.pix_fmt, encoder.framerate, encoder.thread_count = width, height, "yuv420p", 25, 1
    encoder.options = {"crf": str(crf), "preset": "veryfast"}
    decoder, decoded = av.CodecContext.create("h264", "r"), []
    for frame in [*frames, None]:
        picture = None if frame is None else av.VideoFrame.from_ndarray(np.ascontiguousarray(frame[:height, :width]), "rgb24")
        for packet in encoder.encode(picture):
            decoded += decoder.decode(packet)
    decoded += decoder.decode(None)
    return [frame.to_ndarray(format="rgb24") for frame in decoded]


def boxes_in(frames, anchors, pictures, shrink: float = 0.5) -> dict[int, tuple] | None:
    """Face box of every frame: the best matching stored frame sets it, template matching follows it."""
    small = [cv2.resize(cv2.cvtColor(frame, cv2.COLOR_RGB2GRAY), None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA) for frame in frames]
    best = None
    for number, face, native_px in anchors:
        if number >= len(frames):
            continue
        scale = shrink * native_px / face.box[2]
        grey = cv2.cvtColor(pictures[face], cv2.COLOR_RGB2GRAY)
        template = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        if template.shape[0] >= small[0].shape[0] or template.shape[1] >= small[0].shape[1]:
            continue
        _, match, _, place = cv2.minMaxLoc(cv2.matchTemplate(small[number], template, cv2.TM_CCOEFF_NORMED))
        if best is None or match > best[0]:
            x, y, w, h = (side * scale for side in face.box)
            best = match, number, (place[0] + x, place[1] + y, w, h)
    if best is None or best[0] < 0.8:
        return None
    _, start, box = best
    found = {start: tuple(side / shrink for side in box)}
    for order in (range(start + 1, len(frames)), range(start - 1, -1, -1)):
        x, y, w, h = box
        previous = start
        for index in order:
            left, top = max(round(x), 0), max(round(y), 0)
            template = small[previous][top:top + round(h), left:left + round(w)]
            reach = round(0.12 * w)
            x0, y0 = max(left - reach, 0), max(top - reach, 0)
            area = small[index][y0:top + round(h) + reach, x0:left + round(w) + reach]
            _, _, _, place = cv2.minMaxLoc(cv2.matchTemplate(area, template, cv2.TM_CCOEFF_NORMED))
            x, y, previous = float(x0 + place[0]), float(y0 + place[1]), index
            found[index] = (x / shrink, y / shrink, w / shrink, h / shrink)
    return found


def anchors_of(name: str, method: str, faces) -> list:
    """Stored frames of the clip's video: number, face, longer box side in the original's pixels."""
    source = {"original": "ffpp", "deepfakes": "ffpp_Deepfakes", "face2face": "ffpp_Face2Face", "faceswap": "ffpp_FaceSwap"}[method]
    anchors = []
    for face in faces:
        if face.source == source:
            video, number = face.file.removesuffix(".jpg").split("-")[1:]
            if video.split("_")[0] == name:
                anchors.append((int(number), face, face.native_px))
    return anchors


def scaled(box, factor: float) -> tuple:
    """The same centre, both sides times `factor`."""
    x, y, w, h = box
    return x + w * (1 - factor) / 2, y + h * (1 - factor) / 2, w * factor, h * factor


def features_of(odds, embeddings, maps) -> list[float]:
    centred = odds - odds.mean()
    lag = float((centred[1:] * centred[:-1]).sum() / ((centred**2).sum() + 1e-6))
    drift = float(1 - (embeddings[1:] * embeddings[:-1]).sum(1).mean())
    flat = maps - maps.mean(1, keepdims=True)
    flat /= np.linalg.norm(flat, axis=1, keepdims=True) + 1e-6
    return [trimmed_mean(odds), float(odds.std()), lag, float(np.quantile(odds, 0.9)), float((odds > 0).mean()), drift,
            float((flat[1:] * flat[:-1]).sum(1).mean())]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rate", type=float, default=4, help="looks per second")
    parser.add_argument("--box", type=float, default=1, help="size of the boxes: the detector of the extension gives .85 to 1.03 of these")
    arguments = parser.parse_args()
    model, pictures = open_shipped(), Pictures()
    crop = model.entry["crop"]
    clips = list(csv.DictReader((CLIPS / "clips.csv").open()))
    rows = {crf: [] for crf in CRFS}
    for clip in clips:
        name = clip["file"].split("-")[0]
        frames = frames_of(CLIPS / clip["file"])
        rate = frames_per_second(clip["frame_rate"])
        boxes = boxes_in(frames, anchors_of(name, clip["method"], pictures.faces), pictures)
        if boxes is None:
            print(f"{clip['file']}: no stored frame was found in it, left out", flush=True)
            continue
        boxes = {number: scaled(box, arguments.box) for number, box in boxes.items()}
        looks = np.arange(0, len(frames), rate / arguments.rate).astype(int)
        for crf in CRFS:
            shown = frames if crf is None else reencoded(frames, crf)
            faces = views.seen([crop_face(shown[i], boxes[i], crop["sizePx"], views.variant(number)[0])
                                for number, i in enumerate(looks) if i < len(shown)])
            good = [face for face in faces if model.answers(face)]
            if len(good) < 4:
                continue
            outputs = model.scorer.outputs(good)
            scores = face_scores(outputs["logits"], model.entry["calibration"])
            rows[crf].append((name, clip["label"] == "fake", features_of(log_odds(scores), outputs["embedding"], outputs["map"]),
                              track_level(alarm_scores(outputs["logits"], model.entry["calibration"]), model.entry["thresholds"]), clip))
    for crf, tracks in rows.items():
        labels = np.array([row[1] for row in tracks])
        values = np.array([row[2] for row in tracks])
        folds = np.unique([row[0] for row in tracks], return_inverse=True)[1]
        head = logistic_scores(values, labels.astype(float), folds)
        warned = np.array([row[3] in ("moderate", "strong") for row in tracks])
        print(f"{'as it is' if crf is None else f'CRF {crf}':9s} {len(tracks)} clips  trimmed mean AUC {auc(labels, values[:, 0]):.3f}  "
              f"logistic head, video left out {auc(labels, head):.3f}  warned: forged {warned[labels].sum()} of {labels.sum()}, "
              f"genuine {warned[~labels].sum()} of {(~labels).sum()}")
        print("          " + "  ".join(f"{name} {auc(labels, column):.2f}" for name, column in zip(FEATURES, values.T)), flush=True)
        if crf is None:
            for row in tracks:
                print(f"          {row[4]['file']:22s} {row[4]['split']:6s} log-odds {row[2][0]:6.2f}  {row[3]}")
    if all(rows.values()):
        both = [(f"{row[0]}", row[1], row[2]) for crf in CRFS[1:] for row in rows[crf]]
        labels, values = np.array([row[1] for row in both]), np.array([row[2] for row in both])
        folds = np.unique([row[0] for row in both], return_inverse=True)[1]
        print(f"all re-encoded: trimmed mean {auc(labels, values[:, 0]):.3f}  logistic head {auc(labels, logistic_scores(values, labels.astype(float), folds)):.3f}")


def frames_per_second(text: str) -> float:
    over, under = text.split("/")
    return int(over) / int(under)


if __name__ == "__main__":
    main()
