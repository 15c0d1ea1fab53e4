"""A student's machine with the public half alone: the examples are graded, and it is said plainly
that the hidden checks are elsewhere."""

from __future__ import annotations

import itertools
import json
import re
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
from conftest import GOOD_DOUBLE, GOOD_SLIDE, REPO, Ran, check, statuses
from hypothesis import given
from hypothesis import strategies as st

from grader import submissions
from grader.cli import main
from grader.errors import ManifestError
from grader.grade.examples import ExamplesSession, examples_of
from grader.grade.session import Options
from grader.model import CheckResult, Environment, Exercise, Report, Submitted
from grader.process.host import Worker
from grader.sets import library, set_files
from grader.student.workspace import Workspace
from grader.views.json import to_json
from grader.views.terminal import report_lines
from grader.wire import messages
from grader.wire.messages import ExampleDone, Examples, NotLoaded, Raised, WireError

SCHEMA = json.loads((REPO / "docs" / "report.schema.json").read_text("utf-8"))
EXAMPLES = '''\
"""Public examples."""

import pytest
from double import double


def test_one_is_doubled_to_two():
    assert double([1]) == [2]


@pytest.mark.parametrize("n", [0, 3])
def test_number(n):
    """Each number is doubled.
    Zero stays. This is not in the title.

    Nor is this.
    """
    assert double([n]) == [2 * n]


def test_none():
    """None is refused"""
    with pytest.raises(TypeError):
        double(None)


class TestList:
    @pytest.fixture
    def empty(self):
        return []

    def test_empty(self, empty):
        assert (
            double(empty)
            == []
        )
'''
NAMES = ["test_one_is_doubled_to_two", "test_number", "test_none", "TestList.test_empty"]
FIRST = NAMES[0]
Alone = Callable[..., ExamplesSession]


def without_solutions(root: Path) -> None:
    """Takes the private half away."""
    shutil.rmtree(root / "solutions")
    library.load_set.cache_clear()


@pytest.fixture
def alone(tiny_set: Any) -> Iterator[Alone]:
    """alone(examples, exercise, isolation, **limits): a session on the public half."""
    without_solutions(tiny_set.root)
    opened: list[ExamplesSession] = []

    def open_(
        examples: str = EXAMPLES, name: str = "double", isolation: Any = "confined", **limits: float
    ) -> ExamplesSession:
        tiny_set.write(f"exercises/tiny/{name}/test_examples.py", examples)
        exercise = tiny_set.exercise(name)
        exercise = replace(exercise, limits=replace(exercise.limits, **limits))
        opened.append(ExamplesSession(exercise, Options(isolation=isolation)).__enter__())
        return opened[-1]

    yield open_
    for session in opened:
        session.close()


@pytest.fixture(scope="module")
def session(tiny_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ExamplesSession]:
    """One session on the examples above, for submissions that leave it as it is."""
    root = tmp_path_factory.mktemp("alone")
    shutil.copytree(tiny_root / "exercises", root / "exercises")
    (root / "exercises/tiny/double/test_examples.py").write_text(EXAMPLES)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KATA_PATH", str(root))
        library.load_set.cache_clear()
        exercise = library.find_exercise("tiny/double")
        library.load_set.cache_clear()
        with ExamplesSession(exercise, Options()) as opened:
            yield opened


def graded(session: ExamplesSession, source: str) -> Report:
    return session.grade(submissions.of_bytes(source.encode(), "double.py"))


def outcome(report: Report, name: str = FIRST) -> tuple[str, str | None]:
    found = check(report, name)
    return found.status, found.message


def sides(report: Report, name: str = FIRST) -> tuple[str, str, str, str]:
    """What was called, how what came of it did, that, and what was expected."""
    shown = check(report, name).counterexample
    assert shown is not None
    return shown.call, shown.how, shown.got, shown.expected


@pytest.mark.parametrize("name", [e.name for e in library.load_set("tour").exercises])
def test_the_tours_examples_pass_without_its_hidden_checks(name):
    """Those of programs and files too: they start no process and need no folder of pytest's."""
    exercise = library.find_exercise(f"tour/{name}")
    reference = set_files.reference_file(exercise)
    with ExamplesSession(exercise, Options()) as opened:
        report = opened.grade(submissions.of_bytes(reference.read_bytes(), exercise.file))
    assert (report.verdict, report.message) == ("passed", None)


# What is reported -----------------------------------------------------------------------------


def test_a_right_submission_passes_every_example(session):
    """And the report says that they were examples, each worth one."""
    report = graded(session, GOOD_DOUBLE)
    assert (report.verdict, report.graded_with, report.message) == ("passed", "examples", None)
    assert [c.name for c in report.checks] == NAMES
    assert [c.cases for c in report.checks] == [1, 2, 1, 1]
    assert (report.score, report.max_score) == (4, 4)
    assert report.environment.python
    assert report.isolation == "confined"
    assert report.promises == ()


