"""The folder that a worker may write in: all that it may do there, and nothing elsewhere; what it
leaves is gone, however it ended. Each test runs on a memory file system and on disk."""

from __future__ import annotations

import errno
import fcntl
import os
import signal
import stat
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import GOOD_DOUBLE
from test_sandbox import READABLE, ROOMY, Ended, in_a_child

from grader import submissions
from grader.confine import scratch, self_test
from grader.confine.confine import Limits, confine
from grader.confine.scratch import MAX_FILES, ROOM_MIB, Scratch, Scratches
from grader.grade.session import Options, Session
from grader.process import attributes
from grader.process import parent as parents


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Where folders on disk are made."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.fixture(params=["in memory", "on disk"])
def folders(request: pytest.FixtureRequest, disk: Path) -> Callable[[], Scratches]:
    """Makes them; to be called in a child, which it moves into namespaces of its own."""

    def in_memory() -> Scratches:
        made = Scratches(avoid=[*READABLE, str(disk)])
        assert made.new().mounted
        return made

    def on_disk() -> Scratches:
        scratch._can_mount = lambda: False  # in the child alone
        return Scratches(avoid=())

    if request.param == "in memory" and not in_a_child(lambda _: scratch._can_mount()).answer:
        pytest.skip("nothing can be mounted here")
    return in_memory if request.param == "in memory" else on_disk


def at_home(folders: Callable[[], Scratches], action: Callable[[Scratch], Any]) -> Ended:
    """action(home) in a confined child whose home it is; the folder is removed afterwards."""

    def work(pipe: int) -> Any:
        home = folders().new()
        home.open()
        limits = Limits(ROOMY.cpu_s, ROOMY.memory_mib, file_size_mib=ROOM_MIB)
        confine(limits, keep={pipe}, readable=READABLE, isolation="confined", home=home.path)
        home.furnish("work.py", b"x = 1\n")
        return action(home)

    return in_a_child(work)


def test_files_and_folders_can_be_made_changed_moved_and_removed(folders) -> None:
    def everyday(home: Scratch) -> list[str]:
        Path("a/b").mkdir(parents=True)
        Path("a/b/file").write_text("one")
        with open("a/b/file", "r+") as file:
            file.truncate(1)
        os.rename("a/b/file", "a/moved")
        os.replace("a/moved", "moved")
        assert Path("moved").read_text() == "o"
        os.rmdir("a/b")
        os.rmdir("a")
        with tempfile.NamedTemporaryFile() as file:
            assert file.name.startswith(home.path)
        with tempfile.TemporaryFile() as file:
            assert file.write(b"has no name any more") == 20
        return sorted(os.listdir(home.path))

    assert at_home(folders, everyday).answer == ["moved", "work.py"]


# What must not be made there, nor brought in, nor done from there to anything else.
REFUSED: dict[str, Callable[[str], object]] = {
    "a link out": lambda outside: os.symlink(outside, "link"),
    "a hard link out": lambda outside: os.link(outside, "link"),
    "a FIFO": lambda outside: os.mkfifo("fifo"),
    "a device": lambda outside: os.mknod("null", 0o600 | stat.S_IFCHR, os.makedev(1, 3)),
    "a device left by a rename": lambda outside: whiteout("work.py", "other"),
    "a file from elsewhere": lambda outside: os.rename(outside, "taken"),
    "a file put elsewhere": lambda outside: os.rename("work.py", f"{outside}.new"),
    "a way up": lambda outside: Path("..", "attack").write_text("x"),
    "an emptied file": lambda outside: os.truncate(outside, 0),
    "a file that never had a name": lambda outside: os.open(".", os.O_TMPFILE | os.O_RDWR),
    "a mode": lambda outside: os.chmod("work.py", 0o777),
    "a file longer than there is room": lambda outside: os.truncate(
        os.open("long", os.O_CREAT | os.O_RDWR), (ROOM_MIB << 20) + 1
    ),
}


def whiteout(old: str, new: str) -> None:
    """renameat2 with RENAME_WHITEOUT, which leaves a character device behind."""
    here = -100
    if scratch._LIBC.renameat2(here, old.encode(), here, new.encode(), 4) != 0:
        code = scratch.ctypes.get_errno()
        raise OSError(code, os.strerror(code))


@pytest.mark.parametrize("attempt", REFUSED)
def test_a_worker_makes_nothing_there_but_files_and_folders(folders, disk, attempt) -> None:
    outside = disk / "outside"
    outside.write_text("not the worker's")
    ended = at_home(folders, lambda home: REFUSED[attempt](str(outside)))
    assert ended.errno in {errno.EPERM, errno.EACCES, errno.EXDEV, errno.EFBIG}, ended
    assert outside.read_text() == "not the worker's"


