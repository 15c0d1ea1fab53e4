"""What a student reads where an imported test writes a side of its comparison as a list, a sum or a
comparison of its own: what was expected, as a value, and nothing that the test never asked for.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from imported_tests import Imported, imported

ROWS = """\
import numpy as np


def double(row):
    return np.asarray(row) * 2


def scale(row, factor):
    row *= factor


def is_palindrome(row):
    return bool((row == row[::-1]).all())


class Bag:
    def __init__(self, items):
        self.items = list(items)

    def __eq__(self, other):
        return isinstance(other, Bag) and self.items == other.items
"""
TESTS = """\
import numpy as np
import numpy.testing as npt
from rows import Bag, double, is_palindrome, scale

TABLE = [[2, 4], [6, 8]]


def test_a_list():
    assert np.array_equal(double([1, 2]), [2, 4])


def test_a_product():
    row = np.array([1, 2])
    assert np.allclose(double(row), 2 * row)


def test_a_part():
    assert np.array_equal(double([1, 2]), TABLE[0])


def test_what_was_given_and_a_list():
    row = np.array([1, 2])
    scale(row, 2)
    assert np.array_equal(row, [2, 4])


def test_what_was_given_and_a_product():
    row = np.array([1, 2])
    scale(row, 2)
    assert np.array_equal(row, 2 * np.array([1, 2]))


def test_a_kind():
    assert isinstance(double([1]), (np.ndarray, list))


def test_true():
    assert is_palindrome(np.array([1, 2, 1])) is True


def test_numpys_own():
    npt.assert_allclose(double([1, 2]), [2, 4])


def test_a_bag_is_no_list():
    bag = Bag("ab")
    assert bag == Bag(["a", "b"])
    assert (bag == ["a", "b"]) is False
"""


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    with imported(tmp_path_factory.mktemp("rows"), "rows", ROWS, TESTS) as found:
        assert not found.adopted.named
        yield found


TRIPLE = ("np.asarray(row) * 2", "np.asarray(row) * np.array([2, 3])[: len(row)]")


@pytest.mark.parametrize("test", ["test_a_list", "test_a_product", "test_a_part"])
def test_what_a_function_of_numpys_compares_with_is_shown_as_a_value(rows, test):
    check = rows.changed(*TRIPLE)[test]
    shown = check.counterexample
    assert shown is not None
    assert not check.message
    assert (shown.got.split()[:2], shown.expected.split()[:2]) == (["2", "‹6›"], ["2", "‹4›"])


def test_what_became_of_a_value_is_compared_with_what_should_have(rows):
    failed = rows.changed("row *= factor", "row = row * factor")
    for test in ("test_what_was_given_and_a_list", "test_what_was_given_and_a_product"):
        shown = failed[test].counterexample
        assert shown is not None
        assert shown.how == "afterwards"
        got, expected = (text.partition(":\n")[2] for text in (shown.got, shown.expected))
        assert (got.split()[:2], expected.split()[:2]) == (["‹1›", "‹2›"], ["‹2›", "‹4›"])


def test_two_kinds_are_named(rows):
    check = rows.changed("np.asarray(row) * 2", "2")["test_a_kind"]
    assert check.counterexample is not None
    assert check.counterexample.expected == "a NumPy array or a list"


def test_a_truth_of_numpys_own_is_told_from_pythons(rows):
    check = rows.changed("bool((row == row[::-1]).all())", "(row == row[::-1]).all()")["test_true"]
    assert check.message == "Returned a NumPy bool, expected a bool."


def test_no_note_says_that_a_list_was_asked_for(rows):
    check = rows.changed(*TRIPLE)["test_numpys_own"]
    assert check.notes == ()


def test_a_comparison_that_their_class_decided_is_no_value_that_was_given(rows):
    own = "self.items == other.items"
    looser = "self.items == list(getattr(other, 'items', other))"
    check = rows.changed(f"isinstance(other, Bag) and {own}", looser)["test_a_bag_is_no_list"]
    shown = check.counterexample
    assert shown is not None
    assert not check.message
    assert (shown.call, shown.how) == ("Bag('ab') == ['a', 'b']", "returned")
    assert (shown.got, shown.expected) == ("True", "False")
