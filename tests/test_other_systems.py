"""Where nothing can be forked or confined: a student's own work is graded all the same."""

from __future__ import annotations

import builtins
import csv
import io
import json
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import GOOD_DOUBLE, SLIDE, TinySet

from grader import submissions
from grader.grade.session import Options, Session
from grader.process import line_ends, spawned
from grader.sets import library, set_files

MAC = Path(__file__).with_name("mac.py")


@pytest.fixture
def on_a_mac(tiny_set: TinySet, tmp_path: Path) -> Any:
    """Runs kata there; gives its exit code, and what it said."""
    home = tmp_path / "home"
    home.mkdir()

    def run(*arguments: str, source: str | None = None) -> tuple[int, str]:
        if source is not None:
            (home / "answer.py").write_text(source, "utf-8")
        run = subprocess.run(
            [sys.executable, str(MAC), *arguments],
            cwd=home,
            env={**os.environ, "HOME": str(home), "KATA_PATH": str(tiny_set.root)},
            capture_output=True,
            text=True,
            timeout=300,
        )
        assert "Traceback" not in run.stderr, run.stderr
        return run.returncode, run.stdout + run.stderr

    return run


FILES = {
    "right": (GOOD_DOUBLE, 0, "passed"),
    "wrong": ("def double(numbers):\n    return [n + 2 for n in numbers]\n", 1, "failed"),
    "stub": ("def double(numbers):\n    raise NotImplementedError\n", 1, "error"),
    "endless": ("def double(numbers):\n    while True:\n        pass\n", 1, "timeout"),
    "crash": ("import os\ndef double(numbers):\n    os._exit(3)\n", 1, "crashed"),
    "killed": ("import os\ndef double(numbers):\n    os.kill(os.getpid(), 9)\n", 1, "crashed"),
}


@pytest.mark.parametrize(("source", "code", "status"), FILES.values(), ids=FILES.keys())
def test_each_way_a_file_can_go_is_told(on_a_mac, source, code, status):
    """The same words as anywhere, and no flag is needed."""
    ended, said = on_a_mac(
        "check", "answer.py", "--exercise", "tiny/double", "--json", source=source
    )
    report = json.loads(said)
    assert ended == code, said
    assert status in {check["status"] for check in report["checks"]}
    assert report["isolation"] == "process"
    assert "Its memory was not bounded." in report["promises"]


def test_a_wrong_answer_is_explained(on_a_mac):
    """With the smallest call; NumPy and known mistakes among it."""
    wrong = SLIDE["solutions/tiny/slide/wrong/flipped.py"]
    _, said = on_a_mac("check", "answer.py", "--exercise", "tiny/slide", "--json", source=wrong)
    failed = [c for c in json.loads(said)["checks"] if c["status"] == "failed"]
    assert failed[0]["counterexample"]["call"].startswith("slide(")
    assert failed[0]["why"]["id"] == "flipped"


def test_a_processs_end_is_told_as_what_it_was(on_a_mac):
    """An exit status and a signal are two things there as well."""
    arguments = ("check", "answer.py", "--exercise", "tiny/double", "--json")
    assert "exit status 3" in on_a_mac(*arguments, source=FILES["crash"][0])[1]
    assert "killed by SIGKILL" in on_a_mac(*arguments, source=FILES["killed"][0])[1]


def test_a_layer_that_is_trained_is_graded_by_started_workers(monkeypatch):
    """What a backward pass imports is imported by them too. torch itself can't be told that it is
    on a Mac."""
    pytest.importorskip("torch")
    late = ("torch.fx.experimental.symbolic_shapes",)  # where a check gives a gradient
    monkeypatch.setattr("grader.judge.judge._imported_late", lambda *_: late)
    monkeypatch.setattr("grader.judge.parents.Parent", spawned.SpawningParent)
    exercise = library.find_exercise("convolution/learn_edges")
    source = set_files.reference_file(exercise).read_bytes()
    with Session(exercise, Options(isolation="process")) as session:
        assert session.judge.parents._warm == late
        assert session.grade(submissions.of_bytes(source)).verdict == "passed"


