"""Objects of the student's own that a test's functions, mocks and lists are given: who does so
honestly keeps the points, and what is said of them asks nobody when the case is over.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from imported_tests import Imported, imported

from grader.imported.object_classes import class_of_object
from grader.imported.remote_objects import Function
from grader.imported.shared_arguments import CannotCross
from grader.judge import run_case
from grader.wording.claim_words import Told

EVENTS = """\
class Event:
    def __init__(self, name):
        self.name = name


def tell(names, seen):
    for name in names:
        seen(Event(name))


def count(numbers, seen):
    for n in numbers:
        seen(n)


def keep(names, seen):
    for name in names:
        seen(name, name)
"""
TEST_EVENTS = """\
from unittest.mock import Mock, call

from events import count, keep, tell


class Log:
    def __init__(self):
        self.rows = []

    def add(self, row):
        self.rows.append(row)


def test_told():
    seen = Mock()
    tell(["a"], seen)
    seen.assert_called_once()
    assert seen.call_args.args[0].name == "a"


def test_sum():
    log = Log()
    count([1, 2, 3], log.add)
    assert sum(log.rows) == 6


def test_mock():
    seen = Mock()
    count([1, 2], seen)
    assert seen.call_args_list == [call(1), call(2)]


def test_set():
    seen = set()
    count([1, 2, 2], seen.add)
    assert len(seen) == 2


def test_keys():
    seen = {}
    keep(["a", "b"], seen.setdefault)
    assert list(seen) == ["a", "b"]
"""
OBJECT = "class Own: pass\n\n\n"
LIARS = """\
class Text(str):
    def __eq__(self, other): return True
    def __hash__(self): return 1


class Number(int):
    def __eq__(self, other): return True
    def __gt__(self, other): return True
    def __radd__(self, other): return 6 if self == 3 else Number(6)
    def __hash__(self): return 1


"""


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    with imported(tmp_path_factory.mktemp("events"), "events", EVENTS, TEST_EVENTS) as found:
        yield found


def test_who_hands_objects_of_their_own_to_a_mock_keeps_the_points(graded):
    assert graded.adopted.named == ()
    assert len(graded.adopted.checks) == TEST_EVENTS.count("\ndef test_")
    own = EVENTS.replace("Event", "Happening").replace("= name", "= str(name)")
    assert graded.failed(own) == {}


SAID = {
    "test_sum": (
        "The check can't go on with this answer: TypeError: "
        "unsupported operand type(s) for +: 'int' and 'Own'.",
        "sum(log.rows) == 6",
    ),
    "test_mock": (
        "The test makes [call(<Own>), call(<Own>)] of it.",
        "[call(1), call(2)], made of it by the test",
    ),
    "test_set": ("The test makes 3 of it.", "2, made of it by the test"),
}


def test_objects_where_numbers_are_expected_are_told_by_their_class(graded):
    found = graded.changed("        seen(n)", "        seen(Own())", before=OBJECT)
    assert list(found) == list(SAID)
    for name, (message, expected) in SAID.items():
        shown = found[name].counterexample
        assert (found[name].message, shown.values.expected.text) == (message, expected)
        assert shown.call == "count(numbers, seen)"


def test_objects_as_keys_are_told_by_their_class(graded):
    found = graded.changed("seen(name, name)", "seen(Own(), name)", before=OBJECT)
    assert list(found) == ["test_keys"]
    assert found["test_keys"].message == "The test makes [<Own>, <Own>] of it."


def test_numbers_and_texts_that_say_they_are_equal_pass_nothing(graded):
    found = graded.changed("        seen(n)", "        seen(Number(5))", before=LIARS)
    assert list(found) == ["test_sum", "test_mock", "test_set"]
    # That two of them are equal is no number.
    assert found["test_set"].message == "The test makes 1 of it."
    found = graded.changed("seen(name, name)", "seen(Text('c'), name)", before=LIARS)
    assert list(found) == ["test_keys"]


class Over:
    """A talk that has ended."""

    open = False

    def ask(self, *args: Any, **kwargs: Any) -> Any:
        raise CannotCross("asked")

    call_builtin = ask


def test_what_is_said_of_an_object_asks_nobody_when_the_case_is_over():
    kind = class_of_object(("events.Event",), ("__eq__", "__ne__", "__hash__", "__len__"))
    one, other = kind(Over(), 1), kind(Over(), 2)
    assert (repr(one), str(one), f"{one:>9}") == ("<Event>",) * 3
    assert one == one
    assert one != other
    with pytest.raises(CannotCross):
        len(one)
    assert repr(Function(Over(), None, "count")) == "<function count>"


def test_a_telling_that_would_ask_says_less(monkeypatch):
    def asks(error: BaseException, steps: object) -> Told:
        raise CannotCross("asked")

    monkeypatch.setattr(run_case, "told", asks)
    monkeypatch.setattr(run_case, "unusable", asks)

    class Checks:
        imported = False
        student = reference = type("To", (), {"to": None})()

    def fails() -> None:
        assert Checks is None

    def breaks() -> None:
        len(1)  # type: ignore[arg-type]

    for body in (fails, breaks):
        failure = run_case.judge(body, {}, Checks(), None, None)  # type: ignore[arg-type]
        assert (failure.kind, failure.message) == ("unusable", "the check can't use the answer")
