"""The process that becomes a warm parent, begun before it is known for what."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from grader import start
from grader.model import Limits
from grader.process import bytecode, launching
from grader.process.parent import Parent

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="nothing is forked here")


@pytest.fixture
def begun(monkeypatch):
    """A process that was begun, as `kata check` does."""
    monkeypatch.setattr(bytecode, "is_compiled", lambda file: True)
    launching.begin()
    (process, _) = launching._begun[0]
    yield process
    launching.end_begun()


def test_the_parent_is_the_process_that_was_begun(begun):
    parent = Parent((), (), (), "process")
    try:
        assert parent._process is begun
        assert launching.begun() is None
        parent.fork(Limits()).close()
    finally:
        parent.close()


def test_one_that_knows_of_a_gpu_is_started_for_itself(begun):
    """What was begun has been told that there is none."""
    parent = Parent((), (), (), "process", cuda=True)
    parent.close()
    assert parent._process is not begun


def test_what_nobody_wanted_is_ended_with_the_command(begun):
    launching.end_begun()
    assert begun.returncode is not None
    assert launching.begun() is None


def test_it_ends_by_itself_where_the_command_is_gone():
    process, ours = launching.launched()
    ours.close()
    assert process.wait(60) == 0


def test_where_nothing_is_compiled_the_parent_is_started_later(monkeypatch):
    """Two processes would compile the same files at the same time."""
    monkeypatch.setattr(bytecode, "is_compiled", lambda file: False)
    launching.begin()
    assert launching.begun() is None


def test_where_there_is_no_room_for_a_process_nothing_is_begun(monkeypatch):
    def no_room(*_: object, **__: object) -> None:
        raise OSError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(bytecode, "is_compiled", lambda file: True)
    monkeypatch.setattr(subprocess, "Popen", no_room)
    launching.begin()
    assert launching.begun() is None


@pytest.mark.parametrize(("command", "begins"), [("check", True), ("list", False)])
def test_only_a_check_begins_one(monkeypatch, command, begins):
    told: list[str] = []
    monkeypatch.setattr(launching, "begin", lambda: told.append("begun"))
    monkeypatch.setattr(start.bytecode, "compile_meanwhile", lambda: None)
    monkeypatch.setattr(start.bytecode, "look_in", lambda folder: None)
    monkeypatch.setattr(start.atexit, "register", lambda job: None)
    monkeypatch.setattr(sys, "argv", ["kata", command])
    monkeypatch.setattr("grader.cli.main", lambda: told.append("command line"))
    start.main()
    assert told == ["begun", "command line"][0 if begins else 1 :]


def test_a_fork_has_our_end_no_longer_than_the_command(begun):
    """Whoever holds it keeps the process alive."""
    (_, ours) = launching._begun[0]
    assert not os.get_inheritable(ours.fileno())
