"""Losses of the five heads; unknown targets are NaN and weigh nothing."""

import torch
import torch.nn.functional as F

SMOOTHING = 0.02
WEIGHTS = {"logits": 1.0, "map": 0.3, "quality": 0.2, "embedding": 0.05, "pair": 0.3, "tail": 2.0, "teacher": 1.0}
TAIL_SHARPNESS = 1.5  # per logit: how much more the highest genuine faces of a batch count


def masked_bce(logits, targets, positive_weight: float = 1.0, smoothing: float = 0.0):
    known = ~torch.isnan(targets)
    if not known.any():
        return logits.sum() * 0
    target = targets[known]
    soft = target * (1 - 2 * smoothing) + smoothing
    weight = 1 + (positive_weight - 1) * target
    return F.binary_cross_entropy_with_logits(logits[known], soft, weight=weight)


def pair_margin(logits, targets):
    """The forged side of a pair must score above its genuine side: independent of anything both share."""
    genuine, forged = logits[0::2], logits[1::2]
    known = (targets[1::2] == 1) & (targets[0::2] == 0)
    return F.softplus(1 - (forged - genuine)[known]).mean()


def tail(logits, targets):
    """Smooth share of forged faces below the highest genuine ones of the batch, mean over the heads: what decides how many
    are found at a low false-positive rate. Bounded, so that forgeries that cannot be told do not rule it."""
    parts = []
    for scores, target in zip(logits.float().T, targets.T, strict=True):
        genuine, forged = scores[target == 0], scores[target == 1]
        if len(genuine) and len(forged):
            weights = torch.softmax(TAIL_SHARPNESS * genuine.detach(), 0)
            parts.append((torch.sigmoid(genuine - forged[:, None]) @ weights).mean())
    return torch.stack(parts).mean() if parts else logits.sum() * 0


def same_face(embedding, temperature: float = 0.1):
    """InfoNCE: the two sides of a pair belong together, all other faces of the batch apart."""
    genuine, forged = embedding[0::2], embedding[1::2]
    similarity = genuine @ forged.T / temperature
    return F.cross_entropy(similarity, torch.arange(len(genuine), device=embedding.device))


def taught(outputs, teacher):
    """Distillation (Hinton et al. 2015, temperature 1): the teacher's probabilities as targets, of both heads and of the map."""
    logits = F.binary_cross_entropy_with_logits(outputs["logits"], teacher["logits"].sigmoid())
    return 2 * logits + 0.5 * F.binary_cross_entropy_with_logits(outputs["map"], teacher["map"].sigmoid())


def total(outputs, batch, weights=WEIGHTS, teacher=None) -> tuple[torch.Tensor, dict[str, float]]:
    parts = {
        "logits": masked_bce(outputs["logits"], batch["targets"], smoothing=SMOOTHING) * 2,
        "map": masked_bce(outputs["map"], batch["maps"], positive_weight=3.0),
        "quality": F.mse_loss(outputs["quality"], batch["quality"]) * 10,
        "embedding": same_face(outputs["embedding"]),
        "pair": pair_margin(outputs["logits"], batch["targets"]),
        "tail": tail(outputs["logits"], batch["targets"]),
    }
    if teacher is not None:
        parts["teacher"] = taught(outputs, teacher)
    loss = sum(weights[name] * part for name, part in parts.items())
    return loss, {name: float(part.detach()) for name, part in parts.items()}
