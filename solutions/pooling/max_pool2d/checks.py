"""Hidden checks of pooling/max_pool2d.

A maximum is one of the pixels, so every right answer is exact, whatever the numbers.
"""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.checks import (
    LAYOUTS,
    Numbers,
    arrays,
    assert_array,
    assert_fresh,
    assert_lasting,
    assert_same,
    assert_steady,
    assert_untouched,
    evenly,
    general,
    in_other_types,
    long_fractions,
    pools,
    seeded_arrays,
    small_floats,
    small_integers,
    whole,
)

STRIDES = st.sampled_from([None, 1, 2, 3])
# Whole numbers that a float64 holds and an int32 doesn't.
LONG = Numbers(-(2**53), 2**53, 2**31 - 1)
# Not far from the lowest number that each type holds.
LOWEST = {
    "float64": Numbers(-1.7e308, -1e308, 1e307),
    "float32": Numbers(-3e38, -1e38, 1e37),
    "float16": Numbers(-6e4, -3e4, 1e3),
}

# More channels and larger windows than elsewhere, and more pixels than print shows.
large_batches = seeded_arrays((2, st.integers(5, 6), 11, 12), long_fractions())


@pytest.mark.points(2)
@settings(max_examples=120, deadline=None)
@given(case=pools())
def test_side_by_side(student, reference, case):
    """Without a stride, windows lie side by side and each gives its largest pixel."""
    want = reference.max_pool2d(case.x, case.kernel_size)
    assert_same(student.max_pool2d(case.x, case.kernel_size), want)


@pytest.mark.points(2)
@settings(max_examples=120, deadline=None)
@given(case=pools(stride=st.integers(1, 4)))
def test_stride(student, reference, case):
    """Windows start a stride apart: they may overlap, leave gaps, and stop short of the edge."""
    want = reference.max_pool2d(*case)
    assert_same(student.max_pool2d(case.x, case.kernel_size, case.stride), want)


@pytest.mark.points(2)
@settings(max_examples=150, deadline=None)
@given(
    case=evenly(
        pools(stride=STRIDES, padded=True),
        pools(stride=STRIDES, padded=True, numbers=whole(-9, -1)),
        # Below any number that one may think of to pad with.
        *(
            pools(stride=STRIDES, padded=True, numbers=low, dtype=dtype)
            for dtype, low in LOWEST.items()
        ),
    )
)
def test_padding_never_wins(student, reference, case):
    """Padding makes room for windows, and never wins against a real pixel."""
    want = reference.max_pool2d(*case)
    got = student.max_pool2d(case.x, case.kernel_size, stride=case.stride, padding=case.padding)
    assert_same(got, want)


@pytest.mark.points(1)
@settings(max_examples=50, deadline=None)
@given(
    case=pools(stride=STRIDES, padded=True, numbers=whole(-4, 4)), lift=st.integers(-99_999, 99_999)
)
def test_lifting(student, reference, case, lift):
    """Adding a constant to the images adds it to the answer, and nothing else."""
    got = student.max_pool2d(case.x + lift, case.kernel_size, case.stride, case.padding)
    assert_same(got, reference.max_pool2d(*case) + lift)


@pytest.mark.points(1)
@settings(max_examples=50, deadline=None)
@given(case=pools(stride=STRIDES, min_batch=2))
def test_each_image_for_itself(student, reference, case):
    """The order of images and channels in a batch changes the order of the answers only."""
    turned = np.ascontiguousarray(case.x[::-1, ::-1])
    got = student.max_pool2d(turned, case.kernel_size, stride=case.stride)
    assert_same(got, reference.max_pool2d(*case)[::-1, ::-1])


@pytest.mark.points(1)
@settings(max_examples=120, deadline=None)
@given(
    case=evenly(
        pools(
            stride=STRIDES,
            padded=True,
            numbers=long_fractions(),
            layouts=LAYOUTS,
            writeable=False,
        ),
        pools(stride=STRIDES, padded=True, numbers=general()),
        pools(stride=STRIDES, padded=True, dtype="int64"),
        pools(stride=STRIDES, padded=True, dtype="int64", numbers=LONG),
        pools(stride=STRIDES, padded=True, numbers=Numbers(-4e-18, 4e-18, 1e-18)),
    )
)
def test_layouts_and_types(student, reference, case):
    """Fractions, integers, read-only, transposed and sliced images keep their exact values."""
    assert_same(student.max_pool2d(*case), reference.max_pool2d(*case), tolerance=0)


@pytest.mark.points(1)
@settings(max_examples=120, deadline=None)
@given(
    case=evenly(
        small_floats(pools, ("",), stride=STRIDES, padded=True),
        small_integers(pools, ("",), stride=STRIDES, padded=True),
        small_integers(pools, ("",), stride=STRIDES, padded=True),
    )
)
def test_narrow_types(student, reference, case):
    """Images of narrow types keep their exact values, from one end of the type to the other."""
    assert_same(student.max_pool2d(*case), reference.max_pool2d(*case), tolerance=0)


@pytest.mark.points(1)
@settings(max_examples=4, deadline=None)
@given(x=large_batches, stride=st.integers(2, 7))
def test_large_batches(student, reference, x, stride):
    """Large windows in many channels give their largest pixel, and two batches are kept apart."""
    other = x.copy()
    other[1, 2, 5, 5] = 99  # in the middle, which print leaves out
    for images in (x, other):
        for padding in (0, 3):
            want = reference.max_pool2d(images, 6, stride, padding)
            assert_same(student.max_pool2d(images, 6, stride, padding), want, tolerance=0)
    # A window of many pixels, whose last one is the largest.
    rising = np.arange(40.0 * 45).reshape(1, 1, 40, 45)
    want = reference.max_pool2d(rising, 33, stride)
    assert_same(student.max_pool2d(rising, 33, stride), want, tolerance=0)


def one_thing_else(x, kernel_size, stride, padding):
    """Calls that differ from this one in one thing: who forgets it takes them for the same."""
    k, s = kernel_size, stride or kernel_size
    # The same numbers in the same order, as many in a row as a column had.
    yield x.reshape(*x.shape[:2], *x.shape[:1:-1]), k, s, padding
    yield x, k, s + 1, padding
    if k > 1:
        yield x, k - 1, s, padding
        yield x, k, s, padding + 1


@pytest.mark.points(1)
@settings(max_examples=16, deadline=None)
@given(case=pools(stride=STRIDES, max_kernel=3, numbers=whole(-2, 2)), earlier=arrays((1, 1, 4, 4)))
def test_a_new_array(student, reference, case, earlier):
    """A call returns a new NumPy array, leaves the images alone and remembers nothing."""
    student.max_pool2d(earlier, 2)
    assert_array(assert_untouched(student.max_pool2d, *case))
    for other in (*one_thing_else(*case), *in_other_types(*case)):
        assert_same(student.max_pool2d(*other), reference.max_pool2d(*other))
    assert_fresh(student.max_pool2d, *case)
    assert_lasting(student.max_pool2d, *case)
    assert_same(assert_steady(student.max_pool2d, *case), reference.max_pool2d(*case))
