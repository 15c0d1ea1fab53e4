"""Hidden checks of naive_conv: from a single press to any rectangle, then the small print.

Numbers are small integers held in floats, or halves, so that every right answer is exact; only
the check of accuracy draws general numbers.
"""

from collections.abc import Iterator, MappingView

import pytest
from hypothesis import given, settings
from hypothesis.strategies import composite, integers, one_of

from grader.checks import (
    Case,
    Numbers,
    arrays,
    assert_fresh,
    assert_lasting,
    assert_property,
    assert_same,
    assert_steady,
    assert_untouched,
    evenly,
    general,
    image_and_kernel,
    seeded_arrays,
)

# Whole numbers of which products and their sums are exact in floats, and no 32 bits hold them.
LONG = Numbers(-99 * 2**16, 99 * 2**16, 2**16 - 1)
# A power of two: all digits of a number stay what they are.
FAINT = 2.0**-40


@composite
def squares(draw):
    """A square image and a square kernel that fits on it, as lists."""
    k = draw(integers(1, 3))
    n = k + draw(integers(0, 3))
    kernel, image = draw(arrays((k, k))), draw(arrays((n, n)))
    return Case(x=image.tolist(), k=kernel.tolist())


@composite
def large_pages(draw):
    """An image of about forty by thirty, with more pixels than a byte can count, and a kernel
    larger than elsewhere, as lists."""
    x = draw(seeded_arrays((integers(36, 42), integers(28, 34))))
    return Case(x=x.tolist(), k=draw(arrays((5, 6))).tolist())


@composite
def lopsided_kernels(draw):
    """A kernel of several rows and columns, not the same when it is turned, on a small image, as
    lists."""
    x, k = draw(seeded_arrays((integers(3, 4), integers(4, 5)))), draw(seeded_arrays((2, 3)))
    k[0, 0] = k[-1, 0] + k[0, -1] + k[-1, -1] + 100
    return Case(x=x.tolist(), k=k.tolist())


@pytest.mark.points(2)
@settings(max_examples=120, deadline=None)
@given(case=image_and_kernel(max_output=1, as_lists=True))
def test_a_single_press(student, reference, case):
    """One press multiplies each pixel by the kernel entry that lies on it, and adds it all up."""
    assert_same(student.conv2d_naive(*case), reference.conv2d_naive(*case))


@pytest.mark.points(2)
@settings(max_examples=120, deadline=None)
@given(case=squares())
def test_squares(student, reference, case):
    """The stamp is pressed at every place of a square image where it fits."""
    assert_same(student.conv2d_naive(*case), reference.conv2d_naive(*case))


@pytest.mark.points(3)
@settings(max_examples=150, deadline=None)
@given(case=image_and_kernel(as_lists=True))
def test_rectangles(student, reference, case):
    """Images and kernels of any height and width are convolved, square or not."""
    assert_same(student.conv2d_naive(*case), reference.conv2d_naive(*case))


@pytest.mark.points(1)
@settings(max_examples=5, deadline=None)
@given(case=large_pages())
def test_large_images(student, reference, case):
    """Images of a thousand pixels are convolved to their last row and column, kernels too."""
    assert_same(student.conv2d_naive(*case), reference.conv2d_naive(*case))


@pytest.mark.points(1)
@settings(max_examples=100, deadline=None)
@given(
    case=one_of(
        image_and_kernel(
            dtype="int64", kernel_numbers=Numbers(-2, 2, 0.5), max_output=3, as_lists=True
        ),
        image_and_kernel(dtype="int64", kernel_dtype="int64", numbers=LONG, as_lists=True),
        image_and_kernel(
            numbers=Numbers(-2, 2, 0.5),
            kernel_dtype="int64",
            kernel_numbers=Numbers(-2, 2),
            max_output=3,
            as_lists=True,
        ),
    )
)
def test_integers_and_fractions(student, reference, case):
    """Integers and fractions, whichever of the two has them, give fractional answers."""
    assert_same(student.conv2d_naive(*case), reference.conv2d_naive(*case))


def times(light, rows):
    """The same numbers, far smaller or larger."""
    return [[light * number for number in row] for row in rows]


@pytest.mark.points(1)
@settings(max_examples=100, deadline=None)
@given(case=image_and_kernel(numbers=general(), max_output=3, as_lists=True))
def test_accuracy(student, reference, case):
    """No digits are lost on the way, however faint image or kernel are."""
    x, k = case
    for light, press in ((1.0, 1.0), (FAINT, 1.0), (1 / FAINT, FAINT)):
        page, stamp = times(light, x), times(press, k)
        got, want = student.conv2d_naive(page, stamp), reference.conv2d_naive(page, stamp)
        assert_same(got, want, tolerance=1e-12 * light * press)


def given_rows(page):
    """An answer whose rows, or their numbers, come one after the other, as lists."""
    one_by_one = (Iterator, MappingView)
    page = list(page) if isinstance(page, one_by_one) else page
    if not isinstance(page, list):
        return page
    return [list(row) if isinstance(row, one_by_one) else row for row in page]


def in_other_rows(x, k):
    """Other images and kernels with the same numbers, as many in a row as a column had."""
    if len(k) <= len(x[0]) and len(k[0]) <= len(x):
        yield regrouped(x), k
        yield x, regrouped(k)


def regrouped(rows):
    """H rows of W numbers as W rows of H, in the same order."""
    numbers, width = [number for row in rows for number in row], len(rows)
    return [numbers[i : i + width] for i in range(0, len(numbers), width)]


@pytest.mark.points(1)
@settings(max_examples=20, deadline=None)
@given(
    case=evenly(
        image_and_kernel(numbers=Numbers(-1, 1), max_output=3, max_kernel=2, as_lists=True),
        # The kernel [[1]] copies pixels: rows of the answer could be those of the image.
        image_and_kernel(kernel_numbers=Numbers(1, 1), max_kernel=1, as_lists=True),
        # Turned round in place, these are other kernels.
        lopsided_kernels(),
    )
)
def test_no_side_effects(student, reference, case):
    """A call returns new lists of rows, changes neither image nor kernel and remembers nothing."""
    page = given_rows(assert_untouched(student.conv2d_naive, *case))
    rows = isinstance(page, (list, tuple)) and all(isinstance(r, (list, tuple)) for r in page)
    assert_property(rows, "the answer is not a list of rows", page)
    want = reference.conv2d_naive(*case)
    sizes = [len(row) for row in page] == [len(row) for row in want]
    assert_property(sizes, "the answer has not as many rows and columns as it should", page, want)
    for other in in_other_rows(*case):
        assert_same(student.conv2d_naive(*other), reference.conv2d_naive(*other))
    assert_fresh(student.conv2d_naive, *case)
    assert_steady(student.conv2d_naive, *case)
    assert_lasting(student.conv2d_naive, *case)
