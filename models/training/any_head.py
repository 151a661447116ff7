"""Would a third logit for any forgery help? Learned on the pooled features of a frozen network, beside the two that it has.

    python any_head.py checkpoints/seam-face.npz --pairs 6000

Composite and synthetic head have no target for each other's forgeries; this one has. Prints probe.py for the two heads joined, for
a linear third head and for one with a hidden layer.
"""

import argparse
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import torch
from torch import nn

import families
import losses
import probe
from batches import PairBatches
from network import SeamFace, load_arrays

PAIRS_A_STEP = 128
STEPS = 3000
RATE = 1e-3


class AnyHead(nn.Module):
    """A frozen network that answers with the logit of `head` alone."""

    def __init__(self, network: SeamFace, head: nn.Module):
        super().__init__()
        self.network, self.head = network.eval(), head
        self.pooled = None
        network.pooled_norm.register_forward_hook(lambda _module, _inputs, pooled: setattr(self, "pooled", pooled))

    def forward(self, faces):
        self.network(faces)
        score = self.head(self.pooled)
        # The second logit never fires, so that joining the two gives the first.
        return {"logits": torch.cat([score, torch.full_like(score, -60)], dim=1)}


@torch.no_grad()
def features_of(network: SeamFace, pairs: int, seed: int = 61) -> tuple[torch.Tensor, torch.Tensor]:
    """Pooled features [2 * pairs, width] of training pairs and whether each face is forged [2 * pairs]."""
    taking = AnyHead(network, nn.Linear(network.pooled_norm.num_features, 1)).eval()
    features, forged, taken = [], [], 0
    for batch in PairBatches(seed, SimpleNamespace(value=0.9)):
        taking(batch["faces"].permute(0, 3, 1, 2).float() / 127.5 - 1)
        features.append(taking.pooled)
        forged.append((batch["targets"] == 1).any(dim=1))
        taken += len(batch["faces"]) // 2
        if taken >= pairs:
            return torch.cat(features), torch.cat(forged)


def learn(head: nn.Module, features, forged, steps: int = STEPS, seed: int = 1) -> nn.Module:
    """The losses of the two heads, on pairs: row 2i is genuine, row 2i+1 forged or genuine after heavy edits."""
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    optimiser = torch.optim.AdamW(head.parameters(), RATE, weight_decay=0.3)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, steps)
    targets = forged.float()[:, None]
    for _ in range(steps):
        first = 2 * rng.integers(len(features) // 2, size=PAIRS_A_STEP)
        rows = torch.from_numpy(np.stack([first, first + 1], axis=1).ravel())
        scores, wanted = head(features[rows]), targets[rows]
        loss = 2 * losses.masked_bce(scores, wanted, smoothing=losses.SMOOTHING) \
            + losses.WEIGHTS["pair"] * losses.pair_margin(scores, wanted) + losses.WEIGHTS["tail"] * losses.tail(scores, wanted)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        schedule.step()
    return head.eval()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--pairs", type=int, default=6000)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    network = SeamFace()
    load_arrays(network, arguments.weights)
    features, forged = features_of(network.eval(), arguments.pairs)
    width, checker = features.shape[1], probe.Probe()
    heads = {"linear": nn.Linear(width, 1),
             "hidden layer": nn.Sequential(nn.Linear(width, 64), nn.GELU(), nn.Dropout(0.3), nn.Linear(64, 1))}
    networks = {"the two heads": network} | {name: AnyHead(network, learn(head, features, forged)) for name, head in heads.items()}
    for name, made in networks.items():
        table = checker(made)
        print(name, table, f"own families {np.mean([table[kind] for kind in families.FAMILIES]):.3f}", flush=True)


if __name__ == "__main__":
    main()
