"""A test may end with what is no failure: it leaves, or skips itself, with some answers only. A
file that answers so has not passed, and the grader goes on."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest
from imported_tests import Imported, imported

from grader import submissions
from grader.errors import CheckFault
from grader.grade.session import Options, Session
from grader.imported import endings
from grader.judge.judge import Judge
from grader.judge.pytest_thread import PytestThread
from grader.process import forked
from grader.sets import library

SOURCE = """
def add(a, b):
    return a + b


def talk(ask):
    count = 0
    while ask("> ") != "q":
        count += 1
    return count


def stop(ask):
    try:
        ask("> ")
    except KeyboardInterrupt:
        return "stopped"


def size():
    return 1
"""
ENDS = {
    "exit": "sys.exit(0)",
    "skip": "pytest.skip('not written yet')",
    "unittest_skip": "raise unittest.SkipTest('not written yet')",
    "pytest_exit": "pytest.exit('enough', 0)",
    "interrupt": "raise KeyboardInterrupt",
    "generator_exit": "raise GeneratorExit",
    "own": "raise Leaves",
}
BODIES = "".join(
    f"""

def test_{name}():
    if add(1, 2) in (None, 0):
        {ends}
    assert add(1, 2) == 3
"""
    for name, ends in ENDS.items()
)
TESTS = f"""
import faulthandler
import sys
import unittest

import pytest

from ends import add, size, stop, talk


CRASHES = {{
    2: faulthandler._sigsegv,
    3: faulthandler._sigfpe,
    4: faulthandler._sigabrt,
}}


class Leaves(BaseException):
    pass

{BODIES}

def test_talk():
    answers = ["1", "2", "q"]

    def ask(prompt):
        if not answers:
            sys.exit()
        return answers.pop(0)

    assert talk(ask) == 2


def test_outcome_in_a_function():
    answers = ["1", "q"]

    def ask(prompt):
        if not answers:
            pytest.skip("asked again")
        return answers.pop(0)

    assert talk(ask) == 1


def test_stop():
    def ask(prompt):
        raise KeyboardInterrupt

    assert stop(ask) == "stopped"


def test_crash():
    if size() in CRASHES:
        CRASHES[size()]()
    assert size() == 1


def test_last():
    assert add(2, 2) == 4
"""


@pytest.fixture(scope="module")
def ends(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    with imported(tmp_path_factory.mktemp("ends"), "ends", SOURCE, TESTS) as found:
        yield found


def test_all_of_them_are_taken(ends):
    """What they would do with other answers, they don't with the solution's."""
    assert [(named.test, named.why) for named in ends.adopted.named] == []
    assert ends.failed(SOURCE) == {}


@pytest.mark.parametrize("answer", ["None", "0"])
def test_a_test_that_leaves_or_skips_itself_has_failed(ends, answer):
    failed = ends.changed("return a + b", f"return {answer}")
    assert set(failed) == {"test_last", *(f"test_{name}" for name in ENDS)}
    for name in ENDS:
        shown = failed[f"test_{name}"]
        assert shown.status == "failed"
        assert shown.counterexample.call == "add(a=1, b=2)"


@pytest.mark.parametrize(
    ("test", "said"),
    [("test_exit", "ends the whole program"), ("test_pytest_exit", "ends the whole program"),
     ("test_interrupt", "ends the whole program"), ("test_skip", "is skipped"),
     ("test_unittest_skip", "is skipped"), ("test_generator_exit", "stops"),
     ("test_own", "stops")],
)  # fmt: skip
def test_it_is_said_what_the_test_does(ends, test, said):
    found = ends.changed("return a + b", "return 0")[test]
    assert f"The test {said} with this answer" in found.message


def test_what_a_tests_function_raises_the_students_code_meets(ends):
    """As it would from any other function: it may be caught there."""
    more = ends.changed('while ask("> ") != "q":', "while ask('> '):")
    assert set(more) == {"test_talk", "test_outcome_in_a_function"}
    assert "SystemExit" in str(more["test_talk"].counterexample)
    assert set(ends.changed("except KeyboardInterrupt", "except ValueError")) == {"test_stop"}


@pytest.mark.parametrize("answer", [2, 3, 4])
def test_a_test_that_crashes_with_an_answer_has_failed(ends, answer):
    """It is not run once more, in the grader."""
    failed = ends.changed("return 1\n", f"return {answer}\n")
    assert "The test crashes with this answer" in failed["test_crash"].message
    assert failed["test_crash"].counterexample.call == "size()"


@pytest.mark.parametrize("end", [signal.SIGSEGV, signal.SIGBUS, signal.SIGTERM])
def test_a_copy_that_is_ended_by_a_signal_has_died(end):
    def job(ask: forked.Ask) -> bool:
        signal.signal(end, signal.SIG_DFL)
        os.kill(os.getpid(), end)
        return True

    fork = forked.tried(job, bytes, 5, 100)
    assert (fork.how, fork.well) == ("died", False)


@pytest.mark.parametrize("status", [0, 1])
def test_a_copy_that_leaves_before_its_job_has_ended_has_died(status):
    """It never said that all was well."""
    fork = forked.tried(lambda ask: os._exit(status), bytes, 5, 100)
    assert (fork.how, fork.well) == ("died", False)


def test_the_command_says_so_and_does_not_end_with_0(ends, tmp_path, run_kata):
    file = tmp_path / "ends.py"
    file.write_text(SOURCE.replace("return a + b", "return None"), "utf-8")
    ran = run_kata(
        "check", str(file), "--exercise", "mine/ends_", KATA_PATH=os.environ["KATA_PATH"]
    )
    assert ran.code == 1, ran
    assert "The function returned None" in ran.out


def test_a_test_that_the_stub_makes_skip_is_named(tmp_path):
    tests = """