SETTLED: dict[str, Callable[[str], object]] = {
    "a mode": lambda path: os.chmod(path, 0o600),
    "a mode by pathlib": lambda path: Path(path).chmod(mode=0o600),
    "the mode of an open file": lambda path: os.fchmod(os.open(path, os.O_RDONLY), 0o600),
    "times": lambda path: os.utime(path, (0, 0)),
    "a new touch": lambda path: Path(path).touch(),
    "an owner": lambda path: os.chown(path, os.getuid(), -1),
    "extended attributes": lambda path: os.listxattr(path),
}


@pytest.mark.parametrize("attempt", SETTLED)
def test_modes_and_times_are_left_alone_at_home_and_refused_elsewhere(folders, attempt) -> None:
    """shutil.copy asks for them; by any name of a file that is elsewhere, the kernel decides."""

    def settled(home: Scratch) -> list[int]:
        attributes.settle(home.path)
        SETTLED[attempt]("work.py")
        refused = []
        for path in (os.__file__, f"../{os.path.relpath(os.__file__, '/')}", "absent", "/"):
            try:
                SETTLED[attempt](path)
            except OSError as error:
                refused.append(error.errno or 0)
        return refused

    refused = at_home(folders, settled).answer
    assert len(refused) >= 3
    assert set(refused) <= {errno.EPERM, errno.EACCES, errno.ENOENT, errno.EISDIR}


def test_a_mode_that_lends_rights_is_refused_at_home_too(folders) -> None:
    def lends(home: Scratch) -> None:
        attributes.settle(home.path)
        os.chmod("work.py", 0o4755)

    assert at_home(folders, lends).errno == errno.EPERM


def test_a_memory_file_system_has_room_for_so_much_and_no_more(folders) -> None:
    """In bytes and in files; a folder on disk is watched instead."""

    def fill(home: Scratch) -> int:
        if not home.mounted:
            return errno.ENOSPC
        try:
            with open("large", "wb") as file:
                for _ in range(ROOM_MIB + 1):
                    file.write(bytes(2**20 - 1))
        except OSError as error:
            return error.errno or 0
        return 0

    def crowd(home: Scratch) -> int:
        try:
            for number in range(MAX_FILES + 1 if home.mounted else 1):
                open(f"file{number}", "w").close()
        except OSError as error:
            return error.errno or 0
        return errno.ENOSPC if not home.mounted else 0

    assert at_home(folders, fill).answer == errno.ENOSPC
    assert at_home(folders, crowd).answer == errno.ENOSPC


def test_what_a_case_wrote_is_gone_and_what_the_file_wrote_stays(folders) -> None:
    """Caches stay too."""

    def cases(home: Scratch) -> list[str]:
        Path("table").mkdir()
        Path("table/of_the_module").write_text("1")
        home.keep()
        Path("table/of_a_case").write_text("2")
        Path("deep/in/folders").mkdir(parents=True)
        Path("deep/in/folders/file").write_text("3")
        Path(".cache/matplotlib").mkdir(parents=True)
        home.tidy()
        return sorted(
            str(path) for path in Path().rglob("*") if path.is_file() or path.suffix == ""
        )

    assert at_home(folders, cases).answer == [
        ".cache", ".cache/matplotlib", "table", "table/of_the_module", "work.py",
    ]  # fmt: skip


def test_what_a_case_wrote_is_gone_also_after_cases_that_wrote_nothing(folders) -> None:
    """A folder in which nothing changes is no longer listed, until something does. Also where there
    is as much in it as before."""

    def cases(home: Scratch) -> list[list[str]]:
        found = []
        Path("table").write_text("1")
        home.keep()
        for gone in ("table", "work.py", None):
            while home.mounted and home._flat is None:
                home.tidy()
            assert home.mounted or home._flat is None
            Path("of_a_case").write_text("2")
            if gone:
                Path(gone).unlink()
            home.tidy()
            found.append(sorted(map(str, Path().iterdir())))
        return found

    assert at_home(folders, cases).answer == [["work.py"], [], []]


