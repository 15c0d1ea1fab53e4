"""A slow or busy machine is not an author's mistake, and costs nobody the same work twice."""

from __future__ import annotations

import compileall
import math
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest
from conftest import GOOD_DOUBLE, TinySet

from grader import submissions
from grader.errors import CheckFault, ReferenceSlow
from grader.grade.session import Options, Session
from grader.judge import attempt, check_runner, judge
from grader.judge.judge import Judge
from grader.judge.recording import RecordedCase, RecordedCheck, Recording
from grader.judge.turns import turn
from grader.process import bytecode, host, thread_room
from grader.process import parent as parents
from grader.process.batches import Batched
from grader.process.host import Worker
from grader.process.parent import Parent
from grader.wire import messages
from grader.wire.messages import Operation

REFERENCE = "solutions/tiny/double/solution.py"
RIGHT = GOOD_DOUBLE.encode()


# A reference that takes its time --------------------------------------------------------------


def test_a_reference_that_never_answers_is_said_to_be_slow_and_not_random(
    tiny_set: TinySet, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first call ran into its limit and the next didn't: Hypothesis would call that flaky."""
    monkeypatch.setattr(check_runner, "REFERENCE_CALL_S", 0.2)
    monkeypatch.setattr(check_runner, "PATIENT_CALL_S", 0.3)
    tiny_set.write(REFERENCE, "def double(numbers):\n    while True: pass\n")
    with pytest.raises(ReferenceSlow, match=r"took longer than 0\.3 s here; the machine is busy"):
        Session(tiny_set.exercise(), Options()).__enter__()


def test_a_reference_that_is_slow_once_is_tried_again_with_more_time(
    tiny_set: TinySet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check_runner, "REFERENCE_CALL_S", 0.2)
    slow = "import time\ncalls = []\n" + GOOD_DOUBLE.replace(
        "    return", "    calls.append(1) or len(calls) == 1 and time.sleep(0.5)\n    return", 1
    )
    tiny_set.write(REFERENCE, slow)
    with Session(tiny_set.exercise(), Options()) as opened:
        assert opened.grade(submissions.of_bytes(RIGHT)).verdict == "passed"


def test_a_reference_whose_process_ends_is_its_authors_affair(tiny_set: TinySet) -> None:
    tiny_set.write(REFERENCE, "import os\ndef double(numbers):\n    os._exit(3)\n")
    with pytest.raises(CheckFault, match="its process stopped: it ended its own process with"):
        Session(tiny_set.exercise(), Options()).__enter__()


def test_a_reference_that_stops_while_it_is_asked_again_costs_no_student_a_point(
    tiny_set: TinySet, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A check whose second question depends on the answer asks the reference anew."""
    monkeypatch.setattr(check_runner, "PATIENT_CALL_S", 0.3)
    tiny_set.write(
        "solutions/tiny/double/checks.py",
        "def test_twice(student, reference):\n"
        "    first = student.double([1])\n"
        "    assert reference.double(first) == [4]\n",
    )
    tiny_set.write(
        REFERENCE,
        "def double(numbers):\n"
        "    while numbers == [3]: pass\n"
        "    return [2 * n for n in numbers]\n",
    )
    wrong = b"def double(numbers): return [3 * n for n in numbers]"
    with Session(tiny_set.exercise(), Options(explain=False)) as opened:
        report = opened.grade(submissions.of_bytes(wrong))
    assert report.verdict == "grader_error"
    assert "the reference took longer than 0.3 s here" in str(report.message)


# An endless loop ------------------------------------------------------------------------------

LOOP = b"def double(numbers):\n    while True: pass\n"


def test_after_a_call_that_did_not_come_back_the_rest_have_less_time(
    tiny_set: TinySet, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An endless loop is told soon, however many checks there are."""
    given: list[float] = []
    run = Worker.run

    def noted(self: Worker, cases: Any, call_s: float, *more: Any) -> Batched:
        given.append(call_s)
        return run(self, cases, call_s, *more)

    monkeypatch.setattr(Worker, "run", noted)
    exercise = tiny_set.exercise()
    exercise = replace(exercise, limits=replace(exercise.limits, call_s=1.0))
    with Session(exercise, Options(explain=False)) as opened:
        report = opened.grade(submissions.of_bytes(LOOP))
    assert {c.status for c in report.checks} == {"timeout"}
    assert given[0] == 1.0
    assert set(given[1:]) == {0.5}


def test_a_loop_everywhere_is_told_within_ten_seconds_of_its_own(tiny_set: TinySet) -> None:
    """At import or in each call, with the limit that most exercises have."""
    exercise = tiny_set.exercise()
    exercise = replace(exercise, limits=replace(exercise.limits, call_s=5.0))
    assert exercise.limits.call_s + host.LOADING_S <= 8.5
    waited_s, checks = 0.0, 0
    with (
        Session(exercise, Options(explain=False)) as opened,
        opened.judge.attempt(RIGHT) as tried,
    ):
        check = opened.judge.recording.checks[0]
        while tried.run(check).ending is None:
            waited_s += tried._call_s()
            tried._did_not_come_back(tried._call_s())
            checks += 1
    assert waited_s <= 7.0
    assert checks > 2, "a mistake of one check costs no other its chance"


THREE_CALLS = """\
from grader.checks import assert_same


def test_three_calls(student, reference):
    for n in (1, 2, 3):
        assert_same(student.double([n]), reference.double([n]))
"""
BUSY = b"""\
import time

def double(numbers):
    end = time.process_time() + 0.7
    while time.process_time() < end:
        pass
    return [2 * n for n in numbers]
"""


def with_short_calls(tiny_set: TinySet) -> Session:
    """Calls may take a second each; each case has three."""
    tiny_set.write("solutions/tiny/double/checks.py", THREE_CALLS)
    exercise = tiny_set.exercise()
    limits = replace(exercise.limits, call_s=1.0)
    return Session(replace(exercise, limits=limits), Options(explain=False))


def test_a_call_that_never_ends_has_no_more_time_than_one_call(
    tiny_set: TinySet, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Though its case has more of them: that many calls' time was once waited for the first."""
    spent: list[float] = []
    close = Worker.close

    def noted(self: Worker) -> None:
        if self.ended is None:
            spent.append(self.shift.own_s())
        close(self)

    with with_short_calls(tiny_set) as opened:
        opened.grade(submissions.of_bytes(RIGHT))
        monkeypatch.setattr(Worker, "close", noted)
        report = opened.grade(submissions.of_bytes(LOOP))
    assert [c.status for c in report.checks] == ["timeout"]
    assert 1.0 <= max(spent) < 2.0  # of its own time, and not by the wall


def test_calls_of_a_case_may_take_longer_together_than_one_of_them(tiny_set: TinySet) -> None:
    """The worker says in between that it is at the next."""
    with with_short_calls(tiny_set) as opened:
        assert opened.grade(submissions.of_bytes(BUSY)).verdict == "passed"


def test_after_it_all_calls_of_a_case_share_what_is_left_for_such_calls(
    tiny_set: TinySet, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ten calls of a case would have ten times as long, and the worker says nothing in between."""
    given: list[float] = []
    run = Worker.run

    def noted(
        self: Worker, cases: Any, call_s: float, left: float, room: Any, case_s: float, *more: Any
    ) -> Any:
        given.append(case_s)
        return run(self, cases, call_s, left, room, case_s, *more)

    monkeypatch.setattr(Worker, "run", noted)
    monkeypatch.setattr(attempt, "MAX_LOST_S", 2.0)
    exercise = tiny_set.exercise()
    exercise = replace(exercise, limits=replace(exercise.limits, call_s=1.0))
    with Session(exercise, Options(explain=False)) as opened:
        opened.grade(submissions.of_bytes(LOOP))
    assert given[:3] == [math.inf, 1.0, 0.5]


def test_a_call_that_did_not_come_back_is_shown_without_asking_any_other(
    tiny_set: TinySet, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No known mistake could be named for it, and asked alone it would take as long again."""
    with Session(tiny_set.exercise(), Options()) as opened:
        loaded: list[bytes] = []
        load = Worker.load

        def noted(self: Worker, source: bytes, *more: Any, **named: Any) -> Any:
            loaded.append(source)
            return load(self, source, *more, **named)

        monkeypatch.setattr(Worker, "load", noted)
        report = opened.grade(submissions.of_bytes(LOOP))
    assert report.checks[0].counterexample is not None
    # One for each check, and the reference says what was to be returned.
    assert set(loaded) <= {LOOP, tiny_set.file(REFERENCE).read_bytes()}
    assert loaded.count(LOOP) <= len(report.checks)


def test_a_file_that_raises_everywhere_is_told_without_the_known_mistakes(
    tiny_set: TinySet, monkeypatch: pytest.MonkeyPatch
) -> None:
    """None of them could be named on so thin evidence, and to run them all takes time."""
    with Session(tiny_set.exercise(), Options()) as opened:
        monkeypatch.setattr(
            opened.explainer.known_mistakes, "_samples", lambda: pytest.fail("they were run")
        )
        report = opened.grade(
            submissions.of_bytes(b"def double(numbers): raise ValueError('no')\n")
        )
    assert {check.why for check in report.checks} == {None}
    assert report.checks[0].counterexample is not None


def test_when_the_time_for_that_is_used_up_the_rest_are_not_run_and_say_so(
    tiny_set: TinySet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attempt, "MAX_LOST_S", 0.5)
    with Session(tiny_set.exercise(), Options()) as opened:
        report = opened.grade(submissions.of_bytes(LOOP))
    assert {c.status for c in report.checks} == {"timeout"}
    assert report.checks[0].message == "The call below did not come back in time."
    assert report.checks[-1].message == (
        "Not run: too many calls before it did not come back in time."
    )


# Drawing the cases once -----------------------------------------------------------------------


def test_who_comes_while_another_draws_the_cases_waits_and_takes_them(
    tiny_set: TinySet, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    second = Session(tiny_set.exercise(), Options())
    first = Session(tiny_set.exercise(), Options())
    waits, may_go_on = threading.Event(), threading.Event()

    def hear(said: str) -> None:
        told.append(said)
        if said == judge.WAITING:
            waits.set()

    second.tell = hear
    draw = Judge._drawn

    def slowly(self: Judge, *asked: object) -> object:
        assert self is first.judge, "the second one draws too"
        may_go_on.set()
        assert waits.wait(60)
        return draw(self, *asked)

    monkeypatch.setattr(Judge, "_drawn", slowly)
    one = threading.Thread(target=first.__enter__)
    one.start()
    assert may_go_on.wait(60)
    with second:
        assert second.grade(submissions.of_bytes(RIGHT)).verdict == "passed"
    one.join()
    first.close()
    assert told[0] == judge.WAITING


def _holds(file: Path, ready: object, end: object) -> None:
    with turn(file, lambda: None):
        ready.set()  # type: ignore[attr-defined]
        end.wait(60)  # type: ignore[attr-defined]


def test_a_lock_ends_with_whoever_held_it(tmp_path: Path) -> None:
    """A grader that is killed in the middle must not stop a class."""
    context = multiprocessing.get_context("spawn")
    ready, end = context.Event(), context.Event()
    holder = context.Process(target=_holds, args=(tmp_path / "lock", ready, end))
    holder.start()
    assert ready.wait(60)
    with turn(tmp_path / "lock", holder.kill):
        pass
    holder.join()
    assert holder.exitcode != 0


def test_where_there_can_be_no_lock_one_goes_on_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with turn(tmp_path / "file" / "lock", lambda: pytest.fail("nobody to wait for")):
        pass


# No room for one more process ------------------------------------------------------------------


def test_where_no_process_can_be_started_one_submission_is_not_graded_and_the_next_is(
    tiny_set: TinySet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The warm parent stays, and says why."""
    no_room = tmp_path / "no room"
    patch = (
        "import errno, os\n"
        "from grader.process import thread_room as crowds\n"
        "fork, crowds.TRIES = os.fork, 1\n"
        "def full():\n"
        f"    if os.path.exists({str(no_room)!r}):\n"
        "        raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))\n"
        "    return fork()\n"
        "os.fork = full\n"
    )
    monkeypatch.setattr(
        "grader.process.parent._BOOT", parents._BOOT.replace("main(int", f"{patch}main(int")
    )
    with Session(tiny_set.exercise(), Options()) as opened:
        assert opened.grade(submissions.of_bytes(RIGHT)).verdict == "passed"
        parent = opened.judge.parent()
        no_room.touch()
        report = opened.grade(submissions.of_bytes(RIGHT))
        no_room.unlink()
        assert report.verdict == "grader_error"
        assert report.message == (
            "No worker could be started on this machine: Resource temporarily unavailable."
        )
        assert opened.grade(submissions.of_bytes(RIGHT)).verdict == "passed"
        assert opened.judge.parent() is parent


CROWD = """
import threading
threading.stack_size(2**16)
stay = threading.Event()
for _ in range(300): threading.Thread(target=stay.wait).start()
print(flush=True)
"""


def test_a_crowd_of_threads_makes_room_for_whoever_is_to_be_started(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It is ended before a fork is given up, and nobody else is."""
    with (
        subprocess.Popen([sys.executable, "-c", CROWD], stdout=subprocess.PIPE) as many,
        subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as few,
    ):
        assert many.stdout is not None
        many.stdout.readline()

        def room() -> int:
            if many.poll() is None:
                raise BlockingIOError
            return 123

        monkeypatch.setattr(os, "fork", room)
        made = thread_room.Crowds(lambda pid: os.kill(pid, signal.SIGKILL))
        assert made.fork([few.pid, many.pid]) == 123
        assert few.poll() is None
        few.kill()
    assert (made.forget(many.pid), made.forget(few.pid)) == (True, False)
    assert many.returncode == -signal.SIGKILL


def test_a_worker_with_too_many_threads_is_ended_with_a_sentence(tiny_set: TinySet) -> None:
    """And the next submission has its full marks."""
    many = (Path(__file__).parent / "hostile" / "crashed" / "crowd_of_threads.py").read_bytes()
    exercise = tiny_set.exercise()
    exercise = replace(exercise, limits=replace(exercise.limits, call_s=4.0))
    with Session(exercise, Options(explain=False)) as opened:
        report = opened.grade(submissions.of_bytes(many))
        assert opened.grade(submissions.of_bytes(RIGHT)).verdict == "passed"
    assert "crashed" in {c.status for c in report.checks}
    assert next(c.message for c in report.checks if c.status == "crashed") == (
        "The process your code ran in stopped: it had more than 256 threads at once."
    )


def test_a_process_that_is_gone_is_no_crowd() -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as gone:
        pass
    made = thread_room.Crowds(lambda pid: pytest.fail("there is nobody to end"))
    made.end([gone.pid])


# Bytecode that an installation lacks ----------------------------------------------------------


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library without bytecode in a folder that a warm parent can import from."""
    site = tmp_path / "site-packages"
    site.mkdir()
    (site / "slow_library.py").write_text("import slow_part\n__version__ = '1'\n")
    (site / "slow_part.py").write_text("")
    path = f"import sys; sys.path.append({str(site)!r})\n"
    monkeypatch.setattr("grader.process.parent._BOOT", path + parents._BOOT)
    return site


def warmed(folder: Path) -> None:
    parent = Parent(("slow_library",), (), (), "process", bytecode=folder)
    try:
        assert parent.ready().versions == {"slow_library": "1"}
    finally:
        parent.close()


def test_bytecode_is_kept_in_katas_own_folder_and_not_in_the_installation(
    installed: Path, tmp_path: Path
) -> None:
    warmed(tmp_path / "kept")
    names = {p.name.partition(".")[0] for p in (tmp_path / "kept").rglob("*.pyc")}
    assert {"slow_library", "slow_part"} <= names
    assert not list(installed.rglob("*.pyc"))


def test_where_the_installation_has_bytecode_none_is_kept(installed: Path, tmp_path: Path) -> None:
    assert compileall.compile_dir(installed, quiet=1)
    warmed(tmp_path / "kept")
    assert not (tmp_path / "kept").exists()


def test_where_nothing_can_be_written_the_library_is_compiled_each_time(
    installed: Path, tmp_path: Path
) -> None:
    (tmp_path / "kept").write_bytes(b"no folder")
    warmed(tmp_path / "kept")


def test_bytecode_is_no_longer_written_when_the_parent_is_warm(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker must not be able to leave code for the next one."""
    monkeypatch.setattr(sys, "pycache_prefix", None)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    monkeypatch.setattr(bytecode, "_has_bytecode", lambda file: False)
    with bytecode.kept(str(tmp_path), ["json"]) as readable:
        assert not sys.dont_write_bytecode
    assert (readable, sys.dont_write_bytecode) == ((str(tmp_path),), True)


# What every worker would import -----------------------------------------------------------------

AS_IMPORTED = b"""\
import sys

def double(numbers):
    if "colorsys" not in sys.modules:
        return None
    return [2 * n for n in numbers]
"""


def test_what_every_worker_would_import_is_imported_once_before_them(tiny_set: TinySet) -> None:
    """By whichever parent there is; one that isn't installed is none that is needed."""
    with Session(tiny_set.exercise(), Options(explain=False)) as opened:
        assert opened.grade(submissions.of_bytes(AS_IMPORTED)).verdict == "failed"
        opened.judge.parents.warm(["no_module_of_this_name", "colorsys"])
        assert check_of_doubles(opened) == "passed"
        opened.judge.replace_parent()
        assert check_of_doubles(opened) == "passed"


def check_of_doubles(opened: Session) -> str:
    report = opened.grade(submissions.of_bytes(AS_IMPORTED))
    return next(c.status for c in report.checks if c.name == "test_doubles")


GOES_BACK = Operation("get", 0, "backward")


@pytest.mark.parametrize(
    ("asked", "imports"),
    [
        ([GOES_BACK, Operation("call", 0, None, [1.0])], True),
        ([Operation("call", "torch", "backward", [], {"gradient": 1.0})], True),
        ([GOES_BACK, Operation("call", 0, None)], False),
        ([Operation("get", 0, "forward"), Operation("call", 0, None, [1.0])], False),
    ],
)
def test_torch_is_made_to_import_what_a_given_gradient_needs_where_checks_give_one(
    tiny_set: TinySet, asked: list[Operation], imports: bool
) -> None:
    """It takes a third of a second, which an exercise without such a gradient doesn't pay."""
    calls = [msgspec.Raw(messages.encode(operation)) for operation in asked]
    one = RecordedCheck(
        name="test_it",
        title="",
        points=1.0,
        device="cpu",
        takes_device=False,
        cases=[RecordedCase({}, calls, [], [], [], calls[0])],
    )
    recorded = Recording("key", {}, {}, [one])
    exercise = tiny_set.exercise()
    assert list(judge._imported_late(recorded, exercise)) == []
    with_torch = replace(exercise, requires=("torch",))
    assert bool(list(judge._imported_late(recorded, with_torch))) is imports
