"""Hidden checks of loaded_die: what is certain, what is likely, and where it comes from.

Right code fails a check of chances less than once in 10⁹ times, in all of its cases together; the
seeds are drawn once and stay.
"""

import random
from math import comb

import pytest
from hypothesis import given, settings
from hypothesis.strategies import composite, integers, sampled_from

from grader.checks import assert_chance, assert_lasting, assert_property, assert_same

SEEDS = integers(0, 999)
# Who rounds weights, or makes as many tickets of them, finds none in the small ones.
DICE = sampled_from(
    [
        *([1, 1], [1, 3], [2, 0, 6], [0.25, 0.5, 0.25], [10, 20, 30, 40], [0.2, 0.1]),
        *([0.001, 0.003], [1, 0.4, 0, 2.6], [1, 2, 3, 4, 5, 6]),
    ]
)


@composite
def certain(draw):
    """Weights of which one is not 0, and which it is."""
    sides = draw(integers(1, 7))
    one = draw(integers(0, sides - 1))
    weights = [0] * sides
    weights[one] = draw(sampled_from([1, 5, 0.5, 0.0001]))
    return weights, one


def generator(student, seed):
    """A random.Random that stays over there: each call finds it as the last one left it."""
    return student.lib("operator").getitem.hold([random.Random(seed)], 0)


def thrown(student, seed, weights, n):
    """n throws, which are sides of the die."""
    sides = student.rolls(random.Random(seed), weights, n)
    assert_sides(sides, weights, n)
    return sides


def assert_sides(sides, weights, n):
    """As many ints as throws were asked for, each the number of a side."""
    listed = isinstance(sides, list) and len(sides) == n
    assert_property(listed, f"{n} throws should give a list of {n} sides", sides)
    strange = [s for s in sides if type(s) is not int or s not in range(len(weights))]
    said = f"{strange[0]!r} is no side of this die" if strange else ""
    assert_property(not strange, said, sides)


def listed(sides):
    return ", ".join(map(str, sides[:8]))


@pytest.mark.points(1)
@settings(max_examples=30, deadline=None)
@given(seed=SEEDS, die=certain(), n=integers(0, 5))
def test_certain(student, seed, die, n):
    """A die with one side that weighs something always shows it."""
    weights, one = die
    assert_same(student.rolls(random.Random(seed), weights, n), [one] * n)


@pytest.mark.points(3)
@settings(max_examples=12, deadline=None)
@given(seed=SEEDS, weights=DICE)
def test_chances(student, seed, weights):
    """Of many throws, each side comes up as often as its weight says."""
    sides = thrown(student, seed, weights, 3000)
    for side, weight in enumerate(weights):
        if weight == 0:
            said = f"side {side} came up, and its weight is 0"
            assert_property(side not in sides, said)
        assert_chance(sides.count(side), len(sides), weight / sum(weights), f"side {side}")


# Which pairs of 3000 throws are looked at, and how two of them are called. No throw is in two pairs
# of a sort: those are independent, too.
PAIRS = {
    "twice in a row": lambda sides: zip(sides[::2], sides[1::2], strict=True),
    "in both throws that are 1000 apart": lambda sides: zip(
        sides[:1000], sides[1000:2000], strict=True
    ),
    "in both throws that are 1500 apart": lambda sides: zip(
        sides[:1500], sides[1500:], strict=True
    ),
    "in both throws that are as far from either end": lambda sides: zip(
        sides[:1500], reversed(sides[1500:]), strict=True
    ),
}


@pytest.mark.points(1)
@settings(max_examples=4, deadline=None)
@given(seed=SEEDS, weights=sampled_from([[1, 1], [3, 1], [0.5, 0.5]]))
def test_independent(student, seed, weights):
    """A throw doesn't depend on another one."""
    sides = thrown(student, seed, weights, 3000)
    chance = weights[1] / sum(weights)
    for where, pairs_of in PAIRS.items():
        pairs = list(pairs_of(sides))
        assert_chance(pairs.count((1, 1)), len(pairs), chance * chance, f"side 1 {where}")


@pytest.mark.points(1)
@settings(max_examples=3, deadline=None)
@given(seed=SEEDS, n=sampled_from([4, 20, 100]))
def test_spread(student, seed, n):
    """How often a side comes up is left to chance: now more often than its share, now less."""
    rng, near = generator(student, seed), {4: [2], 20: range(9, 12), 100: range(47, 54)}[n]
    counts = [student.rolls(rng, [1, 1], n).count(1) for _ in range(100)]
    often = f"{near[0]} to {near[-1]}" if len(near) > 1 else f"{near[0]}"
    chance = sum(comb(n, k) for k in near) / 2**n
    found = sum(count in near for count in counts)
    assert_chance(found, len(counts), chance, f"{often} ones in {n} throws of a coin")


@pytest.mark.points(2)
@settings(max_examples=12, deadline=None)
@given(seed=SEEDS)
def test_source(student, seed):
    """Where rng is in the same state the same sides come up, and others where it is in another."""
    weights = [1, 2, 3, 4]
    first = student.rolls(random.Random(seed), weights, 100)
    again = student.rolls(random.Random(seed), weights, 100)
    for sides in (first, again):
        assert_sides(sides, weights, 100)
    # Which sides come up is nobody's to say: the two calls are told apart, and neither is right.
    same = f"begins {listed(first)}, a second with rng in the same state {listed(again)}"
    assert_property(again == first, f"the first call {same}", again)
    other = student.rolls(random.Random(seed + 1000), weights, 100)
    assert_property(other != first, "rng is in another state, and all 100 throws are the same")
    rng = generator(student, seed)
    one, next_one = student.rolls(rng, weights, 100), student.rolls(rng, weights, 100)
    said = "a second call with the same rng gives all 100 throws of the first once more"
    assert_property(one != next_one, said)


@pytest.mark.points(1)
@settings(max_examples=12, deadline=None)
@given(seed=SEEDS, n=integers(0, 4))
def test_all_stays(student, seed, n):
    """The weights stay as they were, and so does each answer."""
    weights = [3, 1, 0, 2]
    seen = student.rolls.observe(random.Random(seed), weights, n)
    assert_sides(seen.value, weights, n)
    assert_property("1" not in seen.changed, "the weights were changed")
    assert_lasting(student.rolls, random.Random(seed), weights, n)
