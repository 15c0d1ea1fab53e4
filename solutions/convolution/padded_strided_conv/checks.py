"""Hidden checks of padded_strided_conv.

Numbers are small integers held in floats, so that every right answer is exact; only the check of
accuracy draws general numbers, and only there float32 is told from float64.
"""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis.strategies import integers, sampled_from

from grader.checks import (
    Numbers,
    assert_array,
    assert_fresh,
    assert_lasting,
    assert_same,
    assert_steady,
    assert_untouched,
    cases,
    evenly,
    general,
    image_and_kernel,
    in_other_types,
    long_fractions,
    seeded_arrays,
    small_floats,
    small_integers,
)

HALVES = Numbers(-2, 2, 0.5)
# What asks many times of each case is asked of few cases: their answers hardly depend on numbers.
FEW = 16
# A power of two: all digits of a number stay what they are.
FAINT = 2.0**-40
# Times small whole numbers, and summed, it is held by floats, and not by 32 bits.
LONG = 2**33 - 1

LARGE_KERNELS = seeded_arrays((5, integers(3, 5)))
# More pixels than print shows, and in some more rows or columns than a byte can count.
large_pages = evenly(
    *(
        cases(
            x=seeded_arrays(sides, long_fractions()),
            k=LARGE_KERNELS,
            stride=sampled_from((1, 5, 6, 9)),
            padding=sampled_from((0, 4, 9)),
        )
        for sides in ((40, 30), (300, 5), (5, 300))
    )
)


def convolve(module, case):
    """The call with stride and padding by name; the two last checks pass them by position."""
    return module.conv2d(case.x, case.k, stride=case.stride, padding=case.padding)


@pytest.mark.points(2)
@settings(max_examples=120, deadline=None)
@given(case=image_and_kernel())
def test_every_window_is_multiplied_and_summed(student, reference, case):
    """Every output pixel is its window times the kernel, summed (no padding, stride 1)."""
    assert_same(student.conv2d(*case), reference.conv2d(*case))


@pytest.mark.points(1)
@settings(max_examples=100, deadline=None)
@given(case=image_and_kernel(stride=1, padding=integers(0, 3), max_output=4))
def test_padding(student, reference, case):
    """Padding puts rows and columns of zeros on all four sides."""
    assert_same(convolve(student, case), convolve(reference, case))


@pytest.mark.points(1)
@settings(max_examples=120, deadline=None)
@given(case=image_and_kernel(stride=integers(1, 4), padding=0))
def test_stride(student, reference, case):
    """The stamp jumps by the stride on both axes, and only as far as it fits."""
    assert_same(convolve(student, case), convolve(reference, case))


@pytest.mark.points(2)
@settings(max_examples=150, deadline=None)
@given(case=image_and_kernel(stride=integers(1, 3), padding=integers(0, 2)))
def test_stride_and_padding(student, reference, case):
    """Stride and padding together put the stamp where the formula says."""
    assert_same(convolve(student, case), convolve(reference, case))


@pytest.mark.points(1)
@settings(max_examples=80, deadline=None)
@given(
    case=evenly(
        small_floats(image_and_kernel, max_output=3),
        image_and_kernel(dtype="int64", kernel_numbers=HALVES, max_output=3),
        image_and_kernel(
            dtype="uint8", numbers=Numbers(0, 255), kernel_numbers=HALVES, max_output=3
        ),
        image_and_kernel(numbers=HALVES, kernel_numbers=Numbers(-2, 2), kernel_dtype="int64"),
        image_and_kernel(dtype="int64", kernel_dtype="int64", max_output=3),
    )
)
def test_integers_and_fractions(student, reference, case):
    """Integers and fractions of any type meet without cutting off or wrapping a result."""
    tolerance = {"float16": None, "float32": 1e-5}.get(str(case.x.dtype), 1e-10)
    assert_same(student.conv2d(*case), reference.conv2d(*case), tolerance=tolerance)
    if case.x.dtype == case.k.dtype == np.int64:
        long = LONG * case.x
        assert_same(student.conv2d(long, case.k), reference.conv2d(long, case.k), tolerance=1e-10)


