import torch

import losses

UNKNOWN = float("nan")


def tail_of(genuine, forged, head=0):
    """The loss and its gradient on the scores of one head, the other head unknown."""
    scores = torch.tensor([*genuine, *forged], requires_grad=True)
    columns = [torch.zeros(len(scores))] * 2
    columns[head] = scores
    logits = torch.stack(columns, dim=1)
    targets = torch.full((len(scores), 2), UNKNOWN)
    targets[: len(genuine), head], targets[len(genuine) :, head] = 0, 1
    loss = losses.tail(logits, targets)
    loss.backward()
    return float(loss.detach()), scores.grad


def test_the_tail_loss_is_the_share_of_forged_faces_below_the_highest_genuine_ones():
    assert tail_of([-20.0, -20.0, 0.0], [20.0, 20.0])[0] < 0.01
    assert tail_of([-20.0, -20.0, 0.0], [20.0, -20.0])[0] == torch.tensor(0.5).item()
    assert tail_of([-20.0, -20.0, 0.0], [-20.0, -20.0])[0] > 0.99
    assert tail_of([-20.0, 0.0], [20.0], head=1)[0] < 0.01


def test_it_pushes_down_the_highest_genuine_face_and_lets_the_others_be():
    _, gradient = tail_of([-1.0, -1.0, 2.0], [2.0])
    assert gradient[2] > 100 * gradient[0] > 0 and gradient[3] < 0


def test_a_forgery_that_cannot_be_told_does_not_rule_it():
    _, near = tail_of([-4.0, 2.0], [1.0])
    _, far = tail_of([-4.0, 2.0], [-8.0])
    assert far[2].abs() < 0.01 * near[2].abs()


def test_a_batch_without_a_known_forgery_costs_nothing():
    loss, gradient = tail_of([-4.0, 2.0], [])
    assert loss == 0 and (gradient == 0).all()
