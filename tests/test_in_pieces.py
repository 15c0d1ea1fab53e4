"""A worker is told of an operation that holds an earlier answer once it has given its own."""

from __future__ import annotations

import os
import socket
from typing import Any

import msgspec
import numpy as np
import pytest

from grader import submissions
from grader.grade import Options, open_grader
from grader.judge.in_pieces import ALONE, asked_in_all, pieces, telling
from grader.judge.recording import RecordedCase
from grader.process.clock import Clock
from grader.process.host import Worker
from grader.wire import messages
from grader.wire.data import Held, Ref
from grader.wire.messages import BatchDone, CaseDone, Operation, RawBatch, Returned
from grader.wire.parent_messages import Ended
from grader.wire.stream import received
from grader.wire.values import to_wire

# What a file does that looks for what it will be asked next.
PEEKS = """
import sys

def coming():
    frame = sys._getframe(1)
    while frame is not None:
        for value in frame.f_locals.values():
            for operation in getattr(value, "_operations", None) or ():
                if operation.name == "halve":
                    return operation.args[0].items
        frame = frame.f_back
    return []

def double(numbers):
    return list(coming())

def halve(numbers):
    return [n // 2 for n in numbers]
"""
RIGHT = """
def double(numbers):
    return [2 * n for n in numbers]

def halve(numbers):
    return [n // 2 for n in numbers]
"""
CHECKS = '''
from hypothesis import given, settings, strategies as st

@settings(max_examples=20)
@given(numbers=st.lists(st.integers(3, 99), min_size=1, max_size=4))
def test_there_and_back(student, numbers):
    """Twice, and half of that."""
    doubled = student.double(numbers)
    assert student.halve(doubled) == numbers
    assert sum(doubled) == 2 * sum(numbers)
'''

# One that does nothing but remember what it is asked about its own wrong answer.
LEARNS = """
learned, last = {}, []

def double(numbers):
    last[:] = numbers
    return learned.get(tuple(numbers), [0])

def halve(numbers):
    learned.setdefault(tuple(last), numbers)
    return list(last)
"""
BOTH = (
    CHECKS
    + '''

from grader.checks import assert_same

@settings(max_examples=20)
@given(numbers=st.lists(st.integers(3, 99), min_size=1, max_size=4))
def test_twice(student, reference, numbers):
    """Each number is twice as large."""
    assert_same(student.double(numbers), reference.double(numbers))
'''
)


def raw(message: Any) -> msgspec.Raw:
    return msgspec.Raw(messages.encode(message))


def case(drawn: dict[str, Any], *steps: tuple[Any, Any]) -> RecordedCase:
    """A case of calls: what each is asked with, and the right answer."""
    asked = [raw(Operation("call", None, "f", [to_wire(a, exact=True)])) for a, _ in steps]
    expected = [raw(Returned(to_wire(answer))) for _, answer in steps]
    written = {name: raw(to_wire(value, exact=True)) for name, value in drawn.items()}
    return RecordedCase(written, asked, expected, [], [], raw(None))


def sizes(case: RecordedCase) -> list[int]:
    every = pieces(case)
    assert [op for piece in every for op in piece] == case.asked
    return [len(piece) for piece in every]


X = np.arange(6.0).reshape(2, 3)


@pytest.mark.parametrize(
    ("drawn", "steps", "left"),
    [
        ({"x": X}, [(X, 1)], [1]),
        ({"x": X}, [(X, 1), (X, 1)], [2]),
        ({"x": X, "y": -X}, [(X, X + 1), (-X, 2), (X, 1)], [3]),
        ({"x": X}, [(X, X + 1), (X + 1, X)], [1, 1]),  # an answer is asked about
        ({"x": X}, [(X, X + 1), (X * 2, X)], [1, 1]),  # it may be made of one
        ({"x": X}, [(X, X + 1), (X * 2, X), (X * 2, X)], [1, 2]),
        ({"n": 5, "k": 3}, [(5, 3), (3, 1)], [1, 1]),  # a number that was drawn, and the answer
        ({"n": 5, "k": 3}, [(5, 7), (3, 1)], [2]),
        ({"n": 1}, [(1, True), (1.0, 2)], [1, 1]),
        ({"t": ("a", {"b": "c"})}, [("a", "d"), (("c", "b"), "e"), ("d", "a")], [2, 1]),
        ({"n": 2}, [(2, [True, False]), ([True, False], 2)], [1, 1]),  # truths are no numbers
        ({"n": 2}, [(2, [True, False]), ([False, True], 2)], [2]),
        ({"n": 2}, [(2, True), (True, 3)], [1, 1]),
    ],
)
def test_a_case_is_cut_before_what_may_hold_an_answer(drawn, steps, left):
    assert sizes(case(drawn, *steps)) == left


