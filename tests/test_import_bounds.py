"""A test's functions do what the student's code asks for, in the grader's process: so much, and no
more. Each bound is met here, and what is said of it is what a student reads."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest

from grader.imported import bounds, shared_arguments
from grader.imported.given import Things
from grader.imported.shared_arguments import AskedTooMuch, Loans
from grader.wire.messages import Question
from grader.wire.values import to_wire


def ask(value: Any, *args: Any, name: str = "__call__") -> Any:
    things = Things(Path(__file__).parent, {})
    given = things.given(value)
    assert given is not None
    return things.answer(Question(given.number, name), list(args), {})


@pytest.mark.parametrize(("stream", "text"), [(io.StringIO(), "x"), (io.BytesIO(), b"x")])
@pytest.mark.parametrize("name", ["write", "writelines"])
def test_a_stream_is_not_filled_up_to_where_the_students_code_went(stream, text, name):
    """Two lines would have the grader allocate gigabytes."""
    said = "a stream of the test's was made to hold more than 1 MiB"
    ask(stream.seek, 3 * 10**9)
    with pytest.raises(AskedTooMuch, match=said):
        ask(getattr(stream, name), text if name == "write" else [text])
    assert stream.seek(0, io.SEEK_END) == 0


def test_a_stream_is_written_to_as_ever():
    out = io.StringIO()
    ask(out.write, "ab")
    ask(out.seek, 1)
    ask(out.writelines, ["c", "d"])
    assert out.getvalue() == "acd"
    with pytest.raises(TypeError):
        ask(out.write, 1)
    with pytest.raises(TypeError):
        ask(out.write)


def endless(n: int) -> None:
    while True:
        n += 1


def grows(n: int) -> int:
    return n if n < 2 else grows(n - 1) + grows(n - 2)


def test_a_mock_is_called_with_any_number():
    """It only notes it; one that calls a function of the test's is like that function."""
    seen = Mock()
    ask(seen, 2**62)
    seen.assert_called_once_with(2**62)
    for counts in (Mock(side_effect=abs), Mock(wraps=abs)):
        with pytest.raises(AskedTooMuch, match="a number beyond"):
            ask(counts, 2**62)


@pytest.mark.parametrize("function", [endless, grows])
def test_a_function_that_goes_on_without_end_is_ended(monkeypatch, function):
    monkeypatch.setattr(bounds, "MAX_LINES", 1_000)
    before = sys.gettrace()
    with pytest.raises(AskedTooMuch, match="more than 1,000 of their lines"):
        ask(function, 60)
    assert sys.gettrace() is before


def test_lines_are_counted_over_a_whole_case(monkeypatch):
    monkeypatch.setattr(bounds, "MAX_LINES", 1_000)
    things = Things(Path(__file__).parent, {})
    question = Question(things.given(grows).number, "__call__")

    def again() -> None:
        while True:
            things.answer(question, [5], {})

    with pytest.raises(AskedTooMuch):
        again()


def test_a_function_is_given_no_number_to_count_to_but_a_list_may_hold_it():
    said = "a function of the test's was called with a number beyond 1,000,000,000"
    for number in (1 << 100_000, -(10**10), 1e300):
        with pytest.raises(AskedTooMuch, match=said):
            ask(grows, number)
    with pytest.raises(AskedTooMuch, match=said):
        ask("x".center, 10**10)
    assert ask(grows, -(10**9)) == -(10**9)
    seen: list[int] = []
    ask(seen.append, 10**20)
    assert seen == [10**20]


class Canvas:
    """Its n is set by whoever calls its methods."""

    def __init__(self, n: int = 3) -> None:
        self.n = n

    @property
    def area(self) -> int:
        return sum(self.n for _ in range(self.n))

    @property
    def huge(self) -> int:
        raise MemoryError

    def __getattr__(self, name: str) -> int:
        return self.area

    def __setitem__(self, place: int, n: int) -> None:
        self.n = n

    def __lt__(self, other: int) -> bool:
        return self.n < other


@pytest.mark.parametrize("name", ["area", "any_other"])
def test_the_lines_of_a_property_are_counted_like_those_of_a_call(monkeypatch, name):
    assert ask(Canvas(), name, name="getattr") == 9
    monkeypatch.setattr(bounds, "MAX_LINES", 1_000)
    before = sys.gettrace()
    with pytest.raises(AskedTooMuch, match="more than 1,000 of their lines"):
        ask(Canvas(10**9), name, name="getattr")
    assert sys.gettrace() is before
    with pytest.raises(AskedTooMuch, match="more than fits into memory"):
        ask(Canvas(), "huge", name="getattr")


def test_what_an_object_is_called_is_not_asked_of_its_own_class():
    """Its `__getattr__` answers with a number here."""
    given = Things(Path(__file__).parent, {}).given(Canvas())
    assert given.text == "<Canvas>"


def test_an_item_is_set_to_no_number_to_count_to_but_may_be_compared_with_one():
    with pytest.raises(AskedTooMuch, match="with a number beyond 1,000,000,000"):
        ask(Canvas(), 0, 10**10, name="__setitem__")
    canvas = Canvas()
    ask(canvas, 0, 10**9, name="__setitem__")
    assert canvas.n == 10**9
    assert ask(canvas, 10**18, name="__lt__") is True


def no_memory() -> None:
    raise MemoryError


def test_memory_that_there_is_not_is_the_students_case():
    with pytest.raises(AskedTooMuch, match="more than fits into memory"):
        ask(no_memory)


def test_answers_are_counted_in_bytes():
    left = bounds.Bounds(Path())
    left.answered(bounds.MAX_ANSWERED)
    with pytest.raises(AskedTooMuch, match="to answer more than 64 MiB"):
        left.answered(1)


def test_a_value_that_crossed_many_times_is_looked_at_once(monkeypatch):
    """Else who asks for it again and again has the grader compare it with each time."""
    looked = []
    monkeypatch.setattr(
        shared_arguments, "to_wire", lambda v, exact: looked.append(v) or to_wire(v, exact=exact)
    )
    loans, value = Loans(), [1, 2]
    for _ in range(10):
        loans.lend([value], [to_wire(value, exact=True)])
    loans.before(objects=True)
    assert len(looked) == 1


def test_what_is_looked_at_for_the_students_code_is_counted(monkeypatch):
    monkeypatch.setattr(shared_arguments, "MAX_LOOKED_AT", 200)
    loans = Loans()
    kept = [["x" * 120]] * 2  # as an object of the test's keeps it
    loans.lend([kept[0]], [to_wire(kept[0], exact=True)])
    for _ in range(10):
        loans.before(objects=True)  # the test's own doing
    loans.before(objects=True, asking=True)
    with pytest.raises(AskedTooMuch, match="called too often with too much"):
        loans.before(objects=True, asking=True)
