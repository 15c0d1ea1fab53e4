"""Random numbers are held to their chance, and right ones are not refused."""

from __future__ import annotations

import math

import numpy as np
import pytest

from grader.checks.chance import FALSE_ALARM, allowed, assert_chance, assert_distribution
from grader.checks.mismatch import Mismatch


@pytest.mark.parametrize(("samples", "chance"), [(10, 0.5), (100, 0.3), (1000, 0.02)])
def test_the_bound_holds_for_any_number_of_samples(samples, chance):
    """By the exact binomial distribution: what is refused is rarer than is promised."""
    from scipy.stats import binom

    low = math.ceil(samples * (chance - allowed(samples))) - 1
    high = math.floor(samples * (chance + allowed(samples)))
    refused = binom.cdf(low, samples, chance) + binom.sf(high, samples, chance)
    assert refused < FALSE_ALARM


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
