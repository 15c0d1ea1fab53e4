"""What authors draw: kernels that fit, layouts that are real, examples that shrink."""

from __future__ import annotations

import operator
import subprocess
import sys
from collections import Counter
from fractions import Fraction
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, find, given, seed, settings
from hypothesis import strategies as st

from grader.checks import (
    LAYOUTS,
    Case,
    Numbers,
    Tensor,
    arrays,
    batch_and_filters,
    cases,
    evenly,
    general,
    image_and_kernel,
    laid_out,
    long_fractions,
    long_integers,
    pools,
    seeded_arrays,
    small_floats,
    small_integers,
    tensors,
    whole,
)

quickly = settings(
    max_examples=2000,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.generate, Phase.shrink),
)


def smallest(strategy: Any, condition: Any = lambda _: True) -> Any:
    """The same at every run: a rare case is found or isn't."""
    return find(strategy, condition, settings=quickly, random=Random(0))


# Numbers --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "numbers",
    [whole(), Numbers(-1, 1), Numbers(0, 3), Numbers(-3, 0), Numbers(2, 5), Numbers(-5, -2),
     Numbers(-2, 7), Numbers(-4, 4, 0.5), general(), Numbers(-99, 99)],
    ids=repr,
)  # fmt: skip
@given(data=st.data())
def test_numbers_stay_in_their_range_and_on_their_grid(numbers, data):
    """An author who says 2 to 5 never gets a 0."""
    drawn = data.draw(arrays((6,), numbers))
    assert (drawn >= numbers.low - 1e-9).all()
    assert (drawn <= numbers.high + 1e-9).all()
    steps = drawn / numbers.step
    assert np.allclose(steps, np.round(steps))


@pytest.mark.parametrize(
    ("numbers", "first"),
    [
        (whole(), [0, 1, -1, 2, -2]),
        (Numbers(0, 9), [0, 1, 2, 3, 4]),
        (Numbers(-9, 0), [0, -1, -2, -3, -4]),
        (Numbers(-1, 9), [0, 1, -1, 2, 3]),
        (Numbers(3, 9), [3, 4, 5, 6, 7]),
        (Numbers(-9, -3), [-3, -4, -5, -6, -7]),
        (Numbers(-1, 1, 0.5), [0, 0.5, -0.5, 1, -1]),
    ],
    ids=repr,
)
def test_simpler_bytes_are_simpler_numbers(numbers, first):
    """Hypothesis shrinks bytes towards zero: numbers must follow, 0 first, then 1, −1, 2 …"""
    assert numbers.decode(bytes(range(5))).tolist() == first


def test_every_number_of_a_range_can_be_drawn():
    """One byte reaches each of the nineteen."""
    assert set(whole().decode(bytes(range(256)))) == set(range(-9, 10))


def test_numbers_shrink_to_zero_and_one():
    """The smallest array that is not all zero has a single 1."""
    found = smallest(arrays((3,)), np.any)
    assert sorted(found.tolist()) == [0, 0, 1]


# Layouts --------------------------------------------------------------------------------------


@pytest.mark.parametrize("layout", LAYOUTS)
@given(data=st.data())
def test_a_layout_keeps_the_values(layout, data):
    """Only the memory changes."""
    array = data.draw(arrays((st.integers(1, 3), st.integers(1, 3))))
    assert np.array_equal(laid_out(array, layout), array)


@pytest.mark.parametrize("layout", [name for name in LAYOUTS if name != "C"])
def test_a_layout_other_than_c_is_really_not_contiguous(layout):
    """Or the check would test nothing."""
    array = laid_out(np.arange(12.0).reshape(3, 4), layout)
    assert not array.flags.c_contiguous


def test_layouts_differ_from_each_other():
    """Fortran order, gaps and negative strides are three different traps."""
    array = np.arange(12.0).reshape(3, 4)
    assert laid_out(array, "F").flags.f_contiguous
    assert laid_out(array, "step").strides == (72, 16)
    assert laid_out(array, "reversed").strides == (32, -8)


def test_the_gaps_of_a_stepped_layout_are_not_zero():
    """Zeros in the gaps would hide a wrong stride behind right sums."""
    stepped = laid_out(np.zeros((2, 2)), "step")
    assert (stepped.base != 0).any()


