"""Where the weights of the generators lie: in the cache, never in the project."""

from pathlib import Path

import torch

from paths import CACHE

FOLDER = CACHE / "zoo"


def path_of(recipe) -> Path:
    return FOLDER / f"{recipe.name}.pt"


def save(net, recipe, *built_with) -> None:
    """The state beside the further arguments that `build(recipe, ...)` needs."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    torch.save({"arguments": list(built_with), "state": net.state_dict()}, path_of(recipe))


def load(recipe, build):
    """The trained net of a recipe, ready to paint, or None where it was not trained yet."""
    if not path_of(recipe).exists():
        return None
    stored = torch.load(path_of(recipe), weights_only=True)
    if "state" not in stored:  # auto-encoders of before were stored as their bare state
        stored = {"arguments": [], "state": stored}
    net = build(recipe, *stored["arguments"])
    net.load_state_dict(stored["state"])
    return net.eval().to(memory_format=torch.channels_last)
