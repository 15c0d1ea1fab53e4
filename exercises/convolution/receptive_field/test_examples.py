"""Public examples: run `pytest` in this folder. The hidden checks ask for more than these."""

import pytest
from receptive_field import receptive_field


@pytest.mark.parametrize(("depth", "pixels"), [(0, 1), (1, 3), (2, 5), (3, 7), (15, 31)])
def test_a_stack_of_three_by_threes(depth, pixels):
    """Each layer sees two pixels more than the one before."""
    assert receptive_field([(3, 1)] * depth) == pixels


def test_a_stride_is_felt_by_the_next_layer():
    assert receptive_field([(3, 2), (3, 1)]) == 7
    assert receptive_field([(3, 1), (3, 2)]) == 5


def test_a_dilated_kernel():
    assert receptive_field([(3, 1, 2)]) == 5


def test_pairs_and_triples():
    assert receptive_field([(3, 2), (3, 1), (2, 1, 3)]) == 13


def test_the_first_layers_of_a_resnet():
    """7×7 at stride 2, a 3×3 pooling at stride 2, two layers of 3×3."""
    assert receptive_field([(7, 2), (3, 2), (3, 1), (3, 1)]) == 27
