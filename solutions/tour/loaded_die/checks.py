"""Hidden checks of loaded_die: what is certain, what is likely, and where it comes from.

Right code is refused less than once in 10⁹ looks at a chance; the seeds are drawn once and stay.
"""

import random
from math import comb

import numpy as np
import pytest
from hypothesis import example, given, settings
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
# A thin piece among others on a ruler: steps on it that are wider, or chances that are a little
# more alike than they should be, give it far too much or nothing. And a die of more sides than a
# byte counts.
RARE = [
    ([10, 1, 1989], 1, 60_000),
    ([0.04, 0.00001, 0.95999], 1, 60_000),
    ([900] + [1] * 299, 255, 1500),
    # None of them is lost: together, the light sides weigh as much as the heavy one.
    ([12_000] + [1] * 12_000, 0, 120),
]
# Throws that are asked for at once, and no more: who makes a new list for each is right as well.
# Of a coin's, those are looked at that are so far apart: copied blocks of a power of two are seen.
MANY, EVERY = 15_000, 4
# How far apart two throws may be of which a third is made.
GAPS = 60
# Dice of which side 0 comes up as often as all others.
COINS = [[1, 1], [0.5, 0.5], [2, 1, 1], [3, 0.5, 1, 0.5, 1]]
# How often to throw so many of which coin, with one rng, and how often side 0 is then not far from
# half of them. The last are looked at once more.
CALLS = [
    ([1, 1], 4, 100, [2]),
    ([1, 1], 20, 100, range(9, 12)),
    ([2, 1, 1], 20, 100, range(9, 12)),
    ([1, 1], 48, 300, range(22, 27)),
]


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
    """As many ints as throws were asked for, each the number of a side; NumPy's are ints too."""
    listed = isinstance(sides, list) and len(sides) == n
    assert_property(listed, f"{n} throws should give a list of {n} sides", sides)
    strange = [s for s in sides if not is_int(s) or s not in range(len(weights))]
    said = f"{strange[0]!r} is no side of this die" if strange else ""
    assert_property(not strange, said, sides)


def is_int(number):
    return type(number) is int or isinstance(number, np.integer)


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
    sides = thrown(student, seed, weights, 2000)
    for side, weight in enumerate(weights):
        if weight == 0:
            said = f"side {side} came up, and its weight is 0"
            assert_property(side not in sides, said)
        assert_chance(sides.count(side), len(sides), weight / sum(weights), f"side {side}")


@pytest.mark.points(1)
@settings(max_examples=1, deadline=None)
@given(seed=SEEDS, die=sampled_from(RARE))
@example(seed=1, die=RARE[0])
@example(seed=2, die=RARE[1])
@example(seed=3, die=RARE[2])
@example(seed=4, die=RARE[3])
def test_rare(student, seed, die):
    """A side that weighs little next to the others comes up as seldom as it should."""
    weights, side, n = die
    rng, sides = generator(student, seed), []
    while len(sides) < n:
        some = student.rolls(rng, weights, min(n - len(sides), MANY))
        assert_sides(some, weights, min(n - len(sides), MANY))
        sides += some
    assert_chance(sides.count(side), n, weights[side] / sum(weights), f"side {side}")
    above = sum(s > side for s in sides)
    assert_chance(above, n, sum(weights[side + 1 :]) / sum(weights), f"a side above {side}")


@pytest.mark.points(1)
@settings(max_examples=1, deadline=None)
@given(seed=SEEDS, weights=sampled_from(COINS))
@example(seed=1, weights=COINS[0])
@example(seed=2, weights=COINS[2])
@example(seed=3, weights=COINS[3])
def test_independent(student, seed, weights):
    """A throw doesn't depend on other ones."""
    sides = thrown(student, seed, weights, 4000)
    assert_independent_pairs(sides)
    assert_independent_threes(sides)


@pytest.mark.points(1)
@settings(max_examples=1, deadline=None)
@given(seed=SEEDS)
def test_many_throws(student, seed):
    """However many throws are asked for, each is a throw of its own."""
    sides = thrown(student, seed, [1, 1], MANY)
    assert_independent_pairs(sides[::EVERY], EVERY)