import pytest

from soft import add


def test_add():
    if add(1, 2) == 0:
        pytest.skip("not written yet")
    assert add(1, 2) == 3


def test_more():
    assert add(2, 2) == 4
"""
    stub = "def add(a, b):\n    return 0\n"
    with imported(tmp_path, "soft", "def add(a, b):\n    return a + b\n", tests, stub) as found:
        named = [(one.test, one.line, one.why) for one in found.adopted.named]
        assert named == [("test_add", 7, "is skipped on the stub, where it should fail")]
        assert set(found.adopted.checks) == {"test_more"}


@pytest.mark.parametrize("ending", [SystemExit(0), KeyboardInterrupt(), GeneratorExit()])
def test_no_check_ends_the_command(ends, ending):
    """Wherever it got through: it is a fault that is told."""

    def leaves(checks: object) -> None:
        raise ending

    said = f"checks end with {type(ending).__name__}"
    exercise, options = library.find_exercise("mine/ends_"), Options(store=False)
    with Judge(exercise, options) as judge, pytest.raises(CheckFault, match=said):
        judge.runner.in_room(leaves)


def test_a_session_that_is_left_has_not_passed(ends, monkeypatch):
    def leaves(*_: object) -> None:
        raise SystemExit(0)

    with Session(library.find_exercise("mine/ends_"), Options(store=False)) as session:
        monkeypatch.setattr(session, "_results", leaves)
        assert session.grade(submissions.of_bytes(SOURCE.encode())).verdict == "grader_error"


@pytest.mark.parametrize("ends_with", ["raise KeyboardInterrupt", "import pytest; pytest.exit()"])
def test_checks_that_end_while_they_are_collected_are_a_fault(tmp_path, ends_with):
    file = tmp_path / "checks.py"
    file.write_text(f"{ends_with}\n", "utf-8")
    with pytest.raises(CheckFault, match="can't be collected"):
        PytestThread(file, lambda: ("cpu",))


def test_what_hypothesis_and_we_wait_for_is_not_the_tests():
    from hypothesis.errors import StopTest

    from grader.judge.channels import ReferenceStopped

    assert not endings.is_the_tests(StopTest(0))
    assert not endings.is_the_tests(ReferenceStopped("timeout", "", 1.0))
    assert endings.is_the_tests(SystemExit())


LEAVES = """\
import sys


def main(args=None):
    if not args:
        sys.exit(2)
    if args == ["bad"]:
        sys.exit("no such file")
    return len(args)
"""
TEST_LEAVES = """\
import pytest

from leaves import main


def test_code():
    with pytest.raises(SystemExit) as left:
        main([])
    assert left.value.code == 2


def test_text():
    with pytest.raises(SystemExit, match="no such file"):
        main(["bad"])


def test_goes_on():
    assert main(["good"]) == 1
"""


def test_code_that_ends_the_program_is_waited_for(tmp_path):
    """And fails the test that doesn't wait for it, with what it raised."""
    with imported(tmp_path, "leaves", LEAVES, TEST_LEAVES) as one:
        assert one.adopted.named == ()
        assert one.failed(LEAVES) == {}
        code = one.changed("sys.exit(2)", "sys.exit(3)")["test_code"].counterexample
        assert (code.got.splitlines()[0], code.expected) == (
            "SystemExit: 3",
            "left.value.code == 2",
        )
        stays = one.changed("sys.exit(2)", "return 2")["test_code"].counterexample
        assert (stays.got, stays.expected) == ("2", "SystemExit to be raised")
        left = one.changed("return len(args)", "sys.exit(1)")
        assert set(left) == {"test_goes_on"}
        assert left["test_goes_on"].counterexample.got.startswith("SystemExit: 1")
        odd = one.changed("sys.exit(2)", "sys.exit(object())")
        assert set(odd) == {"test_code"}
