"""Hidden checks of pooling/avg_pool2d.

Numbers are small integers held in floats, so that sums are exact and means are off by a rounding
at most; the check of types and layouts alone is strict enough to tell float32 from float64.
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
    evenly,
    general,
    in_other_types,
    long_fractions,
    long_integers,
    pools,
    seeded_arrays,
    small_floats,
    small_integers,
    whole,
)

STRIDES = st.sampled_from([None, 1, 2, 3])
# An int64 holds each of them, and no sum of two.
LARGEST = Numbers(2**62, 2**63 - 2**41, 2**40)
# A power of two: all digits of a pixel stay what they are.
FAINT = 2.0**-40

# More channels and larger windows than elsewhere, and more pixels than print shows.
large_batches = seeded_arrays((2, st.integers(5, 6), 11, 12), long_fractions())


@pytest.mark.points(2)
@settings(max_examples=120, deadline=None)
@given(case=pools())
def test_side_by_side(student, reference, case):
    """Without a stride, windows lie side by side and each gives its mean."""
    want = reference.avg_pool2d(case.x, case.kernel_size)
    assert_same(student.avg_pool2d(case.x, case.kernel_size), want)


@pytest.mark.points(1)
@settings(max_examples=120, deadline=None)
@given(case=pools(stride=st.integers(1, 4)))
def test_stride(student, reference, case):
    """Windows start a stride apart: they may overlap, leave gaps, and stop short of the edge."""
    want = reference.avg_pool2d(*case)
    assert_same(student.avg_pool2d(case.x, case.kernel_size, case.stride), want)


@pytest.mark.points(1)
@settings(max_examples=120, deadline=None)
@given(case=pools(stride=STRIDES, padded=True))
def test_padding_counts(student, reference, case):
    """Padding counts as pixels of value 0, unless told otherwise."""
    want = reference.avg_pool2d(*case)
    got = student.avg_pool2d(case.x, case.kernel_size, stride=case.stride, padding=case.padding)
    assert_same(got, want)


@pytest.mark.points(2)
@settings(max_examples=150, deadline=None)
@given(case=pools(stride=STRIDES, padded=True), counted=st.booleans())
def test_divisors(student, reference, case, counted):
    """With count_include_pad=False a window is divided by its real pixels only."""
    # The same image both ways, one after the other.
    for flag in (counted, not counted):
        want = reference.avg_pool2d(*case, flag)
        assert_same(student.avg_pool2d(**case, count_include_pad=flag), want)


@pytest.mark.points(1)
@settings(max_examples=50, deadline=None)
@given(
    case=pools(stride=STRIDES, padded=True, numbers=Numbers(0, 0)),
    levels=arrays((3, 3, 1, 1), general(-9, 9)),
)
def test_constants(student, reference, case, levels):
    """An image of one colour keeps it, where the padding does not count."""
    x = case.x + levels[: len(case.x), : case.x.shape[1]]
    got = student.avg_pool2d(x, case.kernel_size, case.stride, case.padding, False)
    # The reference says only how many windows there are.
    want = reference.avg_pool2d(*case) + x[:, :, :1, :1]
    assert_same(got, want)


@pytest.mark.points(1)
@settings(max_examples=50, deadline=None)
@given(case=pools(stride=STRIDES, min_batch=2))
def test_each_image_for_itself(student, reference, case):
    """The order of images and channels in a batch changes the order of the answers only."""
    turned = np.ascontiguousarray(case.x[::-1, ::-1])
    got = student.avg_pool2d(turned, case.kernel_size, stride=case.stride)
    assert_same(got, reference.avg_pool2d(*case)[::-1, ::-1])


@pytest.mark.points(1)
@settings(max_examples=100, deadline=None)
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
    ),
    counted=st.booleans(),
)
def test_layouts_and_types(student, reference, case, counted):
    """Fractions, integers, read-only, transposed and sliced images have accurate means."""
    got, want = (module.avg_pool2d(*case, counted) for module in (student, reference))
    assert_same(got, want, tolerance=1e-10)
    faint = {**case, "x": FAINT * case.x}
    got, want = (
        module.avg_pool2d(**faint, count_include_pad=counted) for module in (student, reference)
    )
    assert_same(got, want, tolerance=1e-10 * FAINT)


@pytest.mark.points(1)
@settings(max_examples=120, deadline=None)
@given(
    case=evenly(
        small_floats(pools, ("",), stride=STRIDES, padded=True),
        small_integers(pools, ("",), stride=STRIDES, padded=True),
        small_integers(pools, ("",), stride=STRIDES, padded=True),
    ),
    counted=st.booleans(),
)
def test_narrow_types(student, reference, case, counted):
    """Images of narrow types have the right means, whatever their sums come to."""
    got, want = (module.avg_pool2d(*case, counted) for module in (student, reference))
    # Who divides in the image's type is right as far as that goes.
    tolerance = {"float16": 1e-2, "float32": 1e-5}.get(str(case.x.dtype), 1e-10)
    assert_same(got, want, tolerance=tolerance)


@pytest.mark.points(1)
@settings(max_examples=40, deadline=None)
@given(
    case=evenly(
        pools(stride=STRIDES, padded=True, dtype="int64", numbers=LARGEST),
        pools(stride=STRIDES, padded=True, numbers=long_integers()),
    ),
    counted=st.booleans(),
)
def test_largest_integers(student, reference, case, counted):
    """Integers that float32 rounds, or that add up to more than an int64, have the right means."""
    got, want = (module.avg_pool2d(*case, counted) for module in (student, reference))
    assert_same(got, want, tolerance=1e-10)


@pytest.mark.points(1)
@settings(max_examples=4, deadline=None)
@given(x=large_batches, stride=st.integers(2, 7))
def test_large_batches(student, reference, x, stride):
    """Large windows, channels and images have accurate means, and two batches are kept apart."""
    other = x.copy()
    other[1, 2, 5, 5] = 99  # in the middle, which print leaves out
    for images in (x, other):
        for padding in (0, 3):
            want = reference.avg_pool2d(images, 6, stride, padding)
            got = student.avg_pool2d(images, 6, stride, padding)
            assert_same(got, want, tolerance=1e-10)
    # A window of many pixels, of which each is larger than those before.
    rising = np.arange(40.0 * 45).reshape(1, 1, 40, 45)
    got, want = (module.avg_pool2d(rising, 33, stride) for module in (student, reference))
    assert_same(got, want, tolerance=1e-10)
    # Their sums over the whole image have more digits than a float32.
    bright = np.tile(1000 + x[:1, :1] / 7, (1, 1, 9, 9)).astype("float32")
    got, want = (module.avg_pool2d(bright, 2, stride=7) for module in (student, reference))
    assert_same(got, want, tolerance=1e-5)


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
@given(
    case=evenly(
        *(
            pools(stride=STRIDES, max_kernel=3, numbers=whole(-2, 2), dtype=dtype)
            for dtype in ("float64", "int64")
        )
    ),
    earlier=arrays((1, 1, 4, 4)),
)
def test_a_new_array(student, reference, case, earlier):
    """A call returns a new NumPy array, leaves the images alone and remembers nothing."""
    student.avg_pool2d(earlier, 2)
    got = assert_untouched(student.avg_pool2d, *case)
    assert_array(got)
    if isinstance(got, np.ndarray) and got.dtype.kind != "f":
        raise Mismatch("dtype", f"returned dtype {got.dtype}, expected floats", got)
    for other in one_thing_else(*case):
        assert_same(student.avg_pool2d(*other), reference.avg_pool2d(*other))
    for other in in_other_types(*case):
        # Who divides in the images' type is right as far as that goes.
        tolerance = 1e-2 if other[0].dtype == "float16" else 1e-10
        got, want = student.avg_pool2d(*other), reference.avg_pool2d(*other)
        assert_same(got, want, tolerance=tolerance)
    assert_fresh(student.avg_pool2d, *case)
    assert_lasting(student.avg_pool2d, *case)
    assert_same(assert_steady(student.avg_pool2d, *case), reference.avg_pool2d(*case))
