"""A few examples to try while you work: run `pytest` in this folder."""

import pytest
import torch
from tf_same_padding import same_pad_conv2d


def row(*numbers):
    """A (1, 1, 1, n) tensor."""
    return torch.tensor(numbers, dtype=torch.float32).reshape(1, 1, 1, -1)


def test_the_row_by_hand():
    """The README's row: one zero is missing, and it goes behind."""
    y = same_pad_conv2d(row(1, 2, 3, 4, 5, 6), row(1, 10, 100), 2)
    assert y.flatten().tolist() == [321, 543, 65]


def test_stride_1_is_what_torch_calls_same():
    x = torch.arange(24.0).reshape(1, 1, 4, 6)
    w = torch.arange(9.0).reshape(1, 1, 3, 3)
    y = torch.nn.functional.conv2d(x, w, padding="same")
    torch.testing.assert_close(same_pad_conv2d(x, w, 1), y)


@pytest.mark.parametrize(("stride", "size"), [(1, 28), (2, 14), (3, 10)])
def test_28_pixels(stride, size):
    """28 pixels stay 28 at stride 1 and become 14 at stride 2: ⌈28 / s⌉, whatever the kernel."""
    for k in (1, 2, 3, 5):
        y = same_pad_conv2d(torch.zeros(1, 1, 28, 28), torch.zeros(1, 1, k, k), stride)
        assert y.shape == (1, 1, size, size)


def test_the_trap():
    """Padding 1 on all sides has the right shape and other windows: no error tells you."""
    x, w = torch.arange(36.0).reshape(1, 1, 6, 6), torch.arange(9.0).reshape(1, 1, 3, 3)
    usual = torch.nn.functional.conv2d(x, w, stride=2, padding=1)
    y = same_pad_conv2d(x, w, 2)
    assert y.shape == usual.shape
    assert not torch.equal(y, usual)
    # Every second pixel of the image is the first one of a window here, the middle one there.
    assert y[0, 0, 0, 0] == (x[0, 0, :3, :3] * w[0, 0]).sum()


def test_a_kernel_smaller_than_the_stride():
    """Nothing to pad, and nothing to cut off either."""
    assert same_pad_conv2d(row(1, 2, 3, 4, 5), row(1), 3).flatten().tolist() == [1, 4]
