"""Ctrl-C while a check is tried in a copy of the process: it reaches whoever waits, in another
thread than the check's, and neither is waited for any longer."""

from __future__ import annotations

import os
import signal
import threading

import pytest

from grader.judge import pytest_thread
from grader.judge.pytest_thread import PytestThread
from grader.process import forked

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
