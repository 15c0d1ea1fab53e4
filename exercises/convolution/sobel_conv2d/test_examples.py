"""A few examples to try while you work: run `pytest` in this folder."""

import pytest
import torch
from sobel_conv2d import edge_maps, make_sobel
from torch import nn


def test_the_layer_and_its_stamps():
    """nn.Conv2d(1, 2, kernel_size=3, padding=1, bias=False) with both stamps set by hand."""
    conv = make_sobel()
    assert isinstance(conv, nn.Conv2d)
    assert conv.bias is None
    assert conv.weight.tolist() == [
        [[[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]],
        [[[-1, -2, -1], [0, 0, 0], [1, 2, 1]]],
    ]


def test_the_step_by_hand():
    """The README's step from dark to bright."""
    vertical, horizontal = edge_maps(torch.tensor([[0.0, 0.0, 1.0]] * 3))
    assert vertical.tolist() == [[0, 3, 0], [0, 4, 0], [0, 3, 0]]
    assert horizontal.tolist() == [[0, 1, 2], [0, 0, 0], [0, -1, -2]]


def test_the_stamps_can_be_trained():
    """One backward pass leaves a gradient on the weight."""
    conv = make_sobel()
    conv(torch.ones(1, 1, 4, 5)).square().sum().backward()
    assert conv.weight.grad is not None


def test_a_batch_of_wide_images():
    """The layer takes batches, and padding 1 keeps the size."""
    assert make_sobel()(torch.zeros(8, 1, 28, 32)).shape == (8, 2, 28, 32)


def test_scipy_agrees_away_from_the_border():
    """SciPy's axis=1 is channel 0, axis=0 is channel 1."""
    ndimage = pytest.importorskip("scipy.ndimage")
    image = torch.tensor([[(3 * i + 5 * j * j) % 7 for j in range(6)] for i in range(5)]).double()
    maps = edge_maps(image)
    for channel, axis in ((0, 1), (1, 0)):
        expected = torch.from_numpy(ndimage.sobel(image.numpy(), axis=axis))
        assert torch.equal(maps[channel, 1:-1, 1:-1], expected[1:-1, 1:-1])
