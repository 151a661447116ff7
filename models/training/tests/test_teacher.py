import torch

import losses
import teacher
from network import SeamFace


def networks(number):
    made = []
    for seed in range(number):
        torch.manual_seed(seed)
        made.append(SeamFace().eval())
    return made


def test_a_teacher_says_the_mean_of_what_its_members_say_on_both_sides_of_the_mirror():
    members, faces = networks(2), torch.rand(2, 3, 160, 160) * 2 - 1
    with torch.no_grad():
        answer = teacher.Teacher(members, mirrored=True)(faces)
        plain = [member(faces) for member in members]
        mirrored = [member(faces.flip(-1)) for member in members]
    expected = sum(part["logits"] for part in plain + mirrored) / 4
    assert torch.allclose(answer["logits"], expected, atol=1e-5)
    maps = sum(part["map"] for part in plain) + sum(part["map"].flip(-1) for part in mirrored)
    assert torch.allclose(answer["map"], maps / 4, atol=1e-5)


def test_a_teacher_does_not_learn():
    taught_by = teacher.Teacher(networks(1))
    assert not any(parameter.requires_grad for parameter in taught_by.parameters())
    assert not any(module.training for module in taught_by.modules())


def test_a_student_who_agrees_with_the_teacher_has_nothing_to_learn_from_him():
    advice = {"logits": torch.randn(4, 2), "map": torch.randn(4, 1, 10, 10)}
    mine = {name: value.clone().requires_grad_() for name, value in advice.items()}
    losses.taught(mine, advice).backward()
    assert all(value.grad.abs().max() < 1e-6 for value in mine.values())
    other = {name: (value + 1).requires_grad_() for name, value in advice.items()}
    losses.taught(other, advice).backward()
    assert all((value.grad > 0).all() for value in other.values())  # steps down, towards the teacher
