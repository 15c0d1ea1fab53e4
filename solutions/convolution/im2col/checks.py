"""Hidden checks of im2col: the columns first, then the product, then the small print.

Numbers are small integers held in floats, so that every right answer is exact; only the check of
the law draws general numbers, and only there float32 is told from float64.
"""

from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis.strategies import composite, integers, sampled_from

from grader.checks import (
    LAYOUTS,
    Case,
    Numbers,
    arrays,
    assert_array,
    assert_fresh,
    assert_lasting,
    assert_property,
    assert_same,
    assert_untouched,
    batch_and_filters,
    cases,
    evenly,
    general,
    in_other_types,
    long_fractions,
    long_integers,
    seeded_arrays,
    small_floats,
    small_integers,
)

HALVES = Numbers(-2, 2, 0.5)
# Whole numbers that no 32 bits hold; sums of their products with small ones are exact in floats.
LONG = Numbers(-(2**45), 2**45, 2**23 - 1)
# A power of two: all digits of a number stay what they are.
FAINT = 2.0**-40


@composite
def integers_and_a_bias(
    draw, numbers=None, kernel_numbers=None, bias_numbers=None, bias_dtype="int64"
):
    """Case(x, w, b) with images and filters of integers, and a bias of a type of its own."""
    channels, filters = draw(integers(1, 2)), draw(integers(1, 3))
    kernel = draw(integers(1, 2)), draw(integers(1, 3))
    sides = (k + draw(integers(0, 1)) for k in kernel)
    shape = (draw(integers(1, 2)), channels, *sides)
    w = draw(arrays((filters, channels, *kernel), kernel_numbers, dtype="int64"))
    b = draw(arrays((filters,), bias_numbers, dtype=bias_dtype))
    return Case(x=draw(arrays(shape, numbers, dtype="int64")), w=w, b=b)


integers_and_fractions = evenly(
    small_floats(batch_and_filters, max_output=2),
    batch_and_filters(dtype="int64", kernel_numbers=HALVES, max_output=2),
    batch_and_filters(dtype="uint8", numbers=Numbers(0, 9), kernel_numbers=HALVES, max_output=2),
    batch_and_filters(numbers=HALVES, kernel_dtype="int64", kernel_numbers=Numbers(-2, 2)),
    # Only the bias has fractions.
    integers_and_a_bias(bias_numbers=HALVES, bias_dtype="float64"),
    batch_and_filters(numbers=long_integers(), kernel_numbers=Numbers(-2, 2), max_output=2),
    integers_and_a_bias(LONG, Numbers(-2, 2), LONG),
)


def two_batches(shape, kernel, stride=1, padding=0):
    """Twice the same shapes with other pixels."""
    return cases(
        x=arrays(shape),
        other=arrays(shape),
        w=arrays((3, shape[1], *kernel)),
        b=arrays((3,)),
        stride=stride,
        padding=padding,
    )


@composite
def in_memory_order(draw):
    """The columns are in the order of the image's memory: a reshape alone would be a view of it."""
    side = integers(1, 3)
    sides = draw(side), draw(side)
    shape = (draw(integers(1, 2)), draw(integers(1, 2)), *sides)
    return draw(two_batches(shape, draw(sampled_from([(1, 1), sides]))))


@composite
def large_batches(draw):
    """Case(x, w, b): more channels and filters than elsewhere, thousands of pixels, and more than
    a byte can count in each image."""
    x = draw(seeded_arrays((2, integers(5, 6), integers(17, 19), 18), long_fractions()))
    return Case(x=x, w=draw(seeded_arrays((6, x.shape[1], 5, 4))), b=draw(seeded_arrays((6,))))


@composite
def square_kernels(draw):
    """Case(x, kernel_size, stride, padding) with one int for the kernel, on images of any shape."""
    k, s, p = draw(integers(1, 3)), draw(integers(1, 3)), draw(integers(0, 2))
    shape = (draw(integers(1, 2)), draw(integers(1, 3)), *(integers(max(k - 2 * p, 1), 6),) * 2)
    return Case(x=draw(arrays(shape)), kernel_size=k, stride=s, padding=p)


