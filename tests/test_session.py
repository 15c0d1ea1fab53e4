"""Grading hostile and broken submissions: the right status, the honest points, and no harm.

Every test grades with the same few sessions, so each is also a test that the submission before it
left nothing behind.
"""

from __future__ import annotations

import os
import signal
from dataclasses import replace

import pytest
from conftest import GOOD_DOUBLE, GOOD_SLIDE, check, statuses

from grader import submissions
from grader.errors import UsageError
from grader.grade.session import Options, Session
from grader.judge import answer_budget
from grader.process import host
from grader.sets import set_files
from grader.views.terminal import report_lines
from grader.wording import sentences
from grader.wording.file_tokens import Code

CHECKS = [
    "test_doubles",
    "test_refuses_none",
    "test_length[1]",
    "test_length[2]",
    "test_arguments_stay",
    "test_drawn_inside",
    "test_twice",
]


@pytest.fixture(autouse=True)
def unharmed(grade):
    """After every submission, right work passes in the same session as if nothing had happened."""
    yield
    report = grade(GOOD_DOUBLE)
    assert (report.verdict, report.score, report.output) == ("passed", 8.0, None)


def double(body: str, top: str = "") -> str:
    """A submission whose function does this."""
    return f"{top}\ndef double(numbers):\n    {body}\n"


# Right work -----------------------------------------------------------------------------------


def test_right_work_passes_with_every_point(grade):
    """Checks in the order of the file, each with its cases."""
    report = grade(GOOD_DOUBLE)
    assert [c.name for c in report.checks] == CHECKS
    assert statuses(report) == {"passed"}
    assert (report.score, report.max_score, report.verdict) == (8.0, 8.0, "passed")
    assert [c.cases for c in report.checks] == [27, 1, 1, 1, 10, 10, 10]
    assert check(report, "test_doubles").title == "Each number is doubled."


@pytest.mark.parametrize(
    "source",
    [
        GOOD_DOUBLE.replace("\n", "\r\n"),
        "\ufeff" + GOOD_DOUBLE,
        double("return (2 * n for n in numbers)"),
        double("yield from [2 * n for n in numbers]"),
        "double = lambda numbers: [n * 2 for n in numbers]",
        "class D:\n    def __call__(self, x): return [2 * n for n in x]\ndouble = D()",
        double("return tuple(2 * n for n in numbers)"),
        "# -*- coding: latin-1 -*-\n" + GOOD_DOUBLE,
        double("return [2 * n for n in numbers]", "if __name__ == '__main__': 1 / 0"),
        "from __future__ import annotations\n" + GOOD_DOUBLE.split('"""')[2],
    ],
    ids=["CRLF", "BOM", "generator", "yield", "lambda", "callable", "tuple", "coding", "main",
         "future"],
)  # fmt: skip
def test_other_ways_to_write_it_pass_too(grade, source):
    """A wrong reject is the worst thing a student can meet."""
    assert grade(source).verdict == "passed"


def test_work_with_a_star_import_passes(grade):
    """`from numpy import *` brings hundreds of names; the function among them still counts."""
    assert grade("from numpy import *\n" + GOOD_SLIDE, "slide").verdict == "passed"


def test_a_dataclass_with_postponed_annotations_can_be_used(grade):
    """dataclasses looks for the module by its name."""
    source = (
        "from __future__ import annotations\nimport dataclasses\nimport numpy as np\n"
        "@dataclasses.dataclass\nclass Window:\n    at: int\n" + GOOD_SLIDE.split('"""')[2]
    )
    assert grade(source, "slide").verdict == "passed"


def test_what_is_printed_is_kept_to_its_limit_and_costs_nothing(grade):
    """Debugging prints are no mistake, and ten megabytes of them no report."""
    report = grade(double("print('x' * 10**6)\n    return [2 * n for n in numbers]"))
    assert report.verdict == "passed"
    assert report.output is not None
    assert set(report.output) <= {"x", "\n"}
    assert len(report.output) <= 4096


def test_prints_that_are_not_unicode_cost_nothing(grade):
    """os.fsdecode makes such text of a file name."""
    report = grade(double("print('\\udc80')\n    return [2 * n for n in numbers]"))
    assert report.verdict == "passed"
    assert report.output is not None
    assert set(report.output) == {"?", "\n"}


def test_flooding_the_terminal_reaches_nobody(grade, capfd):
    """What is written past Python's own streams goes nowhere."""
    body = "[os.write(fd, b'flood' * 1000) for fd in (1, 2)]\n    return [2 * n for n in numbers]"
    assert grade(double(body, "import os")).verdict == "passed"
    assert "flood" not in "".join(capfd.readouterr())


# Wrong work -----------------------------------------------------------------------------------