@given(array=arrays((2, 2), writeable=False))
def test_a_protected_array_can_be_asked_for(array):
    """A function that writes into its input then raises."""
    assert not array.flags.writeable


@given(t=tensors((2, 2), dtype="bfloat16", layouts=("C", "F", "step")))
def test_tensors_are_data_with_a_dtype(t):
    """The grader needs no torch to draw one."""
    assert isinstance(t, Tensor)
    assert t.dtype == "bfloat16"
    assert t.array.dtype == np.float32


# Images and kernels ---------------------------------------------------------------------------

options = {"stride": st.integers(1, 3), "padding": st.integers(0, 2)}


@given(case=image_and_kernel(**options))
def test_the_kernel_fits_on_the_padded_image(case):
    """A kernel that doesn't fit is a case of its own, never an accident."""
    for n, k in zip(case.x.shape, case.k.shape, strict=True):
        assert n + 2 * case.padding - k >= 0


@given(case=image_and_kernel(max_output=3, max_kernel=2))
def test_sizes_stay_within_their_bounds(case):
    """No more than three windows on an axis, no kernel larger than two."""
    assert max(case.k.shape) <= 2
    assert max(n - k + 1 for n, k in zip(case.x.shape, case.k.shape, strict=True)) <= 3


@given(case=image_and_kernel(stride=st.integers(2, 3), exact=True))
def test_exact_cases_end_at_the_edge(case):
    """The last window stops where the image does."""
    assert all((n - k) % case.stride == 0 for n, k in zip(case.x.shape, case.k.shape, strict=True))


def test_without_exact_the_last_window_may_stop_short():
    """The rounded-down division must be met."""
    smallest(
        image_and_kernel(stride=st.integers(2, 3)),
        lambda c: any((n - k) % c.stride for n, k in zip(c.x.shape, c.k.shape, strict=True)),
    )


def test_images_and_kernels_can_be_oblong():
    """Height and width are drawn apart, so that swapping them shows."""
    smallest(image_and_kernel(), lambda c: c.x.shape[0] != c.x.shape[1] and c.k.shape[0] > 1)


def test_the_smallest_case_is_one_pixel_stride_1_padding_0():
    """What a person can compute by hand."""
    case = smallest(image_and_kernel(**options, layouts=("C", "F", "step")))
    assert case.x.tolist() == [[0]]
    assert case.k.tolist() == [[0]]
    assert (case.stride, case.padding) == (1, 0)
    assert case.x.flags.c_contiguous


def test_options_that_were_not_asked_for_are_left_out():
    """`student.conv2d(*case)` then has two arguments."""
    assert [*smallest(image_and_kernel()).keys()] == ["x", "k"]
    assert [*smallest(image_and_kernel(stride=2)).keys()] == ["x", "k", "stride"]


@given(case=image_and_kernel(as_lists=True))
def test_lists_are_lists_of_lists_of_plain_numbers(case):
    """The first exercise knows no arrays."""
    assert all(type(row) is list and type(row[0]) is float for row in case.x + case.k)


@given(case=batch_and_filters(stride=st.integers(1, 2), padding=st.integers(0, 1)))
def test_batches_and_filters_belong_together(case):
    """x (B, C, H, W), w (O, C, kh, kw), b (O,) or None; the filters fit."""
    assert case.x.ndim == case.w.ndim == 4
    assert case.x.shape[1] == case.w.shape[1]
    assert case.b is None or case.b.shape == case.w.shape[:1]
    for n, k in zip(case.x.shape[2:], case.w.shape[2:], strict=True):
        assert n + 2 * case.padding - k >= 0


@pytest.mark.parametrize(("bias", "names"), [(True, "xwb"), (None, "xwb"), (False, "xw")])
def test_the_bias_is_there_when_asked_for(bias, names):
    """In the order in which functions take them."""
    case = smallest(batch_and_filters(bias=bias))
    assert "".join(case.keys()) == names
    assert (getattr(case, "b", None) is not None) == (bias is True)


def test_tensors_can_be_asked_for_instead_of_arrays():
    """The same case for torch."""
    case = smallest(batch_and_filters(torch=True, bias=True))
    assert all(isinstance(value, Tensor) for value in case)


