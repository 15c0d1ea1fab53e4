"""Who may see what: all of a report is kept, and what leaves for a person is cut down to what they
may see. Every field is decided on here, for each audience; a new one fails until it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import get_args

import msgspec
import pytest
from test_views import FAILED, PASSED, REPORT, array, shown, shows

from grader.model import CheckResult, Counterexample, Feedback, Report, Submitted, Values, Why
from grader.plain_value import Value, Window, as_text, words
from grader.views.json import to_json
from grader.views.redact import WITHHELD, for_student, redacted

AUDIENCES = get_args(Feedback)

# What each audience sees of a report in which every text is the name of its place.
ALWAYS = {
    *("exercise", "set_version", "isolation", "graded_with", "id", "time", "engine", "message"),
    *("notes", "promises", "submission.path", "submission.student", "submission.sha256"),
}
OF_CHECKS = {"checks.name", "checks.title", "checks.device"}
OF_CALLS = {
    *("checks.counterexample.call", "checks.counterexample.then"),
    *("checks.counterexample.values.arguments", "checks.counterexample.values.then_arguments"),
    "checks.counterexample.values.alone",
}
ALL = {
    *("hint", "output", "checks.message", "checks.when", "checks.why.id", "checks.why.text"),
    *("checks.notes", "checks.counterexample.window"),
    *("checks.counterexample.values.expected", "checks.counterexample.values.got"),
}
SEEN = {
    "full": ALWAYS | OF_CHECKS | OF_CALLS | ALL,
    "counterexample": ALWAYS | OF_CHECKS | OF_CALLS,
    "titles": ALWAYS | OF_CHECKS,
    "score": ALWAYS,
}


def mark(place: str) -> str:
    return f"<{place}>"


def marked_report() -> Report:
    """Each text is the name of its place."""

    def value(name: str) -> Value:
        return words(mark(f"checks.counterexample.values.{name}"))

    there = Counterexample(
        call=mark("checks.counterexample.call"),
        values=Values(
            arguments={"x": value("arguments")},
            then_arguments={"y": value("then_arguments")},
            expected=value("expected"),
            got=value("got"),
            alone=value("alone"),
        ),
        window=mark("checks.counterexample.window"),
        then=mark("checks.counterexample.then"),
    )
    names = ("name", "title", "device", "message", "when")
    check = replace(
        FAILED,
        **{name: mark(f"checks.{name}") for name in names},
        counterexample=there,
        why=Why(id=mark("checks.why.id"), text=mark("checks.why.text")),
        notes=(mark("checks.notes"),),
    )
    names = ("exercise", "set_version", "isolation", "graded_with", "id", "time", "engine")
    return replace(
        REPORT,
        **{name: mark(name) for name in (*names, "message", "hint", "output")},
        submission=Submitted(
            **{name: mark(f"submission.{name}") for name in ("path", "student", "sha256")}
        ),
        notes=(mark("notes"),),
        promises=(mark("promises"),),
        checks=(check,),
    )


def places(text: str) -> set[str]:
    return set(re.findall(r"<([a-z0-9_.]+)>", text))


@pytest.mark.parametrize("audience", AUDIENCES)
def test_each_audience_sees_what_it_may_and_nothing_else(audience):
    """In the data, in JSON and on a terminal."""
    cut = redacted(marked_report(), audience)
    assert places(to_json(cut)) == SEEN[audience]
    assert places(shown(cut, 200, every=True)) <= SEEN[audience]
    assert places(repr(cut)) == SEEN[audience]


def test_every_text_of_a_report_has_its_place_here():
    """So that a new field is decided on."""
    undecided = {
        path
        for path, kind in texts_in(Report)
        if mark(path) not in to_json(marked_report()) and not is_a_closed_word(kind)
    }
    assert undecided == {"environment", "withheld"}  # packages; names of parts


def is_a_closed_word(kind: str) -> bool:
    return kind in ("Verdict", "Status", "How", "Feedback", "float", "int")


def texts_in(kind: type, before: str = "") -> Iterator[tuple[str, str]]:
    inner = {
        "submission": Submitted, "checks": CheckResult, "counterexample": Counterexample,
        "why": Why, "values": Values,
    }  # fmt: skip
    named: list[tuple[str, str]] = (
        [(field.name, str(field.type)) for field in fields(kind)]
        if is_dataclass(kind)
        else list(kind.__annotations__.items())
    )
    for name, of in named:
        if name in inner and kind is not Values:
            yield from texts_in(inner[name], f"{before}{name}.")
        else:
            yield f"{before}{name}", of


@pytest.mark.parametrize("audience", AUDIENCES)
def test_what_is_kept_is_not_cut_down(audience):
    """The instructor's copy says everything after a student's was made of it."""
    kept = replace(marked_report(), feedback=audience)
    before = to_json(kept)
    assert for_student(kept) == redacted(kept, audience)
    assert to_json(kept) == before
    assert kept.withheld == ()


@pytest.mark.parametrize("first", AUDIENCES)
@pytest.mark.parametrize("second", AUDIENCES)
def test_cut_down_twice_a_report_says_what_the_stricter_says(first, second):
    """Whoever cuts a student's copy once more learns nothing."""
    strictness = AUDIENCES.index
    twice = redacted(redacted(marked_report(), first), second)
    once = redacted(marked_report(), max(first, second, key=strictness))
    assert set(twice.withheld) == set(once.withheld)
    assert replace(twice, withheld=()) == replace(once, withheld=())


