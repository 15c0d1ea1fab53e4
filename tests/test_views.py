"""The terminal view at a fixed width, and text from strangers in every place it can reach."""

from __future__ import annotations

import ast
import json
import unicodedata
from dataclasses import replace
from typing import Any

import msgspec
import pytest
from rich.text import Text

from grader.model import CheckResult, Counterexample, Environment, Report, Submitted, Values, Why
from grader.plain_value import Value, words
from grader.views.escape import safe
from grader.views.json import to_json
from grader.views.terminal import report_lines


def shows(
    call: str,
    arguments: Any = (),
    then_arguments: Any = (),
    expected: Any = "",
    got: Any = "",
    **more: Any,
) -> Counterexample:
    """A counterexample of values, or of texts that stand for some."""
    values = Values(
        arguments={name: value(v) for name, v in dict(arguments).items()},
        then_arguments={name: value(v) for name, v in dict(then_arguments).items()},
        expected=value(expected),
        got=value(got),
    )
    return Counterexample(call=call, values=values, **more)


def value(shown: str | Value) -> Value:
    return words(shown) if isinstance(shown, str) else shown


def changed(shown: Counterexample, **values: Any) -> Counterexample:
    """The counterexample with other values."""
    return replace(shown, values=msgspec.structs.replace(shown.values, **values))


PASSED = CheckResult(
    name="test_a",
    title="Each number is doubled.",
    status="passed",
    points=2,
    max_points=2,
    cases=100,
)
FAILED = CheckResult(
    name="test_b",
    title="Stride and padding put the stamp where the formula says.",
    status="failed",
    points=0,
    max_points=3,
    cases=300,
    failed_cases=88,
    counterexample=shows(
        call="conv2d(x, k, stride=2)",
        arguments={"x": "0 0 1\n0 0 0", "k": "1"},
        expected="shape (1, 2)\n0 1",
        got="shape (1, 1)\n0",
    ),
    when="every failing case has W even",
    why=Why(id="missing_plus_one", text="The last window is missing: check the + 1."),
)
SKIPPED = CheckResult(
    name="test_c[cuda]",
    title="The weights stay on their device.",
    status="skipped",
    points=0,
    max_points=0,
    device="cuda",
    message="CUDA: not checked, no GPU here",
)
REPORT = Report(
    exercise="convolution/padded",
    set_version="1.0.0",
    submission=Submitted(path="padded.py", student=None, sha256="0" * 64),
    verdict="failed",
    score=2,
    max_score=5,
    seed=1,
    duration_s=0.1,
    isolation="confined",
    environment=Environment(python="3.11", numpy=None, torch=None, platform="linux"),
    checks=(PASSED, FAILED, SKIPPED),
)


def shown(report: Report, width: int = 80, every: bool = False) -> str:
    return "\n".join(line.plain.rstrip() for line in report_lines(report, width, every))


def array(cells: Any, *wrong: tuple[int, ...]) -> Value:
    shape: list[int] = []
    inner = cells
    while isinstance(inner, list):
        shape.append(len(inner))
        inner = inner[0]
    return Value(kind="array", shape=tuple(shape), cells=cells, wrong=wrong or None)


PLANES = array([[[[1, 2], [3, 4]], [[5, 6], [7, 8]]]])


def of_student(name: str) -> Report:
    return replace(REPORT, submission=Submitted(path=None, student=name, sha256="0" * 64))


def with_check(**changes: Any) -> Report:
    """The report with one failed check, changed."""
    return replace(REPORT, checks=(replace(FAILED, **changes),))


def test_a_report_reads_like_this():
    """Answer first, one counterexample, one condition, one cause."""
    assert (
        shown(REPORT)
        == """\
padded   1 of 2 checks pass   2/5 points

  ✓ Each number is doubled.                                         100 cases
  ✗ Stride and padding put the stamp where the formula
    says.                                                 88 of 300 cases fail

      called     conv2d(x, k, stride=2)
                 x = 0 0 1      k = 1
                     0 0 0
      returned   shape (1, 1)      expected   shape (1, 2)
                 0                            0 1

      when       every failing case has W even
      why        The last window is missing: check the + 1.

  – The weights stay on their device. (cuda)                       not checked
    CUDA: not checked, no GPU here"""
    )


