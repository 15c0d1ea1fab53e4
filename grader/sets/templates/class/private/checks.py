"""Hidden checks of NAME. A docstring's first line is what the student reads."""

import pytest
from hypothesis import given, settings
from hypothesis.strategies import integers, lists, one_of, sampled_from, tuples

from grader.checks import assert_same

keys = sampled_from("abc")
puts = lists(tuples(keys, integers(0, 9)), max_size=5)
steps = lists(one_of(tuples(keys), tuples(keys, integers(0, 9))), min_size=8, max_size=16)


def after(cache, step):
    """What one step returns: a get of one key, or a put of a key and a value."""
    return cache.get(*step) if len(step) == 1 else cache.put(*step)


@pytest.mark.points(1)
@settings(max_examples=50)
@given(capacity=integers(1, 3), items=puts)
def test_length(student, reference, capacity, items):
    """The length is the number of keys, and never more than there is room for."""
    mine, right = student.NAME(capacity), reference.NAME(capacity)
    for item in items:
        mine.put(*item)
        right.put(*item)
        assert_same(len(mine), len(right))


@pytest.mark.points(3)
@settings(max_examples=200)
@given(capacity=integers(2, 3), steps=steps)
def test_steps(student, reference, capacity, steps):
    """After any steps, what was used longest ago is gone and the rest is there."""
    mine, right = student.NAME(capacity), reference.NAME(capacity)
    # In the end everything is asked for: what the steps left behind has to show.
    for step in [*steps, ("a",), ("b",), ("c",)]:
        assert_same(after(mine, step), after(right, step))