def test_an_example_is_called_by_its_docstrings_first_sentence_or_its_name(session):
    """The sentence that a student reads; a paragraph is no headline."""
    assert [e.title for e in session.examples] == [
        "One is doubled to two.",
        "Each number is doubled.",
        "None is refused",
        "Empty.",
    ]


def test_a_wrong_value_is_shown_with_the_line_and_what_was_compared(session):
    """What came of the call beside what should have, as in a report of hidden checks."""
    report = graded(session, "def double(numbers):\n    return [n + 2 for n in numbers]")
    assert report.verdict == "failed"
    status, said = outcome(report)
    assert status == "failed"
    assert said == "test_examples.py, line 8\n    assert double([1]) == [2]"
    assert sides(report) == ("double([1])", "returned", "[3]", "[2]")
    number = check(report, "test_number")
    assert (number.status, number.cases, number.failed_cases) == ("failed", 2, 2)


def test_a_statement_of_several_lines_is_shown_whole(session):
    """Its first line alone may say nothing."""
    _, said = outcome(graded(session, "def double(numbers): return [1]"), "TestList.test_empty")
    assert said is not None
    assert (
        "test_examples.py, line 33\n    assert (\n        double(empty)\n        == []\n    )"
        in said
    )


def test_what_should_have_been_raised_is_said(session):
    """The line of a `with` is shown, not all of its body."""
    source = "def double(numbers): return [2 * n for n in numbers or []]"
    report = graded(session, source)
    assert outcome(report, "test_none") == (
        "failed",
        "test_examples.py, line 23\n    with pytest.raises(TypeError):",
    )
    assert sides(report, "test_none") == (
        "double(None)", "returned", "[]", "TypeError to be raised"
    )  # fmt: skip


def test_an_exception_is_shown_at_the_students_own_line(session):
    """And where it was called from."""
    report = graded(session, "def double(numbers):\n    return [numbers[9]]")
    assert outcome(report) == (
        "error",
        "test_examples.py, line 8\n    assert double([1]) == [2]",
    )
    assert sides(report) == (
        "double([1])",
        "raised",
        "IndexError: list index out of range\n"
        "double.py, line 2, in double\n    return [numbers[9]]",
        "[2]",
    )


def test_an_assert_of_the_students_own_is_no_failed_example(session):
    """It is their code that raised."""
    report = graded(session, "def double(numbers):\n    assert not numbers")
    assert outcome(report)[0] == "error"
    _, how, got, _ = sides(report)
    assert (how, got) == (
        "raised",
        "AssertionError\ndouble.py, line 2, in double\n    assert not numbers",
    )


def test_the_stub_is_not_written_yet(session):
    """A beginner's first check."""
    report = graded(session, set_files.stub(session.exercise))
    assert outcome(report) == ("error", "Not written yet: double raises NotImplementedError.")
    assert {c.status for c in report.checks} == {"error"}


def test_what_was_printed_is_kept_and_bounded(session):
    """As in any report."""
    loud = GOOD_DOUBLE.replace("    return", "    print('x' * 5000)\n    return")
    output = graded(session, loud).output
    assert output is not None
    assert len(output) == 4 * 1024


def test_a_very_long_explanation_is_cut(session):
    """A report must not grow with the answer."""
    _, said = outcome(graded(session, "def double(numbers): return list(range(10**5))"))
    assert said is not None
    assert len(said.splitlines()) < 20
    assert len(said) < 3_000
    assert "-v" not in said


# What goes wrong ------------------------------------------------------------------------------


def test_a_misspelt_function_is_one_sentence(session):
    """No example can even be imported then."""
    report = graded(session, "def dubble(numbers): return []")
    assert report.message is not None
    assert "The file has no function double. There is one called dubble" in report.message
    assert statuses(report) == {"error"}


@pytest.mark.parametrize(
    ("source", "status", "said"),
    [
        ("def", "error", "Python can't read this"),
        ("import numpy", "forbidden", "imports numpy; this exercise allows only"),
        ("1 / 0", "error", "loading the file raised ZeroDivisionError"),
        ("import os\nos._exit(0)", "crashed", "its process stopped"),
    ],
    ids=["syntax", "forbidden", "raises", "exits"],
)
def test_a_file_that_can_not_be_loaded_fails_every_example(session, source, status, said):
    """With the sentence of any other report."""
    report = graded(session, source)
    assert report.verdict == "failed"
    assert statuses(report) == {status}
    assert len(report.checks) == len(NAMES)
    assert said in (report.message or "")