@pytest.mark.points(1)
@settings(max_examples=60, deadline=None)
@given(case=small_integers(image_and_kernel, stride=integers(1, 2), padding=integers(0, 1)))
def test_small_integers(student, reference, case):
    """Products and sums of small integer types are exact, however large they get."""
    assert_same(convolve(student, case), convolve(reference, case), tolerance=1e-9)


@pytest.mark.points(1)
@settings(max_examples=60, deadline=None)
@given(
    case=image_and_kernel(
        stride=integers(1, 3),
        padding=integers(0, 1),
        numbers=long_fractions(),
        layouts=("C", "F", "step"),
        writeable=False,
        max_output=4,
    )
)
def test_layouts(student, reference, case):
    """Read-only, transposed and sliced inputs give the same answers as plain ones."""
    assert_same(student.conv2d(*case), reference.conv2d(*case), tolerance=1e-10)


@pytest.mark.points(1)
@settings(max_examples=30, deadline=None)
@given(
    case=image_and_kernel(
        stride=integers(1, 2),
        padding=integers(0, 1),
        numbers=general(),
        layouts=("C", "F", "step"),
        max_output=4,
    )
)
def test_accuracy(student, reference, case):
    """Answers have the accuracy of float64, however faint image or kernel are."""
    x, k, stride, padding = case
    for light, press in ((1.0, 1.0), (FAINT, 1.0), (1 / FAINT, FAINT)):
        call = (light * x, press * k, stride, padding)
        got, want = (module.conv2d(*call) for module in (student, reference))
        assert_same(got, want, tolerance=1e-10 * light * press)


@pytest.mark.points(1)
@settings(max_examples=8, deadline=None)
@given(case=large_pages)
def test_large_images(student, reference, case):
    """Images of a thousand pixels are convolved like small ones, and two of them kept apart."""
    x, *given = case
    assert_same(student.conv2d(x, *given), reference.conv2d(x, *given), tolerance=1e-10)
    # Another pixel in the middle, which print leaves out; the same numbers, the other way round.
    other = x.copy()
    other[len(x) // 2, x.shape[1] // 2] += 1
    for page in (other, np.ascontiguousarray(x[::-1])):
        assert_same(student.conv2d(page, *given), reference.conv2d(page, *given), tolerance=1e-10)


def turned(array):
    """The same numbers in the same order, as many in a row as a column had."""
    return array.reshape(*array.shape[:-2], *array.shape[:-3:-1])


def one_thing_else(x, k, stride, padding):
    """Calls that differ from this one in one thing: who forgets it takes them for the same."""
    yield turned(x), turned(k), stride, padding
    yield x, k + 1, stride, padding
    yield x, k, stride + 1, padding
    yield x, k, stride, padding + 1


@pytest.mark.points(1)
@settings(max_examples=FEW, deadline=None)
@given(
    case=evenly(
        image_and_kernel(stride=integers(1, 2), padding=integers(0, 1), numbers=Numbers(-1, 1)),
        # The kernel [[1]] copies pixels: an answer that is the image itself would be a view.
        image_and_kernel(
            stride=integers(1, 2),
            padding=integers(0, 1),
            kernel_numbers=Numbers(1, 1),
            max_kernel=1,
        ),
    )
)
def test_a_new_array(student, reference, case):
    """A call returns a new NumPy array, changes none of its inputs and remembers nothing."""
    got = assert_untouched(student.conv2d, *case)
    assert_array(got)
    assert_same(got, reference.conv2d(*case))
    for other in one_thing_else(*case):
        assert_same(student.conv2d(*other), reference.conv2d(*other))
    assert_fresh(student.conv2d, *case)
    assert_steady(student.conv2d, *case)
    assert_lasting(student.conv2d, *case)
    for other in in_other_types(*case):
        assert_same(student.conv2d(*other), reference.conv2d(*other))
