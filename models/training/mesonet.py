"""MesoNet-4 (four convolutions; 18,000 parameters at 160 px, 28,000 at its 256), the usual small detector, trained on the same batches to compare.

    python mesonet.py --minutes 10

Written from the description in the paper (Afchar et al. 2018): 8, 8, 16, 16 channels, kernels 3, 5, 5, 5, batch
normalisation, pooling 2, 2, 2, 4, then 16 hidden units. Two logits as our network has, the same crops, 160 px; its loss has
the targets and the pairs of ours, not the map and not the tail, and its weights are not averaged.
"""

import argparse
import math
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

import losses
import probe
from batches import PAIRS, PairBatches


class MesoNet(nn.Module):
    def __init__(self):
        super().__init__()
        layers, width = [], 3
        for channels, kernel, pool in ((8, 3, 2), (8, 5, 2), (16, 5, 2), (16, 5, 4)):
            layers += [nn.Conv2d(width, channels, kernel, padding=kernel // 2), nn.ReLU(), nn.BatchNorm2d(channels), nn.MaxPool2d(pool)]
            width = channels
        self.features = nn.Sequential(*layers)
        self.hidden, self.classifier = nn.Linear(16 * 5 * 5, 16), nn.Linear(16, 2)

    def forward(self, faces):
        x = F.dropout(self.features(faces).flatten(1), 0.5, self.training)
        x = F.dropout(F.leaky_relu(self.hidden(x), 0.1), 0.5, self.training)
        return {"logits": self.classifier(x).float()}


class Learner:
    """One step a batch, from scratch or from an earlier network; `train.run` takes it along on its own batches."""

    def __init__(self, rate: float = 2e-3, start: Path | None = None):
        torch.manual_seed(1)
        self.rate, self.views, self.network = rate, 0, MesoNet()
        if start:
            self.network.load_state_dict(torch.load(start))
        self.optimiser = torch.optim.AdamW(self.network.parameters(), rate, weight_decay=0.01)

    def learn(self, batch: dict[str, torch.Tensor], spent: float) -> None:
        """`spent` is the share of the run that is over: the rate falls along a cosine."""
        for group in self.optimiser.param_groups:
            group["lr"] = self.rate * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * spent)))
        outputs = self.network.train()(batch["faces"].permute(0, 3, 1, 2).float() / 127.5 - 1)
        loss = 2 * losses.masked_bce(outputs["logits"], batch["targets"], smoothing=losses.SMOOTHING) \
            + losses.WEIGHTS["pair"] * losses.pair_margin(outputs["logits"], batch["targets"])
        self.optimiser.zero_grad()
        loss.backward()
        self.optimiser.step()
        self.views += len(batch["faces"])


class Progress:
    value = 0.3


def train(minutes: float, rate: float) -> Learner:
    torch.set_num_threads(1)
    learner, batches, begin = Learner(rate), iter(PairBatches(5, Progress, PAIRS)), time.time()
    while (spent := (time.time() - begin) / (60 * minutes)) < 1:
        learner.learn(next(batches), spent)
    return learner


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--rate", type=float, default=2e-3)
    arguments = parser.parse_args()
    learner = train(arguments.minutes, arguments.rate)
    parameters = sum(p.numel() for p in learner.network.parameters())
    table = probe.Probe()(learner.network)
    print(f"MesoNet-4, {parameters} parameters, {learner.views} views:", table, "mean", round(float(np.mean(list(table.values()))), 3))


if __name__ == "__main__":
    main()
