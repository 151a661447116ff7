import numpy as np
import onnxruntime
import torch

import export
import golden
from network import SeamFace, multiply_accumulates, same_padding


def test_padding_follows_the_trunk():
    assert same_padding(3, 2, 160) == (0, 1)
    assert same_padding(5, 2, 10) == (1, 2)
    assert same_padding(3, 1, 40) == (1, 1)


def test_budget():
    assert multiply_accumulates(160) <= 0.35e9


def test_exported_graph_equals_the_network():
    torch.manual_seed(3)
    network = SeamFace().eval()
    for module in network.modules():  # statistics as after some training, so that folding is really tested
        if hasattr(module, "running_mean"):
            module.running_mean.normal_(0, 0.1)
            module.running_var.uniform_(0.5, 1.5)
    model = export.build(network).SerializeToString()
    assert len(model) <= 5_000_000
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    faces = golden.blob(160)[None]
    names = ["logits", "map", "quality", "embedding"]
    with torch.no_grad():
        expected = network(torch.from_numpy(faces).permute(0, 3, 1, 2).float() / 127.5 - 1)
    for name, value in zip(names, session.run(names, {"faces": faces})):
        reference = expected[name].numpy()
        assert value.shape == reference.shape
        assert np.abs(value - reference).max() <= 1e-2 * max(1, np.abs(reference).max()), name