def test_only_the_first_failed_check_is_explained_unless_all_are_asked_for():
    """One thing to mend at a time."""
    report = replace(REPORT, checks=(FAILED, replace(FAILED, name="test_d")))
    assert shown(report).count("called") == 1
    assert shown(report, every=True).count("called") == 2


@pytest.mark.parametrize("changes", [{"when": None, "why": None}, {"when": None}, {}])
def test_no_two_blank_lines_follow_each_other(changes):
    """Whatever is left out of a report, and wherever its failed check stands."""
    alone = with_check(**changes)
    both = replace(alone, checks=(*alone.checks, replace(alone.checks[0], name="test_d")))
    for report in (alone, both):
        assert "\n\n\n" not in shown(report) + shown(report, every=True)


def test_a_file_that_could_not_be_loaded_is_one_sentence():
    """Its checks have nothing to add."""
    message = "f.py, line 1: Python can't read this: invalid syntax."
    checks = (replace(FAILED, status="error", failed_cases=0, cases=0, message=message),)
    report = replace(REPORT, message=message, checks=checks)
    assert shown(report).count(message) == 1
    assert "called" not in shown(report)


def test_one_reason_for_every_check_stands_alone():
    """A function that isn't there fails them all: which ones is of no interest."""
    reason = "The file has no function conv2d. It has conv."
    told = replace(FAILED, counterexample=None, when=None, why=None, message=reason)
    alike = replace(REPORT, checks=(told, replace(told, name="test_d", title="Another."), SKIPPED))
    assert shown(alike).count(reason) == 1
    assert told.title not in shown(alike)
    for other in (replace(told, message="It has a text."), PASSED, FAILED):
        text = shown(replace(REPORT, checks=(told, other)), width=200)
        assert told.title in text
        assert other.title in text


@pytest.mark.parametrize(
    ("status", "word"),
    [
        ("timeout", "too slow"),
        ("out_of_memory", "out of memory"),
        ("crashed", "crashed"),
        ("forbidden", "not allowed"),
        ("grader_error", "not graded"),
    ],
)
def test_a_status_has_a_word_of_its_own(status, word):
    """Colour never carries the meaning alone."""
    assert word in shown(with_check(status=status)).splitlines()[2]


@pytest.mark.parametrize(
    ("failed", "cases", "said"),
    [(3, 3, "all 3 cases fail"), (1, 3, "1 of 3 cases fail"), (1, 1, "fails")],
)
def test_how_many_cases_fail_is_said_in_words(failed, cases, said):
    """A check with one case has no count."""
    line = shown(with_check(failed_cases=failed, cases=cases))
    assert said in line


@pytest.mark.parametrize(
    "changes",
    [
        {"counterexample": replace(FAILED.counterexample, call="make_sobel()")},
        {"counterexample": None, "message": "Not written yet: f raises NotImplementedError."},
    ],
    ids=["a call without arguments", "a function that isn't written"],
)
def test_cases_are_not_counted_where_they_make_no_difference(changes):
    """Thirty times the same call, or nothing at all, were never about cases."""
    said = shown(with_check(failed_cases=30, cases=30, **changes))
    assert "cases fail" not in said
    assert "fails" in said
    assert "all 30 cases fail" in shown(with_check(failed_cases=30, cases=30))


def test_long_answers_stand_below_each_other():
    """Side by side only where both fit."""
    wide = " ".join(map(str, range(20)))
    said = shown(with_check(counterexample=shows("f(x)", expected=wide, got=wide)))
    assert f"returned   {wide}" in said
    assert f"expected   {wide}" in said


