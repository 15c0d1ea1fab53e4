"""Public examples: run `pytest` in this folder. The hidden checks ask for more than these."""

import numpy as np
import pytest
from filter_gallery import box_blur, sharpen, sobel_x, sobel_y

STAMPS = [sobel_x, sobel_y, box_blur, sharpen]


@pytest.mark.parametrize("stamp", STAMPS)
def test_nine_numbers(stamp):
    assert np.shape(stamp()) == (3, 3)


def test_sobel_x_looks_left_and_right():
    np.testing.assert_allclose(sobel_x(), [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])


def test_sobel_y_looks_up_and_down():
    np.testing.assert_allclose(sobel_y(), [[-1, -2, -1], [0, 0, 0], [1, 2, 1]])


def test_black_to_white():
    """A step of height 1 under Sobel: 4 where it goes up, −4 where it goes down."""
    step = np.array([[0, 0, 1]] * 3)
    assert np.sum(sobel_x() * step) == 4
    assert np.sum(sobel_x() * step[:, ::-1]) == -4
    assert np.sum(sobel_y() * step.T) == 4


@pytest.mark.parametrize(("stamp", "answer"), zip(STAMPS, [0, 0, 5, 5], strict=True))
def test_flat_grey(stamp, answer):
    assert np.sum(stamp() * np.full((3, 3), 5)) == pytest.approx(answer)


def test_a_bright_pixel():
    dot = np.array([[0, 0, 0], [0, 9, 0], [0, 0, 0]])
    assert np.sum(box_blur() * dot) == pytest.approx(1)
    assert np.sum(sharpen() * dot) == pytest.approx(17)
