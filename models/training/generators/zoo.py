"""All generators that painting a pair may need, either those of training or those kept out of it for ever."""

from generators import autoencoder, diffusion, gan, reenactment, swap
from generators.gan import Synthesiser
from generators.image_to_image import ImageToImage
from generators.reenactment import Reenactor
from generators.repaint import Repainter
from generators.swap import Swapper


class Zoo:
    """`held_out` gives the one net of each kind that training never sees. `with_procedural`: re-synthesis by decoders
    without weights as well, as in training; where nets are compared it would be another, harder kind on one side."""

    def __init__(self, held_out: bool = False, with_procedural: bool = True):
        def recipes(module):
            return (module.HELD_OUT,) if held_out else module.ZOO

        mixed = with_procedural and not held_out
        self.repaint = Repainter() if mixed else Repainter(recipes(autoencoder), procedural_share=0)
        self.swap, self.diffuse = Swapper(recipes(swap)), ImageToImage(recipes(diffusion))
        self.reenact, self.invent = Reenactor(recipes(reenactment)), Synthesiser(recipes(gan))

    def refresh(self) -> None:
        """Takes in nets that were trained since."""
        for generator in (self.repaint, self.swap, self.diffuse, self.reenact, self.invent):
            generator.trained.refresh()
