"""Public examples: run `pytest` in this folder. The hidden checks ask for more than these."""

import numpy as np
import pytest
from conv_backward import conv2d_backward

PAGE = np.array(
    [[1, 2, 3, 0, 1], [0, 1, 2, 3, 4], [2, 1, 0, 1, 2], [3, 0, 1, 2, 3], [1, 2, 3, 4, 0]],
    dtype=float,
)
SOBEL_X = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]], dtype=float)


def numbers(*shape):
    """Small whole numbers without a pattern."""
    return np.random.default_rng(sum(shape)).integers(-4, 5, shape).astype(float)


def test_the_example_of_the_statement():
    dy = np.array([[[[1.0, 10.0]]]])
    x = np.array([[[[1.0, 2, 3], [4, 5, 6]]]])
    w = np.array([[[[1.0, 2], [3, 4]]]])
    dx, dw, db = conv2d_backward(dy, x, w)
    np.testing.assert_allclose(dx, [[[[1, 12, 20], [3, 34, 40]]]])
    np.testing.assert_allclose(dw, [[[[21, 32], [54, 65]]]])
    np.testing.assert_allclose(db, [11])


def test_one_press_of_sobel():
    """Only the output's corner matters to this loss: its window and its stamp come back."""
    dy = np.zeros((1, 1, 3, 3))
    dy[0, 0, 0, 0] = 1
    dx, dw, db = conv2d_backward(dy, PAGE[None, None], SOBEL_X[None, None])
    want = np.zeros((5, 5))
    want[:3, :3] = SOBEL_X
    np.testing.assert_allclose(dx[0, 0], want)
    np.testing.assert_allclose(dw[0, 0], PAGE[:3, :3])
    np.testing.assert_allclose(db, [1])


def test_pixels_that_no_window_read():
    """28 pixels, kernel 3, stride 2: 13 windows, and nobody reads the last row and column."""
    dx, dw, db = conv2d_backward(
        np.ones((1, 1, 13, 13)), np.ones((1, 1, 28, 28)), np.ones((1, 1, 3, 3)), stride=2
    )
    assert np.shape(dx) == (1, 1, 28, 28)
    assert not np.any(dx[:, :, 27])
    assert not np.any(dx[:, :, :, 27])
    np.testing.assert_allclose(dw, np.full((1, 1, 3, 3), 169))
    np.testing.assert_allclose(db, [169])


@pytest.mark.parametrize(("stride", "padding"), [(1, 0), (1, 1), (2, 0), (2, 1), (3, 2)])
def test_autograd_agrees(stride, padding):
    """PyTorch's own gradients, where PyTorch is installed."""
    torch = pytest.importorskip("torch")
    x, w, b = (
        torch.from_numpy(a).requires_grad_()
        for a in (numbers(2, 3, 7, 6), numbers(4, 3, 3, 2), numbers(4))
    )
    y = torch.nn.functional.conv2d(x, w, b, stride, padding)
    dy = numbers(*y.shape)
    y.backward(torch.from_numpy(dy))
    got = conv2d_backward(dy, x.detach().numpy(), w.detach().numpy(), stride, padding)
    for mine, theirs in zip(got, (x.grad, w.grad, b.grad), strict=True):
        np.testing.assert_allclose(mine, theirs.numpy())