def test_what_was_printed_is_fenced_off_and_cut():
    """Eight lines are enough to recognise; the last is among them, whatever it is."""
    report = replace(REPORT, output="".join(f"line {n}\n" for n in range(20)))
    assert "  │ line 6\n  │ … 12 lines more\n  │ line 19" in shown(report)
    assert "line 7" not in shown(report)


@pytest.mark.parametrize(("count", "said"), [(8, "line 7"), (9, "… 1 line more\n  │ line 8")])
def test_nothing_is_cut_for_the_sake_of_nothing(count, said):
    report = replace(REPORT, output="".join(f"line {n}\n" for n in range(count)))
    assert f"  │ line 6\n  │ {said}" in shown(report)


def test_what_a_warning_says_is_kept_however_long_its_path():
    """The message comes last."""
    path = "/a/very/long/way/to/" * 5 + "nanfunctions.py"
    said = shown(replace(REPORT, output=f"{path}:12: RuntimeWarning: Mean of empty slice\n  mean"))
    assert "RuntimeWarning: Mean of empty" in " ".join(said.split())
    assert "  │   mean" in said


WORDS = "stamps pressed at every place where they fit on the page " * 4


@pytest.mark.parametrize("width", [60, 80, 110])
@pytest.mark.parametrize("every", [True, False])
def test_no_line_is_wider_than_the_terminal(width, every):
    """Whatever is long: a title, a call, an exception, a value, a sentence, what was printed."""
    wide = shows(
        call=f"f({', '.join(f'argument_{n}={n}' for n in range(20))})",
        arguments={"x": " ".join("0" * 9 for _ in range(30)), "y": PLANES},
        expected=" ".join(map(str, range(60))),
        got=f"RuntimeError: {WORDS}\n  f.py, line 3, in f",
        window=f"output[0, 0] = {' + '.join(['0.123456·0.123456'] * 12)} = 3",
        how="raised",
    )
    failed = replace(
        FAILED, title=WORDS, counterexample=wide, message=WORDS, when=WORDS, notes=(WORDS,)
    )
    checks = (failed, replace(failed, name="test_d"), replace(PASSED, title=WORDS))
    report = replace(REPORT, checks=checks, output=f"{WORDS}\n" * 20, promises=(WORDS,))
    lines = [line for text in report_lines(report, width, every) for line in text.plain.split("\n")]
    assert [line for line in lines if len(line) > width] == []
    assert [line for line in lines if line != line.rstrip()] == []


@pytest.mark.parametrize("how", ["returned", "raised", "afterwards", "computed"])
def test_what_came_of_a_call_is_called_what_it_is(how):
    """An exception is not returned, nor is what an attribute was found to be."""
    shown_there = replace(FAILED.counterexample, how=how)
    assert f"      {how.ljust(10)} shape (1, 1)" in shown(with_check(counterexample=shown_there))


def test_what_changed_an_answer_stands_between_the_call_and_what_became_of_it():
    """The first call, the second with its arguments, the first answer afterwards."""
    there = shows(
        call="f(x)",
        arguments={"x": "1 2"},
        then="f(x)",
        then_arguments={"x": "3 4"},
        expected="what it was:\n1 2",
        got="the first answer is now:\n‹3› ‹4›",
        how="afterwards",
    )
    said = [line.split() for line in shown(with_check(counterexample=there)).splitlines()]
    start = said.index(["called", "f(x)"])
    assert said[start + 1 : start + 4] == [
        ["x", "=", "1", "2"],
        ["then", "f(x)"],
        ["x", "=", "3", "4"],
    ]
    assert said[start + 4][0] == "afterwards"


def test_planes_are_named_by_their_index():
    """x[0, 1] is Python; x = [0, 1] would be a list."""
    there = shows(call="f(x)", arguments={"x": PLANES}, got="1")
    said = shown(with_check(counterexample=there))
    assert "x[0, 0] = 1 2\n                           3 4\n" in said
    assert "x[0, 1] = 5 6" in said
    there = shows(call="f(x)", arguments={"x": "[0, 1] = no plane"}, got="1")
    assert "x = [0, 1] = no plane" in shown(with_check(counterexample=there))


