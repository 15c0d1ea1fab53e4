"""Each event that Python tells audit hooks of is settled: refused, looked at, or left, and why."""

from __future__ import annotations

import ast
import os
import shutil
import socket
import sys
import sysconfig
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from grader.imported import audit_events
from grader.imported.audit_events import CHANGES, CODE, LEFT, LOADING, NEVER, READS
from grader.imported.guard import Guard
from grader.imported.shared_arguments import CannotCross

SETTLED = (NEVER, LOADING, CHANGES, LEFT, dict.fromkeys(READS), dict.fromkeys(CODE))


def of_the_library() -> set[str]:
    """The events that Python's own modules tell of, read from their text."""
    found = set()
    for file in Path(sysconfig.get_path("stdlib")).rglob("*.py"):
        if {"site-packages", "test", "tests", "lib2to3"} & set(file.parts):
            continue
        text = file.read_text("utf-8", errors="replace")
        if "sys.audit(" not in text:
            continue
        for node in ast.walk(ast.parse(text)):
            called = isinstance(node, ast.Call) and ast.unparse(node.func).endswith("sys.audit")
            if called and isinstance(node.args[0], ast.Constant):
                found.add(node.args[0].value)
    return found


def of_the_interpreter() -> set[str]:
    """Those that its compiled part tells of when these modules do what they are for."""
    heard: set[str] = set()
    is_over = False

    def hear(event: str, args: Any) -> None:
        if not is_over:
            heard.add(event)

    sys.addaudithook(hear)
    exec(
        compile("import array; array.array('b'); id(1); sys._getframe()", "x", "exec"),
        vars(sys.modules[__name__]),
    )
    os.listdir(".")
    socket.gethostname()
    threading.Thread(target=int).start()
    is_over = True
    return heard


def test_each_event_is_settled_once():
    for one in SETTLED:
        for other in SETTLED:
            assert one is other or not set(one) & set(other)


def test_every_event_of_pythons_own_modules_is_settled():
    events = of_the_library() | of_the_interpreter()
    assert {"shutil.move", "ftplib.connect", "tempfile.mkdtemp"} <= events
    assert {"compile", "os.listdir", "array.__new__"} <= events
    # A list of what is known: pytest's and other packages' are nobody's to settle here.
    ours = {event for event in events if event.partition(".")[0] in sys.stdlib_module_names}
    assert sorted(ours - {event for settled in SETTLED for event in settled}) == []


PLACES = {
    "os.mkdir": [
        lambda where: os.mkdir(where),
        lambda where: os.makedirs(where),
        lambda where: Path(where).mkdir(parents=True),
        lambda where: shutil.copytree(Path(where).parent / "folder", where),
    ],
    "os.chmod": [lambda where: os.chmod(where, 0), lambda where: Path(where).chmod(0)],
    "os.chown": [lambda where: os.chown(where, -1, -1), lambda where: shutil.chown(where, 0)],
    "os.utime": [lambda where: os.utime(where), lambda where: Path(where).touch()],
    "os.setxattr": [lambda where: os.setxattr(where, "user.a", b"")],
    "os.removexattr": [lambda where: os.removexattr(where, "user.a")],
    "os.truncate": [lambda where: os.truncate(where, 0)],
    "os.remove": [lambda where: os.remove(where), lambda where: Path(where).unlink()],
    "os.rmdir": [lambda where: os.rmdir(where), lambda where: os.removedirs(where)],
    "shutil.rmtree": [lambda where: shutil.rmtree(Path(where).parent)],
    "os.rename": [
        lambda where: os.rename("/dev/null", where),
        lambda where: shutil.move(where, f"{where}2"),
        lambda where: os.replace(where, "/dev/null"),
    ],
    "os.link": [lambda where: os.link("/dev/null", where)],
    "os.symlink": [lambda where: os.symlink("/dev/null", where)],
    "open": [
        lambda where: open(where, "a").close(),
        lambda where: os.open(where, os.O_CREAT | os.O_WRONLY),
        lambda where: Path(where).write_text(""),
        lambda where: shutil.copyfile("/dev/null", where),
    ],
}


@pytest.fixture
def places(tmp_path: Path) -> tuple[Path, Path]:
    """The tests' folder, and one outside with a file and a folder in it."""
    tests, outside = tmp_path.resolve() / "tests", tmp_path.resolve() / "outside"
    tests.mkdir()
    (outside / "folder").mkdir(parents=True)
    return tests, outside


def watched(tests: Path, shared: Path, do: Callable[[], Any]) -> None:
    guard = Guard(tests, CannotCross)
    guard.begin()
    guard.share(shared)
    try:
        do()
        guard.settle()
    finally:
        guard.end()


@pytest.mark.parametrize("event", [*CHANGES, "open"])
def test_what_changes_files_elsewhere_is_refused(places, event):
    """Each way to do it, and before anything is done."""
    tests, outside = places
    for do in PLACES.get(event, []):
        before = sorted(outside.rglob("*"))
        with pytest.raises(CannotCross, match=r"doesn't have|outside of the test's own"):
            watched(tests, tests, lambda do=do: do(str(outside / "new")))
        assert sorted(outside.rglob("*")) == before
    known = event in PLACES or event.startswith("_winapi.") or event == "os.chflags"
    assert known  # no Linux has these


def test_within_the_cases_folder_all_of_it_may_be_done(places):
    _, outside = places
    here = outside / "folder"

    def do() -> None:
        os.makedirs(here / "a" / "b")
        (here / "a" / "c").write_text("x")
        os.rename(here / "a" / "c", here / "a" / "b" / "d")
        os.symlink(here / "a", here / "e")
        os.utime(here / "a")
        shutil.rmtree(here / "a")

    watched(places[0], here, do)
    assert [path.name for path in here.iterdir()] == ["e"]


def test_a_folder_that_the_test_itself_names_may_be_made(places):
    """Nobody's answer is in that."""
    tests, outside = places
    named = outside / "named" / "below"
    text = "def test(os, answer):\n    os.makedirs({!r}, exist_ok=True)\n    os.mkdir(answer)\n"
    space: dict[str, Any] = {}
    exec(compile(text.format(str(named)), str(tests / "test_it.py"), "exec"), space)
    with pytest.raises(CannotCross, match="makes a folder outside of the test's own"):
        watched(tests, tests, lambda: space["test"](os, str(outside / "answer")))
    assert named.is_dir()
    assert not (outside / "answer").exists()


def test_a_librarys_files_are_read_and_not_written(places):
    place = Path(sysconfig.get_path("purelib")) / "kata_has_written_here"
    with pytest.raises(CannotCross, match=audit_events.OPENS):
        watched(places[0], places[0], lambda: place.write_text(""))
    assert not place.exists()
    watched(places[0], places[0], lambda: Path(os.__file__).read_bytes())


def test_threads_that_a_test_starts_are_watched(places):
    """`executor.submit(os.mkdir, answer)` has nothing of the test's on its stack."""
    tests, outside = places

    def do() -> None:
        with ThreadPoolExecutor() as threads:
            threads.submit(os.mkdir, outside / "new")

    with pytest.raises(CannotCross, match="makes a folder"):
        watched(tests, tests, do)
    assert not (outside / "new").exists()


def test_who_lets_pytest_do_it_has_done_it(places):
    """Its other form calls what it is given."""
    tests, new = places[0], places[1] / "new"
    with pytest.raises(CannotCross, match="makes a folder"):
        watched(tests, tests, lambda: pytest.raises(ValueError, os.mkdir, new))  # noqa: RUF061
    assert not new.exists()
