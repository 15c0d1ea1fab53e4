"""Faults of the machine: a killed process, a full or read-only disk, a spoilt cache, a clock that
jumps. Nothing is lost, no verdict is wrong, and what can't be had is said in a clear sentence.
"""

from __future__ import annotations

import errno
import multiprocessing
import os
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import GOOD_DOUBLE, TinySet, check, statuses

from grader import submissions
from grader.grade.session import Options, Session
from grader.judge import cache, recording
from grader.model import Report
from grader.process import host
from grader.process.batches import Batched
from grader.sets import library

GOOD = GOOD_DOUBLE.encode()
WRONG = b"def double(numbers): return [n + 2 for n in numbers]"


@pytest.fixture
def session(tiny_set: TinySet) -> Iterator[Session]:
    with Session(tiny_set.exercise(), Options(explain=False)) as opened:
        yield opened


def graded(session: Session, source: bytes = GOOD) -> Report:
    return session.grade(submissions.of_bytes(source))


def assert_right_verdicts(session: Session) -> None:
    """Right work has all of its points and wrong work what it always had."""
    right, wrong = graded(session), graded(session, WRONG)
    assert (right.verdict, right.score) == ("passed", 8.0)
    assert (wrong.verdict, wrong.score) == ("failed", 1.0)


def killed(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)


def kill_parent(session: Session) -> None:
    process = session.judge.parent()._process
    killed(process.pid)
    process.wait()


# Processes ------------------------------------------------------------------------------------


