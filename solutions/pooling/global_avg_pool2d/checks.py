"""Hidden checks of pooling/global_avg_pool2d.

Numbers are small integers held in floats, so that sums are exact and means are off by a rounding
at most; only the check of accuracy is strict enough to tell float32 from float64.
"""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.checks import (
    LAYOUTS,
    Mismatch,
    Numbers,
    arrays,
    assert_array,
    assert_fresh,
    assert_lasting,
    assert_same,
    assert_steady,
    assert_untouched,
    cases,
    evenly,
    general,
    in_other_types,
    long_fractions,
    long_integers,
    seeded_arrays,
    small_floats,
    small_integers,
    whole,
)

# An int64 holds each of them, and no sum of two.
LARGEST = Numbers(2**62, 2**63 - 2**41, 2**40)
# A power of two: all digits of a pixel stay what they are.
FAINT = 2.0**-40


def images(numbers=None, min_batch=1, max_side=5, **kw):
    """x (B, C, H, W), each size drawn for itself; kw goes to arrays."""
    some, side = st.integers(min_batch, 4), st.integers(1, max_side)
    return arrays((some, some, side, side), numbers or whole(), **kw)


@pytest.mark.points(3)
@settings(max_examples=100, deadline=None)
@given(x=images())
def test_means(student, reference, x):
    """Each channel of each image gives the mean of its pixels."""
    assert_same(student.global_avg_pool2d(x), reference.global_avg_pool2d(x))


@pytest.mark.points(1)
@settings(max_examples=50, deadline=None)
@given(
    levels=arrays((st.integers(1, 3), st.integers(1, 3), 1, 1), general(-9, 9)),
    height=st.integers(1, 5),
    width=st.integers(1, 5),
)
def test_constants(student, levels, height, width):
    """The mean of a map of one colour is that colour, whatever its height and width."""
    x = np.tile(levels, (height, width))
    assert_same(student.global_avg_pool2d(x), levels[:, :, 0, 0])


@pytest.mark.points(1)
@settings(max_examples=50, deadline=None)
@given(x=images())
def test_pixels_moved_about(student, reference, x):
    """Where in a map a pixel lies makes no difference."""
    moved = np.ascontiguousarray(np.roll(x, (1, 1), (2, 3)).swapaxes(2, 3))
    assert_same(student.global_avg_pool2d(moved), reference.global_avg_pool2d(x))


@pytest.mark.points(1)
@settings(max_examples=50, deadline=None)
@given(x=images(min_batch=2))
def test_each_image_for_itself(student, reference, x):
    """The order of images and channels in a batch changes the order of the answers only."""
    turned = np.ascontiguousarray(x[::-1, ::-1])
    assert_same(student.global_avg_pool2d(turned), reference.global_avg_pool2d(x)[::-1, ::-1])


@pytest.mark.points(2)
@settings(max_examples=120, deadline=None)
@given(
    x=evenly(
        images(dtype="int64"),
        images(LARGEST, dtype="int64"),
        images(long_integers()),
        small_integers(images, ("",)),
        small_integers(images, ("",)),
    )
)
def test_integers(student, reference, x):
    """Images of integers have fractional means, and nothing overflows or loses digits."""
    got, want = student.global_avg_pool2d(x), reference.global_avg_pool2d(x)
    assert_same(got, want, tolerance=1e-9)


@pytest.mark.points(1)
@settings(max_examples=30, deadline=None)
@given(x=small_floats(images, ("",)))
def test_small_floats(student, reference, x):
    """Images of float32 and float16 have fractional means, as accurate as their type."""
    got, want = student.global_avg_pool2d(x), reference.global_avg_pool2d(x)
    assert_same(got, want, tolerance=1e-5 if x.dtype == "float32" else None)


# More channels than elsewhere, and more pixels than print shows; bytes whose sum is too large for
# 16 bits, and shorts whose sum is too large for 32. They are of seven sizes: so many numbers of any
# size could hardly be compressed.
large_maps = cases(
    x=seeded_arrays((2, st.integers(5, 6), 11, 12), long_fractions()),
    small=seeded_arrays((1, 1, 20, st.integers(30, 40)), whole(200, 255), "uint8"),
    short=seeded_arrays((1, 1, 190, st.integers(190, 195)), Numbers(62_115, 65_145, 505), "uint16"),
)


@pytest.mark.points(1)
@settings(max_examples=3, deadline=None)
@given(case=large_maps)
def test_large_maps(student, reference, case):
    """Large maps in many channels have their mean, and two batches are kept apart."""
    other = case.x.copy()
    other[:, :, 5, 5] += 1  # in the middle, which print leaves out
    for images in (case.x, other, case.small, case.short):
        got, want = student.global_avg_pool2d(images), reference.global_avg_pool2d(images)
        assert_same(got, want, tolerance=1e-9)
    # A float32 that has taken the first pixel in takes in none of the others, one by one.
    bright = np.ones((1, 1, 60, 70), "float32")
    bright[0, 0, 0, 0] = 2**24
    got, want = student.global_avg_pool2d(bright), reference.global_avg_pool2d(bright)
    assert_same(got, want, tolerance=1e-5)


@pytest.mark.points(1)
@settings(max_examples=60, deadline=None)
@given(x=images(general(), layouts=LAYOUTS, writeable=False))
def test_layouts_and_accuracy(student, reference, x):
    """Read-only, transposed and sliced images have means with the accuracy of float64."""
    got, want = student.global_avg_pool2d(x), reference.global_avg_pool2d(x)
    assert_same(got, want, tolerance=1e-10)
    got, want = student.global_avg_pool2d(FAINT * x), reference.global_avg_pool2d(FAINT * x)
    assert_same(got, want, tolerance=1e-10 * FAINT)


@pytest.mark.points(1)
@settings(max_examples=24, deadline=None)
@given(
    x=evenly(
        images(whole(-2, 2), max_side=3),
        images(whole(-2, 2), max_side=3, dtype="int64"),
        # Means of whole pixels that are whole, and floats all the same.
        images(whole(-2, 2), max_side=1, dtype="int64"),
    ),
    earlier=arrays((1, 1, 3, 2)),
)
def test_a_new_array(student, reference, x, earlier):
    """A call returns a new NumPy array, leaves the images alone and remembers nothing."""
    student.global_avg_pool2d(earlier)
    got = assert_untouched(student.global_avg_pool2d, x)
    assert_array(got)
    if isinstance(got, np.ndarray) and got.dtype.kind != "f":
        raise Mismatch("dtype", f"returned dtype {got.dtype}, expected floats", got)
    # The same numbers in the same order, in other images, channels, rows and columns.
    other = x.reshape(x.shape[::-1])
    assert_same(student.global_avg_pool2d(other), reference.global_avg_pool2d(other))
    for other in in_other_types(x):
        # Who divides in the images' type is right as far as that goes.
        tolerance = 1e-2 if other[0].dtype == "float16" else 1e-10
        got, want = student.global_avg_pool2d(*other), reference.global_avg_pool2d(*other)
        assert_same(got, want, tolerance=tolerance)
    assert_fresh(student.global_avg_pool2d, x)
    assert_lasting(student.global_avg_pool2d, x)
    want = reference.global_avg_pool2d(x)
    assert_same(assert_steady(student.global_avg_pool2d, x), want)
