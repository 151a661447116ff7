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


class Trained:
    """The nets of some recipes that are trained so far; `kind` is what `train_zoo.py --only` calls them."""

    def __init__(self, recipes, build, kind: str):
        self.recipes, self.build, self.kind, self.nets = recipes, build, kind, {}
        self.refresh()

    def refresh(self) -> None:
        """Takes in nets that were trained since."""
        self.nets |= {recipe.name: net for recipe in self.recipes if recipe.name not in self.nets
                      and (net := load(recipe, self.build)) is not None}

    def draw(self, rng):
        if not self.nets:
            raise FileNotFoundError(f"no such net is trained: python train_zoo.py --only {self.kind}")
        return self.nets[str(rng.choice(sorted(self.nets)))]