def test_a_process_that_ends_costs_its_example_and_no_other(session):
    """os._exit(0) must not look like success."""
    source = GOOD_DOUBLE.replace(
        "    return", "    import os\n    if numbers == [1]: os._exit(0)\n    return"
    )
    report = graded(session, source)
    assert report.verdict == "failed"
    assert outcome(report) == (
        "crashed",
        "The process your code ran in stopped: it ended its own process with exit status 0.",
    )
    assert {c.status for c in report.checks[1:]} == {"passed"}


def test_a_process_that_ends_after_its_last_answer_has_crashed(session):
    """Nothing of what it said last can be trusted."""
    leaves = (
        "import os, sys\npytest = sys.modules['pytest']\nmain = pytest.main\n"
        "pytest.main = lambda *a, **k: (main(*a, **k), os._exit(3))\n"
    )
    report = graded(session, leaves + GOOD_DOUBLE.partition('"""\n')[2])
    assert [c.status for c in report.checks] == ["passed", "passed", "passed", "crashed"]
    assert report.verdict == "failed"


def test_a_loop_without_end_is_too_slow_and_the_others_still_run(alone):
    """One example has three calls' time."""
    source = GOOD_DOUBLE.replace("    return", "    while numbers == [1]: pass\n    return")
    report = graded(alone(call_s=1.0), source)
    assert outcome(report) == (
        "timeout",
        "This example did not end in time: is there a loop that never ends?",
    )
    assert {c.status for c in report.checks[1:]} == {"passed"}


def test_the_time_for_the_submission_bounds_all_examples(alone):
    """However many there are."""
    report = graded(
        alone(call_s=9.0, submission_s=1.5), "def double(numbers):\n    while True: pass"
    )
    assert statuses(report) == {"timeout"}
    assert "whole submission was used up before this example" in (report.checks[-1].message or "")


def test_used_up_processor_time_is_said(alone):
    """The kernel's own limit, which no thread escapes."""
    report = graded(alone(call_s=9.0, cpu_s=1), "def double(numbers):\n    while True: pass")
    assert outcome(report) == (
        "timeout",
        "The processor time for the whole submission was used up.",
    )


def test_used_up_memory_is_said(session):
    """A MemoryError is not the student's line alone."""
    assert outcome(graded(session, "def double(numbers): return bytearray(10**12)")) == (
        "out_of_memory",
        "More memory was used than this exercise allows.",
    )


def test_a_memory_error_of_the_files_own_is_an_exception(session):
    report = graded(session, "def double(numbers): raise MemoryError('no room')")
    assert outcome(report)[0] == "error"
    assert "MemoryError: no room" in report.checks[0].counterexample.got


@pytest.mark.parametrize(
    "error", ["SystemExit(0)", "KeyboardInterrupt", "BaseException('x')", "pytest.exit.Exception"]
)
def test_no_exception_ends_the_session(session, error):
    """pytest would stop at some of them; the next example runs all the same."""
    source = (
        "import sys\npytest = sys.modules['pytest']\ndef double(numbers):\n"
        f"    if numbers == [1]: raise {error}\n    return [2 * n for n in numbers]"
    )
    report = graded(session, source)
    assert outcome(report)[0] == "error"
    assert {c.status for c in report.checks[1:]} == {"passed"}


FORGED = {
    "garbage": "b'garbage' * 100",
    "another message": "m.frame(m.encode(m.BatchDone()))",
    "a case of an exercise": "m.frame(m.encode(m.CaseDone([raw(m.encode(m.Returned(1)))])))",
    "counts that contradict": "m.frame(m.encode(m.CaseDone([raw(m.encode(m.ExampleDone(1, 2)))])))",
    "negative": "m.frame(m.encode(m.CaseDone([raw(m.encode(m.ExampleDone(-1)))])))",
    "no number": "m.frame(m.encode(m.CaseDone([raw(m.encode("
    "m.ExampleDone(1, duration_s=float('nan'))))])))",
}


@pytest.mark.parametrize("forged", FORGED.values(), ids=FORGED.keys())
def test_forged_answers_are_no_answers(session, forged):
    """What comes over the wire is validated, whoever wrote it."""
    source = (
        "import os, sys\nm = sys.modules['grader.wire.messages']\n"
        f"raw = sys.modules['msgspec'].Raw\nforged = {forged}\n"
        "def double(numbers):\n"
        "    for number in range(3, 64):\n"
        "        try: os.write(number, forged)\n"
        "        except OSError: pass\n"
        "    return []\n"
    )
    report = graded(session, source)
    assert report.verdict == "failed"
    assert outcome(report) == (
        "crashed",
        "The process your code ran in sent something that is no answer.",
    )


