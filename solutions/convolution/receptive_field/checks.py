"""Hidden checks of receptive_field: one knob after the other, the law, the small print."""

import math

import pytest
from hypothesis import given, settings
from hypothesis.strategies import integers, just, lists, one_of, sampled_from, tuples

from grader.checks import assert_same, assert_steady, assert_untouched, evenly

KERNELS, STRIDES, DILATIONS = integers(1, 7), integers(1, 4), integers(1, 4)
# Mostly of one digit; now and then more than a byte holds.
LARGER = evenly(*3 * [integers(2, 9)], integers(10, 40), sampled_from([64, 300, 512]))
PAIR = tuples(KERNELS, STRIDES)
TRIPLE = tuples(KERNELS, STRIDES, DILATIONS)
MIXED = lists(one_of(PAIR, TRIPLE), max_size=6)


@pytest.mark.points(2)
@settings(max_examples=100, deadline=None)
@given(layers=lists(tuples(KERNELS, just(1)), min_size=1, max_size=6))
def test_kernels(student, reference, layers):
    """At stride 1 every layer adds its kernel minus one; a single layer sees its kernel."""
    assert_same(student.receptive_field(layers), reference.receptive_field(layers))


@pytest.mark.points(2)
@settings(max_examples=150, deadline=None)
@given(layers=lists(PAIR, min_size=1, max_size=6))
def test_strides(student, reference, layers):
    """A stride spreads out all that comes after it."""
    assert_same(student.receptive_field(layers), reference.receptive_field(layers))


@pytest.mark.points(2)
@settings(max_examples=120, deadline=None)
@given(layers=lists(tuples(KERNELS, just(1), DILATIONS), min_size=1, max_size=5))
def test_dilations(student, reference, layers):
    """A dilation spreads out the entries of its own kernel."""
    assert_same(student.receptive_field(layers), reference.receptive_field(layers))


@pytest.mark.points(1)
@settings(max_examples=150, deadline=None)
@given(layers=MIXED)
def test_all_together(student, reference, layers):
    """Pairs and triples in one stack, the empty stack among them, see what they should."""
    assert_same(student.receptive_field(layers), reference.receptive_field(layers))


@pytest.mark.points(1)
@settings(max_examples=120, deadline=None)
@given(lower=MIXED, upper=lists(one_of(PAIR, TRIPLE), min_size=1, max_size=4))
def test_stacks_compose(student, reference, lower, upper):
    """Two stacks, one on the other, see r + j·(r′ − 1): j is the product of the lower strides."""
    r = student.receptive_field(lower)
    # One number for all stacks obeys that law, too.
    assert_same(r, reference.receptive_field(lower))
    r_upper = student.receptive_field(upper)
    assert_same(r_upper, round(r_upper))
    want = r + math.prod(stride for _, stride, *_ in lower) * (r_upper - 1)
    assert_same(student.receptive_field(lower + upper), want)


@pytest.mark.points(1)
@settings(max_examples=100, deadline=None)
@given(
    layers=lists(
        one_of(
            tuples(LARGER, LARGER),
            tuples(LARGER, LARGER, LARGER),
        ),
        min_size=20,
        max_size=60,
    )
)
def test_exact(student, reference, layers):
    """Deep stacks are counted exactly, with dilation and without."""
    assert_same(student.receptive_field(layers), reference.receptive_field(layers))


@pytest.mark.points(1)
@settings(max_examples=40, deadline=None)
@given(other=MIXED, layers=lists(one_of(PAIR, TRIPLE), min_size=1, max_size=6))
def test_layers_stay(student, reference, other, layers):
    """A call leaves its list alone and remembers nothing."""
    student.receptive_field(other)
    got = assert_untouched(student.receptive_field, layers)
    assert_same(got, reference.receptive_field(layers))
    assert_steady(student.receptive_field, layers)
    # One more layer in the list that was asked about last: the same list, and another stack.
    held = student.lib("builtins").list.hold(layers)
    student.receptive_field(held)
    held.append(other[0] if other else (3, 2))
    longer = [*layers, other[0] if other else (3, 2)]
    assert_same(student.receptive_field(held), reference.receptive_field(longer))
