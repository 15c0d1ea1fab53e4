"""A few examples to try while you work: run `pytest` in this folder."""

import torch
from tf_to_torch import tf_dense_to_torch, tf_depthwise_to_torch, tf_to_torch
from torch.nn import functional as F


def numbered(*shape):
    """A tensor in which no two entries are equal."""
    return torch.arange(float(torch.Size(shape).numel())).reshape(shape)


def test_a_layer_on_rgb_images():
    """16 filters on RGB: the first thing most people get wrong is this shape."""
    assert tf_to_torch(numbered(3, 3, 3, 16)).shape == (16, 3, 3, 3)


def test_each_entry_lands_where_it_belongs():
    """Entry [o, i, u, v] of the answer is entry [u, v, i, o] of w."""
    w = numbered(2, 3, 4, 5)
    y = tf_to_torch(w)
    assert y.shape == (5, 4, 2, 3)
    assert y[4, 1, 0, 2] == w[0, 2, 1, 4]
    assert y.is_contiguous()


def test_depthwise_filters_go_with_groups():
    """Two channels, multiplier 2: the first two maps come from channel 0 alone."""
    w = numbered(1, 1, 2, 2)  # 0 and 1 for channel 0, 2 and 3 for channel 1
    weight = tf_depthwise_to_torch(w)
    assert weight.shape == (4, 1, 1, 1)
    x = torch.tensor([[[[1.0]], [[10.0]]]])
    assert F.conv2d(x, weight, groups=2).flatten().tolist() == [0.0, 1.0, 20.0, 30.0]


def test_the_dense_example_by_hand():
    """The README's four rows."""
    w = torch.tensor([[10.0], [11.0], [20.0], [21.0]])
    assert tf_dense_to_torch(w, (1, 2, 2)).tolist() == [[10.0, 20.0, 11.0, 21.0]]


def test_the_dense_layer_gives_the_same_answer():
    """One feature map, flattened by each library in its own order."""
    feature_map = numbered(2, 3, 4) - 11  # (H, W, C)
    w = numbered(24, 5)
    by_tf = feature_map.flatten() @ w
    by_torch = tf_dense_to_torch(w, (2, 3, 4)) @ feature_map.permute(2, 0, 1).flatten()
    assert torch.equal(by_tf, by_torch)
