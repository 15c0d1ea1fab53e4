"""A limit is about a worker's own time: what it computes and sleeps, not what others take."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from conftest import GOOD_DOUBLE, TinySet

from grader import submissions
from grader.grade.session import Options, Session
from grader.process import clock
from grader.process.clock import Clock, Reading, Shift, Span

linux = pytest.mark.skipif(sys.platform != "linux", reason="a process's clocks are Linux's")
SPIN = "while True: pass"


@dataclass
class Pretended:
    """A process whose clocks say what the test says."""

    wall_s: float = 0.0
    cpu_s: float = 0.0
    waited_s: float = 0.0
    sleeping: bool = False
    patient: bool = False
    silent: bool = False

    def now(self) -> Reading | None:
        return None if self.silent else Reading(self.cpu_s, self.waited_s)

    def asleep(self) -> bool:
        return self.sleeping


@pytest.fixture
def process(monkeypatch: pytest.MonkeyPatch) -> Pretended:
    made = Pretended()
    monkeypatch.setattr(clock.time, "monotonic", lambda: made.wall_s)
    return made


def begun(process: Pretended, limit_s: float) -> Span:
    span = Span(process, limit_s)  # type: ignore[arg-type]
    assert not span.over()
    return span


def test_computing_for_longer_than_the_limit_is_too_long(process: Pretended) -> None:
    span = begun(process, 1.0)
    process.wall_s, process.cpu_s = 0.9, 0.9
    assert not span.over()
    process.wall_s, process.cpu_s = 1.1, 1.05
    assert span.over()


def test_waiting_for_a_processor_costs_nothing(process: Pretended) -> None:
    """Eight seconds on a machine that is busy with others, half a second of it one's own."""
    span = begun(process, 1.0)
    process.wall_s, process.cpu_s, process.waited_s = 8.0, 0.5, 7.5
    assert not span.over()


def test_somebody_who_waits_for_a_processor_just_now_is_not_asleep(process: Pretended) -> None:
    """The scheduler adds a wait up when it is over; until then it looks like sleep."""
    span = begun(process, 1.0)
    process.wall_s, process.cpu_s, process.sleeping = 2.0, 0.5, False
    assert not span.over()


def test_sleeping_counts(process: Pretended) -> None:
    span = begun(process, 1.0)
    process.wall_s, process.sleeping = 1.1, True
    assert span.over()


def test_waiting_for_a_device_is_not_sleeping(process: Pretended) -> None:
    process.patient = True
    span = begun(process, 1.0)
    process.wall_s, process.sleeping = 1.1, True
    assert not span.over()


def test_the_wall_ends_everything_at_last(process: Pretended) -> None:
    process.patient = True
    span = begun(process, 1.0)
    process.wall_s = 10.1
    assert span.over()


def test_where_the_system_does_not_tell_the_wall_decides(process: Pretended) -> None:
    process.silent = True
    span = begun(process, 1.0)
    process.wall_s = 1.1
    assert span.over()


def test_one_looks_again_when_it_could_be_over_and_not_before(process: Pretended) -> None:
    """A busy machine: of two seconds a half was its own, so three halves are left."""
    span = begun(process, 2.0)
    process.wall_s, process.cpu_s, process.waited_s = 1.0, 0.5, 0.5
    span.over()
    assert span.wait_s() == pytest.approx(1.5)


def test_a_shift_counts_only_while_it_is_asked(process: Pretended) -> None:
    shift = Shift(process)  # type: ignore[arg-type]
    process.wall_s = 5.0
    shift.begin()
    process.wall_s, process.cpu_s, process.waited_s = 9.0, 1.0, 2.0
    shift.end()
    assert (shift.asked_s, shift.own_s()) == (4.0, 2.0)
    shift.close()
    process.silent = True
    assert shift.own_s() == 2.0


def test_a_worker_that_waits_for_us_is_not_asked(process: Pretended) -> None:
    """We count an answer of a million values: how long that takes is our affair."""
    shift = Shift(process)  # type: ignore[arg-type]
    shift.begin()
    process.wall_s += 1.0
    with shift.paused():
        process.wall_s += 5.0
    process.wall_s += 1.0
    shift.end()
    assert (shift.asked_s, shift.own_s()) == (2.0, 2.0)


def test_a_pause_of_one_that_is_not_asked_anything_begins_nothing(process: Pretended) -> None:
    shift = Shift(process)  # type: ignore[arg-type]
    with shift.paused():
        process.wall_s += 5.0
    process.wall_s += 1.0
    assert shift.asked_s == 0.0


@pytest.fixture
def spinning() -> Iterator[int]:
    with subprocess.Popen([sys.executable, "-c", SPIN]) as child:
        yield child.pid
        child.kill()


@linux
def test_another_processes_clock_is_read(spinning: int) -> None:
    other = Clock(spinning)
    before = other.now()
    assert before is not None
    while (now := other.now()) is not None and now.cpu_s < before.cpu_s + 0.05:
        pass
    assert now is not None
    assert not other.asleep()


@linux
def test_who_waits_for_a_word_is_asleep() -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        other = Clock(child.pid)
        while not other.asleep():
            pass
        child.kill()


@linux
def test_of_a_process_that_is_gone_nothing_is_told() -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as child:
        pass
    assert Clock(child.pid).now() is None


@linux
@pytest.mark.parametrize("work", ["pass", "x = [i * i for i in range(200_000)]"])
def test_a_busy_machine_makes_no_verdict(tiny_set: TinySet, work: str) -> None:
    """Beside four busy loops for each processor, right work stays right under a tight limit."""
    source = GOOD_DOUBLE.replace("    return", f"    {work}\n    return", 1)
    exercise = tiny_set.exercise()
    busy = [subprocess.Popen([sys.executable, "-c", SPIN]) for _ in range(4 * _processors())]
    try:
        with Session(exercise, Options()) as session:
            report = session.grade(submissions.of_bytes(source.encode()))
    finally:
        for one in busy:
            one.kill()
            one.wait()
    assert report.verdict == "passed", report


def _processors() -> int:
    return min(len(os.sched_getaffinity(0)), 4)
