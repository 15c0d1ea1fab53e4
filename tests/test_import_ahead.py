"""An imported test works with a student's answers in Python's own single steps, which nothing can
end: it is tried in a fork first. What ends there is run here, and tells what it always told."""

from __future__ import annotations

import os
import resource
import tempfile
import time
from collections.abc import Iterator

import pytest
from imported_tests import Imported, imported

from grader.process import forked

ODD = """
def label(text):
    return text[:4]


def width():
    return 3


def other(n):
    return n


def counted(add):
    add(6)
"""
ODD_TESTS = """
import re
import uuid

import pytest

from odd import counted, label, other, width


def test_another_text():
    text = str(uuid.uuid4())
    assert label(text) == text[:4]


def test_a_line():
    try:
        line = "#" * width()
    except Exception:
        line = ""
    assert line == "###"


def test_power():
    assert 2 ** width() == 8


def test_counted():
    total = [0]

    def add(n):
        total[0] += n

    counted(add)
    assert total == [6]


def test_after_an_error():
    with pytest.raises(Exception):
        other()
    assert re.fullmatch("(a|aa)+c|" + str(width()), "a" * 20 + str(width())) is None
"""
SOURCE = """
import random

ROLLED = []


def power():
    return 3


def pattern():
    return "a+b"


def template():
    return "Hello {name}"


def pause():
    return 0.0


def rolled(n):
    return n % 6 + 1


def kept(path):
    path.write_text("here")
    return path
"""
TESTS = """
import random
import re
import time

from maths import kept, pattern, pause, power, rolled, template


def test_power():
    assert 2 ** power() == 8


def test_bar():
    assert "#" * power() == "###"


def test_pattern():
    assert re.fullmatch(pattern(), "a" * 40 + "b")


def test_template():
    assert template().format(name="Ann") == "Hello Ann"


def test_pause():
    time.sleep(pause())
    assert pause() == 0


def test_any_number():
    n = random.randrange(10**12)
    assert rolled(n) == n % 6 + 1


def test_file(tmp_path):
    assert kept(tmp_path / "a.txt").read_text() == "here"
"""


@pytest.fixture(scope="module")
def maths(tmp_path_factory) -> Iterator[Imported]:
    with imported(tmp_path_factory.mktemp("maths"), "maths", SOURCE, TESTS) as found:
        yield found


@pytest.fixture(autouse=True)
def soon(monkeypatch):
    """What doesn't end is given up sooner."""
    monkeypatch.setattr("grader.judge.live_budget.RUN_S", 1.0)


@pytest.fixture(scope="module")
def odd(tmp_path_factory) -> Iterator[Imported]:
    with imported(tmp_path_factory.mktemp("odd"), "odd", ODD, ODD_TESTS) as found:
        yield found


BOMBS = {
    "a power": ("return 3", "return 10**10", "test_power", "does not end with this answer"),
    "a text": ("return 3", "return 3 * 10**9", "test_bar", "wants more than 1024 MiB of memory"),
    "a pattern": ('"a+b"', '"(a|aa)+c"', "test_pattern", "does not end with this answer"),
    "a width": ("{name}", "{name:>3000000000}", "test_template", "wants more than 1024 MiB"),
    "a sleep": ("return 0.0", "return 1e6", "test_pause", "does not end with this answer"),
}


@pytest.mark.parametrize(("old", "new", "check", "said"), BOMBS.values(), ids=BOMBS.keys())
def test_a_test_that_does_not_end_with_an_answer_is_ended(maths, old, new, check, said):
    """It is that check's failure, and says what was returned."""
    failed = maths.changed(old, new)
    assert said in failed[check].message
    assert failed[check].counterexample is not None
    others = {"test_power", "test_bar"} if old == "return 3" else {check}
    assert set(failed) == others


def test_what_a_file_costs_in_all_is_bounded(maths, monkeypatch):
    """Once its tests have not ended for so long, the others are not tried."""
    monkeypatch.setattr("grader.judge.live_budget.MAX_UNENDED_S", 0.5)
    failed = maths.changed("return 3", "return 10**10")
    assert "Not run: other tests" in failed["test_bar"].message


@pytest.mark.parametrize("pause", [1e6, 0.01])
def test_who_sleeps_on_is_ended(pause):
    """In one go or in small pieces: none of them takes a processor's time."""

    def job(ask: forked.Ask) -> bool:
        while True:
            time.sleep(pause)

    found = forked.tried(job, bytes, 0.4, 100)
    assert found.how == "time"
    assert found.own_s >= 0.4