def test_a_case_of_ones_own_takes_strategies_and_plain_values():
    """Drawn in the order given."""
    case = smallest(cases(x=st.integers(3, 9), name="fixed"))
    assert isinstance(case, Case)
    assert [*case] == [3, "fixed"]


@given(data=st.data())
def test_pools_hold_a_window_and_padding_never_a_whole_one(data):
    """At least one window fits; a padding of half a window at most leaves a real pixel in each."""
    strides = st.sampled_from([None, 1, 3])
    case = data.draw(pools(stride=strides, padded=True))
    step = case.stride or case.kernel_size
    assert case.padding <= case.kernel_size // 2
    for side in case.x.shape[2:]:
        assert (side + 2 * case.padding - case.kernel_size) // step + 1 >= 1


def test_pools_come_with_and_without_a_rest_at_the_edge():
    """Both happen, or a wrong size would go unnoticed."""

    def rest(case):
        return (case.x.shape[2] - case.kernel_size) % case.kernel_size

    smallest(pools(), lambda case: rest(case) > 0)
    simplest = smallest(pools(), lambda case: rest(case) == 0 and case.kernel_size > 1)
    assert simplest.x.shape == (1, 1, 2, 2)


# Small integer types --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "kinds",
    [("uint8", "uint8"), ("int8", "int8"), ("uint16", "uint16"), ("int16", "int16"),
     ("uint32", "uint32"), ("int32", "int32"), ("uint8", "int8")],
    ids="-".join,
)  # fmt: skip
def test_sums_of_small_products_leave_their_type(kinds):
    """In each pair of types, or a submission that multiplies bytes as bytes would pass."""

    def overflows(case):
        if (str(case.x.dtype), str(case.k.dtype)) != kinds:
            return False
        window = case.x[: len(case.k), : case.k.shape[1]]
        return np.vdot(window, case.k) != np.vdot(window.astype(float), case.k.astype(float))

    smallest(small_integers(image_and_kernel), overflows)


@given(case=small_integers(image_and_kernel))
def test_sums_of_small_integers_stay_exact_in_floats(case):
    """A right answer in float64 is the right integer."""
    assert np.abs(case.x.astype(float)).max() * np.abs(case.k.astype(float)).sum() < 2**53


def test_every_operand_that_is_named_is_a_small_integer():
    """The option for an operand is its name and dtype; others are passed on."""
    drawn = small_integers(arrays, ("",), shape=(2, 3))
    assert smallest(drawn, lambda array: array.dtype == "int16").shape == (2, 3)
    biased = smallest(small_integers(batch_and_filters, bias=True))
    assert {a.dtype.kind for a in biased} <= {"i", "u"}


def test_small_integers_are_too_many_for_float32():
    """int32 holds numbers that float32 doesn't; one of them must be drawn."""
    drawn = small_integers(arrays, ("",), shape=(1,))
    smallest(drawn, lambda a: a.dtype == "int32" and float(np.float32(a[0])) != float(a[0]))


@given(case=small_floats(image_and_kernel))
def test_sums_of_small_floats_are_exact_in_their_type(case):
    """Who computes in float16 throughout is right, and no check may reject that."""
    window = case.x[: len(case.k), : case.k.shape[1]]
    assert case.x.dtype == case.k.dtype
    assert (window * case.k).sum(dtype=case.k.dtype) == np.vdot(
        window.astype(float), case.k.astype(float)
    )


@pytest.mark.parametrize("kind", ["float32", "float16"])
def test_small_floats_have_fractions(kind):
    """Or who keeps them as integers would pass."""
    drawn = small_floats(arrays, ("",), shape=(2, 2))
    smallest(drawn, lambda array: array.dtype == kind and (array % 1 != 0).any())


@pytest.mark.parametrize("rounded", ["x", "k"])
def test_small_floats_tell_float32_from_float16(rounded):
    """Each operand alone: who computes it in float16 would pass."""
    drawn = small_floats(image_and_kernel)
    case = smallest(drawn, lambda case: (case[rounded].astype("float16") != case[rounded]).any())
    assert case[rounded].dtype == "float32"


@pytest.mark.parametrize("numbers", [long_fractions(), long_integers()], ids=repr)
@given(data=st.data())
def test_float32_rounds_each_long_number(numbers, data):
    drawn = data.draw(arrays((2, 3), numbers))
    assert ((drawn.astype("float32") == drawn) == (drawn == 0)).all()