def test_wrong_work_keeps_the_points_of_what_is_right(grade):
    """Lengths and raising are right here, values are not: a check is lost, not the exercise."""
    report = grade(double("return [n + 2 for n in numbers]"))
    passed = {c.name for c in report.checks if c.status == "passed"}
    assert passed == {"test_refuses_none"}
    assert (report.verdict, report.score) == ("failed", 1.0)
    assert check(report, "test_doubles").status == "failed"
    assert check(report, "test_doubles").failed_cases > 1


@pytest.mark.parametrize(
    ("source", "failing"),
    [
        (double("return [2 * n for n in numbers or []]"), {"test_refuses_none"}),
        (double("numbers[:] = [2 * n for n in numbers]; return numbers"), {"test_arguments_stay"}),
        (
            double("return [2 * n for n in numbers][:1]"),
            set(CHECKS) - {"test_refuses_none", "test_length[1]"},
        ),
    ],
    ids=["forgives None", "overwrites", "first only"],
)  # fmt: skip
def test_each_check_fails_for_its_own_mistake(grade, source, failing):
    """Raises, observe, parametrize and data() draws all count."""
    report = grade(source)
    assert {c.name for c in report.checks if c.status != "passed"} == failing


def test_a_check_whose_second_call_depends_on_the_first_answer_goes_on_live(grade):
    """The recording has other arguments there; the student's own answer is asked about."""
    source = double("return [2 * n if n < 8 else 0 for n in numbers]")
    result = check(grade(source), "test_twice")
    assert result.status == "failed"
    assert 0 < result.failed_cases < result.cases


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        ("return", "failed", "Is a return missing?"),
        ("return [float('nan') for n in numbers]", "failed", "NaN"),
        ("return 7", "failed", "Returned an int, expected a list."),
        ("return [2 * n for n in numbers] * 2", "failed", "[6, 6]"),
        ("return [str(n) for n in numbers]", "failed", "expected"),
        ("return [2 * n + 0j for n in numbers]", "failed", "complex"),
        ("return double", "failed", "Returned a function"),
        ("raise ValueError('my own words')", "error", "ValueError: my own words"),
        ("raise SystemExit(0)", "error", "SystemExit"),
        ("raise KeyboardInterrupt", "error", "KeyboardInterrupt"),
        ("raise GeneratorExit", "error", "GeneratorExit"),
        ("return double(numbers)", "error", "RecursionError"),
        ("raise Silent", "error", "Silent: (its message could not be read)"),
    ],
)
def test_a_wrong_answer_is_shown_with_the_reason(grade, body, status, said):
    """The smallest call, and what is off about what came back."""
    top = "class Silent(Exception):\n    def __str__(self): raise SystemExit"
    result = check(grade(double(body, top)), "test_length[1]")
    assert result.status == status
    assert result.counterexample is not None
    assert result.counterexample.call == "double(numbers)"
    assert result.counterexample.arguments == {"numbers": "[3]"}
    assert said in f"{result.message} {result.counterexample.got}"
    assert result.points == 0


def test_an_exception_is_shown_with_the_students_own_lines_only(grade):
    """Not one line of the grader's."""
    shown = check(grade("def helper():\n    return 1 / 0\n" + double("helper()")), "test_doubles")
    assert shown.counterexample is not None
    assert shown.counterexample.got.splitlines() == [
        "ZeroDivisionError: division by zero",
        "  double.py, line 5, in double",
        "  double.py, line 2, in helper",
    ]


def test_the_stub_as_it_is_has_not_been_written_yet(grade):
    """No counterexamples, one sentence."""
    report = grade(set_files.stub(grade.exercise("double")))
    assert statuses(report) <= {"error", "failed"}
    assert report.score == 0
    message = check(report, "test_doubles").message
    assert message == "Not written yet: double raises NotImplementedError."


def test_a_function_that_answers_other_calls_is_written(grade):
    """Of those that it raises NotImplementedError for, a student is shown the smallest."""
    body = "if len(numbers) == 2: raise NotImplementedError\n    return [2 * n for n in numbers]"
    for broken in (check(grade(double(body)), name) for name in ("test_doubles", "test_length[2]")):
        assert "Not written yet" not in f"{broken.message}"
        assert broken.counterexample is not None
        assert broken.counterexample.got.startswith("NotImplementedError")


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("def duoble(numbers): pass", "There is one called duoble: is it the one?"),
        ("def Double(numbers): pass", "Yours is called Double"),
        (
            "def d\N{CYRILLIC SMALL LETTER O}uble(numbers): pass",
            "its \N{CYRILLIC SMALL LETTER O} is CYRILLIC SMALL LETTER O, no o.",
        ),
        (
            "try:\n    1 / 0\n    def double(x): pass\nexcept ArithmeticError: pass",
            "double is defined in line 3, and is not there once the file is loaded: either that",
        ),
        (
            "def double(x): pass\nx = 1\nif x:\n    del double",
            "double is defined in line 1, and is not there once the file is loaded: either that",
        ),
        ("", "The file is empty."),
        ("double = 3", "double is no function: line 1 makes it a value."),
    ],
)
def test_a_wrong_name_is_named_with_the_near_miss(grade, source, said):
    """Misspelling a function is the first thing that happens to everyone."""
    report = grade(source)
    assert statuses(report) == {"error"}
    assert said in (check(report, "test_doubles").message or "")