def test_a_worker_killed_before_a_batch_costs_that_check_only(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The check says what happened to the process; the next one has a new worker."""
    run, victims = host.Worker.run, [1]

    def killing(self: host.Worker, *arguments: Any) -> Batched:
        if victims:
            victims.clear()
            killed(self.pid)
        return run(self, *arguments)

    monkeypatch.setattr(host.Worker, "run", killing)
    report = graded(session)
    struck = check(report, "test_doubles")
    assert (struck.status, struck.points) == ("crashed", 0.0)
    assert struck.message == "The process your code ran in stopped: it was killed by SIGKILL."
    assert {c.status for c in report.checks if c is not struck} == {"passed"}
    assert_right_verdicts(session)


def test_a_worker_killed_in_the_middle_of_a_batch_keeps_no_half_answer(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three cases have come back when it dies: they don't make a check that passed."""
    case, seen = host.Worker._case, []

    def killing(self: host.Worker, *arguments: Any) -> Any:
        seen.append(1)
        if len(seen) == 4:
            killed(self.pid)
            self._parent.await_exit(self.pid)
            self._buffer.clear()
            while self._wire_has_more():  # type: ignore[attr-defined]
                pass
        return case(self, *arguments)

    def drained(self: host.Worker) -> bool:
        """What the worker managed to send before its end is thrown away."""
        try:
            return bool(self._wire.recv(2**20))
        except OSError:
            return False

    monkeypatch.setattr(host.Worker, "_wire_has_more", drained, raising=False)
    monkeypatch.setattr(host.Worker, "_case", killing)
    struck = check(graded(session), "test_doubles")
    assert (struck.status, struck.points, struck.cases) == ("crashed", 0.0, 4)
    assert_right_verdicts(session)


def assert_no_verdict(report: Report) -> None:
    """The grader's own fault, said in one sentence; no points were given and none were lost."""
    assert (report.verdict, report.score) == ("grader_error", 0.0)
    assert statuses(report) == {"grader_error"}
    assert report.message == "The process that starts the workers ended with status -9."


def test_a_parent_killed_between_submissions_is_no_verdict(session: Session) -> None:
    """The student's work is not judged by it, and the next submission is graded as ever."""
    graded(session)
    kill_parent(session)
    assert_no_verdict(graded(session))
    assert_right_verdicts(session)


def test_a_parent_killed_in_the_middle_of_a_batch_is_no_verdict(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The workers die with it, which must not look like the submission's own end."""
    run, victims = host.Worker.run, [1]

    def killing(self: host.Worker, *arguments: Any) -> Batched:
        if victims:
            victims.clear()
            kill_parent(session)
        return run(self, *arguments)

    monkeypatch.setattr(host.Worker, "run", killing)
    assert_no_verdict(graded(session))
    assert_right_verdicts(session)


def test_a_parent_killed_while_cases_are_recorded_leaves_no_recording(
    tiny_set: TinySet, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half a recording would let wrong work pass."""
    step, steps = host.Worker.step, []
    opened = Session(tiny_set.exercise(), Options(explain=False))

    def killing(self: host.Worker, *arguments: Any, **named: Any) -> Batched:
        steps.append(1)
        if len(steps) == 10:
            kill_parent(opened)
        return step(self, *arguments, **named)

    with monkeypatch.context() as patch:
        patch.setattr(host.Worker, "step", killing)
        # Whatever it is called: the recording is given up.
        with pytest.raises(Exception, match=r"worker|reference|recorded|process"):
            opened.__enter__()
    assert not (tiny_set.cache / "tiny" / "double.cases").exists()
    with Session(tiny_set.exercise(), Options(explain=False)) as session:
        assert_right_verdicts(session)


# The disk -------------------------------------------------------------------------------------


def no_space(*_: Any, **__: Any) -> Any:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


class _FullFile:
    """A file on a disk that fills up while it is written."""

    def __init__(self, handle: int) -> None:
        self._handle = handle

    def __enter__(self) -> _FullFile:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._handle)

    def write(self, content: bytes) -> int:
        os.write(self._handle, content[: len(content) // 2])
        return int(no_space())


FULL: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "no file can be made": lambda patch: patch.setattr(tempfile, "mkstemp", no_space),
    "half of it is written": lambda patch: patch.setattr(
        os, "fdopen", lambda handle, *_: _FullFile(handle)
    ),
    "it can't be renamed": lambda patch: patch.setattr(os, "replace", no_space),
    "no folder can be made": lambda patch: patch.setattr(Path, "mkdir", no_space),
}


@pytest.mark.parametrize("fill", FULL.values(), ids=FULL.keys())
def test_a_full_disk_costs_nothing_but_time(
    tiny_set: TinySet, monkeypatch: pytest.MonkeyPatch, fill: Callable[[pytest.MonkeyPatch], None]
) -> None:
    """Nothing is stored, no half of a file stays behind, and grading goes on."""
    exercise = tiny_set.exercise()
    store = cache.Cache(tiny_set.cache)
    with monkeypatch.context() as patch:
        fill(patch)
        store.put(exercise, "cases", "key", b"x" * 10_000)
    assert store.get(exercise, "cases", "key", bytes) is None
    assert [p for p in tiny_set.cache.rglob("*") if p.is_file()] == []
    with Session(exercise, Options(explain=False)) as session:
        assert_right_verdicts(session)


def test_a_full_disk_leaves_the_last_recording_in_place(
    tiny_set: TinySet, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was there is as good as before."""
    exercise, store = tiny_set.exercise(), cache.Cache(tiny_set.cache)
    store.put(exercise, "cases", "key", b"the old one")
    with monkeypatch.context() as patch:
        FULL["half of it is written"](patch)
        store.put(exercise, "cases", "key", b"the new one")
    assert store.get(exercise, "cases", "key", bytes) == b"the old one"


def test_a_cache_where_nothing_can_be_written_or_read(tiny_set: TinySet) -> None:
    """A file stands where the folder should be: read-only to everyone, root included."""
    tiny_set.cache.write_text("not a folder")
    with Session(tiny_set.exercise(), Options(explain=False)) as session:
        assert_right_verdicts(session)
    assert tiny_set.cache.read_text() == "not a folder"


@pytest.mark.parametrize(
    "content",
    [b"", b"\0" * 100, b"\xc1" * 100, b"\x91" * 100_000, os.urandom(5_000), b"\x80"],
    ids=["empty", "NULs", "no msgpack", "nested", "noise", "an empty map"],
)
def test_a_spoilt_cache_is_made_anew(tiny_set: TinySet, content: bytes) -> None:
    """Never read halfway, never a traceback."""
    path = tiny_set.cache / "tiny" / "double.cases"
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    with Session(tiny_set.exercise(), Options(explain=False)) as session:
        assert_right_verdicts(session)
    assert path.read_bytes() != content


def test_a_byte_that_the_disk_changed_is_noticed_wherever_it_is(tiny_set: TinySet) -> None:
    """In an answer, say, where any other byte would fit the schema, too."""
    exercise, store = tiny_set.exercise(), cache.Cache(tiny_set.cache)
    value = {"text": "right", "number": 1.5}
    store.put(exercise, "cases", "key", value)
    path = store.path(exercise, "cases")
    whole = path.read_bytes()
    for place in range(len(whole)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert store.get(exercise, "cases", "key", dict[str, str | float]) is None, place
    path.write_bytes(whole)
    assert store.get(exercise, "cases", "key", dict[str, str | float]) == value


def test_a_cache_of_another_version_is_made_anew(
    tiny_set: TinySet, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An older kata's recording may hold other cases for the same checks."""
    with monkeypatch.context() as patch:
        patch.setattr(recording, "__version__", "0.0.0")
        with Session(tiny_set.exercise(), Options(explain=False)) as old:
            stale = old.judge.recording.key
    with Session(tiny_set.exercise(), Options(explain=False)) as session:
        assert session.judge.recording.key != stale
        assert_right_verdicts(session)


def test_a_recording_whose_key_is_right_and_whose_content_is_not_is_refused(
    session: Session, tiny_set: TinySet
) -> None:
    """The schema is checked, not only the key."""
    path = tiny_set.cache / "tiny" / "double.cases"
    path.write_bytes(path.read_bytes()[:-20])
    with Session(tiny_set.exercise(), Options(explain=False)) as second:
        assert_right_verdicts(second)


def _grades(answers: Any) -> None:
    """In a process of its own: opens a session over the shared cache and grades both."""
    with Session(library.find_exercise("tiny/double"), Options(explain=False)) as session:
        answers.put([graded(session, source).score for source in (GOOD, WRONG, GOOD)])


def test_two_processes_can_share_a_cache_from_its_first_moment(tiny_set: TinySet) -> None:
    """One records while the other waits; each reads a whole file, and one whole file stays."""
    context = multiprocessing.get_context("spawn")
    answers = context.Queue()
    graders = [context.Process(target=_grades, args=(answers,)) for _ in range(2)]
    for grader in graders:
        grader.start()
    scores = [answers.get(timeout=120) for _ in graders]
    for grader in graders:
        grader.join()
    assert scores == [[8.0, 1.0, 8.0]] * 2
    kept = sorted(p.name for p in (tiny_set.cache / "tiny").iterdir())
    assert kept == ["double.cases", "double.lock"]
    with Session(tiny_set.exercise(), Options(explain=False)) as session:
        assert_right_verdicts(session)


# The clock ------------------------------------------------------------------------------------


@pytest.mark.parametrize("jump_s", [-1e9, -3600.0, 3600.0, 1e9])
def test_a_clock_that_jumps_ends_no_submission_early_and_none_late(
    session: Session, monkeypatch: pytest.MonkeyPatch, jump_s: float
) -> None:
    """Deadlines are kept on the clock that only goes forward."""
    real, calls = time.time, iter(range(10**9))
    monkeypatch.setattr(time, "time", lambda: real() + jump_s * (next(calls) % 2))
    assert_right_verdicts(session)
    assert graded(session).duration_s >= 0


def test_a_parent_that_can_not_be_replaced_is_no_traceback(session, monkeypatch):
    """`grade` never raises, whatever becomes of the machine; later ones are graded again."""
    kill_parent(session)
    with monkeypatch.context() as m:

        def refused(*_: object, **__: object) -> None:
            raise OSError(errno.EAGAIN, "no more processes")

        m.setattr("grader.process.parent.subprocess.Popen", refused)
        for lost in (True, False):
            report = graded(session)
            assert report.verdict == "grader_error"
            no_room = "No worker could be started on this machine: no more processes."
            assert lost or no_room in (report.message or "")
            assert report.environment.platform
    assert_right_verdicts(session)


# What lies around the checks -------------------------------------------------------------------


def test_a_conftest_of_the_checks_is_loaded_and_none_above_them(tiny_set):
    """Recorded cases depend on what lies beside the checks, and nothing in somebody's home runs."""
    tiny_set.write("solutions/conftest.py", "raise RuntimeError('of somebody else')\n")
    beside = "import pytest\n@pytest.fixture\ndef two():\n    return [2]\n"
    tiny_set.write("solutions/tiny/double/conftest.py", beside)
    checks = (
        "def test_doubles(student, two):\n"
        '    """It is twice the number."""\n'
        "    assert student.double(two) == [4]\n"
    )
    tiny_set.write("solutions/tiny/double/checks.py", checks)
    with Session(tiny_set.exercise(), Options(explain=False)) as opened:
        report = graded(opened, b"def double(x):\n    return x\n")
    assert statuses(report) == {"failed"}
