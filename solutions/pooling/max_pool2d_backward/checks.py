"""Hidden checks of pooling/max_pool2d_backward.

Numbers are small integers held in floats, so that every right answer is exact; only the check of
layouts and types is strict enough to tell float32 from float64.
"""

from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.checks import (
    LAYOUTS,
    Case,
    Mismatch,
    Numbers,
    arrays,
    as_floats,
    assert_array,
    assert_fresh,
    assert_lasting,
    assert_same,
    assert_steady,
    assert_untouched,
    cases,
    describe,
    evenly,
    general,
    in_other_types,
    long_fractions,
    seeded_arrays,
    small_floats,
    small_integers,
    whole,
)

STRIDES = st.sampled_from([None, 1, 2, 3])
HALVES = Numbers(-4, 4, 0.5)
WIDE = whole(-999, 999)
# Whole numbers that a float64 holds and an int32 doesn't.
LONG = Numbers(-(2**53), 2**53, 2**31 - 1)
# Whole numbers that float32 can't all tell apart.
CLOSE = whole(2**24, 2**24 + 9)
# A power of two: all digits of a gradient stay what they are.
FAINT = 2.0**-40


@st.composite
def pools(
    draw,
    *,
    stride=None,
    min_kernel=1,
    max_kernel=3,
    min_batch=1,
    max_planes=3,
    numbers=None,
    dy_numbers=None,
    dy_dtype=None,
    **kw,
):
    """Case(dy, x, kernel_size, stride): a window that fits, with or without a rest.

    stride: a strategy, or None, which means kernel_size; kw goes to arrays.
    """
    k = draw(st.integers(min_kernel, max_kernel))
    s = None if stride is None else draw(stride)
    step = s or k
    maps = [draw(st.integers(1, 3)) for _ in range(2)]
    sides = [(n - 1) * step + k + draw(st.integers(0, step - 1)) for n in maps]
    planes = (draw(st.integers(min_batch, max_planes)), draw(st.integers(1, max_planes)))
    x = draw(arrays((*planes, *sides), numbers or whole(), **kw))
    alike = {name: kw[name] for name in ("layouts", "writeable") if name in kw}
    dy = draw(arrays((*planes, *maps), dy_numbers or whole(), dy_dtype or "float64", **alike))
    return Case(dy=dy, x=x, kernel_size=k, stride=s)


def has_no_ties(case):
    """Whether each window has one largest pixel only."""
    k, s = case.kernel_size, case.stride or case.kernel_size
    windows = np.lib.stride_tricks.sliding_window_view(case.x, (k, k), axis=(2, 3))[:, :, ::s, ::s]
    largest = windows.max(axis=(4, 5), keepdims=True)
    return bool(((windows == largest).sum(axis=(4, 5)) == 1).all())


@pytest.mark.points(2)
@settings(max_examples=100, deadline=None)
@given(case=pools(numbers=WIDE).filter(has_no_ties))
def test_winners(student, reference, case):
    """Each window's gradient goes to its largest pixel (windows side by side, no ties)."""
    want = reference.max_pool2d_backward(*case)
    assert_same(student.max_pool2d_backward(case.dy, case.x, case.kernel_size), want)


@pytest.mark.points(2)
@settings(max_examples=120, deadline=None)
@given(case=pools(stride=st.integers(1, 4), numbers=WIDE).filter(has_no_ties))
def test_stride(student, reference, case):
    """A pixel that wins in several overlapping windows gets the sum of their gradients."""
    assert_same(student.max_pool2d_backward(*case), reference.max_pool2d_backward(*case))


@pytest.mark.points(2)
@settings(max_examples=150, deadline=None)
@given(case=pools(stride=STRIDES, numbers=whole(-1, 1)))
def test_ties(student, reference, case):
    """Where values tie, the first of them takes the whole gradient."""
    want = reference.max_pool2d_backward(*case)
    got = student.max_pool2d_backward(case.dy, case.x, case.kernel_size, stride=case.stride)
    assert_same(got, want)


@pytest.mark.points(1)
@settings(max_examples=50, deadline=None)
@given(case=pools(stride=STRIDES, numbers=whole(-2, 2)))
def test_total_gradient(student, case):
    """In each channel, the gradients in dx sum to those in dy."""
    got = student.max_pool2d_backward(**case)
    dx = several(got)
    if dx.shape != case.x.shape:
        said = f"returned shape {dx.shape}, expected the shape of x, {case.x.shape}"
        raise Mismatch("shape", said, got)
    assert_same(dx.sum(axis=(2, 3)), case.dy.sum(axis=(2, 3)))


def several(got):
    """An answer as a float array, once it is known to be several real numbers."""
    try:
        array = as_floats(got)
    except (TypeError, ValueError):
        array = np.zeros(())
    if not array.ndim:
        if isinstance(got, np.ndarray):
            assert_array(got)  # which names its dtype
        raise Mismatch("type", f"returned {describe(got)}, expected an array of numbers", got)
    return array


@pytest.mark.points(1)
@settings(max_examples=50, deadline=None)
@given(case=pools(stride=STRIDES, min_batch=2))
def test_each_image_for_itself(student, reference, case):
    """The order of images and channels in a batch changes the order of the gradients only."""
    dy, x = (np.ascontiguousarray(array[::-1, ::-1]) for array in (case.dy, case.x))
    got = student.max_pool2d_backward(dy, x, case.kernel_size, stride=case.stride)
    assert_same(got, reference.max_pool2d_backward(*case)[::-1, ::-1])