def signs_of(sides):
    """−1 for side 0 of a coin, else 1: the product of independent ones is a throw again."""
    return np.where(np.array(sides) == 0, -1.0, 1.0)


def assert_independent_pairs(sides, apart=1):
    """Of all pairs i and i + c, and of all pairs i and c − i, half are alike.

    The pairs that have one c in common are independent of each other. apart: how far apart two
    throws are that stand side by side here.
    """
    signs = signs_of(sides)
    n = len(signs)
    lags, same = np.arange(1, n), "side 0 in both or in neither of throw i and throw"
    products = np.correlate(signs, signs, "full")[n:]
    assert_independent(products, n - lags, apart * lags, same + " i + {},")
    sums = np.arange(1, 2 * n - 2)
    twice = np.convolve(signs, signs)[1:-1] - (sums % 2 == 0)  # without the throw i = c − i
    pairs = (np.minimum(sums, 2 * n - 2 - sums) + 1) // 2
    assert_independent(twice / 2, pairs, apart * sums, same + " {} − i,")


def assert_independent_threes(sides):
    """Of all i, i + gap and i + c, half have side 0 an even number of times.

    Who makes a throw of two before it, as their exclusive or, has pairs that are independent.
    """
    signs = signs_of(sides)
    n = len(signs)
    spectrum = np.fft.rfft(signs, 2 * n)
    for gap in range(1, GAPS + 1):
        pairs = np.fft.rfft(signs[:-gap] * signs[gap:], 2 * n)
        last = np.arange(gap + 1, n)
        products = np.rint(np.fft.irfft(pairs.conj() * spectrum)[last])
        what = f"side 0 twice or never in throws i, i + {gap} and i + {{}}"
        assert_independent(products, n - last, last, what, GAPS)


def assert_independent(sums, products, places, what, looks=1):
    """The sums of so many products, each 1 as often as −1, are no further from 0 than they may be.

    what: what has happened where a product is 1, with {} for its sum's place. looks: how many such
    lists of sums there are.
    """
    worst = int(np.argmax(np.abs(sums) / np.sqrt(products)))
    found, of = round((sums[worst] + products[worst]) / 2), int(products[worst])
    assert_chance(found, of, 0.5, what.format(places[worst]), among=looks * len(sums))


@pytest.mark.points(1)
@settings(max_examples=3, deadline=None)
@given(seed=SEEDS, weights=sampled_from([[3, 1], [1, 9], [2, 3]]))
def test_in_a_row(student, seed, weights):
    """What came up doesn't change what comes next."""
    sides = thrown(student, seed, weights, 3000)
    chance = weights[1] / sum(weights)
    pairs = list(zip(sides[::2], sides[1::2], strict=True))
    assert_chance(pairs.count((1, 1)), len(pairs), chance * chance, "side 1 twice in a row")


@pytest.mark.points(1)
@settings(max_examples=1, deadline=None)
@given(seed=SEEDS)
def test_spread(student, seed):
    """How often a side comes up is left to chance: now more often than its share, now less."""
    rng = generator(student, seed)
    for weights, n, times, near in CALLS:
        calls = [student.rolls(rng, weights, n) for _ in range(times)]
        for sides in calls:
            assert_sides(sides, weights, n)
        often = f"{near[0]} to {near[-1]}" if len(near) > 1 else f"{near[0]}"
        chance = sum(comb(n, k) for k in near) / 2**n
        found = sum(sides.count(0) in near for sides in calls)
        what = f"side 0 {often} times in {n} throws of {weights}"
        assert_chance(found, len(calls), chance, what)
    # Two of the last are the same once in 6·10⁹ times.
    said = f"of {len(calls)} calls with one rng, two give the same {n} throws of a coin"
    assert_property(len({tuple(sides) for sides in calls}) == len(calls), said)


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
    # One list, whose weights are others at the second call.
    held = student.lib("builtins").list.hold([3, 0, 0])
    assert_same(student.rolls(random.Random(seed), held, 5), [0] * 5)
    held.reverse()
    # What is given may be given by its name.
    assert_same(student.rolls(rng=random.Random(seed), weights=held, n=5), [2] * 5)
