"""Hidden checks of NAME. A docstring's first line is what the student reads."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis.strategies import integers, sampled_from

from grader.checks import assert_chance, assert_lasting, assert_property, assert_same

seeds = integers(0, 999)


@pytest.mark.points(1)
@settings(max_examples=30)
@given(seed=seeds, n=integers(0, 5), p=sampled_from([0.0, 1.0]))
def test_certain(student, seed, n, p):
    """A coin with p = 0 never falls on heads, one with p = 1 always."""
    assert_same(student.NAME(np.random.default_rng(seed), p, n), np.full(n, bool(p)))


def flipped(student, seed, p, n):
    """n flips, which are truths."""
    flips = student.NAME(np.random.default_rng(seed), p, n)
    flips = np.asarray(flips) if isinstance(flips, (list, tuple)) else flips
    right = isinstance(flips, np.ndarray) and flips.dtype == bool and flips.shape == (n,)
    assert_property(right, f"{n} flips should give an array of {n} truths", flips)
    return flips


@pytest.mark.points(2)
@settings(max_examples=2)
@given(seed=seeds)
def test_chance(student, seed):
    """Of many flips, as many are heads as the chance says."""
    for p in (0.1, 0.25, 0.8):  # each of them in each case: what only one finds is no luck
        flips = flipped(student, seed, p, 8000)
        assert_chance(int(flips.sum()), 8000, p, "heads")


@pytest.mark.points(1)
@settings(max_examples=3)
@given(seed=seeds)
def test_independent(student, seed):
    """A flip doesn't depend on the one before."""
    flips = flipped(student, seed, 0.5, 4000)
    both = int((flips[::2] & flips[1::2]).sum())
    assert_chance(both, 2000, 0.25, "heads twice in a row")


@pytest.mark.points(1)
@settings(max_examples=3)
@given(seed=seeds)
def test_spread(student, seed):
    """How many heads there are is left to chance: now more than their share, now fewer."""
    heads = [int(flipped(student, seed + 1000 * k, 0.5, 4).sum()) for k in range(100)]
    assert_chance(heads.count(2), 100, 6 / 16, "2 heads in 4 flips of a fair coin")


@pytest.mark.points(1)
@settings(max_examples=20)
@given(seed=seeds)
def test_source(student, seed):
    """The same generator gives the same flips, another one others."""
    first = student.NAME(np.random.default_rng(seed), 0.5, 64)
    assert_same(student.NAME(np.random.default_rng(seed), 0.5, 64), first)
    other = student.NAME(np.random.default_rng(seed + 1000), 0.5, 64)
    assert_property(not np.array_equal(first, other), "another generator gives the same flips")
    # An answer stays what it was, whatever is called after it.
    assert_lasting(student.NAME, np.random.default_rng(seed), 0.5, 8)
