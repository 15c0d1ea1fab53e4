"""A few examples to try while you work: run `pytest` in this folder."""

from itertools import pairwise

import pytest
import torch
from learn_edges import train
from torch import nn

SOBEL_X = torch.tensor([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]])


def sobel():
    """A layer with Sobel's two stamps."""
    conv = nn.Conv2d(1, 2, 3, padding=1, bias=False)
    with torch.no_grad():
        conv.weight.copy_(torch.stack([SOBEL_X, SOBEL_X.T]).unsqueeze(1))
    return conv


def test_the_step_by_hand():
    """The README's single pixel: one step moves the two stamps' middle weights, and no others."""
    conv = sobel()
    targets = torch.tensor([1.0, -2.0]).reshape(1, 2, 1, 1)
    losses = train(conv, torch.ones(1, 1, 1, 1), targets, 1, 0.5)
    assert losses == pytest.approx([2.5])
    drift = conv.weight.detach() - sobel().weight.detach()
    assert drift[:, 0, 1, 1].tolist() == pytest.approx([0.5, -1.0])
    assert drift.count_nonzero() == 2


def test_nothing_to_learn():
    """Targets that Sobel's maps are already: no loss, and no drift."""
    conv, images = sobel(), torch.arange(20.0).reshape(1, 1, 4, 5)
    assert train(conv, images, conv(images).detach(), 3, 0.1) == [0, 0, 0]
    assert torch.equal(conv.weight, sobel().weight)


def test_the_weights_drift_to_another_detector():
    """Start at Sobel, ask for another edge detector, watch the weights drift towards it."""
    torch.manual_seed(0)
    teacher = nn.Conv2d(1, 2, 3, padding=1, bias=False)
    images = torch.randn(8, 1, 9, 7)
    targets = teacher(images).detach()
    conv = sobel()
    before = (conv.weight - teacher.weight).abs().max().item()
    losses = train(conv, images, targets, 200, 0.2)
    assert len(losses) == 200
    assert all(later < earlier for earlier, later in pairwise(losses[:20]))
    assert (conv.weight - teacher.weight).abs().max().item() < before / 100


def test_gradients_of_the_caller():
    """What is left on the layer from before must not count."""
    images, targets = torch.ones(1, 1, 3, 4), torch.zeros(1, 2, 3, 4)
    clean, used = sobel(), sobel()
    used(images).sum().backward()
    train(clean, images, targets, 2, 0.1)
    train(used, images, targets, 2, 0.1)
    torch.testing.assert_close(used.weight, clean.weight)