def test_without_confinement_the_view_says_what_did_not_hold():
    """Not only the JSON."""
    report = replace(REPORT, promises=("The submission could read files.",))
    assert "Graded without confinement:\n    The submission could read files." in shown(report)


def test_marked_cells_are_coloured_and_still_marked():
    """The ‹ › stay where there is no colour."""
    report = with_check(
        counterexample=shows(call="f(x)", expected=array([2], (0,)), got=array([1], (0,)))
    )
    (line,) = (each for each in report_lines(report, 80) if "‹1›" in each.plain)
    assert coloured(line) >= {"bold red", "bold green"}


def coloured(line: Text) -> set[str]:
    return {str(span.style) for span in line.spans if "bold" in str(span.style)}


def test_a_text_with_such_marks_in_it_gets_no_colour():
    """What is wrong is data, and no sign that a student can print."""
    report = with_check(counterexample=shows(call="f(x)", expected="‹2›", got="‹1›"))
    (line,) = (each for each in report_lines(report, 80) if "‹1›" in each.plain)
    assert not coloured(line) & {"bold red", "bold green"}


# Text from strangers --------------------------------------------------------------------------

HOSTILE = {
    "terminal escape": "\x1b[2J\x1b[31mfake",
    "C1 control": "\x9b31mfake",
    "bell and backspace": "\a\b\bfake",
    "carriage return": "hidden\rfake",
    "right-to-left override": "\u202eekaf\u202c",
    "isolates": "\u2066fake\u2069",
    "zero width": "f\u200bake\u200f",
    "line separators": "a\u2028b\u2029c\x85d\x0be",
    "lone surrogate": "\ud800fake",
    "tag characters": "\U000e0041fake",
    "markup": "[bold red]fake[/] [link=http://evil]x[/link]",
    "html": "<script>alert(1)</script>",
}
FORBIDDEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def reports_with(text: str) -> dict[str, Report]:
    """A report with this text in each place that a stranger's text can reach."""
    shown_there = FAILED.counterexample
    assert shown_there is not None
    return {
        "output": replace(REPORT, output=text),
        "message": replace(REPORT, message=text),
        "student": of_student(text),
        "check's message": with_check(message=text),
        "title": with_check(title=text),
        "note": with_check(notes=(text,)),
        "note of a passed check": replace(REPORT, checks=(replace(PASSED, notes=(text,)),)),
        "call": with_check(counterexample=replace(shown_there, call=text)),
        "argument": with_check(counterexample=changed(shown_there, arguments={"x": words(text)})),
        "argument's name": with_check(
            counterexample=changed(shown_there, arguments={text: words("1")})
        ),
        "got": with_check(counterexample=changed(shown_there, got=words(text))),
        "expected": with_check(counterexample=changed(shown_there, expected=words(text))),
        "window": with_check(counterexample=replace(shown_there, window=text)),
        "when": with_check(when=text),
        "why": with_check(why=Why(id="x", text=text)),
    }


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("place", reports_with("").keys())
def test_a_strangers_text_is_harmless_in_every_place(text, place):
    """No escape moves the cursor, no mark turns the line around, no markup is obeyed."""
    lines = list(report_lines(reports_with(text)[place], 80, every=True))
    assert all(isinstance(line, Text) for line in lines)
    for line in lines:
        assert not [c for c in line.plain if unicodedata.category(c) in FORBIDDEN and c != "\n"]
    said = "\n".join(line.plain for line in lines)
    assert "fake" in said or "fake" not in text


def test_a_name_with_a_newline_cannot_add_a_line():
    """A student called "x\\n  ✓ All checks pass" stays on the line of the name."""
    report = of_student("x\n  ✓ All checks pass")
    assert not [line for line in shown(report).splitlines() if line.startswith("  ✓ All")]