@pytest.mark.parametrize("signature", ["double()", "double(a, b)", "double(*, numbers)"])
def test_a_wrong_signature_is_an_error_of_the_call(grade, signature):
    """Python's own sentence says which argument is missing or too many."""
    result = check(grade(f"def {signature}: return []"), "test_doubles")
    assert result.status == "error"
    assert result.counterexample is not None
    assert "TypeError: double() " in result.counterexample.got


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (b"def double(x)\n    return x", "double.py, line 1: Python can't read this"),
        (b"def double(x):\n    print 'hello'\n", "That is Python 2"),
        (b"def f():\nreturn 1", "double.py, line 2: Python can't read this: expected an indented"),
        (b"\xff\xfex\0=\0001\0", "Python can't read this: it is saved as UTF-16; save it as UTF-8"),
        ("x = 1".encode("utf-16-le"), "it is saved as UTF-16"),
        ("x = 1".encode("utf-32"), "it is saved as UTF-32"),
        (b"PK\x03\x04\x14\0", "it is a ZIP archive; hand in the file that is in it"),
        (b"%PDF-1.7", "it is a PDF"),
        (b"diff --git a/x b/x\n", "it is a patch; hand in the file that it makes"),
        (b"--- a/x\n+++ b/x\n", "it is a patch"),
        (b"\x89PNG\r\n\x1a\n\0\0", "it is a picture"),
        (b"\x1f\x8b\x08\0\xff", "it is a compressed archive"),
        (b"{\\rtf1\\ansi}", "it is a word processor's document (RTF)"),
        (b"\xd0\xcf\x11\xe0\xa1", "it is a word processor's document"),
        (b"\xa7\r\r\n\0\0\0\0\0\0", "it is compiled Python; hand in the .py file"),
        (b"\n<!DOCTYPE html>\n<html>", "it is a web page: was it saved in place of the file"),
        (b'{"cells": [], "metadata": {}, "nbformat": 4}', "it is a whole notebook"),
        (b"def double(x): return '\xe9'", "'utf-8' codec can't decode byte 0xe9"),
        (b"x = 1\0", "NUL character"),
        (b"(" * 5000, "Python can't read this"),
        (b"-" * 20_000 + b"1", "Python can't read this"),
        (b"# coding: nonsense\nx = 1", "nonsense"),
        (b"return 1", "'return' outside function"),
        (b"x = xrange(3)", "xrange is Python 2; Python 3 says range"),
        (b"1 / 0", "double.py, line 1: loading the file raised ZeroDivisionError"),
        (
            b"import sys\nsys.exit(0)\ndef double(x): return x",
            "line 2: this ends the run before the file's end: sys.exit(0)",
        ),
        (
            b"assert 1 == 2",
            "double.py, line 1: your own check fails before the file's end: assert 1 == 2",
        ),
        (b"assert 1 == 2, 'odd'", "fails before the file's end: assert 1 == 2, 'odd' (odd)"),
        (b"raise KeyboardInterrupt", "loading the file raised KeyboardInterrupt"),
    ],
)
def test_a_file_that_cannot_be_loaded_says_why(grade, source, said):
    """One sentence, with the line, for the whole report."""
    report = grade(source)
    assert statuses(report) == {"error"}
    assert said in (report.message or "")
    assert (report.score, report.max_score, len(report.checks)) == (0, 8.0, 7)


def test_what_a_file_defined_before_it_failed_is_graded(grade):
    """With a note; a check whose function comes too late gets the load error."""
    late = "def double(numbers): return [2 * n for n in numbers]\n1 / 0\n"
    report = grade(late)
    assert report.verdict == "passed"
    assert report.notes == (
        "Line 2, 1 / 0, raised ZeroDivisionError: division by zero\n"
        "What was defined before it is what was graded.",
    )
    early = grade(f"1 / 0\n{late}")
    assert statuses(early) == {"error"}
    assert early.message == (
        "double.py, line 1: loading the file raised ZeroDivisionError: division by zero"
    )
    assert early.notes == ()