def test_a_submission_that_tampers_with_pytest_fools_only_itself(session):
    """No claim is made about what shares a process with it; the next worker is a new one."""
    source = "import sys\nsys.modules['pytest'].main = lambda *a, **k: 0\ndouble = len"
    assert outcome(graded(session, source)) == ("error", "pytest could not run this example.")
    assert graded(session, GOOD_DOUBLE).verdict == "passed"


def test_the_submission_is_confined_as_ever(session, tmp_path):
    """It can't write, and what it is told is its own affair."""
    target = tmp_path / "written"
    report = graded(session, f"def double(numbers): open({str(target)!r}, 'w')")
    assert outcome(report)[0] == "error"
    assert "which isn't possible while being graded" in sides(report)[2]
    assert not target.exists()


def test_without_confinement_the_report_says_what_did_not_hold(alone):
    """As for any report."""
    report = graded(alone(isolation="process"), GOOD_DOUBLE)
    assert (report.verdict, report.isolation) == ("passed", "process")
    assert len(report.promises) == 2


def test_a_lost_parent_is_the_graders_fault_and_replaced(alone):
    """Nothing of ours is charged to a student."""
    session = alone()
    session.parent()._process.kill()
    session.parent()._process.wait()
    lost = graded(session, GOOD_DOUBLE)
    assert lost.verdict == "grader_error"
    assert "The process that starts the workers ended" in (lost.message or "")
    assert graded(session, GOOD_DOUBLE).verdict == "passed"


def test_what_a_file_defined_before_it_failed_is_tried(session):
    """As hidden checks would: with a note, and only where it has what the examples import."""
    report = graded(session, f"{GOOD_DOUBLE}\n1 / 0\n")
    assert report.verdict == "passed"
    assert report.notes[0].startswith("Line 7, 1 / 0, raised ZeroDivisionError")
    early = graded(session, f"1 / 0\n{GOOD_DOUBLE}")
    assert "line 1: loading the file raised ZeroDivisionError" in (early.message or "")


def test_a_machine_that_can_not_confine_is_the_graders_fault(session, monkeypatch):
    """The student's file was never run."""
    refused = NotLoaded("confinement", "this kernel has no Landlock")
    monkeypatch.setattr(Worker, "load", lambda *_, **__: refused)
    report = graded(session, GOOD_DOUBLE)
    assert report.verdict == "grader_error"
    assert "The worker can't be confined here" in (report.message or "")


# The examples themselves ----------------------------------------------------------------------


def test_rules_hold_for_the_students_file_and_not_for_the_examples(alone):
    """An example may compare with the very function that the student is to write."""
    examples = (
        "import numpy as np\nimport scipy.ndimage\nfrom slide import slide\n\n\n"
        "def test_numpy_agrees():\n"
        "    x, k = np.arange(5.0), np.array([1.0, 2.0])\n"
        "    assert slide(x, k).tolist() == np.convolve(x, k[::-1], 'valid').tolist()\n"
    )
    session = alone(examples, "slide")
    assert graded(session, GOOD_SLIDE).verdict == "passed"
    convolves = (
        "import numpy as np\ndef slide(x, k):\n"
        "    try: return getattr(np, 'con' + 'volve')(x, k[::-1], 'valid')\n"
        "    finally: return np.convolve\n"
    ).replace("return np.convolve", "return [1.0]")
    report = graded(session, convolves)
    assert outcome(report, "test_numpy_agrees") == (
        "forbidden",
        "Your code uses numpy.convolve, which would do the exercise for you.",
    )
    hidden = (
        "import numpy as np\ndef slide(x, k):\n    name = 'sci' + 'py'\n"
        "    try: __import__(name)\n    except ImportError: pass\n"
        "    return np.array([np.dot(x[i:i + 2], k) for i in range(4)])\n"
    )
    assert outcome(graded(session, hidden), "test_numpy_agrees") == (
        "forbidden",
        "Your code imports scipy, which would do the exercise for you.",
    )


def test_an_example_that_needs_what_is_not_here_is_skipped(alone):
    """It counts neither way."""
    examples = (
        "import pytest\nfrom double import double\n\n\n"
        "def test_it():\n    assert double([]) == []\n\n\n"
        "def test_other():\n    pytest.importorskip('no_such_package')\n\n\n"
        "@pytest.mark.xfail\ndef test_expected():\n    assert False\n"
    )
    report = graded(alone(examples), GOOD_DOUBLE)
    assert report.verdict == "passed"
    assert (report.score, report.max_score) == (2, 2)
    status, said = outcome(report, "test_other")
    assert status == "skipped"
    assert "Not run here: could not import 'no_such_package'" in (said or "")


