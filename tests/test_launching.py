"""The process that becomes a warm parent, begun before it is known for what."""

from __future__ import annotations

import compileall
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from grader import start
from grader.grade import Options, open_grader
from grader.model import Limits
from grader.process import bytecode, launching, main
from grader.process.parent import Parent
from grader.sets import library

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


def maps(pid: int, library: str, within_s: float = 60.0) -> bool:
    """Whether a process comes to have a file of machine code."""
    until = time.monotonic() + within_s
    while library not in Path(f"/proc/{pid}/maps").read_text():
        if time.monotonic() > until:
            return False
        time.sleep(0.01)
    return True


def test_it_imports_what_is_expected_before_it_is_told_for_what(begun):
    launching.expect(["no_such_module", "numpy"])
    assert maps(begun.pid, "_multiarray_umath")
    parent = Parent(("numpy",), (), (), "process")
    try:
        assert "numpy" in parent.ready().versions
        assert parent._process is begun
    finally:
        parent.close()


def test_what_lacks_bytecode_is_not_imported_before_it_is_known_where_to_keep_it(
    tmp_path, monkeypatch
):
    (tmp_path / "expected_early.py").write_text("x = 1\n")
    monkeypatch.syspath_prepend(tmp_path)
    main._import_early(["expected_early"])
    assert "expected_early" not in sys.modules
    compileall.compile_dir(tmp_path, quiet=2)
    main._import_early(["expected_early"])
    assert sys.modules.pop("expected_early").x == 1


def test_where_none_was_begun_nothing_is_expected():
    launching.expect(["numpy"])
    assert launching.begun() is None


def test_who_opens_a_grader_expects_what_its_exercise_needs(monkeypatch, tiny_set):
    told: list[tuple[str, ...]] = []
    monkeypatch.setattr(launching, "expect", told.append)
    exercise = library.find_exercise("tiny/double")
    open_grader(exercise, Options())
    assert told == [exercise.requires]


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
    monkeypatch.setattr(bytecode, "compile_meanwhile", lambda: told.append("compiled"))
    monkeypatch.setattr(bytecode, "look_in", lambda folder: None)
    monkeypatch.setattr(start.atexit, "register", lambda job: None)
    monkeypatch.setattr(sys, "argv", ["kata", command])
    monkeypatch.setattr("grader.cli.main", lambda: told.append("command line"))
    start.main()
    assert told == ["begun", "compiled", "command line"][0 if begins else 2 :]


def test_a_fork_has_our_end_no_longer_than_the_command(begun):
    """Whoever holds it keeps the process alive."""
    (_, ours) = launching._begun[0]
    assert not os.get_inheritable(ours.fileno())
