import torch
from torch import nn

import any_head
from network import SeamFace


def test_the_third_head_learns_what_tells_forged_faces_apart():
    torch.manual_seed(3)
    features = torch.randn(400, 8)
    forged = torch.arange(400) % 2 == 1
    features[forged, 2] += 4
    head = any_head.learn(nn.Linear(8, 1), features, forged, steps=1500)
    with torch.no_grad():
        scores = head(features)[:, 0]
    assert (scores[forged] > scores[~forged].mean()).float().mean() > 0.95
    assert head.weight.abs().argmax() == 2


def test_only_the_third_head_answers():
    network = SeamFace()
    head = nn.Linear(network.pooled_norm.num_features, 1)
    made = any_head.AnyHead(network, head).eval()
    with torch.no_grad():
        logits = made(torch.zeros(2, 3, 160, 160))["logits"]
        pooled = made.pooled
        assert torch.allclose(logits[:, :1], head(pooled))
    assert logits.shape == (2, 2) and (logits[:, 1].sigmoid() < 1e-20).all()
