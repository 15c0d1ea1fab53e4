"""Hidden checks of translation_equivariance: the shift, the region, and the law that joins them.

Regions are compared by what they cut out of the output, so slice(2, None) is as right as
slice(2, 5), and any empty rectangle is as good as another.
"""

from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis.strategies import composite, integers, just, sampled_from

from grader.checks import (
    LAYOUTS,
    Case,
    Mismatch,
    Numbers,
    arrays,
    assert_array,
    assert_fresh,
    assert_lasting,
    assert_property,
    assert_same,
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

SIDES = integers(1, 6)
STEPS = integers(-3, 3)
# A byte takes 256 for 0 and 130 for −126.
FAR = sampled_from([-9, -8, -7, -6, 6, 7, 8, 9, 130, -130, 256, -256])
# Whole numbers that a float64 holds and an int32 doesn't.
LONG = Numbers(-(2**53), 2**53, 2**31 - 1)
FAINT, BRIGHT = Numbers(-4e-18, 4e-18, 1e-18), Numbers(-9e300, 9e300, 1e300)
ANYTHING = 1e300  # a tolerance that any finite image of the right shape meets


@composite
def shapes(draw, steps, rest=5):
    """Case(shape, kernel_shape, dy, dx): the kernel fits, with up to rest pixels left over; sides
    and steps are drawn apart."""
    kernel = draw(integers(1, 4)), draw(integers(1, 4))
    shape = tuple(k + draw(integers(0, rest)) for k in kernel)
    dy, dx = draw(steps)
    return Case(shape=shape, kernel_shape=kernel, dy=dy, dx=dx)


@composite
def moved_images(draw):
    """Case(x, k, dy, dx)."""
    x, k = draw(image_and_kernel(max_output=5, max_kernel=3))
    return Case(x=x, k=k, dy=draw(integers(-4, 4)), dx=draw(integers(-4, 4)))


@composite
def pairs(draw, one, other):
    """(dy, dx) or (dx, dy) from two strategies, in either order."""
    steps = draw(one), draw(other)
    return steps if draw(integers(0, 1)) else steps[::-1]


def convolve(x, k):
    """The valid convolution of an image (H, W) with a kernel (kh, kw)."""
    windows = np.lib.stride_tricks.sliding_window_view(np.asarray(x), k.shape)
    return np.einsum("ijuv,uv->ij", windows, k)


def rectangle(region, shape, kernel_shape):
    """The rows and columns of the output that a region cuts out."""
    two = isinstance(region, tuple) and len(region) == 2
    two = two and all(isinstance(part, slice) for part in region)
    assert_property(two, "the answer is not a tuple of two slices (rows, columns)", region)
    sides = [n - k + 1 for n, k in zip(shape, kernel_shape, strict=True)]
    try:
        return [range(n)[part] for n, part in zip(sides, region, strict=True)]
    except (TypeError, ValueError):
        raise Mismatch("property", "an end of a slice is not a whole number", region) from None


def assert_region(got, want, case):
    """Both cut the same rectangle out of the output."""
    mine, right = (rectangle(r, case.shape, case.kernel_shape) for r in (got, want))
    same = mine == right if all(right) else not all(mine)
    if not same:
        raise Mismatch("values", "", got, want)


@pytest.mark.points(2)
@settings(max_examples=120, deadline=None)
@given(case=cases(x=arrays((SIDES, SIDES)), dy=STEPS, dx=STEPS))
def test_shift(student, reference, case):
    """shift moves an image down and to the right, or back, and lets zeros in."""
    assert_same(student.shift(*case), reference.shift(*case))


@pytest.mark.points(1)
@settings(max_examples=100, deadline=None)
@given(case=cases(x=arrays((SIDES, SIDES), Numbers(1, 9)), steps=pairs(FAR, STEPS)))
def test_shift_far(student, reference, case):
    """shift leaves nothing but zeros when the image leaves the page."""
    x, (dy, dx) = case
    assert_same(student.shift(x, dy, dx), reference.shift(x, dy, dx))
    assert_same(student.shift(x, 0, 0), x)  # whose page is always empty gets nothing for it here


@pytest.mark.points(1)
@settings(max_examples=120, deadline=None)
@given(
    case=evenly(
        cases(x=small_floats(arrays, ("",), shape=(SIDES, SIDES)), dy=STEPS, dx=STEPS),
        cases(
            x=arrays((SIDES, SIDES), general(), layouts=LAYOUTS, writeable=False),
            dy=STEPS,
            dx=STEPS,
        ),
        cases(
            x=small_integers(arrays, ("",), shape=(SIDES, SIDES), layouts=LAYOUTS),
            dy=STEPS,
            dx=STEPS,
        ),
        cases(x=arrays((SIDES, SIDES), LONG, "int64"), dy=STEPS, dx=STEPS),
        # As faint, and as bright, as any that a float64 holds to its last digit.
        cases(x=arrays((SIDES, SIDES), FAINT), dy=STEPS, dx=STEPS),
        cases(x=arrays((SIDES, SIDES), BRIGHT), dy=STEPS, dx=STEPS),
    )
)
def test_shift_moves_any_pixels(student, reference, case):
    """shift carries fractions and integers of any type, views and read-only images unharmed."""
    assert_same(student.shift(*case), reference.shift(*case), tolerance=0)


@pytest.mark.points(2)
@settings(max_examples=150, deadline=None)
@given(
    case=evenly(
        shapes(pairs(STEPS, STEPS)),
        shapes(pairs(STEPS, STEPS)),
        shapes(pairs(integers(-200, 200), integers(-200, 200)), rest=300),
    )
)
def test_region(student, reference, case):
    """commuting_region cuts out the windows that read only what the shift has kept."""
    assert_region(student.commuting_region(*case), reference.commuting_region(*case), case)


@pytest.mark.points(1)
@settings(max_examples=120, deadline=None)
@given(case=shapes(pairs(FAR, STEPS)))
def test_nothing_is_left(student, reference, case):
    """commuting_region is empty when no window is left."""
    assert_region(student.commuting_region(*case), reference.commuting_region(*case), case)
    # Whose region is always empty gets nothing for it here.
    still = Case(**{**case, "dy": 0, "dx": 0})
    assert_region(student.commuting_region(*still), reference.commuting_region(*still), still)


@pytest.mark.points(1)
@settings(max_examples=4, deadline=None)
@given(case=cases(x=seeded_arrays((40, integers(30, 33)), long_fractions()), dy=STEPS, dx=STEPS))
def test_shift_large_images(student, reference, case):
    """shift moves images of a thousand pixels like small ones, and keeps two of them apart."""
    x, dy, dx = case
    other = x.copy()
    other[20, 15] += 1  # in the middle, which print leaves out
    for image in (x, other):
        got, want = student.shift(image, dy, dx), reference.shift(image, dy, dx)
        assert_same(got, want, tolerance=0)


@pytest.mark.points(2)
@settings(max_examples=120, deadline=None)
@given(case=moved_images())
def test_the_law(student, reference, case):
    """In your region, convolving the shifted image is shifting the convolved one."""
    x, k, dy, dx = case
    page = convolve(x, k)
    moved_first, convolved_first = student.shift(x, dy, dx), student.shift(page, dy, dx)
    assert_same(moved_first, np.zeros(x.shape), tolerance=ANYTHING)
    assert_same(convolved_first, np.zeros(page.shape), tolerance=ANYTHING)
    region = student.commuting_region(x.shape, k.shape, dy, dx)
    rows, columns = rectangle(region, x.shape, k.shape)
    said = "shift leaves nothing of an image of which something stays on the page"
    lost = reference.shift(x, dy, dx).any() and not np.any(moved_first)
    assert_property(not lost, said, moved_first)
    kept = [max(0, n - abs(d)) for n, d in zip(page.shape, (dy, dx), strict=True)]
    counted = len(rows) * len(columns)
    moved = kept[0] * kept[1]
    said = f"the windows in this region are {counted}, those that kept all of their pixels {moved}"
    assert_property(counted == moved, said, region)
    one, other = convolve(moved_first, k)[region], np.asarray(convolved_first)[region]
    said = f"conv(shift(x))[region] is\n{one}\nand shift(conv(x))[region] is\n{other}"
    assert_property(np.array_equal(one, other), said, region)


def one_thing_else(x, dy, dx):
    """Calls that differ from this one in one thing: who forgets it takes them for the same."""
    # The same numbers in the same order, as many in a row as a column had.
    yield x.reshape(x.shape[::-1]), dy, dx
    yield x, dy + 1, dx
    yield x, dy, dx + 1


@pytest.mark.points(1)
@settings(max_examples=24, deadline=None)
@given(
    case=cases(
        x=arrays((3, 4), Numbers(1, 9)),
        other=arrays((3, 4), Numbers(1, 9)),
        steps=evenly(
            pairs(sampled_from([-2, -1, 1, 2]), integers(-2, 2)),
            # The page stays as it is, and nothing is left of it: new arrays all the same.
            just((0, 0)),
            pairs(sampled_from([-9, 9]), integers(-2, 2)),
        ),
    )
)
def test_a_new_array(student, reference, case):
    """shift returns a new NumPy array, leaves its image alone and remembers nothing."""
    x, other, (dy, dx) = case
    student.shift(other, 0, 0)
    region = partial(student.commuting_region, x.shape, (2, 2), dy, dx)
    got = assert_untouched(student.shift, x, dy, dx)
    assert_array(got)
    assert_same(got, reference.shift(x, dy, dx))
    for another in (*one_thing_else(x, dy, dx), *in_other_types(x, dy, dx)):
        assert_same(student.shift(*another), reference.shift(*another))
    assert_lasting(student.shift, x, dy, dx, then=[region])
    assert_fresh(student.shift, x, dy, dx)
