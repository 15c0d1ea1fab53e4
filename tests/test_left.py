"""Ctrl-C in the middle of grading. While a check is tried in a copy of the process it reaches
whoever waits, in another thread than the check's, and neither is waited for any longer."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading

import pytest
from conftest import REPO

from grader import submissions
from grader.grade.session import Options, Session
from grader.judge import pytest_thread
from grader.judge.pytest_thread import PytestThread
from grader.process import forked
from grader.process.parent import Parent
from grader.sets import library
from grader.wire.parent_messages import End, Fork

CHECKS = '''\
from grader.checks import assert_same


def test_one(student, reference):
    """One is right."""
    assert_same(student.one(), reference.one())
'''


pytestmark = pytest.mark.skipif(not forked.possible(), reason="nothing is tried in a fork here")


@pytest.fixture(autouse=True)
def _ctrl_c():
    """What a shell begins in the background ignores Ctrl-C, and with it all that this begins."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_a_job_that_is_left_is_ended_with_its_copy(tmp_path, monkeypatch):
    """It went on for as long as the check was given, and the command with it."""
    monkeypatch.setattr(pytest_thread, "LEFT_S", 60.0)
    file = tmp_path / "checks.py"
    file.write_text(CHECKS, "utf-8")
    copies: list[int] = []

    def begun(told: bytes) -> bytes:
        copies.append(int(told))
        main = threading.main_thread().ident
        assert main is not None
        signal.pthread_kill(main, signal.SIGINT)
        return b""

    def never_ends(ask: forked.Ask) -> bool:
        ask(str(os.getpid()).encode())
        signal.pause()
        return True

    room = PytestThread(file, lambda: ("cpu",))
    with pytest.raises(KeyboardInterrupt):
        room.do(lambda checks: forked.tried(never_ends, begun, 1e6, 100))
    room.close()
    assert not [one for one in threading.enumerate() if one.name == "checks"]
    with pytest.raises(ProcessLookupError):
        os.kill(copies[0], 0)


def test_a_copy_goes_on_when_the_terminal_sends_it_the_ctrl_c():
    """It ended as a test ends that fails, and was run here too, to say why: without any bound."""

    def goes_on(ask: forked.Ask) -> bool:
        os.kill(os.getpid(), signal.SIGINT)
        return True

    assert forked.tried(goes_on, bytes, 10, 100).well


BEGINS = """\
import os, signal, sys
sys.path.insert(0, {repo!r})
from grader.process import forked

def ctrl_c():
    os.kill(os.getpid(), signal.SIGINT)
    for _ in range(1000):
        pass

signal.signal(signal.SIGINT, signal.default_int_handler)
os.register_at_fork(after_in_child=ctrl_c)
print(forked.tried(lambda ask: True, bytes, 10, 100).well)
"""


def test_a_copy_that_is_just_beginning_says_nothing_of_the_ctrl_c():
    """What libraries do after a fork was ended by it, and Python told of each on the terminal."""
    ran = subprocess.run(
        [sys.executable, "-c", BEGINS.format(repo=str(REPO))],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (ran.stdout, ran.stderr) == ("True\n", "")


@pytest.mark.parametrize("asked", [Fork, End])
def test_a_ctrl_c_before_a_worker_is_there_or_gone_is_no_fault_of_ours(
    tiny_root, tmp_path, monkeypatch, asked
):
    """The answer was taken for the next one's, out of turn: nothing was graded, it said."""
    monkeypatch.setenv("KATA_PATH", str(tiny_root))
    monkeypatch.setenv("KATA_CACHE", str(tmp_path))
    wanted = []

    def send(parent, message, descriptors=()):
        really_sent(parent, message, descriptors)
        if isinstance(message, asked) and not wanted:
            wanted.append(message)
            signal.raise_signal(signal.SIGINT)

    really_sent = Parent._send
    right = submissions.of_bytes(b"def double(numbers):\n    return [2 * n for n in numbers]\n")
    with Session(library.find_exercise("tiny/double"), Options()) as session:
        monkeypatch.setattr(Parent, "_send", send)
        with pytest.raises(KeyboardInterrupt):
            session.grade(right)
        assert session.grade(right).verdict == "passed"