def test_a_long_file_is_searched_once_for_a_missing_function_or_not_at_all(grade, monkeypatch):
    """To read a mebibyte takes seconds, and as long again for each check."""
    read = []

    class Watched(Code):
        def __init__(self, source):
            read.append(len(source))
            super().__init__(source)

    monkeypatch.setattr(sentences, "Code", Watched)
    nested = "class A:\n    def double(self, numbers): pass\n"
    long = nested + "#\n" * sentences.MAX_READ
    assert "a method of the class A" in (check(grade(nested), "test_twice").message or "")
    assert read == [len(nested)]
    assert "The file has no function double." in (check(grade(long), "test_twice").message or "")
    assert read == [len(nested), 0]


def test_a_note_that_cannot_be_made_costs_no_verdict(grade, monkeypatch):
    """It says how the file was loaded; what the file is worth is known without."""

    def fails(cut, exercise):
        raise IndexError

    monkeypatch.setattr(sentences, "_cut_note", fails)
    report = grade("def double(numbers): return [2 * n for n in numbers]\n1 / 0\n")
    assert (report.verdict, report.notes) == ("passed", ())
    monkeypatch.setenv("KATA_DEBUG", "1")
    with pytest.raises(IndexError):
        grade(f"{GOOD_DOUBLE}\n1 / 0\n")


def test_words_at_load_are_one_line_and_the_rest_is_set_off(grade):
    """An exception may say anything, also what looks like a report."""
    report = grade("raise ValueError('one\\n\\n  ✓ everything passes' + '\\n' * 20 + 'end')")
    assert report.message == (
        "double.py, line 1: loading the file raised ValueError: one\n│\n│   ✓ everything passes"
        + "\n│" * 6
        + "\n│ … 14 lines more"
    )
    lines = [line.plain for line in report_lines(report, 60)]
    assert "  │   ✓ everything passes" in lines
    long = grade(f"raise ValueError('one\\n' + {'word ' * 30!r})")
    shown = [line.plain for line in report_lines(long, 60) if "word" in line.plain]
    assert len(shown) > 2
    assert all(line.startswith("  │ word") for line in shown)


@pytest.mark.parametrize(
    ("times", "said"),
    [
        (3, "double is defined 3 times, on lines 1, 2 and 3: only the last counts."),
        (6, "double is defined 6 times, on lines 1, 2, 3, 4, 5, …: only the last counts."),
        (5_000, "double is defined at least 100 times, on lines 1, 2, 3, 4, 5, …: only the last"),
    ],
)
def test_a_name_that_is_defined_ever_so_often_is_told_in_a_line(grade, times, said):
    """A file has room for a hundred thousand of them."""
    why = check(grade("def double(numbers): 0\n" * times), "test_doubles").why
    assert why is not None
    assert why.text.startswith(said)


def test_a_check_whose_function_comes_too_late_gets_the_load_error(tiny_set):
    """The others are graded."""
    name = "solutions/tiny/double/"
    tiny_set.write(name + "solution.py", f"{GOOD_DOUBLE}\n\ndef triple(n): return 3 * n\n")
    tiny_set.write(
        name + "checks.py",
        "def test_two(student): assert student.double([1]) == [2]\n"
        "def test_three(student): assert student.triple(1) == 3\n",
    )
    with Session(tiny_set.exercise(), Options()) as session:
        report = session.grade(submissions.of_bytes(f"{GOOD_DOUBLE}\n1 / 0\n".encode()))
    assert [c.status for c in report.checks] == ["passed", "error"]
    assert check(report, "test_three").message == (
        "double.py, line 7: loading the file raised ZeroDivisionError: division by zero"
    )


def test_a_generator_is_no_list_where_a_check_compares_as_python_does(tiny_set):
    """`==` says no to it under plain pytest, and the report says what it is."""
    name = "solutions/tiny/double/checks.py"
    tiny_set.write(name, "def test_two(student): assert student.double([1]) == [2]\n")
    lazy = b"def double(numbers): return (2 * n for n in numbers)\n"
    with Session(tiny_set.exercise(), Options()) as session:
        report = session.grade(submissions.of_bytes(lazy))
    failed = check(report, "test_two")
    assert (failed.status, failed.message) == ("failed", "Returned a generator, expected a list.")


def test_what_the_reference_answers_is_what_was_expected(tiny_set):
    """A smaller case is judged anew: its right answer was taken for one more of the student's."""
    checks = (
        "from hypothesis import given\nfrom hypothesis.strategies import integers, lists\n"
        "@given(numbers=lists(integers(0, 10**6), min_size=2, max_size=2))\n"
        "def test_each(student, reference, numbers):\n"
        "    assert student.double(numbers) == reference.double(numbers)\n"
    )
    tiny_set.write("solutions/tiny/double/checks.py", checks)
    right = "def double(x): return [2 * n for n in x]\n"
    tiny_set.write("solutions/tiny/double/solution.py", right)
    first = b"def double(x): return [2 * n for n in x][: 1 if x[0] > 99 else None]\n"
    with Session(tiny_set.exercise(), Options(thorough=True)) as session:
        failed = check(session.grade(submissions.of_bytes(first)), "test_each")
    assert failed.message == "Returned 1 item, expected 2 items."
    shown = failed.counterexample
    assert shown is not None
    assert (shown.call, shown.got, shown.expected) == ("double(x)", "[200]", "[200, 0]")


