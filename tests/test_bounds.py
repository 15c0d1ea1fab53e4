"""What recorded cases keep to: each of them is inside, and what none of them did is outside."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.explain.input_ranges import Bounds
from grader.explain.simpler_inputs import simpler
from grader.wire.arrays import Tensor
from grader.wire.values import Case

SIDES = st.integers(1, 4)


@st.composite
def drawn(draw):
    """What a check of a sliding window might draw."""
    k = draw(st.integers(1, 3))
    shape = (k + draw(st.integers(0, 3)), k + draw(st.integers(0, 3)))
    numbers = st.integers(-9, 9).map(float)
    x = [[draw(numbers) for _ in range(shape[1])] for _ in range(shape[0])]
    kernel = np.array([[draw(numbers) for _ in range(k)] for _ in range(k)])
    return {"case": Case(x=np.array(x), k=kernel), "stride": draw(st.integers(1, 3))}


def of(**slots) -> Bounds:
    """The bounds of cases that differ in these arguments: each a list of what was drawn."""
    return Bounds.of(
        [dict(zip(slots, row, strict=True)) for row in zip(*slots.values(), strict=True)]
    )


@given(st.lists(drawn(), min_size=1, max_size=8))
def test_every_recorded_case_is_inside(cases):
    bounds = Bounds.of(cases)
    assert all(bounds.admit(case) for case in cases)


@given(st.lists(drawn(), min_size=1, max_size=8))
def test_whatever_is_proposed_as_simpler_is_inside(cases):
    bounds = Bounds.of(cases)
    axes = {"x": ("H", "W"), "k": ("kh", "kw")}
    assert all(bounds.admit(version) for version in simpler(cases[0], axes, bounds))


@pytest.mark.parametrize("n", [0, 4, -1, 9])
def test_a_number_that_never_came_up_is_outside(n):
    """0 between −2 and 3 may be the very one that the contract leaves out."""
    assert not of(n=[-2, 1, 3, 2]).admit({"n": n})


def test_a_side_that_never_came_up_is_outside():
    bounds = of(x=[np.zeros((1, 3)), np.zeros((3, 1))])
    assert bounds.admit({"x": np.zeros((3, 3))})
    assert not bounds.admit({"x": np.zeros((2, 3))})
    assert not bounds.admit({"x": np.zeros((0, 3))})


def test_entries_beyond_the_smallest_and_the_largest_are_outside():
    bounds = of(x=[np.array([1.0, 4.0]), np.array([2.0, 1.0])])
    assert bounds.admit({"x": np.array([4.0, 3.0])})
    assert not bounds.admit({"x": np.array([0.0, 1.0])})
    assert not bounds.admit({"x": np.array([5.0, 1.0])})


def test_fractions_are_outside_where_all_were_whole():
    bounds = of(x=[np.array([1.0, 4.0, 1.0]), np.array([2.0, 1.0, 1.0])])
    assert not bounds.admit({"x": np.array([1.5, 1.0, 1.0])})


def test_equal_entries_are_outside_where_none_were_ever_equal():
    """A check without ties must not be explained by one."""
    bounds = of(x=[np.array([1.0, 4.0]), np.array([2.0, 1.0])])
    assert not bounds.admit({"x": np.array([2.0, 2.0])})


def test_an_array_that_never_varied_stays_as_it_is():
    fixed = Tensor(np.array([[1.0, 2.0]], "float32"))
    bounds = of(w=[fixed, fixed], n=[1, 2])
    assert bounds.admit({"w": fixed, "n": 1})
    assert not bounds.admit({"w": Tensor(np.array([[1.0, 1.0]], "float32")), "n": 1})


def test_what_was_never_longer_stays_so():
    """A window that fits, a padding of at most half of it."""
    bounds = of(k=[2, 4, 3, 2], padding=[1, 2, 0, 0])
    assert bounds.admit({"k": 4, "padding": 1})
    assert not bounds.admit({"k": 3, "padding": 2})


def test_nan_and_infinity_can_be_drawn():
    bounds = of(x=[np.array([np.nan, 1.0]), np.array([np.inf, 1.0])])
    assert bounds.admit({"x": np.array([np.nan, 2.0])})


def test_sides_that_were_always_equal_shrink_together():
    """A square image stays square."""
    squares = [np.ones((n, n)) for n in (1, 2, 3)]
    versions = list(simpler({"x": squares[2]}, {}, of(x=squares)))
    assert {(1, 1), (2, 2)} <= {v["x"].shape for v in versions}
    assert all(v["x"].shape[0] == v["x"].shape[1] for v in versions)


def test_rows_of_different_lengths_are_left_alone():
    cases = [{"x": [[1.0], [1.0, 2.0]]}]
    assert list(simpler(cases[0], {}, Bounds.of(cases))) == []


def test_without_zero_entries_go_to_the_smallest_there_was():
    bounds = of(x=[np.array([3.0, 2.0, 2.0]), np.array([1.0, 1.0, 2.0])])
    versions = list(simpler({"x": np.array([3.0, 2.0, 2.0])}, {}, bounds))
    assert [1.0, 1.0, 1.0] in [v["x"].tolist() for v in versions]


def fits(case: Case) -> bool:
    return case.dy.shape[1] == (case.x.shape[1] - case.kernel_size) // case.stride + 1


def of_all_sizes():
    return [
        {"case": Case(dy=np.ones((1, h)), x=np.ones((1, (h - 1) * s + k)), kernel_size=k, stride=s)}
        for _ in range(3)
        for k in (1, 2, 3)
        for s in (1, 2, 3)
        for h in (1, 2, 3)
    ]


def test_sizes_that_belong_together_shrink_together():
    """Neither image nor gradient can be cut alone: a gradient of another shape than the output's
    is no legal call, whatever the reference makes of it."""
    cases = of_all_sizes()
    bounds = Bounds.of(cases)
    assert bounds.rules
    versions = [v["case"] for v in simpler(cases[-1], {}, bounds)]
    assert (1, 1) in {(v.dy.shape[1], v.x.shape[1]) for v in versions}
    assert all(map(fits, versions))
