"""A few examples to try while you work: run `pytest` in this folder."""

import numpy as np
import pytest
from multichannel_einsum import conv2d_multichannel

SOBEL_X = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])


def test_one_image_under_sobel_x():
    """A batch of one with one channel. The first: (3 − 1) + 2·(2 − 0) + (0 − 2) = 4."""
    x = np.array(
        [
            [1, 2, 3, 0, 1],
            [0, 1, 2, 3, 4],
            [2, 1, 0, 1, 2],
            [3, 0, 1, 2, 3],
            [1, 2, 3, 4, 0],
        ]
    )
    y = conv2d_multichannel(x.reshape(1, 1, 5, 5), SOBEL_X.reshape(1, 1, 3, 3))
    assert np.asarray(y).tolist() == [[[[4, 2, 4], [-4, 4, 8], [-4, 6, 3]]]]


def test_the_shapes_of_two_layers():
    """28 pixels without padding leave 26, and 16 filters on RGB leave 16 maps."""
    one = conv2d_multichannel(np.ones((1, 1, 28, 28)), np.ones((1, 1, 3, 3)))
    assert np.shape(one) == (1, 1, 26, 26)
    rgb = conv2d_multichannel(np.ones((8, 3, 32, 32)), np.ones((16, 3, 3, 3)), np.zeros(16))
    assert np.shape(rgb) == (8, 16, 30, 30)


def test_the_example_by_hand():
    """Two channels, one filter, bias 10: the README's 20 and 18."""
    x = np.array([[[[1, 2, 3], [4, 5, 6]], [[0, 1, 0], [1, 0, 1]]]])
    w = np.array([[[[1, 0], [0, 1]], [[0, 2], [2, 0]]]])
    y = conv2d_multichannel(x, w, np.array([10]))
    assert np.asarray(y).tolist() == [[[[20, 18]]]]


def test_each_filter_fills_its_own_map():
    """A stamp of one pixel turns red, green, blue into their sum and into blue minus red."""
    x = np.array([[[[1.0, 2.0]], [[10.0, 20.0]], [[100.0, 200.0]]]])
    w = np.array([[1.0, 1.0, 1.0], [-1.0, 0.0, 1.0]]).reshape(2, 3, 1, 1)
    y = conv2d_multichannel(x, w, b=np.array([0.5, 0.0]))
    assert np.asarray(y).tolist() == [[[[111.5, 222.5]], [[99.0, 198.0]]]]


def test_three_channels_meet_three_channels():
    """A one-channel filter on an RGB image is an error, not a broadcast."""
    x, w = np.ones((1, 3, 4, 4)), np.ones((2, 1, 3, 3))
    with pytest.raises(ValueError):  # noqa: PT011 (the message is yours to choose)
        conv2d_multichannel(x, w)