@pytest.mark.parametrize("audience", AUDIENCES)
def test_verdict_and_score_are_always_said(audience):
    cut = redacted(REPORT, audience)
    assert (cut.verdict, cut.score, cut.max_score) == (REPORT.verdict, 2, 5)
    assert cut.withheld == WITHHELD[audience]
    assert "2/5 points" in shown(cut)


def test_the_titles_say_how_each_check_went_and_not_by_what():
    """A crash on some case, or its time, tells of the case."""
    checks = tuple(replace(FAILED, status=s) for s in ("timeout", "crashed", "error", "failed"))
    cut = redacted(replace(REPORT, checks=(PASSED, *checks)), "titles")
    assert [c.status for c in cut.checks] == ["passed", *["failed"] * 4]
    assert {(c.cases, c.failed_cases, c.duration_s) for c in cut.checks} == {(0, 0, 0.0)}


@pytest.mark.parametrize(
    ("audience", "said"), [("full", True), ("counterexample", True), ("titles", False)]
)
def test_a_fault_of_the_graders_may_name_hidden_cases(audience, said):
    """Its message is for who may see them."""
    report = replace(
        REPORT, verdict="grader_error", message="kata itself failed: [7, 7]", checks=()
    )
    assert ("[7, 7]" in to_json(redacted(report, audience))) == said


# What an answer shows of what was expected ------------------------------------------------------


def seen_of(got: Value, alone: Value | None = None) -> Value:
    there = shows("f(x)", got=got, expected="9")
    values = msgspec.structs.replace(there.values, alone=alone)
    report = replace(
        REPORT, checks=(replace(FAILED, counterexample=replace(there, values=values)),)
    )
    (check,) = redacted(report, "counterexample").checks
    assert check.counterexample is not None
    return check.counterexample.values.got


def test_which_cells_are_wrong_is_not_said():
    assert seen_of(array([1, 2], (0,))) == array([1, 2])
    parts = Value(kind="parts", parts=(array([1, 2], (0,)), array([3])))
    assert seen_of(parts) == Value(kind="parts", parts=(array([1, 2]), array([3])))


def test_where_a_large_answer_is_wrong_is_not_said_by_what_is_shown_of_it():
    """Its first cells are shown then, and not the first that is wrong."""
    window = Window(start=(40,), cells=[1.0, 2.0])
    there = Value(kind="array", shape=(100,), windows=(window,), wrong=((41,),), digits=9)
    first = Value(kind="array", shape=(100,), windows=(Window(start=(0,), cells=[0.0, 0.0]),))
    assert seen_of(there, alone=first) == first


LATE = """\
import numpy as np


def slide(x, k):
    n = len(x) - len(k) + 1
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(n)]) + np.eye(1, n, n - 1)[0]
"""
TWICE = LATE.replace("+ np.eye(1, n, n - 1)[0]", "* 2")
RAISES = "def slide(x, k):\n    raise ValueError(f'{list(x)} {list(k)}')\n"
PRINTS = LATE.replace("    n =", "    print('printed', list(x), list(k))\n    n =")
FAILING = {"one cell": LATE, "all": TWICE, "an exception": RAISES, "what was printed": PRINTS}


@pytest.fixture(scope="module")
def real(grade):
    return {name: grade(source, "slide") for name, source in FAILING.items()}


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("name", FAILING)
def test_real_reports_are_cut_down_as_made_ones(real, audience, name):
    """No right answer, no hidden case, no condition and no cause reaches who may not see them."""
    report = real[name]
    assert report.withheld == ()
    (whole, *_) = (c.counterexample for c in report.checks if c.counterexample is not None)
    assert whole.expected
    cut = redacted(report, audience)
    assert Report.from_json(to_json(cut)) == cut
    said = to_json(cut) + shown(cut, every=True)
    if audience != "full":
        assert cut.output is None
        assert not any(c.when or c.why or c.notes for c in cut.checks)
        assert not any(c.counterexample.expected for c in cut.checks if c.counterexample)
        assert not any(c.counterexample.window for c in cut.checks if c.counterexample)
        assert '"wrong"' not in said
        assert "‹" not in said
        assert "printed" not in said
    if audience in ("titles", "score"):
        assert not any(c.counterexample or c.message for c in cut.checks)
        assert "slide(" not in said
        assert "ValueError" not in said
    if audience == "score":
        assert cut.checks == ()


