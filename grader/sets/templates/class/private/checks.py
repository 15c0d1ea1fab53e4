"""Hidden checks of NAME. A docstring's first line is what the student reads."""

import pytest
from hypothesis import given, settings
from hypothesis.strategies import integers, lists, sampled_from, tuples

from grader.checks import assert_same, assert_same_program, programs

keys = sampled_from("abcd")
puts = lists(tuples(keys, integers(0, 9)), max_size=5)
uses = programs(integers(1, 3), get=keys, put=(keys, integers(0, 9)), min_steps=16, max_steps=40)


@pytest.mark.points(1)
@settings(max_examples=50)
@given(capacity=integers(1, 3), items=puts)
def test_length(student, reference, capacity, items):
    """The length is the number of keys, and never more than there is room for."""
    # hold: a class that is derived from dict gives an object, too, and not its items.
    mine, right = student.CLASS.hold(capacity), reference.CLASS.hold(capacity)
    for item in items:
        mine.put(*item)
        right.put(*item)
        assert_same(len(mine), len(right))


@pytest.mark.points(3)
@settings(max_examples=200)
@given(program=uses)
def test_steps(student, reference, program):
    """After any steps, what was used longest ago is gone and the rest is there."""
    assert_same_program(student.CLASS, reference.CLASS, program)


@pytest.mark.points(1)
@settings(max_examples=20)
@given(key=keys, value=integers(0, 9), other=integers(10, 19))
def test_two_caches(student, key, value, other):
    """Two caches have nothing to do with each other."""
    first, second = student.CLASS.hold(2), student.CLASS.hold(2)
    first.put(key, value)
    assert_same(second.get(key), -1)
    second.put(key, other)
    assert_same(first.get(key), value)