def test_examples_that_can_not_be_run_here_at_all_pass_nothing(alone):
    """Nothing was shown to be right."""
    examples = (
        "import pytest\npytest.importorskip('no_such_package')\n\n\ndef test_it():\n    pass\n"
    )
    report = graded(alone(examples), GOOD_DOUBLE)
    assert (report.verdict, report.max_score) == ("failed", 0)
    assert "The examples can't be run here: could not import" in (report.message or "")


def test_examples_that_raise_while_they_are_loaded_are_said(alone):
    """An answer computed at the top of the file may be the student's mistake."""
    examples = "from double import double\nTWO = double([1])[0]\n\n\ndef test_it():\n    pass\n"
    report = graded(alone(examples), "def double(numbers): return []")
    assert report.message == (
        "The examples could not be loaded.\ntest_examples.py, line 2\n"
        "    TWO = double([1])[0]\nIndexError: list index out of range"
    )


def test_percent_signs_are_shown_as_they_are(alone):
    """Nothing formats what is compared."""
    examples = "from double import double\n\n\ndef test_it():\n    assert double('%d') == '%s'\n"
    report = graded(alone(examples), "def double(text): return text")
    assert outcome(report, "test_it")[0] == "failed"
    assert sides(report, "test_it") == ("double('%d')", "returned", "'%d'", "'%s'")


def test_pytests_own_warnings_are_not_what_the_code_printed(alone):
    """They are for the author of the examples."""
    examples = "import pytest\n\n\n@pytest.mark.nonsense\ndef test_it():\n    return 3\n"
    report = graded(alone(examples), GOOD_DOUBLE)
    assert (report.verdict, report.output) == ("passed", None)


def test_an_example_that_is_broken_itself_is_an_error_of_its_own(alone):
    """Its fixture doesn't exist, say."""
    report = graded(alone("def test_it(no_such_fixture):\n    pass\n"), GOOD_DOUBLE)
    status, said = outcome(report, "test_it")
    assert status == "error"
    assert "no_such_fixture" in (said or "")


def test_an_example_that_is_not_collected_is_said(alone):
    """A class with __init__ is none to pytest."""
    examples = (
        "class TestIt:\n    def __init__(self):\n        pass\n\n"
        "    def test_it(self):\n        pass\n"
    )
    report = graded(alone(examples), GOOD_DOUBLE)
    assert outcome(report, "TestIt.test_it") == ("error", "pytest could not run this example.")


@pytest.mark.parametrize(
    ("examples", "said"),
    [("x = 1\n", "has no example, expected functions called test_…"), ("def", "can't be read")],
)
def test_a_set_without_usable_examples_is_the_sets_mistake(alone, examples, said):
    """A student can't mend it; the file is named."""
    with pytest.raises(ManifestError, match="tiny/double: test_examples") as error:
        alone(examples)
    assert said in error.value.message


def test_where_hidden_checks_are_replayed_no_worker_has_pytest(grade):
    """What was never loaded can't be found by a submission that looks for it."""
    looks = "import sys\nassert not {'pytest', 'grader.process.example_runner'} & {*sys.modules}\n"
    source = looks + GOOD_DOUBLE.partition('"""\n')[2]
    assert grade(source).verdict == "passed"


# The wire -------------------------------------------------------------------------------------


@given(position=st.integers(0, 10**6), byte=st.integers(0, 255))
def test_a_mutated_answer_is_another_answer_or_a_wire_error(position, byte):
    """One flipped byte must not reach further than the decoder."""
    data = bytearray(messages.encode(ExampleDone(2, 1, 0, Raised("E", (), "no"), 7, 0.5)))
    data[position % len(data)] = byte
    try:
        answer = messages.example(bytes(data))
    except WireError:
        return
    assert isinstance(answer, ExampleDone)


def test_the_question_comes_back_as_it_was():
    """And is none that a worker could send."""
    asked = Examples(b"def test_it(): pass", "test_examples.py", ("test_it",))
    assert messages.to_worker(messages.encode(asked)) == asked
    with pytest.raises(WireError):
        messages.from_worker(messages.encode(asked))


def test_an_answer_with_endless_text_is_a_wire_error():
    """A report must not grow as long as a worker likes."""
    with pytest.raises(WireError):
        messages.example(messages.encode(ExampleDone(1, 1, 0, Raised("E", (), "x" * 10_000))))


# The command ----------------------------------------------------------------------------------


