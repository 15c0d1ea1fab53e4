"""Hidden checks of output_size: one for each knob, then errors, then the two small functions.

Cases stay where the contract says something: no empty kernel, and no empty image with padding.
"""

import pytest
from hypothesis import given, settings
from hypothesis.strategies import composite, integers, one_of

from grader.checks import Case, assert_raises, assert_same, cases


@composite
def rows(draw, stride=1, padding=0):
    """A row of n pixels and a kernel k that fits in it, with its stride and padding."""
    k, room = (
        draw(one_of(integers(1, 12), integers(13, 99))),
        draw(one_of(integers(0, 6), integers(0, 60), integers(61, 10_000))),
    )
    s = stride if isinstance(stride, int) else draw(stride)
    p = padding if isinstance(padding, int) else draw(padding)
    return Case(n=max(k + room - 2 * p, 1), k=k, stride=s, padding=p)


@composite
def misfits(draw):
    """A kernel that is some pixels too long, with and without padding."""
    n, p = draw(integers(1, 20)), draw(integers(0, 3))
    excess = draw(one_of(integers(1, 6), integers(7, 99)))
    return Case(n=n, k=n + 2 * p + excess, stride=draw(integers(1, 4)), padding=p)


# One thing is wrong in each, and where nobody looks the formula returns a number.
IMPOSSIBLE = one_of(
    misfits(),
    cases(n=integers(5, 30), k=integers(1, 5), stride=integers(-9, 0), padding=integers(0, 9)),
    cases(n=integers(10, 30), k=integers(1, 4), stride=integers(1, 3), padding=integers(-3, -1)),
    cases(n=integers(1, 30), k=integers(-99, -1), stride=integers(1, 3), padding=integers(0, 2)),
    cases(n=integers(-2, -1), k=integers(1, 2), stride=integers(1, 3), padding=integers(2, 4)),
    cases(n=integers(-99, -3), k=integers(1, 9), stride=integers(1, 3), padding=integers(54, 99)),
)


@pytest.mark.points(1)
@settings(max_examples=100, deadline=None)
@given(case=rows())
def test_valid(student, reference, case):
    """output_size: without padding, at stride 1, a kernel of k takes k − 1 pixels off."""
    assert_same(student.output_size(case.n, case.k), reference.output_size(case.n, case.k))


@pytest.mark.points(1)
@settings(max_examples=100, deadline=None)
@given(case=rows(padding=one_of(integers(0, 6), integers(7, 99))))
def test_padding(student, reference, case):
    """output_size: padding counts on both sides."""
    n, k, _, p = case
    assert_same(student.output_size(n, k, padding=p), reference.output_size(n, k, padding=p))


@pytest.mark.points(2)
@settings(max_examples=120, deadline=None)
@given(case=rows(stride=one_of(integers(1, 7), integers(8, 99))))
def test_stride(student, reference, case):
    """output_size: as many whole jumps as fit, and one more press than jumps."""
    n, k, s, _ = case
    assert_same(student.output_size(n, k, stride=s), reference.output_size(n, k, stride=s))


@pytest.mark.points(2)
@settings(max_examples=150, deadline=None)
@given(case=rows(stride=integers(1, 5), padding=integers(0, 4)))
def test_stride_and_padding(student, reference, case):
    """output_size: all four numbers together give ⌊(n + 2p − k) / s⌋ + 1."""
    assert_same(student.output_size(*case), reference.output_size(*case))


@pytest.mark.points(1)
@settings(max_examples=150, deadline=None)
@given(case=IMPOSSIBLE)
def test_impossible(student, case):
    """output_size: what can't be convolved raises a ValueError."""
    student.output_size(5, 3)  # can be: who refuses everything refuses this
    assert_raises(ValueError, student.output_size, *case)


@pytest.mark.points(1)
@settings(max_examples=100, deadline=None)
@given(k=one_of(integers(1, 41), integers(42, 99)))
def test_same_padding(student, reference, k):
    """same_padding: an odd kernel's padding keeps the size; an even one raises a ValueError."""
    if k % 2:
        assert_same(student.same_padding(k), reference.same_padding(k))
    else:
        assert_raises(ValueError, student.same_padding, k)


@pytest.mark.points(1)
@settings(max_examples=150, deadline=None)
@given(case=cases(n=one_of(integers(1, 9), integers(1, 64), integers(65, 600)), k=integers(2, 40)))
def test_layers_until_empty(student, reference, case):
    """layers_until_empty: layers are counted until the kernel no longer fits."""
    assert_same(student.layers_until_empty(*case), reference.layers_until_empty(*case))


@pytest.mark.points(1)
@settings(max_examples=100, deadline=None)
@given(case=cases(n=integers(1, 64), k=integers(-9, 1)))
def test_layers_that_take_nothing(student, case):
    """layers_until_empty: a layer that never uses the image up raises a ValueError."""
    student.layers_until_empty(5, 3)  # does
    assert_raises(ValueError, student.layers_until_empty, *case)