def test_a_set_may_ask_for_whole_files(tiny_set):
    """Then a file that ends early is not graded as far as it came."""
    tiny_set.replace(
        "exercises/tiny/set.toml", 'title = "Tiny"', 'title = "Tiny"\nwhole_file = true'
    )
    with Session(tiny_set.exercise(), Options()) as session:
        report = session.grade(submissions.of_bytes(f"{GOOD_DOUBLE}\nraise SystemExit\n".encode()))
        whole = session.grade(submissions.of_bytes(GOOD_DOUBLE.encode()))
    assert statuses(report) == {"error"}
    assert "line 7: this ends the run" in (report.message or "")
    assert whole.verdict == "passed"


def test_what_is_printed_names_the_file_and_not_where_it_lies_meanwhile(grade):
    """That is a folder of the grader's, and another one each time."""
    source = f"""
import traceback, warnings
warnings.warn("too large")
try:
    1 / 0
except ZeroDivisionError:
    traceback.print_exc()
{GOOD_SLIDE}
"""
    report = grade(source, "slide")
    assert report.output is not None
    assert report.output.startswith("slide.py:3: UserWarning: too large\n")
    assert '  File "slide.py", line 5, in <module>\n' in report.output


def test_a_file_that_is_busy_with_itself_is_told(grade, monkeypatch):
    """A result that is worked out at each import costs its owner's time, and no points."""
    assert grade(GOOD_DOUBLE).notes == ()
    monkeypatch.setattr("grader.wording.sentences.SLOW_S", 0.0)
    report = grade(GOOD_DOUBLE)
    assert report.verdict == "passed"
    assert report.notes == (
        "Your file takes 0 s of its own to load, before any of its functions is called.",
    )


def test_numpy_answers_of_another_dtype_or_shape_say_so(grade):
    """The sentences of the comparison arrive in the report."""
    for change, said in [
        (".astype(object)", "dtype object"),
        (".astype(complex)", "complex128"),
        ("[None]", "shape (1, "),
        (" * np.nan", "NaN"),
        (" * np.inf", ""),
    ]:
        source = GOOD_SLIDE.replace("for i in range(n)])", f"for i in range(n)]){change}")
        result = check(grade(source, "slide"), "test_values")
        assert result.status == "failed"
        assert result.counterexample is not None
        assert said in f"{result.message} {result.counterexample.got}"


# Forging the comparison -----------------------------------------------------------------------

LIARS = {
    "a list that equals anything": (
        "double",
        "class L(list):\n    def __eq__(self, o): return True\n    def __len__(self): return 1\n"
        "def double(numbers): return L([0])",
    ),
    "an array that equals anything": (
        "slide",
        "import numpy as np\nclass A(np.ndarray):\n    def __eq__(self, o): return True\n"
        "    def __array__(self, *a, **k): raise SystemExit\n"
        "    def __array_ufunc__(self, *a, **k): return True\n"
        "    @property\n    def shape(self): return (1,)\n"
        "def slide(x, k): return np.zeros(len(x) - len(k) + 1).view(A)",
    ),
    "an object that equals anything": (
        "double",
        "class O:\n    def __eq__(self, o): return True\n    __class__ = list\n"
        "def double(numbers): return O()",
    ),
    "patched comparisons": (
        "slide",
        "import numpy as np\nnp.allclose = np.array_equal = np.isclose = lambda *a, **k: True\n"
        "import builtins\nbuiltins.all = lambda *a: True\n"
        "def slide(x, k): return np.zeros(len(x) - len(k) + 1)",
    ),
    "a skipped test": (
        "double",
        "class Skipped(Exception): pass\nSkipped.__module__ = 'pytest'\n"
        "def double(numbers): raise Skipped('skip me')",
    ),
}


@pytest.mark.parametrize(("exercise", "source"), LIARS.values(), ids=LIARS.keys())
def test_a_lying_answer_is_compared_by_what_it_really_holds(grade, exercise, source):
    """Comparison happens here, on plain data, and never there."""
    report = grade(source, exercise)
    assert report.verdict == "failed"
    assert not any(c.status == "passed" and c.name != "test_refuses_none" for c in report.checks)