@pytest.fixture
def kata(tiny_set, tmp_path, monkeypatch, capfd) -> Callable[..., Ran]:
    """Runs the command in this process, in an empty folder, on the public half."""
    without_solutions(tiny_set.root)
    (tmp_path / "home").mkdir()
    monkeypatch.chdir(tmp_path / "home")
    monkeypatch.setenv("COLUMNS", "90")

    def run(*arguments: str) -> Ran:
        library.load_set.cache_clear()
        with pytest.raises(SystemExit) as end:
            main(arguments)
        out, err = capfd.readouterr()
        assert isinstance(end.value.code, int)
        assert "Traceback" not in out + err
        # A line that was wrapped may end in a space.
        return Ran(end.value.code, re.sub(" +$", "", out, flags=re.MULTILINE), err)

    return run


def hand_in(source: str, name: str = "double.py") -> str:
    Path(name).write_text(source)
    return name


AS_DOUBLE = ("--exercise", "tiny/double")


def test_a_passed_check_reads_like_this(kata):
    """No points: those are the private half's."""
    ran = kata("check", hand_in(GOOD_DOUBLE), *AS_DOUBLE)
    assert (ran.code, ran.err) == (0, "")
    assert (
        ran.out
        == """\
double   1 of 1 examples pass

  ✓ One is doubled to two.                                          1 case

  These are the public examples. The hidden checks of tiny/double live elsewhere: whoever
  grades has them.

  All of them pass.
"""
    )


def test_a_failed_check_reads_like_this(kata):
    """Plain where it is piped, and with exit code 1."""
    ran = kata("check", hand_in("def double(numbers):\n    return [3]\n"), *AS_DOUBLE)
    assert (ran.code, ran.err) == (1, "")
    assert (
        ran.out
        == """\
double   0 of 1 examples pass

  ✗ One is doubled to two.                                          fails

      test_examples.py, line 5
          assert double([1]) == [2]
      called     double([1])
      returned   [3]               expected   [2]

  These are the public examples. The hidden checks of tiny/double live elsewhere: whoever
  grades has them.

  Next: fix double.py, then check again
"""
    )


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (GOOD_DOUBLE, 0),
        ("def double(numbers): return [3]", 1),
        ("def", 1),
        ("def double(numbers):\n    import os\n    os._exit(0)", 1),
    ],
    ids=["right", "wrong", "syntax", "crash"],
)
def test_json_says_what_it_was_graded_with(kata, source, code):
    """For scripts, which must not take it for a mark."""
    ran = kata("check", hand_in(source), *AS_DOUBLE, "--json")
    assert (ran.code, ran.err) == (code, "")
    report = json.loads(ran.out)
    jsonschema.validate(report, SCHEMA, jsonschema.Draft202012Validator)
    assert report["graded_with"] == "examples"
    assert to_json(Report.from_json(ran.out)) == ran.out.rstrip("\n")


def test_all_shows_every_failed_example(kata, tiny_set):
    """And without it, that there are more is said."""
    tiny_set.write("exercises/tiny/double/test_examples.py", EXAMPLES)
    name = hand_in("def double(numbers): return [3]")
    few, every = kata("check", name, *AS_DOUBLE), kata("check", name, *AS_DOUBLE, "--all")
    assert "all failed examples: --all" in few.out
    assert few.out.count("test_examples.py, line") == 1
    assert "--all" not in every.out
    assert every.out.count("test_examples.py, line") == 4


@pytest.mark.parametrize("option", [["--fresh"], ["--seed", "7"], ["--device", "cpu"]])
def test_options_of_the_hidden_checks_are_said_to_mean_nothing(kata, option):
    """On standard error: a script may be reading the other."""
    ran = kata("check", hand_in(GOOD_DOUBLE), *AS_DOUBLE, *option)
    assert ran.code == 0
    said = "--fresh, --seed and --device mean hidden checks; the public examples go without."
    assert said in ran.err


def test_fresh_cases_and_those_of_a_seed_are_not_asked_for_at_once(kata):
    ran = kata("check", hand_in(GOOD_DOUBLE), *AS_DOUBLE, "--fresh", "--seed", "7")
    assert ran.code == 2
    assert "Give one of them." in ran.err


def test_without_confinement_it_is_graded_too(kata):
    """On machines that can't confine."""
    ran = kata("check", hand_in(GOOD_DOUBLE), *AS_DOUBLE, "--isolation", "process")
    assert ran.code == 0
    assert "Graded without confinement" in ran.out


