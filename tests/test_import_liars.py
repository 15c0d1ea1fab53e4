"""An imported test is not passed by objects that say they are equal, however they come to it: as an
answer, the object itself, an argument of the test's functions, an item of its lists. Nor by code
that goes on where a function of the test's said that it is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from imported_tests import Imported, imported

from grader.import_tests.find_files import find_sources
from grader.import_tests.importer import adopt
from grader.model import CheckResult

SHAPES = """\
class Pile:
    def __init__(self, items=()):
        self.items = list(items)

    def pop(self):
        return self.items.pop()

    def into(self, rows):
        rows.extend(self.items)

    def __contains__(self, item):
        return item in self.items

    def __add__(self, more):
        return Pile(self.items + [more])

    def __eq__(self, other):
        if isinstance(other, int):
            return len(self.items) == other
        return isinstance(other, Pile) and self.items == other.items


def squares(row, seen):
    for n in row:
        seen(n * n)


def scaled(factor, row):
    return [factor(n) * n for n in row]


def name(n):
    return f"number {n}"


def fill(rows):
    rows.append(1)


def make(rows):
    rows.append(Pile())


def run_all(tasks):
    failed = 0
    for task in tasks:
        try:
            task()
        except AssertionError:
            failed += 1
    return failed
"""
TEST_SHAPES = """\
import unittest
from unittest.mock import Mock

from shapes import Pile, fill, make, name, run_all, scaled, squares

FACTOR = 3


def test_pop():
    assert Pile([3]).pop() == 3


def test_into():
    rows = []
    Pile([3]).into(rows)
    assert rows == [3]


def test_equal():
    assert Pile([1, 2]) == Pile([1]) + 2
    assert not Pile([1]) == Pile([2])
    assert 2 in Pile([1, 2])
    assert Pile([1, 2]) == 2


def test_scaled():
    assert scaled(lambda n: FACTOR, [1, 2]) == [3, 6]


def test_squares():
    seen = []
    squares([1, 2], seen.append)
    assert seen == [1, 4]


def test_mock():
    seen = Mock()
    squares([2], seen)
    seen.assert_called_once_with(4)


def test_less():
    seen = []
    squares([2], seen.append)
    assert seen[0] < 5


def test_asserting():
    done = []

    def seen(n):
        done.append(n)
        assert n == 25, f"it is {FACTOR}"
    squares([5], seen)
    assert done


def test_name():
    assert name(3).startswith("number")


def test_fill():
    rows = []
    fill(rows)
    assert rows == [1]


def test_make():
    rows = []
    make(rows)
    assert len(rows) == 1


def test_run_all():
    def bad():
        assert FACTOR == 4
    assert run_all([bad, lambda: FACTOR]) == 1
"""
LIAR = """\
class Liar:
    def __eq__(self, other): return True
    def __lt__(self, other): return True
    def __hash__(self): return 0
    def startswith(self, text): return True


class Says:
    def __call__(self, *args): return True


class Called:
    startswith = Says()
"""


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    with imported(tmp_path_factory.mktemp("liars"), "shapes", SHAPES, TEST_SHAPES) as found:
        yield found


def lying(graded: Imported, old: str, new: str) -> dict[str, CheckResult]:
    """The checks that fail after a change which brings a liar in."""
    return graded.changed(old, new, before=LIAR)


def test_what_is_right_passes_also_where_its_class_says_what_it_equals(graded):
    """And where it asks the test's functions otherwise than the reference does."""
    assert graded.adopted.named == ()
    assert len(graded.adopted.checks) == TEST_SHAPES.count("\ndef test_")
    assert graded.failed(SHAPES) == {}
    other = SHAPES.replace("[factor(n) * n for n in row]", "[n * factor(n + 1) for n in row]")
    other = other.replace("Pile(self.items + [more])", "Pile([*self.items]).and_also(more)")
    other += "\n\nPile.and_also = lambda self, more: self.items.append(more) or self\n"
    assert graded.failed(other) == {}


LIES = {
    "the object itself": ("return self.items.pop()", "return self", "test_pop"),
    "itself in a list": ("rows.extend(self.items)", "rows.append(self)", "test_into"),
    "an answer": ("return [factor(n) * n for n in row]", "return Liar()", "test_scaled"),
    "after a question of its own": (
        "return [factor(n) * n for n in row]",
        "factor(99)\n    return Liar()",
        "test_scaled",
    ),
    "in a list of the test's": ("rows.append(1)", "rows.append(Liar())", "test_fill"),
    "a method": ('return f"number {n}"', "return Liar()", "test_name"),
    "an attribute that can be called": ('return f"number {n}"', "return Called()", "test_name"),
}


@pytest.mark.parametrize(("old", "new", "name"), LIES.values(), ids=LIES)
def test_an_object_in_a_values_place_passes_nothing(graded, old, new, name):
    new = new.replace("return self", "self.__class__ = Liar\n        return self")
    new = new.replace("rows.append(self)", "self.__class__ = Liar\n        rows.append(self)")
    assert list(lying(graded, old, new)) == [name]


def test_objects_that_the_tests_functions_are_given_pass_nothing(graded):
    found = lying(graded, "seen(n * n)", "seen(Liar())")
    assert list(found) == ["test_squares", "test_mock", "test_less", "test_asserting"]
    said = "A Liar says itself what it is equal to, where a plain value is expected."
    assert found["test_mock"].message == said
    assert found["test_mock"].counterexample.call == "squares(row, seen)"


def test_an_object_in_a_list_of_the_tests_is_no_other_object(graded):
    """What its class says is never asked of what the call returned."""
    found = lying(graded, "rows.append(1)", "rows.append(Liar())\n    return Liar()")
    assert list(found) == ["test_fill"]


def test_who_goes_on_after_a_failed_assertion_of_the_tests_fails(graded):
    found = lying(
        graded,
        "        seen(n * n)",
        "        try: seen(n * n if n < 5 else 0)\n        except AssertionError: pass",
    )
    assert list(found) == ["test_asserting"]
    said = "A check in a function of the test's failed, and the code that called it went on."
    assert found["test_asserting"].message == said


def test_a_failed_assertion_tells_the_student_code_nothing(graded):
    """What it says is said in the report."""
    found = lying(
        graded,
        "        seen(n * n)",
        "        try: seen(n * n if n < 5 else 0)\n"
        "        except AssertionError as error:\n"
        "            if error.args or error.__cause__ or error.__context__: seen(25)\n"
        "            raise",
    )
    assert list(found) == ["test_asserting"]
    assert found["test_asserting"].counterexample.values.expected.text == "0 == 25"


def test_a_test_that_uses_an_object_in_a_list_of_its_own_is_named_and_not_imported(tmp_path):
    """There is no number to ask for it by."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "shapes.py").write_text(SHAPES, "utf-8")
    using = TEST_SHAPES.replace("assert len(rows) == 1", "assert rows[0] == Pile()")
    (folder / "test_shapes.py").write_text(using, "utf-8")
    adopted = adopt(find_sources(folder), "mine/using_", tmp_path / "out")
    assert not any("make" in name for name in adopted.checks)
    assert len(adopted.checks) == TEST_SHAPES.count("\ndef test_") - 1
    assert "uses an object that the student's code made and put into one" in str(adopted.named)