@pytest.mark.points(1)
@settings(max_examples=150, deadline=None)
@given(
    case=evenly(
        # Pixels that float32 can't tell apart, and gradients that it rounds.
        pools(
            stride=STRIDES,
            numbers=CLOSE,
            dy_numbers=long_fractions(),
            layouts=LAYOUTS,
            writeable=False,
        ),
        pools(stride=STRIDES, numbers=general(), dy_numbers=general()),
        pools(stride=STRIDES, dtype="int64", dy_numbers=HALVES),
        pools(stride=STRIDES, numbers=HALVES, dy_dtype="int64"),
        pools(stride=STRIDES, dtype="int64", numbers=LONG),
        pools(stride=STRIDES, numbers=CLOSE),
        # Pixels that are close but no tie.
        pools(stride=STRIDES, numbers=Numbers(-4e-9, 4e-9, 1e-9)),
        pools(stride=st.just(1), numbers=Numbers(-4e-18, 4e-18, 1e-18)),
        # Below anything that a search for the largest may think of to start with.
        pools(stride=STRIDES, numbers=Numbers(-1.7e308, -1e308, 1e307)),
    )
)
def test_layouts_and_types(student, reference, case):
    """Fractions, integers, read-only, transposed and sliced arrays give exact gradients."""
    got, want = (module.max_pool2d_backward(*case) for module in (student, reference))
    assert_same(got, want, tolerance=1e-10)
    small = {**case, "dy": FAINT * case.dy}
    got, want = (module.max_pool2d_backward(**small) for module in (student, reference))
    assert_same(got, want, tolerance=1e-10 * FAINT)


@pytest.mark.points(1)
@settings(max_examples=120, deadline=None)
@given(
    case=evenly(
        small_floats(pools, ("", "dy_"), stride=STRIDES),
        small_floats(pools, ("", "dy_"), stride=STRIDES, numbers=Numbers(-1, 1, 0.25)),
        small_integers(pools, ("",), stride=STRIDES, dy_numbers=HALVES),
        small_integers(pools, ("",), stride=STRIDES, dy_numbers=HALVES),
    )
)
def test_narrow_types(student, reference, case):
    """Pixels of narrow types win by the least difference, and fractions of gradients survive."""
    got, want = (module.max_pool2d_backward(*case) for module in (student, reference))
    assert_same(got, want, tolerance=1e-5 if case.dy.dtype == "float32" else None)


@pytest.mark.points(1)
@settings(max_examples=4, deadline=None)
@given(
    case=cases(
        dy=seeded_arrays((2, 6, 4, 4), long_fractions()),
        x=seeded_arrays((2, 6, 11, 12), WIDE),
        kernel_size=5,
        stride=2,
    )
)
def test_large_batches(student, reference, case):
    """Large windows in many channels send their gradients back, and batches are kept apart."""
    other = case.x.copy()
    other[1, 2, 5, 5] = 9999  # in the middle, which print leaves out
    for x in (case.x, other):
        want = reference.max_pool2d_backward(case.dy, x, 5, 2)
        got = student.max_pool2d_backward(case.dy, x, 5, 2)
        assert_same(got, want, tolerance=1e-10)


@pytest.mark.points(1)
@settings(max_examples=120, deadline=None)
@given(
    case=evenly(
        small_integers(partial(pools, numbers=whole(-2, 2)), ("dy_",), stride=st.integers(1, 2)),
        # A type that dy has in common with the pixels is as small.
        small_integers(pools, ("dy_", ""), stride=st.just(1), min_kernel=2, max_planes=1),
    )
)
def test_sums_of_small_integers(student, reference, case):
    """Gradients of a small integer type add up exactly, however large their sum gets."""
    got, want = (module.max_pool2d_backward(*case) for module in (student, reference))
    assert_same(got, want, tolerance=1e-9)


def turned(array):
    """The same numbers in the same order, as many in a row as a column had."""
    return array.reshape(*array.shape[:-2], *array.shape[:-3:-1])


def one_thing_else(dy, x, kernel_size, stride):
    """Calls that differ from this one in one thing: who forgets it takes them for the same."""
    yield turned(dy), turned(x), kernel_size, stride
    yield dy + 1, x, kernel_size, stride
    yield dy, -x, kernel_size, stride


# Windows of either size, a stride of either length apart, have two places on these images.
two_places = cases(dy=arrays((2, 2, 2, 1), whole(1, 9)), x=arrays((2, 2, 5, 3)))


@pytest.mark.points(1)
@settings(max_examples=16, deadline=None)
@given(
    case=pools(stride=STRIDES, numbers=whole(-2, 2)), earlier=arrays((1, 1, 4, 4)), two=two_places
)
def test_a_new_array(student, reference, case, earlier, two):
    """A call returns a new NumPy array, leaves dy and x alone and remembers nothing."""
    student.max_pool2d_backward(earlier[:, :, :2, :2], earlier, 2)
    assert_array(assert_untouched(student.max_pool2d_backward, *case))
    two_windows = (*two, 2, 2), (*two, 3, 2), (*two, 2, 3)
    for other in (*one_thing_else(*case), *two_windows, *in_other_types(*case)):
        assert_same(student.max_pool2d_backward(*other), reference.max_pool2d_backward(*other))
    assert_fresh(student.max_pool2d_backward, *case)
    assert_lasting(student.max_pool2d_backward, *case)
    got = assert_steady(student.max_pool2d_backward, *case)
    assert_same(got, reference.max_pool2d_backward(*case))
