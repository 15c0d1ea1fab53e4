"""Public examples: run `pytest` in this folder. The hidden checks ask for more than these."""

import random

from loaded_die import rolls


def test_a_die_that_always_shows_the_same():
    assert rolls(random.Random(1), [0, 5], 3) == [1, 1, 1]


def test_no_throws():
    assert rolls(random.Random(1), [1, 1], 0) == []


def test_the_same_state_gives_the_same_throws():
    first = rolls(random.Random(7), [1, 2, 3], 20)
    assert rolls(random.Random(7), [1, 2, 3], 20) == first


def test_three_quarters():
    """Of 4,000 throws, about 3,000 show side 2."""
    sides = rolls(random.Random(1), [2, 0, 6], 4000)
    # Right code is further off less than once in 10¹⁰ times.
    assert abs(sides.count(2) - 3000) < 200
