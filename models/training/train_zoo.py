"""Train the generator zoo on genuine training faces; each net gets the same number of seconds (of the processor, where it learns there).

    python train_zoo.py --seconds 200                   # all nets that are not there yet
    python train_zoo.py --seconds 240 --only swap       # those whose name begins so
"""

import argparse
import copy
import time
import zlib

import numpy as np
import torch
import torch.nn.functional as F

import precision
import zoo_pictures
from data import Pictures
from generators import autoencoder, diffusion, gan, reenactment, store, swap
from generators.autoencoder import PatchCritic

RATE = 2e-3  # where a module names none of its own


def autoencoder_source(recipe, pictures, rng):
    return zoo_pictures.Crops(pictures, 96, 16, rng), ()


def swap_source(recipe, pictures, rng):
    people = zoo_pictures.People(pictures, recipe.side_px, recipe.people, 16, rng)
    return people, (len(people.people),)


def diffusion_source(recipe, pictures, rng):
    return zoo_pictures.Crops(pictures, 112, 16, rng, part_px=64), ()


def reenactment_source(recipe, pictures, rng):
    return zoo_pictures.Moments(pictures, 96, 12, rng), ()


def gan_source(recipe, pictures, rng):
    return zoo_pictures.Aligned(pictures, recipe.side_px, 16, rng), ()


# Every generator module offers ZOO, HELD_OUT, build(recipe, ...) and lesson(net, batch); the source gives its batches.
MODULES = ((autoencoder, autoencoder_source), (swap, swap_source), (diffusion, diffusion_source),
           (reenactment, reenactment_source), (gan, gan_source))


def gradient_loss(x, y):
    """Mean absolute difference of the horizontal and vertical steps: keeps edges that L1 alone blurs."""
    return (F.l1_loss(x[..., 1:] - x[..., :-1], y[..., 1:] - y[..., :-1])
            + F.l1_loss(x[..., 1:, :] - x[..., :-1, :], y[..., 1:, :] - y[..., :-1, :]))


def to_device(batch, device):
    if isinstance(batch, torch.Tensor):
        return batch.to(device, memory_format=torch.channels_last) if batch.ndim == 4 else batch.to(device)
    return tuple(to_device(part, device) for part in batch) if isinstance(batch, tuple) else batch


def clock_of(device: str):
    """A function that gives seconds of learning. On a busy processor the time of day says little: held up for half, a net would learn half."""
    return time.time if device == "cuda" else lambda: time.process_time() / torch.get_num_threads()


def train(module, recipe, source, built_with, seconds: float, seed: int, device: str):
    torch.manual_seed(seed)
    net = module.build(recipe, *built_with).to(device, memory_format=torch.channels_last)
    optimiser = torch.optim.AdamW([p for p in net.parameters() if p.requires_grad], RATE, weight_decay=0)
    if hasattr(module, "prepare"):
        module.prepare(net, to_device(next(source), device))
    critic = module.critic(recipe) if hasattr(module, "critic") else PatchCritic() if "patch" in recipe.loss else None
    critic = critic and critic.to(device, memory_format=torch.channels_last)
    critic_optimiser = critic and torch.optim.AdamW(critic.parameters(), getattr(module, "CRITIC_RATE", 4e-4), betas=(0.5, 0.9))
    joins = getattr(module, "CRITIC_FROM", 0.2)
    average = copy.deepcopy(net)  # of the last hundred steps or so: denoisers above all paint calmer with it
    clock = clock_of(device)
    rate, begin, step, shown = getattr(module, "RATE", RATE), clock(), 0, {}
    while (spent := (clock() - begin) / seconds) < 1:
        for group in optimiser.param_groups:
            group["lr"] = rate * min(1, (step + 1) / 50) * max(0.05, np.cos(np.pi / 2 * spent))
        batch = to_device(next(source), device)
        with precision.autocast(device):
            painted, wanted, further = module.lesson(net, batch)
            if recipe.loss.startswith("coarse"):
                loss = 0.2 * F.l1_loss(painted, wanted) + F.l1_loss(F.avg_pool2d(painted, 4), F.avg_pool2d(wanted, 4))
            else:
                loss = (F.mse_loss if recipe.loss.startswith("l2") else F.l1_loss)(painted, wanted)
                if "gradient" in recipe.loss or critic:
                    loss = loss + gradient_loss(painted, wanted)
            loss = loss + further
            if critic and spent > 1.5 * joins:
                loss = loss + (module.judged(critic, painted, wanted) if hasattr(module, "judged") else -0.04 * critic(painted).mean())
        optimiser.zero_grad(set_to_none=True)  # decoders that took no part stay as they are
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1)
        optimiser.step()
        if critic and spent > joins:
            with precision.autocast(device):
                hinge = F.relu(1 - critic(wanted)).mean() + F.relu(1 + critic(painted.detach())).mean()
            critic_optimiser.zero_grad()
            hinge.backward()
            critic_optimiser.step()
        for name, value in (("error", F.l1_loss(painted.detach(), wanted)),
                            ("kept", gradient_loss(painted.detach(), 0 * wanted) / gradient_loss(wanted, 0 * wanted))):
            shown[name] = float(value) if name not in shown else 0.98 * shown[name] + 0.02 * float(value)
        step += 1
        with torch.no_grad():
            for mine, theirs in zip(average.state_dict().values(), net.state_dict().values()):
                mine.lerp_(theirs, 0.01) if mine.dtype.is_floating_point else mine.copy_(theirs)
        if step % 200 == 0:
            print(f"  {recipe.name} step {step} error {shown['error'] * 127.5:.2f} steps kept {100 * shown['kept']:.0f} %", flush=True)
    print(f"{recipe.name}: {step} steps, mean absolute error {shown['error'] * 127.5:.2f} of 255, "
          f"{100 * shown['kept']:.0f} % of the wanted pixel steps", flush=True)
    net.load_state_dict(average.state_dict())
    store.save(net, recipe, *built_with)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=200)
    parser.add_argument("--only", nargs="*", default=[""], help="beginnings of names of recipes")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    pictures = Pictures()
    for module, source_of in MODULES:
        for recipe in (*module.ZOO, module.HELD_OUT):
            if not recipe.name.startswith(tuple(arguments.only)) or store.path_of(recipe).exists():
                continue
            seed = zlib.crc32(recipe.name.encode())
            source, built_with = source_of(recipe, pictures, np.random.default_rng(seed))
            train(module, recipe, source, built_with, arguments.seconds, seed, arguments.device)


if __name__ == "__main__":
    main()