def test_a_subclass_that_tells_the_truth_is_accepted(grade):
    """np.matrix's cousins hold numbers like any other array."""
    source = GOOD_SLIDE.replace(
        "return np.array", "class A(np.ndarray): pass\n    return A.view(np.array"
    )
    source = source.replace("for i in range(n)])", "for i in range(n)]), A)").replace(
        "A.view(", "np.ndarray.view("
    )
    assert grade(source, "slide").verdict == "passed"


FORGERIES = {
    "garbage": "b'garbage' * 100",
    "an answer of four gigabytes": "b'\\xff' * 8",
    "a frame of no bytes": "b'\\0' * 8",
    "a message for someone else": "frame(m.BatchDone('forged', 0))",
    "answers to questions that were not asked": "frame(m.CaseDone([raw(m.Returned(1))] * 9)) * 3",
    "an exception with endless text": "frame(m.CaseDone([raw(m.Raised('E', (), 'x' * 10**4))]))",
    "a value that is none": "frame(m.CaseDone([b'\\xc1']))",
    "an array that is none": "frame(m.CaseDone([raw(m.Returned(data.Array('<f8', (9,), b'')))]))",
}
FORGER = """\
import os, sys
m = sys.modules['grader.wire.messages']
data = sys.modules['grader.wire.data']
Raw = type(m.outcome).__globals__ if False else sys.modules['msgspec'].Raw
def raw(x): return Raw(m.encode(x))
def frame(x): return m.frame(m.encode(x))
def forge():
    for fd in range(3, 64):
        try: os.write(fd, {forgery})
        except OSError: pass
def double(numbers):
    forge()
    return [2 * n for n in numbers]
"""


@pytest.mark.parametrize("forgery", FORGERIES.values(), ids=FORGERIES.keys())
def test_forged_frames_fail_only_the_one_who_forged_them(grade, forgery):
    """Written to every descriptor there is: whatever the wire carries, a report comes out."""
    report = grade(
        FORGER.replace("{forgery}", forgery)
        .replace("m.CaseDone([b'", "m.CaseDone([Raw(b'")
        .replace("\\xc1'])", "\\xc1')])")
    )
    assert report.verdict == "failed"
    assert len(repr(report)) < 30_000


def test_an_answer_that_was_not_asked_for_is_said_once_and_names_threads(grade):
    forged = FORGERIES["answers to questions that were not asked"]
    report = grade(FORGER.replace("{forgery}", forged))
    said = [c.message for c in report.checks if c.message]
    assert (
        "The process your code ran in sent something that is no answer: it isn't what was asked "
        "for, as when a thread goes on after its call is over."
    ) in said, said


def test_an_answer_nested_without_end_is_a_wrong_answer(grade):
    """The bounds are the grader's; a worker whose own bounds were lifted changes nothing."""
    source = "import sys\nsys.modules['grader.wire.values'].MAX_DEPTH = 10**6\n" + double(
        "x = 1\n    for _ in range(400): x = [x]\n    return x"
    )
    report = grade(source)
    assert report.verdict == "failed"
    assert check(report, "test_doubles").failed_cases == 27


def test_a_forged_right_answer_to_every_call_ends_where_the_forgery_does(grade):
    """The true answers follow the forged ones, and there are more answers than questions."""
    source = FORGER.replace(
        "{forgery}", "frame(m.CaseDone([raw(m.Returned(data.Seq('list', [])))]))"
    )
    report = grade(source)
    assert report.verdict == "failed"


def test_what_is_asked_never_shows_the_answer(grade):
    """No reference, no checks and no recording can be found in the worker's memory or modules."""
    source = (
        "import gc, sys\n"
        "ours = ('pytest', 'hypothesis', 'solution', 'grader.judge', 'grader.checks')\n"
        "seen = [n for n in sys.modules if n.startswith(ours)]\n"
        "texts = [o for o in gc.get_objects() if isinstance(o, dict) and 'test_doubles' in o]\n"
        + double("print(seen, texts)\n    return [2 * n for n in numbers]")
    )
    report = grade(source)
    assert report.output is not None
    assert set(report.output.splitlines()) == {"[] []"}


def test_state_kept_between_calls_does_not_help_to_guess(grade):
    """Cases seen before do not come again with another answer."""
    source = "seen = []\n" + double(
        "seen.append(numbers)\n    return [2 * n for n in numbers] if len(seen) < 5 else []"
    )
    result = check(grade(source), "test_doubles")
    assert result.status == "failed"


# Stopping, hanging, using everything up -------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("os._exit(0)", "it ended its own process with exit status 0"),
        ("os._exit(3)", "it ended its own process with exit status 3"),
        ("os.kill(os.getpid(), signal.SIGKILL)", "it was killed by SIGKILL"),
        ("os.kill(os.getpid(), signal.SIGSEGV)", "it was killed by SIGSEGV"),
    ],
)
def test_a_submission_that_ends_its_process_has_crashed_not_passed(grade, body, said):
    """os._exit(0) must not look like success."""
    report = grade(double(body, "import os, signal"))
    result = check(report, "test_doubles")
    assert (result.status, report.score) == ("crashed", 0)
    assert said in (result.message or "")