def test_endless_text_is_cut():
    """A report of a hundred megabytes is no report."""
    for report in reports_with("x y" * 100_000).values():
        assert len(shown(report)) < 20_000


def test_safe_text_keeps_what_a_person_can_read():
    """Letters of any language, signs, emoji; tabs and newlines."""
    text = "é 漢字 עברית ×−⌊⌋ 🙂\n\ttab"
    assert safe(text) == text
    assert safe("a\x1bb") == "a\\x1bb"
    assert safe("x" * 10, limit=3) == "xxx…"


def test_json_is_one_object_with_every_field():
    """Indented for people, on one line for files."""
    assert json.loads(to_json(REPORT))["checks"][1]["why"]["id"] == "missing_plus_one"
    assert "\n" not in to_json(REPORT, indent=0)
    assert json.loads(to_json(REPORT, indent=0)) == json.loads(to_json(REPORT))


def test_what_stands_behind_a_checks_name_is_not_said_again():
    """That all cases fail; where that isn't said there, it is said where a condition would be."""
    said = "it fails on every case (20 of 20)"
    check = replace(FAILED, cases=20, failed_cases=20, when=said)
    report = replace(REPORT, checks=(check,))
    assert "all 20 cases fail" in shown(report)
    assert "every case" not in shown(report)
    few = replace(FAILED, cases=20, failed_cases=3, when="every case where n < 0 fails")
    assert "every case where n < 0 fails" in shown(replace(REPORT, checks=(few,)))


LONG = [
    "x = Account('a b, (c) d').move("
    + ", ".join(f"'a name {n}'" for n in range(9))
    + ", {'k': [1]})",
    "account.withdraw('" + "as much as there is, " * 6 + "', 12)  # raises NoMoney",
    "account.withdraw(" + "12345, " * 12 + "1)  # raises NoMoney",
    "with Account(" + ", ".join(map(str, range(60))) + ") as account:",
    "    account.withdraw(" + ", ".join(map(str, range(60))) + ")",
]


@pytest.mark.parametrize("width", [60, 80])
def test_lines_of_python_that_are_broken_are_the_same_python(width):
    """A comment's second line was no comment any more, and a text lost its blanks."""
    failed = replace(FAILED, counterexample=shows("\n".join(LONG)))
    lines = [str(line) for line in report_lines(replace(REPORT, checks=(failed,)), width)]
    begin = next(n for n, line in enumerate(lines) if "called" in line)
    end = next(n for n, line in enumerate(lines[begin:], begin) if not line.strip())
    column = lines[begin].index("x = ")
    typed = "\n".join(line[column:] for line in lines[begin:end])
    assert ast.dump(ast.parse(typed)) == ast.dump(ast.parse("\n".join(LONG)))
    assert len(lines) > len(LONG)


def test_a_long_line_that_is_no_python_is_broken_as_words_are():
    said = "votes(lines), the same call again, " * 5
    failed = replace(FAILED, counterexample=shows("votes(lines)", then=said))
    lines = [str(line) for line in report_lines(replace(REPORT, checks=(failed,)), 60)]
    assert all(len(line) <= 60 for line in lines)


def test_a_report_fits_a_terminal_of_40_columns():
    """Lines were as wide as 60, and the terminal broke them in the middle of a number."""
    message = "Of all of these numbers none is as it should be."
    failed = replace(FAILED, message=message, cases=150, failed_cases=120)
    checks = (replace(failed, name="test_a"), failed)
    report = replace(REPORT, exercise="a/padded_strided_conv", checks=checks, output="x " * 40)
    lines = [line.plain for line in report_lines(report, 40, every=True)]
    assert max(map(len, lines)) <= 40
    assert lines.count("    120 of 150 cases fail") == 2
    assert lines[:3] == ["padded_strided_conv", "  0 of 2 checks pass", "  2/5 points"]
