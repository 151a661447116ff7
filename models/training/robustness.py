"""What an evader gains: ordinary changes and small attacks on the pixels of forged faces; published, not hidden.

    python robustness.py checkpoints/seam-face.npz --faces 100

Forged DFDC and StyleGAN dev faces against their genuine partners. `found` = forged faces above the score that 5 % of the unchanged
genuine faces exceed. Changes hit both sides (AUC), attacks the forged side alone. White-box: the attacker has the
weights (projected gradient, 10 steps); transfer: has the public start weights only.
"""

import argparse
from pathlib import Path

import numpy as np
import torch

import degrade
import metrics
import views
from data import Pictures
from network import SeamFace, load_arrays
from paths import START_WEIGHTS
from shipped import open_shipped

CHANGES = {
    "none": lambda f, r: f, "jpeg 60": lambda f, r: degrade.jpeg(f, 60), "x0.5": lambda f, r: degrade.rescale(f, 0.5),
    "blur 1 px": lambda f, r: degrade.blur(f, 1.0), "noise 6": lambda f, r: degrade.noise(f, 6, r),
    "grain 12": lambda f, r: degrade.noise(f, 12, r), "gamma 0.7": lambda f, r: degrade.gamma(f, 0.7),
    "gamma 1.4": lambda f, r: degrade.gamma(f, 1.4), "sharpened 1": lambda f, r: degrade.sharpen(f, 1.0),
    "cropped 10 %": lambda f, r: degrade.inner(f, 0.9), "mirrored": lambda f, r: np.ascontiguousarray(f[:, ::-1]),
    "screen capture": lambda f, r: degrade.screen_capture(f),
}


def attack(network, faces, budget: int, steps: int = 10) -> np.ndarray:
    """Projected gradient descent on the sum of both logits; budget in steps of 255, result is whole pixels again."""
    network.eval()
    result = []
    for part in np.array_split(np.stack(faces), max(1, len(faces) // 16)):
        clean = torch.from_numpy(part).permute(0, 3, 1, 2).float()
        moved = clean + (torch.rand_like(clean) * 2 - 1) * budget
        for _ in range(steps):
            moved.requires_grad_()
            loss = network(moved.clamp(0, 255) / 127.5 - 1)["logits"].sum()
            gradient, = torch.autograd.grad(loss, moved)
            moved = (moved.detach() - 2.5 * budget / steps * gradient.sign())
            moved = clean + (moved - clean).clamp(-budget, budget)
        result.append(moved.clamp(0, 255).round().byte().permute(0, 2, 3, 1).numpy())
    return np.concatenate(result)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path, help="the same weights as the exported model")
    parser.add_argument("--faces", type=int, default=100, help="of each source and label")
    arguments = parser.parse_args()
    torch.manual_seed(7)
    model, pictures = open_shipped(), Pictures()
    network, start = SeamFace(), SeamFace()
    load_arrays(network, arguments.weights)
    load_arrays(start, START_WEIGHTS)
    dev = [face for face in pictures.faces if face.split == "dev"]
    for name, forged_pool, genuine_pool in (("dfdc", "dfdc", "dfdc"), ("stylegan", "stylegan", "ffhq")):
        forged = [f for f in dev if f.pool == forged_pool and f.label == "forged"][:arguments.faces]
        genuine = [f for f in dev if f.pool == genuine_pool and f.label == "genuine"][:arguments.faces]
        crops = [[views.still(pictures, face) for face in side] for side in (genuine, forged)]
        labels = np.repeat([False, True], [len(genuine), len(forged)])
        limit = None
        for change, apply in CHANGES.items():
            rng = np.random.default_rng(9)
            scores = model.scores([apply(crop, rng) for side in crops for crop in side])
            limit = np.quantile(scores[~labels], 0.95) if limit is None else limit
            print(f"{name:9s} {change:22s} AUC {metrics.auc(labels, scores):.3f}  found {np.mean(scores[labels] > limit):.3f}  "
                  f"false alarms {np.mean(scores[~labels] > limit):.3f}", flush=True)
        for kind, attacked in (("white-box", network), ("transfer", start)):
            for budget in (2, 4, 8):
                scores = model.scores(attack(attacked, crops[1], budget))
                print(f"{name:9s} {kind} {budget}/255{'':8s} found {np.mean(scores > limit):.3f}", flush=True)


if __name__ == "__main__":
    main()
