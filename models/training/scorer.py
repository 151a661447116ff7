"""Runs an exported model over face crops with ONNX Runtime: the same file the extension ships.

Where onnxruntime for Python is missing, the project's own onnxruntime-node does it in a process beside this one.
"""

import json
import subprocess
import threading
from pathlib import Path

import numpy as np

from paths import TRAINING
from views import mirrored


class _PythonRuntime:
    def __init__(self, path: Path, threads: int):
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        self.session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        self.size_px = self.session.get_inputs()[0].shape[1]
        self.names = [output.name for output in self.session.get_outputs()]

    def run(self, faces) -> dict[str, np.ndarray]:
        rows = [self.session.run(self.names, {"faces": face[None]}) for face in faces]
        return {name: np.stack([row[i][0] for row in rows]) for i, name in enumerate(self.names)}


class _NodeRuntime:
    def __init__(self, path: Path, threads: int):
        command = ["node", str(TRAINING / "onnx-scorer.mjs"), str(Path(path).resolve()), str(threads)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        head = self.process.stdout.readline()
        if not head:
            raise RuntimeError("onnxruntime is not installed, neither for Python nor (npm ci) for Node")
        head = json.loads(head)
        self.size_px, self.names, self.sizes = head["side"], head["names"], head["sizes"]

    def run(self, faces) -> dict[str, np.ndarray]:
        faces = [np.ascontiguousarray(face, np.uint8) for face in faces]
        if any(face.shape != (self.size_px, self.size_px, 3) for face in faces):
            raise ValueError(f"a face is not {self.size_px} px square RGB")

        def send():
            for face in faces:
                self.process.stdin.write(face.tobytes())
            self.process.stdin.flush()

        sender = threading.Thread(target=send)  # both pipes fill: one side must not wait for the other
        sender.start()
        width = sum(self.sizes)
        data = self.process.stdout.read(4 * width * len(faces))
        sender.join()
        if len(data) != 4 * width * len(faces):
            raise RuntimeError(f"the runtime ended after {len(data)} bytes")
        rows = np.frombuffer(data, np.float32).reshape(len(faces), width)
        parts = np.split(rows, np.cumsum(self.sizes)[:-1], axis=1)
        return dict(zip(self.names, parts))

    def __del__(self):
        if process := getattr(self, "process", None):
            process.stdin.close()
            process.stdout.close()
            process.wait()


class Scorer:
    def __init__(self, path: Path, threads: int = 1):
        try:
            self.runtime = _PythonRuntime(path, threads)
        except ModuleNotFoundError:
            self.runtime = _NodeRuntime(path, threads)
        self.size_px = self.runtime.size_px

    def outputs(self, faces) -> dict[str, np.ndarray]:
        """Iterable of uint8 [S, S, 3] to every output of the graph, [N, values] each (the map as 400 cells)."""
        return {name: values.reshape(len(values), -1) for name, values in self.runtime.run(list(faces)).items()}

    def __call__(self, faces) -> np.ndarray:
        """Iterable of uint8 [S, S, 3] to logits [N, 2]."""
        return self.outputs(faces)["logits"]

    def stills(self, faces) -> np.ndarray:
        """Logits [N, 2] as the extension scores a still: the mean of each face and its mirror image."""
        faces = list(faces)
        return (self(faces) + self([mirrored(face) for face in faces])) / 2