def columns_of(module, case):
    """im2col for this case's filters, with stride and padding by name."""
    return module.im2col(case.x, case.w.shape[2:], stride=case.stride, padding=case.padding)


def convolved(x, w, stride, padding):
    """The convolution added up over kernel entries: another road than the reference's."""
    page = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    out_h, out_w = ((n - k) // stride + 1 for n, k in zip(page.shape[2:], w.shape[2:], strict=True))
    y = np.zeros((len(x), len(w), out_h, out_w))
    for u, v in np.ndindex(w.shape[2:]):
        seen = page[:, :, u : u + stride * out_h : stride, v : v + stride * out_w : stride]
        y += np.einsum("bchw,oc->bohw", seen, w[:, :, u, v])
    return y


@pytest.mark.points(2)
@settings(max_examples=120, deadline=None)
@given(case=batch_and_filters(bias=False))
def test_windows_become_columns(student, reference, case):
    """im2col: each window is a column, channel by channel and row by row (stride 1, no padding)."""
    size = case.w.shape[2:]
    assert_same(student.im2col(case.x, size), reference.im2col(case.x, size))


@pytest.mark.points(1)
@settings(max_examples=120, deadline=None)
@given(case=batch_and_filters(bias=False, stride=integers(1, 3), padding=integers(0, 2)))
def test_columns_with_stride_and_padding(student, reference, case):
    """im2col: stride and padding choose the windows that become columns."""
    assert_same(columns_of(student, case), columns_of(reference, case))


@pytest.mark.points(1)
@settings(max_examples=50, deadline=None)
@given(case=square_kernels())
def test_one_int_for_the_kernel(student, reference, case):
    """im2col: one int stands for a square kernel."""
    assert_same(student.im2col(*case), reference.im2col(*case))


@pytest.mark.points(2)
@settings(max_examples=150, deadline=None)
@given(case=batch_and_filters(stride=integers(1, 3), padding=integers(0, 2)))
def test_convolution(student, reference, case):
    """conv2d_gemm: every filter's map is convolved and carries its bias once."""
    assert_same(student.conv2d_gemm(*case), reference.conv2d_gemm(*case))


@pytest.mark.points(1)
@settings(max_examples=40, deadline=None)
@given(
    case=batch_and_filters(
        bias=True,
        stride=integers(1, 3),
        padding=integers(0, 2),
        numbers=general(),
        max_output=2,
    )
)
def test_the_law(student, case):
    """Filters as rows, times your columns, are the convolution, to float64's accuracy."""
    x, w, b, stride, padding = case
    want = convolved(x, w, stride, padding)
    got = student.conv2d_gemm(x, w, stride=stride, padding=padding)
    assert_same(got, want, tolerance=1e-10)
    for light, press in ((1.0, 1.0), (FAINT, 1.0), (1 / FAINT, FAINT)):
        size = light * press
        got = student.conv2d_gemm(light * x, press * w, size * b, stride, padding)
        assert_same(got, size * (want + b[:, None, None]), tolerance=1e-10 * size)
    columns = columns_of(student, case)
    maps = w.reshape(len(w), -1) @ np.asarray(columns)
    assert_property(
        maps.size == want.size and np.allclose(maps.reshape(want.shape), want, rtol=0, atol=1e-9),
        "w.reshape(O, -1) @ columns is not the convolution of x and w",
        columns,
    )


@pytest.mark.points(1)
@settings(max_examples=80, deadline=None)
@given(case=integers_and_fractions)
def test_integers_and_fractions(student, reference, case):
    """Integers meet filters and biases with fractions, and fractions of any type survive."""
    size = case.w.shape[2:]
    tolerance = {"float16": None, "float32": 1e-5}.get(str(case.x.dtype), 1e-10)
    got, want = student.im2col(case.x, size), reference.im2col(case.x, size)
    assert_same(got, want, tolerance=tolerance)
    got, want = student.conv2d_gemm(*case), reference.conv2d_gemm(*case)
    assert_same(got, want, tolerance=tolerance)


@pytest.mark.points(1)
@settings(max_examples=100, deadline=None)
@given(
    case=small_integers(
        batch_and_filters, stride=integers(1, 2), padding=integers(0, 1), max_output=2
    )
)
def test_small_integers(student, reference, case):
    """Small integer types lose nothing: not as columns, nor in products and sums."""
    assert_same(columns_of(student, case), columns_of(reference, case), tolerance=1e-9)
    got, want = student.conv2d_gemm(*case), reference.conv2d_gemm(*case)
    assert_same(got, want, tolerance=1e-9)


@pytest.mark.points(1)
@settings(max_examples=60, deadline=None)
@given(
    case=batch_and_filters(
        stride=integers(1, 2),
        padding=integers(0, 1),
        numbers=long_fractions(),
        layouts=LAYOUTS,
        writeable=False,
        max_output=2,
    )
)
def test_views_and_read_only_arrays(student, reference, case):
    """Read-only arrays and views of larger arrays are read like any other."""
    assert_same(columns_of(student, case), columns_of(reference, case), tolerance=1e-10)
    got, want = student.conv2d_gemm(*case), reference.conv2d_gemm(*case)
    assert_same(got, want, tolerance=1e-10)


@pytest.mark.points(1)
@settings(max_examples=4, deadline=None)
@given(case=large_batches())
def test_large_batches(student, reference, case):
    """Thousands of pixels in many channels are unfolded like a few, and two batches kept apart."""
    x, w, b = case
    other = x.copy()
    other[1, 2, 8, 9] += 1  # in the middle, which print leaves out
    for images in (x, other):
        got, want = student.im2col(images, (2, 3), 3), reference.im2col(images, (2, 3), 3)
        assert_same(got, want, tolerance=1e-10)
        got, want = student.conv2d_gemm(images, w, b, 3), reference.conv2d_gemm(images, w, b, 3)
        assert_same(got, want, tolerance=1e-10)


def turned(array):
    """The same numbers in the same order, as many in a row as a column had."""
    return array.reshape(*array.shape[:-2], *array.shape[:-3:-1])


def one_thing_else(x, w, b, stride, padding):
    """Calls that differ from this one in one thing: who forgets it takes them for the same."""
    yield turned(x), turned(w), b, stride, padding
    yield x, w + 1, b, stride, padding
    yield x, w, b + 1, stride, padding
    yield x, w, b, stride + 1, padding
    yield x, w, b, stride, padding + 1


@pytest.mark.points(1)
@settings(max_examples=30, deadline=None)
@given(
    case=evenly(
        two_batches((2, 2, 3, 4), (2, 3), integers(1, 2), integers(0, 1)), in_memory_order()
    )
)
def test_arrays_and_no_memory(student, reference, case):
    """The answers are NumPy arrays that stay as they are, the arguments stay as they were."""
    x, other, w, b, stride, padding = case
    student.conv2d_gemm(other, w, b, stride, padding)
    size = w.shape[2:]
    columns = assert_untouched(student.im2col, x, size, stride, padding)
    assert_array(columns)
    assert_same(columns, reference.im2col(x, size, stride, padding))
    got = assert_untouched(student.conv2d_gemm, x, w, b, stride, padding)
    assert_array(got)
    assert_same(got, reference.conv2d_gemm(x, w, b, stride, padding))
    drawn = x, w, b, stride, padding
    same_both_ways(student, reference, one_thing_else(*drawn))
    other_maps = partial(student.conv2d_gemm, other, w, b, stride, padding)
    assert_lasting(student.im2col, x, size, stride, padding, then=[other_maps])
    assert_fresh(student.im2col, x, size, stride, padding)
    other_columns = partial(student.im2col, other, size, stride, padding)
    assert_lasting(student.conv2d_gemm, x, w, b, stride, padding, then=[other_columns])
    assert_fresh(student.conv2d_gemm, x, w, b, stride, padding)
    same_both_ways(student, reference, in_other_types(*drawn))


def same_both_ways(student, reference, calls):
    """The product, and the columns that it is made of."""
    for call in calls:
        assert_same(student.conv2d_gemm(*call), reference.conv2d_gemm(*call))
        call = call[0], call[1].shape[2:], *call[3:]
        assert_same(student.im2col(*call), reference.im2col(*call))
