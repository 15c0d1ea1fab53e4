"""What is loaded while the warm parent imports: nobody waits for it, no verdict depends on it."""

from __future__ import annotations

import gc
import os
import weakref
from dataclasses import replace

import pytest
from conftest import GOOD_DOUBLE, GOOD_SLIDE

from grader import submissions
from grader.errors import WorkerLost
from grader.grade.session import Options, Session
from grader.judge import meanwhile
from grader.judge.attempt import Attempt
from grader.judge.check_runner import CheckRunner
from grader.process import busy
from grader.process.parent import Parent
from grader.process.warm import nothing_collected
from grader.sets import library

WRONG = "def slide(x, k):\n    return 2 * x[: len(x) - len(k) + 1]\n"


@pytest.fixture
def with_a_free_processor(monkeypatch):
    monkeypatch.setattr(meanwhile, "_has_a_free_processor", lambda: True)


@pytest.fixture
def parent():
    parent = Parent((), (), (), "process")
    yield parent
    parent.close()


def test_steps_are_taken_while_there_is_something_to_wait_for(with_a_free_processor):
    taken: list[int] = []
    steps = [lambda number=number: taken.append(number) for number in range(9)]
    meanwhile.do_while(lambda s: len(taken) < 3, steps)
    assert taken == [0, 1, 2]


def test_a_step_that_fails_is_told_by_who_needs_it(with_a_free_processor):
    taken: list[str] = []
    steps = (*meanwhile.imports(["no_such_module"]), lambda: taken.append("next"))
    meanwhile.do_while(lambda s: True, steps)
    assert taken == ["next"]