@pytest.mark.parametrize(
    ("steps", "left"),
    [
        ([(X, X + 1), (X + 1, X)], {1}),  # the very answer
        ([(X, X + 1), (X * 2, X)], set()),  # made of it, or not: numbers are, too often
        ([(X, "a"), ("weights", X)], {1}),  # a text may be made of one
        ([(X, X - 1), ("weight", X)], set()),  # each case is asked for that
        ([(X, X - X), (X - X, X)], set()),  # what a check begins with
        ([([3, 1, 2], [1, 2, 3]), ([1, 2, 3], X)], {1}),  # what was asked, in its order
        ([([3, 1, 2], [1, 2, 3]), ([3, 1], X)], set()),
        ([({1: 3, 2: 4}, {1: 4, 2: 3}), ({1: 4, 2: 3}, X)], {1}),
        ([([3, 1, 2], 3), (3, X)], {1}),  # the largest of them, say
        ([([3, 1, 2], 3), (1, X)], set()),
        ([(3, X), ([3, 1], 3), (3, X)], set()),  # it was asked before
        ([([3, 0], 0), (0, X)], set()),
    ],
)
def test_a_piece_tells_what_was_right_before_and_not_what_all_cases_are_asked_with(steps, left):
    others = [
        case({"x": X}, (X, 1), (5, "b"), ("weight", 2)),
        case({"x": X}, (6, 2), ("weight", 1)),
    ]
    here = case({"x": X}, *steps, ("weight", 3))
    usual = asked_in_all([here, *others])
    assert usual == {(str, "weight"), (ALONE, (str, "weight"))}
    assert telling(here, usual) == left
    assert asked_in_all([here]) == set()  # one that is asked alone says nothing of what is usual


def test_what_all_cases_are_asked_with_tells_where_it_is_the_answer():
    """squeeze("aaa"), and then expand("3a"), in every case."""
    every = [case({"x": X}, ("aaa", "3a"), ("3a", "aaa"), (n, n)) for n in (1, 2)]
    assert asked_in_all(every) == set()
    assert 1 in telling(every[0], asked_in_all(every))


def test_a_case_is_cut_only_once_the_submission_was_asked_something():
    """A layer is made by torch: its answers are none that a submission could find out."""
    made = [
        (Operation("call", "torch.nn", "Conv2d", [1, 2]), Held(("Conv2d",))),
        (Operation("get", 0, "weight"), to_wire(X)),
        (Operation("call", 0, "load", [to_wire(-X)]), None),
        (Operation("call", None, "f", [Ref(0), to_wire(X)]), to_wire(X + 1)),
        (Operation("get", 0, "weight"), to_wire(X + 2)),
    ]
    again = [
        (Operation("call", "torch.nn", "Conv2d", [7]), None),
        (Operation("call", "kata", "run", [7]), None),
    ]
    assert sizes(recorded(*made)) == [5]
    assert sizes(recorded(*made, *again)) == [5, 2]
    assert sizes(recorded(*made, (Operation("call", 0, "load", [to_wire(X + 2)]), None))) == [5, 1]
    assert sizes(recorded(again[1], (Operation("call", "torch", "ones", [3]), None))) == [1, 1]


def test_an_answer_that_is_only_referred_to_cuts_nothing():
    """It stays in the worker. What only looks like such a reference is a new text and a number."""
    first = (Operation("call", None, "f", [to_wire(X)], keep=True), Held(("object",)))
    refers = (Operation("call", None, "f", [Ref(0), to_wire(X)]), to_wire(X + 1))
    looks_alike = (Operation("call", None, "f", ["r", 0]), to_wire(X + 2))
    assert sizes(recorded(first, refers)) == [2]
    assert sizes(recorded(first, looks_alike)) == [1, 1]
    assert sizes(recorded(first, refers, looks_alike)) == [2, 1]


A, B, C, D = (raw(number) for number in range(4))


class Own:
    """This process in a worker's place."""

    def end(self, pid: int) -> Ended:
        return Ended(pid, 0)

    def await_exit(self, pid: int) -> None:
        pass