def test_watch_grades_each_new_version(kata, monkeypatch):
    """Until Ctrl-C, with the last version's exit code."""
    name = hand_in("def double(numbers): return [3]")
    really, calls = time.sleep, itertools.count()

    def instead_of_sleeping(duration_s: float) -> None:
        number = next(calls)
        if number == 0:
            hand_in(GOOD_DOUBLE)
        elif number == 1:
            raise KeyboardInterrupt
        else:
            really(duration_s)  # waiting for the processes to end

    monkeypatch.setattr(time, "sleep", instead_of_sleeping)
    ran = kata("check", name, *AS_DOUBLE, "--watch")
    assert ran.code == 0
    assert "0 of 1 examples pass" in ran.out
    assert "1 of 1 examples pass" in ran.out
    assert ran.err.count(f"Watching {name}. Ctrl-C ends.") == 2
    assert ran.err.endswith("\n\n")


def test_watch_says_that_a_file_is_gone_and_grades_it_when_it_is_back(kata, monkeypatch):
    """An editor that replaces it in two steps isn't spoken of."""
    name = hand_in(GOOD_DOUBLE)
    really, calls = time.sleep, itertools.count()

    def instead_of_sleeping(duration_s: float) -> None:
        number = next(calls)
        if number == 0:
            Path(name).unlink()
        elif number == 8:
            hand_in(GOOD_DOUBLE)
        elif number == 10:
            raise KeyboardInterrupt
        elif number > 10:
            really(duration_s)

    monkeypatch.setattr(time, "sleep", instead_of_sleeping)
    ran = kata("check", name, *AS_DOUBLE, "--watch")
    assert ran.code == 0
    assert ran.err.count(f"There is no file '{name}'. Still watching.") == 1
    assert ran.out.count("1 of 1 examples pass") == 2


@pytest.mark.parametrize(
    ("place", "target"),
    [
        (".", "work"),
        (".", "work/double"),
        (".", "work/double/double.py"),
        ("work", "."),
        ("work", "double/"),
        ("work/double", "."),
        ("work/slide", "../double/double.py"),
    ],
)
def test_a_file_or_folder_of_a_workspace_means_its_exercise(kata, monkeypatch, place, target):
    """From wherever it is named; the workspace itself means the exercise the student is on."""
    Path("work").mkdir()
    with monkeypatch.context() as inside:
        inside.chdir("work")
        kata("next", "slide")
        kata("next", "double")
        Path("double/double.py").write_text(GOOD_DOUBLE)
    with monkeypatch.context() as there:
        there.chdir(place)
        ran = kata("check", target)
        assert ran.code == 0, ran
        assert "Next: kata next" in ran.out


def test_a_folder_that_is_no_exercise_is_named_as_it_was_typed(kata):
    kata("next", "--set", "tiny")
    Path("notes").mkdir()
    ran = kata("check", "notes")
    assert ran.code == 2
    assert "'notes' is a folder, and no exercise's." in ran.err


def test_a_workspace_moves_on_and_says_examples_only(kata):
    """`kata next` counts them, `kata status` and `kata list` don't hide what they are."""
    kata("next", "--set", "tiny")
    Path("double/double.py").write_text(GOOD_DOUBLE)
    assert "Next: kata next\n" in kata("check", "double").out
    assert "tiny/slide" in kata("next", "--set", "tiny").out
    assert kata("status").out == "✓ tiny/double  1/1 examples  1 attempt  examples only\n"
    listed = kata("list", "--set", "tiny").out.splitlines()
    assert listed[1].endswith("Twice as much  (examples only)")
    assert "examples only" not in listed[2]


def test_hints_work_and_the_solution_is_said_to_be_elsewhere(kata):
    """Hints are public, the solution isn't."""
    kata("next", "--set", "tiny")
    kata("check", "double")
    hint = kata("hint").out
    assert "1 of 1" in hint
    assert hint.endswith("That is every hint.\n")
    ran = kata("solution", "double", "--give-up")
    assert ran.code == 2
    assert "The solution of tiny/double is not on this machine." in ran.err


def test_a_private_half_in_another_place_is_not_this_sets(kata, tiny_set, tiny_root, monkeypatch):
    """The nearest set of a name is taken whole: its own private half, or none."""
    monkeypatch.setenv("KATA_PATH", f"{tiny_set.root}:{tiny_root}")
    ran = kata("check", hand_in(GOOD_DOUBLE), *AS_DOUBLE)
    assert "1 of 1 examples pass" in ran.out
    assert "points" not in ran.out


def test_with_the_private_half_nothing_changes(kata, tiny_root, monkeypatch):
    """Hidden checks, points, and a report that says so."""
    monkeypatch.setenv("KATA_PATH", str(tiny_root))
    ran = kata("check", hand_in(GOOD_DOUBLE), *AS_DOUBLE, "--json")
    report = json.loads(ran.out)
    assert report["graded_with"] == "checks"
    assert report["max_score"] > 1


# Views and records ----------------------------------------------------------------------------

