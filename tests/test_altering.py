"""Arguments changed in place after their call: every number in them, and nothing else."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.process.altering import NUMBERS, alter


@pytest.mark.parametrize("dtype", ["float64", "float16", "int8", "uint8", "int64"])
@pytest.mark.parametrize("shape", [(), (3,), (2, 3)])
def test_every_number_of_an_array_becomes_another(dtype, shape):
    """Whichever of them an answer shares, it shows."""
    array = np.zeros(shape, dtype)
    assert alter(array) == 99
    assert (array == 99).all()


def test_the_new_number_is_one_that_was_not_there():
    """A number that stays what it was would show nothing."""
    array = np.array([99.0, 98.0, 5.0])
    assert alter(array) == 97
    nest = [[99, 97.0], [98]]
    assert alter(nest) == 96
    assert nest == [[96, 96], [96]]


def test_a_view_is_changed_and_what_lies_between_is_not():
    """The gaps of a strided array are nobody's argument."""
    base = np.zeros(6)
    alter(base[::2])
    assert base.tolist() == [99, 0, 99, 0, 99, 0]


@pytest.mark.parametrize(
    "value",
    [
        None,
        3,
        1.5,
        "text",
        (1, 2),
        [],
        ["a", None, True],
        np.zeros((0, 2)),
        np.array([True, False]),
        np.array(["a"]),
    ],
)
def test_what_has_no_number_to_change_is_left_alone(value):
    """The answer says so: then nothing can be concluded from an answer that stays."""
    before = repr(value)
    assert alter(value) is None
    assert repr(value) == before


def test_a_read_only_array_is_left_alone():
    array = np.zeros(2)
    array.flags.writeable = False
    assert alter(array) is None
    assert not array.any()


def test_an_array_with_every_number_is_left_alone():
    """There is no number that would be another one in all of its places."""
    assert alter(np.arange(100)) is None
    assert alter([*NUMBERS]) is None


def test_tuples_and_dicts_are_changed_inside():
    """A tuple can't be changed; the lists and arrays in it can."""
    rows, array = [1, 2], np.zeros(2)
    assert alter((rows, {"a": 5, "b": array}, 7)) == 99
    assert rows == [99, 99]
    assert array.tolist() == [99, 99]


def test_tensors_are_changed_where_they_have_values():
    """Also one that asks for gradients, which is refused outside of no_grad."""
    torch = pytest.importorskip("torch")
    tensor = torch.zeros(2, 2, requires_grad=True)
    assert alter(tensor) == 99
    assert tensor.detach().eq(99).all()
    assert alter(torch.zeros(2, device="meta")) is None
    assert alter(torch.zeros(0)) is None
    assert alter(torch.zeros(2, dtype=torch.bool)) is None


def test_a_tensor_of_inference_mode_is_changed_like_any_other():
    """Torch lets it be changed inside that mode only, and who called the function is outside."""
    torch = pytest.importorskip("torch")
    with torch.inference_mode():
        tensor = torch.zeros(2, 2)
    assert alter(tensor) == 99
    assert tensor.eq(99).all()


def test_an_expanded_tensor_is_changed_in_the_cells_that_it_has():
    """Torch refuses to fill one cell many times; whoever shares that cell sees it all the same."""
    torch = pytest.importorskip("torch")
    row = torch.zeros(1, 3)
    assert alter(row.expand(4, 3)) == 99
    assert row.tolist() == [[99, 99, 99]]
    number = torch.zeros(())
    assert alter(number.expand(2, 2)) == 99
    assert number == 99


def test_a_tensor_that_torch_does_not_change_in_place_is_left_alone():
    """One without strides, say: that is no error of the student's."""
    torch = pytest.importorskip("torch")
    assert alter(torch.ones(2, 2).to_sparse()) is None


numbers = st.recursive(st.integers(-5, 120) | st.booleans(), st.lists, max_leaves=20)


@given(nest=st.lists(numbers))
def test_no_number_of_a_nest_stays(nest):
    """And its shape does."""

    def leaves(value):
        return [n for item in value for n in leaves(item)] if isinstance(value, list) else [value]

    before = leaves(nest)
    changed = alter(nest)
    assert (changed is None) == all(isinstance(n, bool) for n in before)
    after = leaves(nest)
    assert len(after) == len(before)
    for was, now in zip(before, after, strict=True):
        assert now is was if isinstance(was, bool) else now == changed != was