@pytest.mark.parametrize(
    ("spent", "asked", "answered"),
    [
        (None, [[[A]], [[B], [C]], [[D]]], [[A, B], [C, D]]),
        # What a program left is in no next case's way: not even its first piece is asked.
        (B, [[[A]], [[B], [C]]], [[A, B]]),
        (C, [[[A]], [[B], [C]], [[D]]], [[A, B], [C, D]]),
    ],
)
def test_a_last_piece_goes_with_the_next_cases_first(spent, asked, answered):
    """Each question is its own answer here."""
    ours, theirs = socket.socketpair()
    with theirs, Worker(Own(), os.getpid(), ours, Clock(os.getpid())) as worker:
        for batch in asked:
            for case in batch[: batch.index([spent]) + 1] if [spent] in batch else batch:
                theirs.sendall(messages.frame(messages.encode(CaseDone(case, spent in case))))
            theirs.sendall(messages.frame(messages.encode(BatchDone())))
        done = worker.run([[[A], [B]], [[C], [D]]], 5.0, 60.0)
        told = [msgspec.msgpack.decode(received(theirs), type=RawBatch) for _ in asked]
    assert (done.ending, done.cases) == (None, answered)
    assert [batch.cases for batch in told] == asked
    assert [batch.resume for batch in told] == [False, True, True][: len(asked)]


def recorded(*steps: tuple[Operation, Any]) -> RecordedCase:
    """A case of operations, and the right answers."""
    asked = [raw(operation) for operation, _ in steps]
    return RecordedCase(
        {}, asked, [raw(Returned(answer)) for _, answer in steps], [], [], raw(None)
    )


@pytest.mark.parametrize(("source", "verdict"), [(RIGHT, "passed"), (PEEKS, "failed")])
def test_a_question_made_of_an_answer_is_not_there_before_it_is_given(tiny_set, source, verdict):
    """The file finds all that lies in its process. Right answers are in none of it."""
    tiny_set.write("exercises/tiny/double/double.py", "def double(numbers): ...\n")
    tiny_set.write("solutions/tiny/double/solution.py", RIGHT)
    tiny_set.write("solutions/tiny/double/checks.py", CHECKS)
    with open_grader(tiny_set.exercise(), Options()) as grader:
        report = grader.grade(submissions.of_bytes(source.encode()))
    assert report.verdict == verdict, report.checks
    if source is PEEKS:
        assert report.checks[0].failed_cases == 20


@pytest.mark.parametrize(("source", "verdict"), [(RIGHT, "passed"), (LEARNS, "failed")])
def test_who_answers_something_else_is_not_told_what_was_right(tiny_set, source, verdict):
    """Nor is it in what the next check asks, whose cases are drawn alike."""
    tiny_set.write("exercises/tiny/double/double.py", "def double(numbers): ...\n")
    tiny_set.write("solutions/tiny/double/solution.py", RIGHT)
    tiny_set.write("solutions/tiny/double/checks.py", BOTH)
    with open_grader(tiny_set.exercise(), Options()) as grader:
        report = grader.grade(submissions.of_bytes(source.encode()))
    assert {check.status for check in report.checks} == {verdict}


# Of two checks that are asked the same: what is in order stays, which holds of a file that changes
# nothing, too.
ORDER = "def order(xs):\n    return sorted(xs)\n"
LEARNS_AN_ORDER = """
learned, last = {}, []

def order(xs):
    if sorted(last) == sorted(xs) and last != xs:
        learned[tuple(last)] = xs
    last[:] = xs
    return learned.get(tuple(xs), xs)
"""
STAYS = '''
import pytest

rows = pytest.mark.parametrize("xs", [[3, 1, 2], [5, 4]])

@rows
def test_stays(student, xs):
    """What is in order stays."""
    once = student.order(xs)
    assert student.order(once) == once

@rows
def test_order(student, reference, xs):
    """It is put in order."""
    assert student.order(xs) == reference.order(xs)
'''


@pytest.mark.parametrize(("source", "passed"), [(ORDER, 4), (LEARNS_AN_ORDER, 2)])
def test_nor_in_which_order_what_was_asked_is_right(tiny_set, source, passed):
    tiny_set.write("exercises/tiny/double/double.py", "def order(xs): ...\n")
    tiny_set.write("solutions/tiny/double/solution.py", ORDER)
    tiny_set.write("solutions/tiny/double/checks.py", STAYS)
    with open_grader(tiny_set.exercise(), Options()) as grader:
        report = grader.grade(submissions.of_bytes(source.encode()))
    assert [check.status for check in report.checks].count("passed") == passed