def test_a_crash_costs_its_check_and_no_other(grade):
    """The next check gets a new worker."""
    report = grade(
        double("if numbers == [3]: os._exit(0)\n    return [2 * n for n in numbers]", "import os")
    )
    failed = {c.name for c in report.checks if c.status == "crashed"}
    assert "test_length[1]" in failed
    assert check(report, "test_length[2]").status == "passed"
    assert check(report, "test_arguments_stay").status == "passed"


@pytest.mark.parametrize(
    ("top", "status", "said"),
    [
        ("import os\nos._exit(0)", "crashed", "exit status 0"),
        ("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", "crashed", "SIGKILL"),
        ("import os, time\nos.closerange(3, 64)\ntime.sleep(99)", "crashed", "SIGKILL"),
        ("x = bytearray(10**12)", "out_of_memory", "used up its memory"),
        ("x = [0]\nwhile True: x = x + x", "out_of_memory", "used up its memory"),
    ],
)
def test_a_file_that_stops_while_it_is_loaded_has_stopped(grade, top, status, said):
    """At import nothing has been asked yet, and nothing has been earned."""
    report = grade(top + "\n" + GOOD_DOUBLE)
    assert statuses(report) == {status}
    assert said in (report.message or "")


def test_a_worker_that_is_killed_from_outside_has_crashed(grade, monkeypatch):
    """By the kernel, for its memory, say."""
    run = host.Worker.run

    def killed(self, *arguments):
        os.kill(self.pid, signal.SIGKILL)
        return run(self, *arguments)

    monkeypatch.setattr(host.Worker, "run", killed)
    report = grade(GOOD_DOUBLE)
    assert check(report, "test_doubles").status == "crashed"
    assert "SIGKILL" in (check(report, "test_doubles").message or "")


def test_an_endless_loop_is_a_timeout(grade):
    """Each check has its own patience."""
    report = grade(double("while True: pass"), call_s=0.2)
    assert report.score == 0
    assert statuses(report) == {"timeout"}
    result = check(report, "test_doubles")
    assert (result.status, result.cases, result.failed_cases) == ("timeout", 1, 1)
    assert result.message == "The call below did not come back in time."
    assert result.counterexample is not None


def test_an_endless_loop_costs_a_check_that_runs_live_one_call(grade):
    """A check that can't be replayed asks call by call: a hundred patient waits are too many."""
    source = double("while len(numbers) == 3: pass\n    return [2 * n for n in numbers]")
    result = check(grade(source, call_s=0.2), "test_drawn_inside")
    assert result.status == "timeout"
    assert result.failed_cases == 1


def test_a_slow_drip_meets_the_submissions_own_limit(grade):
    """Each call just under its limit, all of them over it."""
    source = double("time.sleep(0.15)\n    return [2 * n for n in numbers]", "import time")
    report = grade(source, call_s=1.0, submission_s=0.5)
    assert check(report, "test_doubles").status == "timeout"
    assert "time for the whole submission" in (check(report, "test_twice").message or "")


def test_where_slow_calls_fail_together_one_that_came_back_is_shown(grade):
    """The last of them is no slower: it was said not to come back, and called alone it raises."""
    source = double("time.sleep(0.4)\n    raise OverflowError('far')", "import time")
    result = check(grade(source, call_s=1.9, submission_s=2.0), "test_doubles")
    assert result.status == "timeout"
    assert result.message == "The time for the whole submission was used up in this check."
    assert result.counterexample is not None
    assert (result.counterexample.got or "").startswith("OverflowError: far")


def test_an_endless_loop_at_the_top_level_is_a_timeout(grade, monkeypatch):
    """The sentence says where to look."""
    monkeypatch.setattr(host, "LOADING_S", 0.2)
    report = grade("while True: pass\n", call_s=0.2)
    assert statuses(report) == {"timeout"}
    assert "does it loop or wait at the top level?" in (report.message or "")


def test_signals_are_no_way_to_stay(grade):
    """Ignoring SIGTERM, SIGXCPU and the rest changes nothing."""
    top = "import signal\nfor n in (1, 2, 15, 24): signal.signal(n, signal.SIG_IGN)"
    report = grade(double("while True: pass", top), call_s=0.2)
    assert check(report, "test_doubles").status == "timeout"