def test_a_stranger_who_connects_is_not_taken_for_a_worker(monkeypatch):
    """Who comes first and says nothing, or something else, keeps nobody from being graded."""
    started = spawned.SpawningParent._started

    def with_strangers(self):
        port = self._listener.getsockname()[1]
        for said in (b"", b"x" * 32):
            with socket.create_connection(("127.0.0.1", port)) as stranger:
                stranger.sendall(said)
        return started(self)

    monkeypatch.setattr(spawned.SpawningParent, "_started", with_strangers)
    parent = spawned.SpawningParent((), (), (), "process")
    try:
        assert parent.ready().missing == ()
    finally:
        parent.close()


OF_ITS_SOCKET = """import os, sys

socket = sys.modules["socket"]

for descriptor in range(3, 64):
    try:
        mine = socket.socket(fileno=os.dup(descriptor))
    except OSError:
        continue
    if mine.family == socket.AF_INET:
        waits = not mine.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)

def double(numbers):
    return ["it waits"] if waits else [2 * n for n in numbers]
"""


def test_no_short_message_waits_for_an_earlier_ones_receipt(on_a_mac):
    """Neither the worker's nor the grader's: a case has several, and each would wait for the
    system's clock."""
    code, said = on_a_mac("check", "answer.py", "--exercise", "tiny/double", source=OF_ITS_SOCKET)
    assert code == 0, said
    parent = spawned.SpawningParent((), (), (), "process")
    try:
        parent.ready()
        wire = parent._warm.wire
        assert wire.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
    finally:
        parent.close()


@pytest.fixture
def on_a_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """`open` as it is there: what is written as text ends its lines with two characters."""
    plain = io.open

    def opened(file, mode="r", buffering=-1, encoding=None, errors=None, newline=None, *more):
        if newline is None and not {"r", "b"} & set(mode):
            newline = "\r\n"
        return plain(file, mode, buffering, encoding, errors, newline, *more)

    monkeypatch.setattr(os, "linesep", "\r\n")
    monkeypatch.setattr(io, "open", opened)
    monkeypatch.setattr(builtins, "open", opened)


def test_lines_that_a_submission_writes_end_alike_everywhere(on_a_windows, tmp_path):
    """As text, in every way; what asks for another end, and bytes, are left alone."""
    file = tmp_path / "a.txt"
    file.write_text("a\nb\n")
    assert file.read_bytes() == b"a\r\nb\r\n"
    line_ends.same_everywhere()
    file.write_text("a\nb\n")
    with open(file, "a") as more:
        more.write("c" + os.linesep)
    with io.open(file, mode="a", encoding="utf-8") as more:  # noqa: UP020
        print("d", file=more)
    assert file.read_bytes() == b"a\nb\nc\nd\n"
    file.unlink()
    with open(file, "x", newline="") as table:
        csv.writer(table).writerow([1, 2])
    with open(file, "ab") as more:
        more.write(b"\r\n")
    assert file.read_bytes() == b"1,2\r\n\r\n"
    assert file.read_text() == "1,2\n\n"


def test_doctor_says_what_the_system_cannot(on_a_mac):
    """And that it is no fault: nothing that is needed for one's own work is missing."""
    code, said = on_a_mac("doctor")
    assert code == 0
    assert "macOS confines no process as Linux does" in " ".join(said.split())


def test_nothing_is_left_behind(on_a_mac, tmp_path, monkeypatch):
    """Neither processes' folders nor processes."""
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    on_a_mac("check", "answer.py", "--exercise", "tiny/double", source=GOOD_DOUBLE)
    assert list((tmp_path / "temporary").iterdir()) == []


def test_confinement_that_is_asked_for_by_name_is_not_left_out(on_a_mac):
    """Who grades others' work says so, and is told that it can't be had."""
    arguments = ("check", "answer.py", "--exercise", "tiny/double", "--isolation", "confined")
    code, said = on_a_mac(*arguments, source=GOOD_DOUBLE)
    assert code == 3
    assert "Landlock is part of Linux" in said