@given(st.data())
def test_long_numbers_are_fractions_or_whole_and_their_sums_of_products_exact(data):
    fractions, whole_ones = (data.draw(arrays((9,), n())) for n in (long_fractions, long_integers))
    assert ((fractions % 1 == 0) == (fractions == 0)).all()
    assert (whole_ones % 1 == 0).all()
    factors = data.draw(arrays((9,)))
    exactly = sum(map(operator.mul, map(Fraction, fractions), map(Fraction, factors)))
    assert Fraction(float(fractions @ factors)) == exactly


def test_numbers_that_an_author_asks_for_are_drawn_instead_of_halves():
    drawn = small_floats(arrays, ("",), shape=(1,), numbers=whole(7, 7))
    assert smallest(drawn, lambda array: True) == [7]


def test_each_of_many_alternatives_is_drawn_about_as_often():
    """st.one_of leaves some of them out of a hundred cases."""
    drawn = Counter()

    @seed(1)
    @settings(max_examples=100, database=None)
    @given(evenly(*map(st.just, range(10))))
    def count(number):
        drawn[number] += 1

    count()
    assert min(drawn[number] for number in range(10)) >= 3
    assert smallest(evenly(st.just("first"), st.just("second")), lambda _: True) == "first"


def test_a_large_array_costs_one_draw_and_uses_its_whole_range() -> None:
    drawn = smallest(
        seeded_arrays((60, st.integers(40, 50)), whole(-999, 999), "float32"),
        lambda array: array.max() > 900 and array.min() < -900,
    )
    assert (drawn.dtype, drawn.shape) == ("float32", (60, 40))
    assert drawn.max() <= 999
    assert drawn.min() >= -999
    assert len(np.unique(drawn)) > 900


def test_the_same_seed_makes_the_same_large_array() -> None:
    assert np.array_equal(smallest(seeded_arrays((50, 50))), smallest(seeded_arrays((50, 50))))


# In a process of its own: what is set there counts for all that Hypothesis draws.
DRAWN_EVENLY = """
from collections import Counter
from hypothesis import given, seed, settings
from grader.checks import cases, evenly, image_and_kernel
from grader.judge import hypothesis_profile

hypothesis_profile.load()
kinds = [image_and_kernel(dtype=f"int{8 * 2**n}", max_output=3) for n in range(4)]
for number in range(8):
    drawn = Counter()

    @seed(number)
    @settings(max_examples=80)
    @given(case=evenly(*kinds))
    def draws(case):
        drawn[case.x.dtype.name, case.x.shape, case.k.shape] += 1

    draws()
    of_kinds = Counter()
    for (name, *_), times in drawn.items():
        of_kinds[name] += times
    print(len(drawn), min(of_kinds.values()), len(of_kinds))
"""


def test_cases_are_drawn_anew_and_not_made_of_the_last_ones():
    """Of eighty, about half had the shapes of the one before, and a kind of four might not come."""
    ran = subprocess.run(
        [sys.executable, "-c", DRAWN_EVENLY], capture_output=True, text=True, check=True
    )
    of_runs = [tuple(map(int, line.split())) for line in ran.stdout.splitlines()]
    assert len(of_runs) == 8
    for shapes, fewest, kinds in of_runs:
        assert kinds == 4
        assert fewest >= 6
        assert shapes > 60


TWO_SESSIONS = """
from threading import Thread
from hypothesis import given, seed, strategies as st
from grader.judge import hypothesis_profile

def copied():
    found = []

    @seed(3)
    @given(st.lists(st.integers(-10**9, 10**9)))
    def draws(numbers):
        large = [n for n in numbers if abs(n) > 1000]
        found.append(len(large) > len(set(large)))

    draws()
    print(sum(found))

def imported():
    hypothesis_profile.load(anew=False)
    copied()

hypothesis_profile.load()
copied()
beside = Thread(target=imported)
beside.start()
beside.join()
copied()
"""


def test_what_imported_tests_draw_changes_no_session_beside_them():
    """Theirs have what Hypothesis copies from one case to the next, as in plain pytest."""
    ran = subprocess.run(
        [sys.executable, "-c", TWO_SESSIONS], capture_output=True, text=True, check=True
    )
    own, imported, again = map(int, ran.stdout.split())
    assert own == again < imported