def test_nothing_is_left_for_the_next_worker(folders, disk) -> None:
    """Nor on the machine, when the last one is gone."""

    def two(_: int) -> list[str]:
        made = folders()
        found = []
        for _ in range(2):
            home = made.new()
            child = os.fork()
            if child == 0:
                home.open()
                seen = os.listdir(home.path)
                Path(home.path, "left").write_text("for whoever comes next")
                os._exit(len(seen))
            made.taken(child, home)
            found.append(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
            made.remove(child)
        made.close()
        return found

    assert in_a_child(two).answer == [0, 0]
    assert [path.name for path in disk.iterdir()] == []


def test_a_stranger_can_not_keep_a_folder_from_being_removed(disk) -> None:
    """Nested deeper than a path is long, closed to its owner, and with names taken in advance."""
    folder = disk / "filled"
    folder.mkdir()
    (folder / "link").symlink_to(disk)
    (disk / "stays").write_text("")
    (folder / "closed").mkdir()
    (folder / "closed" / "file").write_text("")
    (folder / "closed").chmod(0)
    here = os.getcwd()
    os.chdir(folder)
    try:
        for _ in range(1_500):
            os.mkdir("deep")
            os.chdir("deep")
        Path("file").write_text("")
    finally:
        os.chdir(here)
    assert scratch._is_full(str(folder))
    scratch.remove_all(str(folder))
    assert [path.name for path in disk.iterdir()] == ["stays"]


def test_what_a_killed_grader_left_is_swept_up_by_the_next(disk) -> None:
    """And what a grader that lives is using is not."""

    def leave(pipe: int) -> None:
        scratch._can_mount = lambda: False
        Path(Scratches(avoid=()).new().path).mkdir()
        os.kill(os.getpid(), signal.SIGKILL)

    in_a_child(leave)
    (left,) = disk.iterdir()
    base, lock = scratch._locked_folder()
    scratch.sweep()
    assert [str(path) for path in disk.iterdir()] == [base]
    os.close(lock)
    assert not left.exists()


def test_a_folder_that_another_sweeps_before_it_is_locked_is_made_anew(disk, monkeypatch) -> None:
    """Two graders that start at once."""
    lock, swept = fcntl.flock, []

    def late(file: int, operation: int) -> None:
        if not swept:
            swept.extend(disk.iterdir())
            scratch.sweep()
        lock(file, operation)

    monkeypatch.setattr(fcntl, "flock", late)
    base, held = scratch._locked_folder()
    os.close(held)
    assert [str(path) for path in disk.iterdir()] == [base]
    assert [str(path) for path in swept] != [base]


def test_a_machine_without_a_place_for_files_grades_all_the_same(monkeypatch) -> None:
    """Then nothing can be written, and that is all."""

    def nowhere(**_: object) -> str:
        raise FileNotFoundError(errno.ENOENT, "no usable temporary folder")

    monkeypatch.setattr(tempfile, "mkdtemp", nowhere)

    def work(pipe: int) -> str:
        scratch._can_mount = lambda: False
        home = Scratches(avoid=()).new()
        home.open()
        assert not home.writable
        confine(ROOMY, keep={pipe}, readable=READABLE, isolation="confined")
        home.furnish("work.py", b"x = 1\n")
        home.keep()
        home.tidy()
        open("file", "w").close()
        return "written"

    ended = in_a_child(work)
    assert ended.errno == errno.EACCES, ended


def test_doctor_says_where_nothing_can_be_mounted(monkeypatch) -> None:
    """Which is no fault of the machine's, but good to know."""
    monkeypatch.setattr(scratch, "_can_mount", lambda: False)
    layer = self_test._probe("own-folder", self_test._try_own_folder)
    assert (layer.enforced, layer.detail) == (False, self_test.ON_DISK)


# A whole session, with folders on disk --------------------------------------------------------


@pytest.fixture
def session(tiny_set, disk, monkeypatch) -> Iterator[Session]:
    """One whose warm parent can't mount anything."""
    patch = (
        "import grader.confine.scratch, tempfile\n"
        "grader.confine.scratch._can_mount = lambda: False\n"
        f"tempfile.tempdir = {str(disk)!r}\n"
    )
    monkeypatch.setattr(
        "grader.process.parent._BOOT", parents._BOOT.replace("main(int", f"{patch}main(int")
    )
    with Session(tiny_set.exercise(), Options(explain=False)) as opened:
        yield opened


FILLS = {
    "bytes": "for n in range(9): open(f'f{n}', 'wb').write(bytes(2**23))",
    "files": "for n in range(4_000): open(f'f{n}', 'w').close()",
    "folders": "for n in range(4_000): os.mkdir('deep'); os.chdir('deep')",
}


@pytest.mark.parametrize("fills", FILLS.values(), ids=FILLS.keys())
def test_on_disk_a_worker_that_fills_its_folder_is_ended_with_a_sentence(
    session: Session, disk: Path, fills: str
) -> None:
    """And leaves nothing; the next submission has its full marks."""
    source = f"import os, time\ndef double(n):\n    {fills}\n    time.sleep(60)\n"
    report = session.grade(submissions.of_bytes(source.encode()))
    assert {c.status for c in report.checks} <= {"crashed", "failed"}
    said = next(c.message for c in report.checks if c.status == "crashed")
    assert said == (
        "The process your code ran in stopped: its files grew beyond the 64 MiB, or 1000 files,"
        " that there is room for."
    )
    right = session.grade(submissions.of_bytes(GOOD_DOUBLE.encode()))
    assert (right.verdict, right.isolation) == ("passed", "confined")
    session.close()
    assert [path.name for path in disk.iterdir() if path.name.startswith("kata-scratch")] == []
