"""Hidden checks of parameter_count: the counts, then two laws that tie the functions together."""

from numbers import Integral

import pytest
from hypothesis import given, settings
from hypothesis.strategies import booleans, integers, one_of, tuples

from grader.checks import assert_property, assert_same, cases

CHANNELS = one_of(integers(1, 64), integers(65, 2048))
SIDES = one_of(integers(1, 11), integers(12, 99))
# Products of these have more digits than a float can hold.
HUGE = integers(10**8, 10**9)


@pytest.mark.points(2)
@settings(max_examples=120, deadline=None)
@given(case=cases(in_channels=CHANNELS, out_channels=CHANNELS, kernel_size=SIDES))
def test_convolution(student, reference, case):
    """conv_parameters: every filter has C·k·k weights and one bias."""
    assert_same(student.conv_parameters(*case), reference.conv_parameters(*case))


@pytest.mark.points(2)
@settings(max_examples=120, deadline=None)
@given(
    case=cases(
        in_channels=CHANNELS,
        out_channels=CHANNELS,
        kernel_size=one_of(SIDES, tuples(SIDES, SIDES)),
        bias=booleans(),
    )
)
def test_rectangular_kernels_and_bias(student, reference, case):
    """conv_parameters: a kernel may be a pair, and a layer may have no bias."""
    c, o, size, bias = case
    got = student.conv_parameters(c, o, size, bias=bias)
    assert_same(got, reference.conv_parameters(c, o, size, bias=bias))


@pytest.mark.points(1)
@settings(max_examples=100, deadline=None)
@given(
    case=one_of(
        cases(in_features=integers(1, 999), out_features=integers(1, 999), bias=booleans()),
        cases(in_features=integers(1, 999), out_features=integers(1, 999)),
    )
)
def test_dense(student, reference, case):
    """dense_parameters: every output has a weight for every input, and one bias."""
    assert_same(student.dense_parameters(*case), reference.dense_parameters(*case))


@pytest.mark.points(2)
@settings(max_examples=120, deadline=None)
@given(
    case=one_of(
        cases(h=integers(1, 64), w=integers(1, 64), k=SIDES),
        # The dense layer's weights no longer fit in 32 bits.
        cases(h=integers(200, 9999), w=integers(300, 9999), k=SIDES),
        # Nor in 64 bits.
        cases(h=integers(60_000, 10**6), w=integers(60_000, 10**6), k=SIDES),
    )
)
def test_sharing_factor(student, reference, case):
    """sharing_factor: dense weights divided by the stamp's, with the fraction."""
    got = student.sharing_factor(*case)
    assert_same(got, reference.sharing_factor(*case), tolerance=1e-9)


@pytest.mark.points(1)
@settings(max_examples=100, deadline=None)
@given(case=cases(channels=HUGE, features=HUGE, size=tuples(SIDES, SIDES), bias=booleans()))
def test_exact(student, reference, case):
    """Counts are exact ints however large."""
    inside, outside, size, bias = case
    got = student.dense_parameters(inside, outside, bias)
    assert_same(got, reference.dense_parameters(inside, outside, bias))
    got = student.conv_parameters(inside, outside, size, bias)
    assert_same(got, reference.conv_parameters(inside, outside, size, bias))


@pytest.mark.points(1)
@settings(max_examples=100, deadline=None)
@given(case=cases(c=integers(1, 9), o=integers(1, 9), h=SIDES, w=SIDES, bias=booleans()))
def test_a_dense_layer_is_a_convolution(student, case):
    """A 1×1 kernel, and one as large as the image, cost what your dense layer costs."""
    c, o, h, w, bias = case
    for size, features in (((1, 1), c), ((h, w), c * h * w)):
        dense = student.dense_parameters(features, o, bias)
        counted = isinstance(dense, Integral) and dense > 0
        assert_property(counted, f"{dense} is no number of parameters", dense)
        conv = student.conv_parameters(c, o, size, bias)
        # Either of them may be wrong: what the other says is not what was expected of it.
        same = f"dense_parameters({features}, {o}, {bias}), which is the same layer, gives {dense}"
        assert_property(conv == dense, f"{same} and not {conv}", conv)
    # One number for all layers obeys that law, too.
    assert_same(student.dense_parameters(2, 3, False), 6)


@pytest.mark.points(1)
@settings(max_examples=100, deadline=None)
@given(case=cases(h=integers(1, 32), w=integers(1, 32), k=SIDES))
def test_the_factor_of_your_counts(student, case):
    """sharing_factor times the stamp's weights gives the dense layer's, as you count them."""
    h, w, k = case
    dense = student.dense_parameters(h * w, h * w, bias=False)
    stamp = student.conv_parameters(1, 1, k, bias=False)
    assert_same(student.sharing_factor(h, w, k), dense / stamp, tolerance=1e-9)
    assert_same(student.sharing_factor(2, 3, 1), 36.0, tolerance=1e-9)  # So it does here.
