"""Runs an exported model over face crops with ONNX Runtime: the same file the extension ships."""

from pathlib import Path

import numpy as np
import onnxruntime


class Scorer:
    def __init__(self, path: Path, threads: int = 1):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        self.session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        self.size_px = self.session.get_inputs()[0].shape[1]

    def __call__(self, faces) -> np.ndarray:
        """Iterable of uint8 [S, S, 3] to logits [N, 2]."""
        return np.concatenate([self.session.run(["logits"], {"faces": face[None]})[0] for face in faces])