def test_who_sleeps_before_each_question_is_ended():
    """Although none of these pauses is long."""

    def job(ask: forked.Ask) -> bool:
        while ask(b"more"):
            time.sleep(0.02)
        return True

    answers = iter([b"yes"] * 1000)
    assert forked.tried(job, lambda question: next(answers), 0.3, 100).how == "time"
    assert next(answers, None) is not None


def test_sleep_is_charged_and_waiting_for_an_answer_is_not():
    """The student's code has a clock of its own."""

    def slept(ask: forked.Ask) -> bool:
        time.sleep(0.3)
        return True

    def waits(ask: forked.Ask) -> bool:
        return ask(b"now") == b"then"

    def late(question: bytes) -> bytes:
        time.sleep(0.6)
        return b"then"

    assert forked.tried(slept, bytes, 5, 100).own_s >= 0.2
    asked = forked.tried(waits, late, 0.5, 100)
    assert asked.well
    assert asked.own_s < 0.5


def test_what_a_file_has_its_tests_sleep_is_bounded_in_all(maths, monkeypatch):
    """No single one of these pauses is too long."""
    monkeypatch.setattr("grader.judge.live_budget.MAX_UNENDED_S", 0.3)
    source = SOURCE.replace("return 0.0", "return 0.9").replace("% 6 + 1", "% 6 + 1.0")
    failed = maths.failed(source)
    assert "test_pause" in failed
    assert "Not run: other tests" in failed["test_any_number"].message


def test_a_test_that_does_something_else_each_time_is_run_all_the_same(maths):
    """What it asked in the fork is not what it asks here."""
    failed = maths.changed("% 6 + 1", "% 6")
    assert set(failed) == {"test_any_number"}
    assert "rolled(n=" in failed["test_any_number"].counterexample.call
    assert maths.changed("n % 6 + 1", "1 + n % 6") == {}


@pytest.mark.parametrize(("calls", "failed"), [(1, set()), (0, {"test_any_number"})])
def test_the_students_code_is_asked_once(maths, calls, failed):
    """For what the test asks: not in the fork and here again."""
    counts = f"ROLLED.append(n)\n    return n % 6 + 1 if len(ROLLED) <= {calls} else 0"
    assert set(maths.changed("return n % 6 + 1", counts)) == failed


def test_nothing_is_left_behind(maths, tmp_path, monkeypatch):
    """Neither a file of a test's that was ended, nor a process."""
    forks: list[int] = []
    fork = os.fork
    monkeypatch.setattr(os, "fork", lambda: forks.append(fork()) or forks[-1])
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    maths.changed('"here"', '"there"')
    maths.changed("return 3", "return 10**10")
    assert [path.name for path in tmp_path.iterdir()] == []
    assert forks
    for pid in forks:
        with pytest.raises(ChildProcessError):
            os.waitpid(pid, os.WNOHANG)


def test_a_test_that_never_asks_the_same_is_believed_in_the_fork(odd):
    """Nobody has tried what the student's code would answer to another question."""
    assert "test_another_text" not in odd.changed("text[:4]", "text[:2] + text[2:4]")
    failed = odd.changed("text[:4]", "text[:3]")["test_another_text"]
    assert "asks something else each time" in failed.message
    assert failed.counterexample.call.startswith("label(")


def test_who_asks_too_much_in_the_fork_has_not_passed(odd):
    """What is refused there is refused here, and said."""
    failed = odd.changed("add(6)", "add(10**10)")["test_counted"]
    assert failed.status == "failed"
    assert "a number beyond" in failed.message


def test_a_text_that_a_test_could_not_make_is_not_made_here(odd):
    """Although the test goes on after its MemoryError."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    failed = odd.changed("return 3", "return 3 * 10**9")
    assert "test_a_line" in failed
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 2**20  # KiB


def test_a_number_too_long_to_be_written_is_no_fault_of_katas(odd):
    failed = odd.changed("return 3", "return 20000")
    assert failed["test_power"].status == "failed"


def test_what_comes_after_a_worker_that_stopped_is_not_run(odd):
    """A test that expects any exception has not met one of the student's."""
    ends = "    import os\n    os._exit(1)\n"
    failed = odd.changed("def other(n):\n    return n\n", f"def other(n=0):\n{ends}")
    assert failed["test_after_an_error"].status == "crashed"


def test_a_fork_is_ended_where_who_answers_has_failed():
    """And nobody waits for it."""

    def fails(question: bytes) -> bytes:
        raise ValueError(question)

    with pytest.raises(ValueError, match="b'now'"):
        forked.tried(lambda ask: [ask(b"now"), ask(b"never")], fails, 5, 100)
