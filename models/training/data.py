"""The index of face pictures and a cache of their decoded pixels.

Every JPEG is decoded once into one flat uint8 file (RGB, row by row) that is mapped into memory:
training then never waits for a decoder. The cache is rebuilt when the index changes.
"""

import csv
import hashlib
import tarfile
from collections.abc import Collection
from dataclasses import dataclass, field

import cv2
import numpy as np

from paths import CACHE, DATA

# Source names as published, folded into the groups that the batches and tables speak of.
POOLS = {
    "dfdc": "dfdc", "ffpp": "ffpp", "ffpp_Deepfakes": "ffpp", "ffpp_Face2Face": "ffpp", "ffpp_FaceSwap": "ffpp",
    "scut_asian": "east-asian", "kpop_uncropped": "east-asian",
    "ffhq1024": "ffhq", "ffhq256": "ffhq", "ffhq256b": "ffhq",
    "alae_celeb1024": "portraits", "pexels_like": "portraits", "nomask160": "portraits",
    "celeba": "celeba", "utk_sharp": "utk",
    "stylegan_140k": "stylegan", "stylegan_sak1024": "stylegan", "ciplab160": "splice",
}
POINTS = ("right_eye", "left_eye", "nose", "mouth", "right_ear", "left_ear")


@dataclass
class Face:
    """One stored picture: box in pixels (x, y, width, height), key points [6, 2] in pixels, POINTS order."""

    file: str
    tar: str
    split: str
    label: str  # genuine or forged
    family: str
    source: str
    pool: str
    group: str
    width: int
    height: int
    box: tuple[float, float, float, float]
    points: np.ndarray
    native_px: float  # longer box side in the picture it was taken from, NaN where unknown
    offset: int = field(default=0, repr=False)

    @property
    def video(self) -> str:
        """The video that was altered, or that the picture was taken from. A group of FaceForensics++ holds two people's:
        `033_097` is the video 033 with something of 097. Elsewhere a group has one."""
        return f"ffpp:{self.file.split('-')[1].split('_')[0]}" if self.pool == "ffpp" else self.group


def read_index() -> list[Face]:
    faces, offset = [], 0
    with open(DATA / "index.csv", newline="") as lines:
        for row in csv.DictReader(lines):
            width, height = int(row["width"]), int(row["height"])
            box = tuple(float(row[f"box_{side}"]) for side in ("x", "y", "w", "h"))
            points = np.array([[float(row[f"{p}_x"]), float(row[f"{p}_y"])] for p in POINTS], np.float32)
            faces.append(Face(
                row["file"], row["tar"], row["split"], "genuine" if row["label"] == "real" else "forged",
                row["family"], row["source"], POOLS[row["source"]], row["group"], width, height, box, points, float(row["native_face_px"] or "nan"), offset))
            offset += width * height * 3
    return faces


class Pictures:
    """Decoded pictures by face; `pictures[face]` is a read-only uint8 RGB array [height, width, 3].

    `ffpp_dev` names the groups of FaceForensics++ that are dev instead of those of the index: all others are train.
    """

    def __init__(self, ffpp_dev: Collection[str] | None = None):
        self.faces = read_index()
        if ffpp_dev is not None:
            for face in self.faces:
                if face.pool == "ffpp":
                    face.split = "dev" if face.group in ffpp_dev else "train"
        digest = hashlib.sha256((DATA / "index.csv").read_bytes()).hexdigest()[:12]
        path = CACHE / f"pictures-{digest}.rgb"
        if not path.exists():
            self._decode_all(path)
        self._pixels = np.memmap(path, np.uint8, "r")

    def __getitem__(self, face: Face) -> np.ndarray:
        size = face.width * face.height * 3
        return self._pixels[face.offset:face.offset + size].reshape(face.height, face.width, 3)

    def _decode_all(self, path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        last = self.faces[-1]
        partial = path.with_suffix(".partial")
        pixels = np.memmap(partial, np.uint8, "w+", shape=(last.offset + last.width * last.height * 3,))
        by_tar: dict[str, dict[str, Face]] = {}
        for face in self.faces:
            by_tar.setdefault(face.tar, {})[face.file] = face
        for tar, members in by_tar.items():
            with tarfile.open(DATA / f"{tar}.tar") as archive:
                for member in archive:
                    face = members.get(member.name.removeprefix("./"))
                    if face is None:
                        continue
                    encoded = np.frombuffer(archive.extractfile(member).read(), np.uint8)
                    picture = cv2.cvtColor(cv2.imdecode(encoded, cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB)
                    if picture.shape != (face.height, face.width, 3):
                        raise ValueError(f"{face.file}: {picture.shape} does not match the index")
                    pixels[face.offset:face.offset + picture.size] = picture.reshape(-1)
                    del members[face.file]
            if members:
                raise FileNotFoundError(f"{tar}.tar lacks {len(members)} pictures, first {next(iter(members))}")
        pixels.flush()
        partial.rename(path)
