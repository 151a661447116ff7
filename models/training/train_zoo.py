"""Train the generator zoo on genuine training faces; each net gets the same number of seconds.

    python train_zoo.py --seconds 200            # all nets that are not there yet
"""

import argparse
import time

import numpy as np
import torch
import torch.nn.functional as F

from crop import crop_stored_face
from data import Pictures
from generators.autoencoder import HELD_OUT, ZOO, AutoEncoder, PatchCritic
from paths import CACHE
from views import moved_box

SIZE_PX = 96
FOLDER = CACHE / "zoo"


def batch_of(pictures, faces, rng, size=16):
    crops = []
    for index in rng.integers(len(faces), size=size):
        face = faces[index]
        crop = crop_stored_face(pictures[face], moved_box(face.box, rng), SIZE_PX, rng.uniform(1.05, 1.45))
        crops.append(crop[:, ::-1] if rng.random() < 0.5 else crop)
    return torch.from_numpy(np.stack(crops)).permute(0, 3, 1, 2).float() / 127.5 - 1


def gradient_loss(x, y):
    """Mean absolute difference of the horizontal and vertical steps: keeps edges that L1 alone blurs."""
    return (F.l1_loss(x[..., 1:] - x[..., :-1], y[..., 1:] - y[..., :-1])
            + F.l1_loss(x[..., 1:, :] - x[..., :-1, :], y[..., 1:, :] - y[..., :-1, :]))


def train(recipe, pictures, faces, seconds: float, seed: int, device: str):
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    net = AutoEncoder(recipe).to(device, memory_format=torch.channels_last)
    optimiser = torch.optim.AdamW(net.parameters(), 2e-3, weight_decay=0)
    critic = PatchCritic().to(device, memory_format=torch.channels_last) if "patch" in recipe.loss else None
    critic_optimiser = critic and torch.optim.AdamW(critic.parameters(), 4e-4, betas=(0.5, 0.9))
    begin, step, smooth, detail = time.time(), 0, None, None
    while (spent := (time.time() - begin) / seconds) < 1:
        for group in optimiser.param_groups:
            group["lr"] = 2e-3 * max(0.05, np.cos(np.pi / 2 * spent))
        original = batch_of(pictures, faces, rng).to(device, memory_format=torch.channels_last)
        # Half of the inputs are noisy: the net then also paints like a denoiser at a low noise level.
        noisy = original + torch.randn_like(original) * 0.3 * torch.rand(len(original), 1, 1, 1, device=device).sub(0.5).clamp(0)
        with torch.autocast(device, torch.bfloat16):
            painted, commitment = net(noisy)
            loss = F.l1_loss(painted, original) + commitment
            if "gradient" in recipe.loss or critic:
                loss = loss + gradient_loss(painted, original)
            if critic and spent > 0.3:
                loss = loss - 0.04 * critic(painted).mean()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        if critic and spent > 0.2:
            with torch.autocast(device, torch.bfloat16):
                hinge = F.relu(1 - critic(original)).mean() + F.relu(1 + critic(painted.detach())).mean()
            critic_optimiser.zero_grad()
            hinge.backward()
            critic_optimiser.step()
        error = float(F.l1_loss(painted.detach(), original))
        smooth = error if smooth is None else 0.98 * smooth + 0.02 * error
        kept = float(gradient_loss(painted.detach(), 0 * original) / gradient_loss(original, 0 * original))
        detail = kept if detail is None else 0.98 * detail + 0.02 * kept
        step += 1
    print(f"{recipe.name}: {step} steps, mean absolute error {smooth * 127.5:.2f} of 255, "
          f"{100 * detail:.0f} % of the original's pixel steps", flush=True)
    torch.save(net.state_dict(), FOLDER / f"{recipe.name}.pt")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=200)
    parser.add_argument("--only", nargs="*", help="names of recipes")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    FOLDER.mkdir(parents=True, exist_ok=True)
    pictures = Pictures()
    genuine = [face for face in pictures.faces if face.split == "train" and face.label == "genuine"]
    # Soft and sharp sources alike; DFDC would drown the others.
    faces = [face for face in genuine if face.pool != "dfdc"] + [face for face in genuine if face.pool == "dfdc"][::4]
    for seed, recipe in enumerate((*ZOO, HELD_OUT), start=11):
        if arguments.only and recipe.name not in arguments.only:
            continue
        if not (FOLDER / f"{recipe.name}.pt").exists():
            train(recipe, pictures, faces, arguments.seconds, seed, arguments.device)


if __name__ == "__main__":
    main()
