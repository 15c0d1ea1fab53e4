"""Random numbers are held to their chance, and right ones are not refused."""

from __future__ import annotations

import math

import numpy as np
import pytest

from grader.checks.chance import FALSE_ALARM, assert_chance, assert_distribution
from grader.checks.mismatch import Mismatch


def is_refused(successes, of, chance, among=1):
    try:
        assert_chance(successes, of, chance, among=among)
    except Mismatch:
        return True
    return False


SAMPLES = [(10, 0.5), (40, 0.5), (100, 0.3), (1000, 0.02), (20000, 0.0005), (500, 0.999)]


@pytest.mark.parametrize("among", [1, 1000])
@pytest.mark.parametrize(("samples", "chance"), SAMPLES)
def test_the_bound_holds_for_any_number_of_samples(samples, chance, among):
    """By the exact binomial distribution: what is refused is rarer than is promised, and with many
    samples not by far."""
    from scipy.stats import binom

    refused = [k for k in range(samples + 1) if is_refused(k, samples, chance, among)]
    rare = binom.pmf(refused, samples, chance).sum()
    assert rare < FALSE_ALARM / among
    if samples >= 1000:
        assert rare > FALSE_ALARM / among / 1000


@pytest.mark.parametrize(("successes", "chance"), [(1, 0.0), (9, 1.0)])
def test_what_never_comes_may_not_come_once(successes, chance):
    assert not is_refused(round(10 * chance), 10, chance)
    assert is_refused(successes, 10, chance)


@pytest.mark.parametrize("successes", [math.nan, -1, 11, math.inf])
def test_what_is_no_number_of_times_is_refused(successes):
    """A sum of answers with a NaN among them is NaN, and no comparison finds it too large."""
    with pytest.raises(Mismatch, match=r"times of 10, which is no number of times$"):
        assert_chance(successes, 10, 0.5)


def test_what_is_rare_is_held_to_a_closer_bound():
    """A hundredth and two are told apart in 6000 tries; a hundredth more than a half is nothing."""
    assert is_refused(120, 6000, 0.01)
    assert not is_refused(3060, 6000, 0.5)


def test_a_small_share_is_said_with_its_digits():
    said = r"^it came out 2 times of 40000 \(0.00005\), expected a share of about 0.001$"
    with pytest.raises(Mismatch, match=said):
        assert_chance(2, 40000, 0.001)
    with pytest.raises(
        Mismatch, match=r"^it came out 0 times of 90000 \(0.000\), .* about 0.00033$"
    ):
        assert_chance(0, 90000, 1 / 3000)


def test_a_share_that_is_off_is_refused_and_said():
    assert_chance(500, 1000, 0.5)
    said = r"^it came out 700 times of 1000 \(0.700\), expected a share of about 0.500$"
    with pytest.raises(Mismatch, match=said):
        assert_chance(700, 1000, 0.5)
    with pytest.raises(Mismatch, match=r"^side 3 came out 700 times"):
        assert_chance(700, 1000, 0.5, "side 3")


def test_numbers_of_the_distribution_pass():
    numbers = np.random.default_rng(1).random(2000)
    assert_distribution(numbers, lambda x: x)
    assert_distribution(list(numbers), lambda x: x)


@pytest.mark.parametrize(
    "numbers",
    [
        np.random.default_rng(1).random(2000) ** 2,
        np.random.default_rng(1).random(2000) / 2,
        np.zeros(2000),
    ],
    ids=["squared", "half as wide", "constant"],
)
def test_numbers_of_another_distribution_are_refused(numbers):
    with pytest.raises(Mismatch, match="of the numbers are up to"):
        assert_distribution(numbers, lambda x: x)


@pytest.mark.parametrize("numbers", [None, ["a"], [], [1.0, math.nan]])
def test_what_is_no_number_is_no_sample(numbers):
    with pytest.raises(Mismatch):
        assert_distribution(numbers, lambda x: x)