def test_using_up_the_memory_is_out_of_memory(grade):
    """Not an exception of the student's, although Python calls it one."""
    report = grade(double("return bytearray(10**12)"))
    result = check(report, "test_doubles")
    assert result.status == "out_of_memory"
    assert result.message == "The call used more memory than this exercise allows."


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("raise MemoryError('no room')", "error"),
        ("raise type('Full', (MemoryError,), {})('no room')", "error"),
        ("return bytearray(10**12)", "out_of_memory"),
        ("try: bytearray(10**12)\n    except MemoryError: raise", "out_of_memory"),
        ("try: bytearray(10**12)\n    except MemoryError as e: raise e", "out_of_memory"),
        ("try: bytearray(10**12)\n    except MemoryError: raise MemoryError(1)", "out_of_memory"),
    ],
)
def test_a_memory_error_that_a_file_raises_itself_is_an_exception_like_any_other(
    grade, body, status
):
    result = check(grade(double(body)), "test_doubles")
    assert result.status == status
    if status == "error":
        assert "no room" in result.counterexample.got


@pytest.mark.parametrize(
    ("top", "status"),
    [("raise MemoryError('no room')", "error"), ("x = bytearray(10**12)", "out_of_memory")],
)
def test_so_is_one_that_it_raises_while_it_is_loaded(grade, top, status):
    assert statuses(grade(double("return 1", top))) == {status}


def test_an_answer_of_many_megabytes_is_refused_and_not_stored(grade, monkeypatch):
    """A hundred answers of sixty megabytes each would be the grader's memory, not the student's."""
    monkeypatch.setattr(answer_budget, "SPARE_BYTES", 10_000)
    report = grade(double("return [0] * 3000"))
    result = check(report, "test_doubles")
    assert result.status == "crashed"
    assert "too large to be kept" in (result.message or "")


def test_threads_and_exit_handlers_do_not_outlive_the_check(grade):
    """They end with their process."""
    top = (
        "import threading, time, sys\n"
        "def wait():\n    while True: time.sleep(1)\n"
        "threading.Thread(target=wait).start()\n"
    )
    assert grade(double("return [2 * n for n in numbers]", top)).verdict == "passed"


# The session itself ---------------------------------------------------------------------------


def test_a_lost_parent_is_the_graders_fault_and_the_next_submission_has_a_new_one(grade):
    """No submission did that; the session goes on."""
    session = grade.session("double")
    grade(double("return [n + 2 for n in numbers]"))
    os.kill(session.judge.parent()._process.pid, signal.SIGKILL)
    session.judge.parent()._process.wait()
    lost = grade(GOOD_DOUBLE)
    assert lost.verdict == "grader_error"
    assert "ended with status -9" in (lost.message or "")
    assert grade(GOOD_DOUBLE).verdict == "passed"
    assert grade(double("return [n + 2 for n in numbers]")).score == 1.0


def test_a_session_closes_without_its_parent(grade):
    """Cleaning up after a fault must not raise another."""
    session = Session(grade.exercise("double"), Options(store=False)).__enter__()
    os.kill(session.judge.parent()._process.pid, signal.SIGKILL)
    session.judge.parent()._process.wait()
    session.close()


def test_the_report_says_what_was_graded_and_where(grade):
    """Enough to grade it again."""
    report = grade(GOOD_DOUBLE)
    assert report.exercise == "tiny/double"
    assert report.set_version == "1.0.0"
    assert report.submission.sha256 == submissions.of_bytes(GOOD_DOUBLE.encode()).sha256
    assert report.environment.numpy is None
    assert grade(GOOD_SLIDE, "slide").environment.numpy


def test_an_exercise_without_its_private_half_cannot_be_graded(grade):
    """A student's machine may have the public half only."""
    exercise = replace(grade.exercise("double"), private=None)
    with pytest.raises(UsageError, match="hidden checks of tiny/double are not on this machine"):
        Session(exercise, Options())


def test_without_confinement_the_report_says_what_did_not_hold(grade):
    """ "process" is for machines that can't confine, and for people who know what they grade."""
    with Session(grade.exercise("double"), Options(isolation="process", store=False)) as session:
        report = session.grade(submissions.of_bytes(GOOD_DOUBLE.encode()))
    assert (report.verdict, report.isolation) == ("passed", "process")
    assert len(report.promises) == 2


def test_a_mistake_of_ours_is_a_report_and_not_the_end_of_the_class(tiny_set, monkeypatch):
    """Whoever is graded next is graded as if nothing had happened."""
    right = submissions.of_bytes(GOOD_DOUBLE.encode())
    with Session(tiny_set.exercise(), Options()) as session:
        with monkeypatch.context() as patch:
            patch.setattr(Session, "_results", lambda *_: 1 / 0)
            report = session.grade(right)
        assert report.verdict == "grader_error"
        assert report.message == "kata itself failed: ZeroDivisionError: division by zero"
        assert {check.status for check in report.checks} == {"grader_error"}
        assert session.grade(right).verdict == "passed"