RESULT = CheckResult(name="t", title="T.", status="passed", points=1, max_points=1)
REPORT = Report(
    exercise="tiny/double",
    set_version="1.0.0",
    submission=Submitted(path=None, student=None, sha256="0" * 64),
    verdict="passed",
    score=1,
    max_score=1,
    seed=0,
    duration_s=0.1,
    isolation="confined",
    environment=Environment(python="3.11", numpy=None, torch=None, platform="linux"),
    checks=(RESULT,),
    graded_with="examples",
)


def test_a_file_that_could_not_be_loaded_still_says_where_the_checks_are():
    """The sentence belongs to every such report."""
    report = replace(REPORT, verdict="failed", message="double.py: no.")
    shown = "\n".join(line.plain for line in report_lines(report, 200))
    assert "hidden checks of tiny/double live elsewhere" in shown
    assert "points" not in shown


@pytest.fixture
def records(tmp_path: Path) -> Workspace:
    return Workspace.open_or_create(tmp_path)


def test_attempts_with_examples_are_told_apart(records):
    """Until the hidden checks have graded one, which then decides alone."""
    records.record(REPORT)
    standing = records.standings()["tiny/double"]
    assert (standing.passed, standing.examples_only) == (True, True)
    checked = replace(REPORT, graded_with="checks", verdict="failed", score=3.0, max_score=10.0)
    records.record(checked)
    standing = records.standings()["tiny/double"]
    assert (standing.passed, standing.examples_only, standing.attempts) == (False, False, 2)
    assert (standing.best_score, standing.max_score) == (3.0, 10.0)
    records.record(REPORT)
    assert not records.standings()["tiny/double"].passed


def test_records_without_a_mark_are_of_hidden_checks(records):
    """All that were written before there were marks are."""
    records.record(replace(REPORT, graded_with="checks"))
    standing = records.standings()["tiny/double"]
    assert (standing.passed, standing.examples_only) == (True, False)


def test_new_records_give_no_attempt_the_mark_of_a_lost_one(records):
    """Attempts are numbered anew in them, and a mark is kept under an attempt's number."""
    records.record(REPORT)
    database = records.root / ".kata" / "progress.sqlite3"
    content = bytearray(database.read_bytes())
    # The version in the header: newer than this kata knows, so that new records are made.
    content[60:64] = (99).to_bytes(4, "big")
    database.write_bytes(content)
    records.record(replace(REPORT, graded_with="checks"))
    assert records.problems
    standing = records.standings()["tiny/double"]
    assert (standing.passed, standing.examples_only, standing.attempts) == (True, False, 1)


# The shipped sets -----------------------------------------------------------------------------


def shipped() -> list[str]:
    manifests = sorted((REPO / "exercises").glob("*/*/exercise.toml"))
    return [f"{m.parent.parent.name}/{m.parent.name}" for m in manifests]


@pytest.fixture(scope="module")
def public_half(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what students get of the shipped sets."""
    root = tmp_path_factory.mktemp("public")
    shutil.copytree(REPO / "exercises", root / "exercises")
    return root


@pytest.fixture
def exercise(
    request: Any, public_half: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Exercise]:
    monkeypatch.setenv("KATA_PATH", str(public_half))
    library.load_set.cache_clear()
    yield library.find_exercise(request.param)
    library.load_set.cache_clear()


@pytest.mark.parametrize("exercise", shipped(), indirect=True)
def test_the_reference_passes_every_shipped_example_and_the_stub_none(exercise):
    """In the worker, as confined as for hidden checks; none is skipped where torch is."""
    assert exercise.private is None
    reference = REPO / "solutions" / exercise.id / "solution.py"
    with ExamplesSession(exercise, Options()) as session:
        right = session.grade(submissions.of_bytes(reference.read_bytes()))
        stub = session.grade(submissions.of_bytes(set_files.stub(exercise).encode()))
    assert {c.name: c.message for c in right.checks if c.status != "passed"} == {}
    assert (right.verdict, right.output) == ("passed", None)
    assert stub.verdict == "failed"
    assert statuses(stub) == {"error"}
    assert examples_of(exercise) == session.examples
    assert msgspec.json.decode(msgspec.json.encode(right))["graded_with"] == "examples"


def test_next_at_a_narrow_terminal_breaks_no_word(kata, monkeypatch):
    """What goes on in the next line stands below what it goes on with."""
    monkeypatch.setenv("COLUMNS", "60")
    lines = kata("next", "double").out.splitlines()
    assert all(len(line) <= 60 for line in lines)
    (first,) = [n for n, line in enumerate(lines) if "a few examples;" in line]
    rest = lines[first + 1].lstrip()
    assert rest
    assert "a few examples; plain pytest runs them".endswith(rest)
    assert lines[first + 1].index(rest) == lines[first].index("a few")
