"""What a report shows goes wrong wherever it is pasted: where a file keeps something from one call
to the next, what it takes comes first."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from contextlib import nullcontext
from dataclasses import replace
from types import SimpleNamespace

import pytest

from grader import submissions
from grader.explain.earlier_calls import ALONE, BEFORE, Alone, as_pasted
from grader.grade.session import Session
from grader.judge.judge import Options
from grader.judge.outcomes import Failure
from grader.judge.refs import used, with_refs
from grader.sets import library
from grader.wire.data import Map, RecordData, Ref, Seq
from grader.wire.messages import Loaded, Operation, Returned

KEEPING = [
    "tour/editor/one_memory_for_all",
    "tour/editor/one_redo_for_all",
    "convolution/naive_conv/default_list_kept",
    "convolution/receptive_field/jump_kept_between_calls",
    "convolution/padded_strided_conv/output_kept_between_calls",
    "convolution/receptive_field/remembered_by_length_and_sum",
]
ENDED = """
import json, sys
import numpy as np
exec(compile(open(sys.argv[1]).read(), "file", "exec"))
given = {name: np.array(cells, dtype) for name, (cells, dtype) in json.loads(sys.argv[2]).items()}
*before, last = json.loads(sys.argv[3])
globals().update(given)
exec("\\n".join(before))
answer = eval(last)
print(json.dumps(answer.tolist() if isinstance(answer, np.ndarray) else answer))
"""


def pasted(file, shown):
    """What the last line gives, in a Python that has only loaded the file."""
    given = {name: (v.cells, v.dtype) for name, v in shown.values.arguments.items()}
    lines = shown.call.splitlines()
    run = subprocess.run(
        [sys.executable, "-c", ENDED, str(file), json.dumps(given), json.dumps(lines)],
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


@pytest.mark.parametrize("name", KEEPING)
def test_what_is_shown_of_a_file_that_keeps_something_goes_wrong_in_a_new_python(name):
    """A list that a class's objects share was filled by cases before, and the last case was shown
    alone: pasted, it went right."""
    exercise = library.find_exercise(name.rpartition("/")[0])
    file = exercise.private / "wrong" / f"{name.rpartition('/')[2]}.py"
    with Session(exercise, Options()) as session:
        report = session.grade(submissions.read(file))
    first = next(check for check in report.checks if check.status == "failed")
    shown = first.counterexample
    came = pasted(file, shown)
    assert came != pasted(exercise.private / "solution.py", shown)
    cells = shown.values.got.cells
    assert came == (json.loads(shown.got.lower()) if cells is None else cells)


COUNTING = """

calls, right = [], output_size


def output_size(n, k, stride=1, padding=0):
    calls.append(n)
    return right(n, k, stride, padding) + (len(calls) > {most})
"""


def counting(exercise, most):
    """The reference, but wrong after so many calls."""
    return (exercise.private / "solution.py").read_text() + COUNTING.format(most=most)


def graded(exercise, text):
    with Session(exercise, Options()) as session:
        report = session.grade(submissions.of_bytes(text.encode()))
    return next(check for check in report.checks if check.status == "failed")


@pytest.fixture
def output_size():
    return library.find_exercise("convolution/output_size")


def test_the_calls_that_it_takes_come_first(output_size):
    first = graded(output_size, counting(output_size, 2))
    lines = first.counterexample.call.splitlines()
    assert len(lines) == 3
    assert all(line.startswith("output_size(") for line in lines)
    assert (first.why.id, first.why.text) == ("file:kept", BEFORE)


def test_where_it_takes_too_many_only_that_is_said(output_size):
    first = graded(output_size, counting(output_size, 50))
    assert len(first.counterexample.call.splitlines()) == 1
    assert (first.why.id, first.why.text) == ("file:kept", ALONE)


GARBLING = """
import sys

dialogue = sys.modules["grader.process.dialogue"]
answer, raw = dialogue.Dialogue.answer, dialogue.raw
alone = []


def answered(self, batch):
    if len(batch.cases) == 1:
        alone.append(batch)
    dialogue.raw = (lambda outcome: [0]) if len(alone) > 1 else raw
    answer(self, batch)


dialogue.Dialogue.answer = answered
"""


def test_who_answers_nonsense_when_asked_again_is_told_of_all_checks(output_size, monkeypatch):
    """Its frames fit no schema, and nothing was explained any more."""
    monkeypatch.setenv("KATA_DEBUG", "1")
    first = graded(output_size, counting(output_size, 2) + GARBLING)
    assert first.counterexample.call.startswith("output_size(")


def test_beside_a_known_mistake_it_is_said_above_the_call(output_size, tmp_path):
    """The mistake has the place of the cause."""
    text = counting(output_size, 14)
    private = shutil.copytree(output_size.private, tmp_path / "output_size")
    (private / "wrong" / "counted.py").write_text('"""Calls are counted."""\n' + text)
    first = graded(replace(output_size, private=private), text)
    assert (first.why.id, first.message) == ("counted", ALONE)


def test_one_call_that_is_wrong_by_itself_is_all_there_is_to_see(output_size):
    text = counting(output_size, 0)
    assert len(graded(output_size, text).counterexample.call.splitlines()) == 1


DEEP = Operation(
    "call", 3, "f", [Ref(1), Seq("list", [Ref(2), 5])],
    {"x": Map([("a", Ref(4))]), "y": RecordData("row", "R", [("b", Ref(6))])},
)  # fmt: skip


def test_an_operation_is_the_same_with_other_numbers():
    assert [*used(DEEP)] == [3, 1, 2, 4, 6]
    moved = with_refs(DEEP, lambda number: number + 10)
    assert [*used(moved)] == [13, 11, 12, 14, 16]
    assert with_refs(moved, lambda number: number - 10) == DEEP


def imported_failure(number):
    asked = Operation("call", None, "mean", [number], {}, faithful=True)
    return Failure("values", "", number, None, ((asked, Returned(number)),))


def tried_alone(failure, again):
    """What `Alone` makes of it. again: how it fails in a worker that has just loaded the file."""
    live = SimpleNamespace(new_case=lambda: None)
    attempt = SimpleNamespace(
        loaded=Loaded((), {}), source=b"", live=lambda check: live, spent_s=lambda: 0.0
    )
    return Alone(lambda: nullcontext(attempt), None, lambda live: again).with_what_it_takes(failure)


def test_a_smaller_case_of_an_imported_test_is_shown_only_where_it_fails_alone():
    small = imported_failure(1)
    assert tried_alone(small, small) == small
    assert tried_alone(small, None).before is None
    assert tried_alone(small, imported_failure(2)) == imported_failure(2)


def test_a_recorded_case_of_an_imported_test_is_shown_as_it_is_alone_and_a_smaller_one_stays():
    """A smaller one was thrown away: its answers are others than the recorded case's."""
    drawn, alone, small = map(imported_failure, (20, 21, 1))
    assert as_pasted(drawn, drawn, alone) == alone
    assert as_pasted(small, drawn, drawn) == small