def test_the_same_answer_looks_the_same_whatever_was_expected(real):
    """Cells, digits and what is noted of them follow from the answer alone."""
    (check, *_) = (
        c for c in redacted(real["one cell"], "counterexample").checks if c.counterexample
    )
    got = check.counterexample.values.got
    assert (got.wrong, got.digits, got.windows) == (None, 6, ())
    # An array of one number is shown in its brackets.
    assert as_text(got) == f"[{' '.join(f'{cell:g}' for cell in got.cells)}]"


# Where it leaves --------------------------------------------------------------------------------


# Adds two, which is a known mistake and has a hint.
ADDS_TWO = "def double(numbers):\n    print('printed')\n    return [n + 2 for n in numbers]\n"


@pytest.mark.parametrize("feedback", AUDIENCES)
def test_what_kata_check_says_is_cut_down_to_the_sets_policy(
    tiny_set, run_kata, tmp_path, feedback
):
    """In both of its forms, and in what the student's folder keeps of it."""
    policy = f'title = "Tiny"\nfeedback = "{feedback}"'
    tiny_set.replace("exercises/tiny/set.toml", 'title = "Tiny"', policy)
    assert run_kata("next", "--set", "tiny").code == 0
    (tmp_path / "home" / "double" / "double.py").write_text(ADDS_TWO)
    written, said = run_kata("check", "--json"), run_kata("check")
    assert (written.code, said.code) == (1, 1)
    report = Report.from_json(written.out)
    full = feedback == "full"
    assert report.withheld == WITHHELD[feedback]
    assert (report.checks == ()) == (feedback == "score")
    assert any(c.why for c in report.checks) == ("why" in said.out) == full
    assert ("expected" in said.out) == ("printed" in said.out) == full
    assert ("called" in said.out) == (feedback in ("full", "counterexample"))
    hint = run_kata("hint")
    assert ("Doubling 1 and adding 1 to 1 are the same." in hint.out) == full


WORDED = """\
from hypothesis import given, settings
from hypothesis.strategies import integers


@settings(max_examples=20)
@given(n=integers(0, 9))
def test_it_takes_a_number(student, n):
    student.double([n])


@settings(max_examples=20)
@given(n=integers(0, 9))
def test_double(student, reference, n):
    want = reference.double([n])
    assert student.double([n]) == want, f"424242 and {want}"
"""
# By the status of the second check: after how many calls, what happens. Asked by itself, each call
# gives a value.
LATER = {"error": (10, "raise ValueError"), "timeout": (12, "time.sleep(0.8)")}
GOES_WRONG_LATER = """\
import time

seen = []


def double(numbers):
    seen.append(1)
    if len(seen) > {calls}:
        {then}
    return {answer}
"""


@pytest.mark.parametrize("status", LATER)
@pytest.mark.parametrize("answer", ["numbers + [7]", "None"])
def test_how_a_check_ended_is_said_and_not_what_is_wrong_with_a_value(
    tiny_set, run_kata, tmp_path, status, answer
):
    """An author's words about a wrong value name what was expected. They were shown where the
    check's status is another than failed, and the smallest call that fails gives a value."""
    policy = 'title = "Tiny"\nfeedback = "counterexample"'
    tiny_set.replace("exercises/tiny/set.toml", 'title = "Tiny"', policy)
    tiny_set.write("solutions/tiny/double/checks.py", WORDED)
    tiny_set.file("solutions/tiny/double/recorded.bin").unlink(missing_ok=True)
    tiny_set.replace("exercises/tiny/double/exercise.toml", "submission_s = 20", "submission_s = 3")
    calls, then = LATER[status]
    file = tmp_path / "home" / "handed_in.py"
    file.parent.mkdir(exist_ok=True)
    file.write_text(GOES_WRONG_LATER.format(calls=calls, then=then, answer=answer))
    ran = run_kata("check", str(file), "--exercise", "tiny/double", "--json")
    assert ran.code == 1
    _, check = Report.from_json(ran.out).checks
    assert check.status == status
    assert check.counterexample.how == "returned"
    assert "424242" not in ran.said
    assert (check.message is None) == (status == "error")


def test_public_examples_are_public_whatever_the_policy(tiny_set, run_kata, tmp_path):
    """A student has the file with what they expect."""
    tiny_set.replace(
        "exercises/tiny/set.toml", 'title = "Tiny"', 'title = "Tiny"\nfeedback = "score"'
    )
    for file in tiny_set.file("solutions/tiny/double").iterdir():
        if file.is_file():
            file.unlink()
    home = tmp_path / "home"
    home.mkdir()
    (home / "double.py").write_text(ADDS_TWO.replace("+ 2", "+ 3"))
    ran = run_kata("check", "double.py", "--exercise", "tiny/double")
    assert ran.code == 1
    assert "expected   [2]" in ran.out