@pytest.fixture
def loads(monkeypatch, tmp_path):
    """What a system with two processors says of how busy they are."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda pid: {0, 1}, raising=False)
    monkeypatch.setattr(busy, "_LOADS", str(tmp_path / "loadavg"))
    monkeypatch.setattr(meanwhile, "MOST_LOOKS", 3)
    return tmp_path / "loadavg"


@pytest.mark.parametrize(("running", "free"), [(1, True), (2, True), (3, False)])
def test_no_step_is_taken_while_every_processor_is_busy(loads, running, free):
    """Whose answers are right would wait for what only others need. What was a minute ago, the
    command before this one, says nothing."""
    loads.write_text(f"{4 - running}.00 1.00 1.00 {running}/345 6789\n")
    taken: list[int] = []
    meanwhile.do_while(lambda s: True, [lambda: taken.append(1)])
    assert taken == [1] * free


def test_a_step_is_taken_as_soon_as_one_is_free(loads):
    """A helper that compiles is over before the parent is ready."""
    loads.write_text("0.50 1.00 1.00 3/345 6789\n")
    taken: list[int] = []

    def waits(s: float) -> bool:
        loads.write_text("0.50 1.00 1.00 2/345 6789\n")
        return True

    meanwhile.do_while(waits, [lambda: taken.append(1)])
    assert taken == [1]


@pytest.mark.parametrize(("load", "free"), [(0.0, True), (1.2, False)])
def test_where_only_an_average_is_told_that_counts(loads, monkeypatch, load, free):
    monkeypatch.setattr(os, "getloadavg", lambda: (load, 0.0, 0.0), raising=False)
    taken: list[int] = []
    meanwhile.do_while(lambda s: True, [lambda: taken.append(1)])
    assert taken == [1] * free


def test_nor_where_the_system_does_not_tell(loads, monkeypatch):
    monkeypatch.delattr(os, "getloadavg", raising=False)
    taken: list[int] = []
    meanwhile.do_while(lambda s: True, [lambda: taken.append(1)])
    assert taken == []


def test_a_parent_is_ready_when_it_has_said_so(parent):
    parent.ready()
    assert parent.is_ready()


def test_nobody_waits_for_a_parent_that_is_lost(parent):
    parent._process.kill()
    parent._process.wait()
    assert parent.is_ready()
    with pytest.raises(WorkerLost):
        parent.ready()


def test_reports_are_the_same_when_the_checks_were_loaded_meanwhile(
    tiny_set, with_a_free_processor, monkeypatch
):
    """A parent that takes its time: every step is taken, up to the collected checks."""
    monkeypatch.setenv("PYTEST_CURRENT_TEST", "meanwhile")  # a session's own pytest forgets it
    exercise = library.find_exercise("tiny/slide")

    def told(source: str) -> list[tuple[str, str, int]]:
        report = session.grade(submissions.of_bytes(source.encode()))
        return [(c.name, c.status, c.failed_cases) for c in report.checks]

    with Session(exercise, Options()) as session:
        before = told(GOOD_SLIDE), told(WRONG)
    monkeypatch.setattr(Parent, "is_ready", lambda parent, within_s: False)
    with Session(exercise, Options()) as session:
        assert session.judge._runner is not None
        assert (told(GOOD_SLIDE), told(WRONG)) == before


# Each ends, answers or prints otherwise than in its turn it could.
KINDS = {
    "wrong": WRONG,
    "ends at a view": "import os\nimport numpy as np\n\ndef slide(x, k):\n"
    "    if x.strides[0] != x.itemsize:\n        os._exit(3)\n    return np.array([1.0])\n",
    "counts its calls": "import numpy as np\nn = 0\n\ndef slide(x, k):\n    global n\n    n += 1\n"
    "    print(n)\n    return np.array([float(n)])\n",
    "far too much": "import numpy as np\n\ndef slide(x, k):\n    return np.zeros(2**19)\n",
    "nothing there": "def glide(x, k):\n    return None\n",
}


def whole(report):
    """Of a report all but times."""
    named = [replace(check, duration_s=0.0) for check in report.checks]
    return (report.verdict, report.score, named, report.output, report.message, report.hint)


@pytest.mark.parametrize("source", KINDS.values(), ids=KINDS)
def test_checks_that_are_asked_before_their_turn_are_told_as_in_their_turn(
    tiny_set, monkeypatch, source
):
    exercise = library.find_exercise("tiny/slide")
    submission = submissions.of_bytes(source.encode())
    with Session(exercise, Options()) as session:
        beforehand = whole(session.grade(submission))
        again = whole(session.grade(submission))  # the checks are loaded by now
    monkeypatch.setattr(Attempt, "run_beforehand", lambda attempt, checks: None)
    with Session(exercise, Options()) as session:
        assert beforehand == again == whole(session.grade(submission))


def asked_beforehand(exercise, source: str, monkeypatch) -> list[str]:
    """The checks that the worker has gone through when the first is judged."""
    known: list[list[str]] = []
    judge = CheckRunner.judge

    def noted(runner, attempt, *others):
        known.append([*attempt._beforehand])
        return judge(runner, attempt, *others)

    monkeypatch.setattr(CheckRunner, "judge", noted)
    with Session(exercise, Options(explain=False)) as session:
        session.grade(submissions.of_bytes(source.encode()))
    return known[0]


def test_while_the_checks_are_loaded_the_worker_goes_on_with_the_others(tiny_set, monkeypatch):
    """Up to one whose answers say that it may not, the same on every machine."""
    slide = library.find_exercise("tiny/slide")
    assert asked_beforehand(slide, WRONG, monkeypatch) == ["test_layouts", "test_uses_dot"]
    assert asked_beforehand(slide, KINDS["far too much"], monkeypatch) == ["test_layouts"]
    assert asked_beforehand(slide, KINDS["ends at a view"], monkeypatch) == ["test_layouts"]


def test_a_check_that_asks_as_it_goes_is_not_asked_before_its_turn(tiny_set, monkeypatch):
    double = library.find_exercise("tiny/double")
    wrong = "def double(x):\n    return x\n"
    with Session(double, Options()) as session:
        checks = session.judge.recording.checks
    live = next(n for n, check in enumerate(checks) if not check.replayable)
    before = [check.name for check in checks[1:live]]
    assert asked_beforehand(double, wrong, monkeypatch) == before


@pytest.mark.parametrize("beside", [True, False])
def test_what_goes_wrong_beside_something_is_raised_behind_it(beside):
    def fails() -> None:
        raise WorkerLost("it is gone")

    done: list[int] = []
    with pytest.raises(WorkerLost), meanwhile.does(fails, beside):
        done.append(1)
    assert done == ([1] if beside else [])


def test_garbage_is_collected_as_before_once_everything_is_imported(grade):
    with nothing_collected():
        assert not gc.isenabled()
        with nothing_collected():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()
    assert grade(f"import gc\nassert gc.isenabled()\n{GOOD_DOUBLE}").verdict == "passed"


def test_what_was_imported_is_not_looked_through_right_afterwards():
    """It would be as much work as looking for garbage all the while; it isn't kept for ever."""

    class Imported:
        """What refers to itself: only a look for garbage finds that nobody else does."""

        def __init__(self) -> None:
            self.itself = self

    with nothing_collected():
        alive = Imported()
    gone = weakref.ref(alive)
    assert any(old is alive for old in gc.get_objects(generation=2))
    del alive
    gc.collect()
    assert gone() is None
