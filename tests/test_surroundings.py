"""What lies around the grader changes no verdict: variables that tell Python, pytest, NumPy or
torch to behave otherwise, and modules that lie in their way.

Each row of SURROUNDINGS is one of them; `kata` is run there as a process, on right work and on
wrong work, and has to say what it says anywhere.
"""

from __future__ import annotations

import json
import os
import pwd
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import GOOD_DOUBLE, REPO, Ran, TinySet

from grader.cli.here import need_sets
from grader.errors import UsageError
from grader.sets import library, search_path
from grader.student.workspace import Workspace

WRONG = "def double(numbers): return [n + 2 for n in numbers]\n"

# Asserts in the check itself, and in a module of the author's that it imports.
PLAIN_CHECKS = '''\
from helper_of_checks import is_longer


def test_doubles(student):
    """Each number is doubled."""
    assert student.double([1, 5]) == [2, 10], "one, and five"


def test_length(student):
    """As many numbers come out as went in."""
    is_longer(student.double([3, 3, 3]), 2)
'''
# Each look at the clock is an hour and more away from the one before, in either direction.
CLOCK = """\
import itertools, time
hours = itertools.cycle([9, -7, 3, -12])
now = [time.time()]
def jump():
    now[0] += 3601.5 * next(hours)
    return now[0]
time.time = jump
time.time_ns = lambda: int(jump() * 1e9)
"""
HELPER = "def is_longer(given, length):\n    assert len(given) > length and given[0] == 6\n"

SURROUNDINGS: dict[str, dict[str, str]] = {
    "asserts left out": {"PYTHONOPTIMIZE": "1"},
    "asserts and docstrings left out": {"PYTHONOPTIMIZE": "2"},
    "warnings are errors": {"PYTHONWARNINGS": "error"},
    "Python's development mode": {"PYTHONDEVMODE": "1", "PYTHONWARNINGS": "always"},
    "plugins of pytest's that there are not": {"PYTEST_PLUGINS": "nonesuch"},
    "options of pytest's": {"PYTEST_ADDOPTS": "--collect-only -k nothing --strict-nonsense"},
    "Python's other variables": {
        "PYTHONHASHSEED": "77",
        "PYTHONSAFEPATH": "1",
        "PYTHONNOUSERSITE": "1",
        "PYTHONBREAKPOINT": "nonesuch.function",
        "PYTHONSTARTUP": "/nonexistent/startup.py",
        "PYTHONUTF8": "0",
        "PYTHONUNBUFFERED": "1",
        "PYTHONINTMAXSTRDIGITS": "640",
        "PYTHONFAULTHANDLER": "1",
        "PYTHONTRACEMALLOC": "3",
    },
    "libraries' variables": {
        "OMP_NUM_THREADS": "64",
        "OPENBLAS_NUM_THREADS": "0",
        "NUMBA_DISABLE_JIT": "1",
        "TORCH_LOGS": "+all",
        "TORCHDYNAMO_DISABLE": "1",
        "CUDA_VISIBLE_DEVICES": "nonsense",
        "NPY_DISABLE_CPU_FEATURES": "AVX2",
        "HYPOTHESIS_STORAGE_DIRECTORY": "/nonexistent",
        "CI": "true",
    },
    "a terminal of no width that knows no letters": {
        "COLUMNS": "0",
        "TERM": "dumb",
        "LC_ALL": "POSIX",
        "PYTHONUTF8": "0",
        "PYTHONIOENCODING": "ascii",
    },
    "a broken module in the way": {"PYTHONPATH": "broken"},
    "a clock that jumps": {"PYTHONPATH": "clock"},
    "no cache that could be made": {"KATA_CACHE": "/dev/null/kata"},
    "no home": {"HOME": "", "XDG_CACHE_HOME": "", "USER": "", "LOGNAME": ""},
}


@pytest.fixture
def plain_set(tiny_set: TinySet) -> TinySet:
    """The tiny set, whose checks say no more than Python's `assert`."""
    tiny_set.write("solutions/tiny/double/checks.py", PLAIN_CHECKS)
    tiny_set.write("helpers/helper_of_checks.py", HELPER)
    return tiny_set


def graded(run_kata: Callable[..., Ran], plain_set: TinySet, source: str, **around: str) -> Ran:
    file = plain_set.write("work/double.py", source)
    plain_set.write("broken/numpy.py", "raise RuntimeError('not the one')\n")
    path = str(plain_set.file("helpers"))
    plain_set.write("clock/sitecustomize.py", CLOCK)
    if around.get("PYTHONPATH") in ("broken", "clock"):
        around["PYTHONPATH"] = str(plain_set.file(around["PYTHONPATH"]))
    around["PYTHONPATH"] = f"{around['PYTHONPATH']}:{path}" if "PYTHONPATH" in around else path
    return run_kata("check", file, "--exercise", "tiny/double", "--json", **around)


@pytest.mark.parametrize("around", SURROUNDINGS.values(), ids=SURROUNDINGS.keys())
def test_no_verdict_hangs_on_the_surroundings(run_kata, plain_set, around):
    """Wrong work first: its answers are not in any recording, so that the checks are asked."""
    wrong = graded(run_kata, plain_set, WRONG, **around)
    report = json.loads(wrong.out)
    assert (wrong.code, report["verdict"], report["score"]) == (1, "failed", 0.0), wrong.said
    titles = {check["title"] for check in report["checks"]}
    assert titles == {"Each number is doubled.", "As many numbers come out as went in."}
    right = graded(run_kata, plain_set, GOOD_DOUBLE, **around)
    assert (right.code, json.loads(right.out)["verdict"]) == (0, "passed"), right.said


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_what_a_terminal_can_not_show_is_replaced(plain_set, encoding):
    """Rather than being our fault; and a width of nothing is the usual one."""
    file = plain_set.write("work/double.py", WRONG)
    around = os.environ | {
        "PYTHONIOENCODING": encoding,
        "LC_ALL": "POSIX",
        "PYTHONUTF8": "0",
        "COLUMNS": "0",
        "PYTHONPATH": f"{REPO}:{plain_set.file('helpers')}",
    }
    for command in (["check", str(file), "--exercise", "tiny/double"], ["doctor"]):
        kata = [sys.executable, "-m", "grader", *command]
        done = subprocess.run(kata, env=around, capture_output=True, timeout=120)
        said = done.stdout.decode("latin-1")
        assert done.returncode in (0, 1), done.stderr
        assert "?" not in said
        # A mark of its own for what is well, and for what isn't.
        assert ("  x Each number is doubled." if command[0] == "check" else "\n  + kata") in said
        assert b"Traceback" not in done.stderr
        if command[0] == "check":
            assert "Each number is doubled." in said
            assert max(map(len, said.splitlines())) <= 82


@pytest.mark.parametrize("command", ["check", "list", "next", "status"])
def test_a_folder_that_was_deleted_is_said(tmp_path, command):
    """It is nobody's fault, and least of all kata's."""
    gone = tmp_path / "gone"
    gone.mkdir()
    program = (
        "import os, sys\n"
        f"os.chdir({str(gone)!r})\n"
        f"os.rmdir({str(gone)!r})\n"
        "from grader.cli import main\n"
        f"main([{command!r}])\n"
    )
    kata = [sys.executable, "-c", program]
    around = os.environ | {"PYTHONPATH": str(REPO)}
    done = subprocess.run(kata, env=around, capture_output=True, text=True, timeout=120)
    assert done.stderr == (
        "kata: The folder that you are in was deleted.\n  Go to one that is there: cd\n"
    )
    assert done.returncode == 2


# What may not be entered, listed or written ------------------------------------------------------

# Becomes somebody for whom the permissions of files count, root too, and goes to a folder before
# those of its parents are changed. 24: PR_CAPBSET_DROP; 1, 2: CAP_DAC_OVERRIDE, _READ_SEARCH.
PLAIN_USER = """\
import ctypes, os, sys
folder, closed, mode, *command = sys.argv[1:]
os.chdir(folder)
os.chmod(closed, int(mode, 8))
for capability in (1, 2):
    ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)
os.execv(sys.executable, [sys.executable, "-m", "grader", *command])
"""


class Closing:
    """Runs kata as a plain user, in a folder that is closed, or whose parent is."""

    def __init__(self, root: Path) -> None:
        self.inner = root / "outer" / "inner"
        self.inner.mkdir(parents=True)
        self._closed = self.inner

    def run(self, *command: object, closed: Path, mode: str, **variables: str) -> Ran:
        self._closed = closed
        program = [sys.executable, "-c", PLAIN_USER, str(self.inner), str(closed), mode]
        done = subprocess.run(
            [*program, *map(str, command)],
            env=os.environ | {"PYTHONPATH": str(REPO), "PYTHONIOENCODING": "utf-8"} | variables,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
        )
        closed.chmod(0o755)
        return Ran(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def closing(tmp_path: Path) -> Closing:
    return Closing(tmp_path)


CLOSED = {
    "can not be entered": ("inner", "000"),
    "can not be reached": ("outer", "000"),
    "can not be listed or written": ("inner", "100"),
    "can not be written": ("inner", "555"),
    "can be listed and not entered": ("inner", "444"),
}


@pytest.mark.parametrize(("which", "mode"), CLOSED.values(), ids=CLOSED.keys())
def test_a_closed_folder_keeps_nobody_from_grading_a_file(closing, tiny_set, which, mode):
    """Nor from seeing which exercises there are: neither needs the folder."""
    file = tiny_set.write("work/double.py", GOOD_DOUBLE)
    closed = closing.inner if which == "inner" else closing.inner.parent
    graded = closing.run("check", file, "--exercise", "tiny/double", closed=closed, mode=mode)
    assert (graded.code, graded.err) == (0, ""), graded.said
    listed = closing.run("list", "--set", "tiny", closed=closed, mode=mode)
    assert (listed.code, "Twice as much" in listed.out) == (0, True), listed.said


@pytest.mark.parametrize("command", ["check", "status", "hint", "next"])
@pytest.mark.parametrize(("which", "mode"), CLOSED.values(), ids=CLOSED.keys())
def test_a_closed_folder_is_said_by_what_needs_it(closing, tiny_set, which, mode, command):
    """Whoever can't see whether it is a workspace doesn't say that it is none."""
    closed = closing.inner if which == "inner" else closing.inner.parent
    ran = closing.run(command, closed=closed, mode=mode)
    first = ran.err.partition("\n")[0]
    if command == "next":
        where = closing.inner if which == "outer" else closing.inner / ".kata"
        assert first == f"kata: {where} can't be read or written: Permission denied."
    elif mode in ("000", "444"):
        where = f"can't be entered: {closing.inner}: Permission denied."
        assert first == f"kata: The folder that you are in {where}"
    else:
        assert first == "kata: This folder is not a kata workspace."
    assert (ran.code, ran.out) == (2, "")


def test_a_folder_that_can_be_entered_and_not_listed_is_a_workspace_like_any(closing, tiny_set):
    for command, code in ((["next", "--set", "tiny"], 0), (["check"], 1), (["status"], 0)):
        ran = closing.run(*command, closed=closing.inner, mode="311")
        assert (ran.code, ran.err) == (code, ""), ran.said
    assert (closing.inner / "double" / "double.py").is_file()


def test_sets_that_may_not_be_looked_into_are_named(closing, tiny_set):
    """A set that isn't found may lie there."""
    hidden = tiny_set.file("exercises")
    ran = closing.run("next", "--set", "tiny", closed=hidden, mode="000")
    assert ran.code == 2
    assert ran.err == (
        "kata: There is no set called 'tiny'.\n"
        f"  Some folders can't be looked into. Whose are they? ls -ld {hidden}\n"
    )


def test_with_no_set_to_look_into_there_is_none(closing, tiny_set, monkeypatch):
    monkeypatch.setattr(search_path, "_CHECKOUT", tiny_set.root)
    monkeypatch.setattr(search_path, "installed", lambda group: ())
    monkeypatch.setattr(search_path, "_is_shut", lambda path: path == tiny_set.file("exercises"))
    monkeypatch.setattr(library, "set_names", lambda: ())
    with pytest.raises(UsageError) as error:
        need_sets()
    assert error.value.message == "No set of exercises is here."
    assert error.value.hint.endswith(f"ls -ld {tiny_set.file('exercises')}")


def test_a_manifest_that_may_not_be_read_is_no_fault_of_katas(closing, tiny_set):
    hidden = tiny_set.file("exercises/tiny/set.toml")
    ran = closing.run("list", closed=hidden, mode="000")
    assert ran.err.startswith("kata: tiny/set.toml can't be read: [Errno 13] Permission denied")
    assert ran.code == 2


def test_an_exercise_that_may_not_be_entered_is_no_fault_of_katas(closing, tiny_set):
    hidden = tiny_set.file("exercises/tiny/slide")
    ran = closing.run("list", closed=hidden, mode="000")
    manifest = hidden / "exercise.toml"
    said = f"{manifest} can't be read or written: Permission denied."
    assert ran.err == f"kata: {said}\n  Look whose it is: ls -ld {manifest}\n"
    assert ran.code == 2


def test_a_private_half_that_may_not_be_looked_into_is_as_good_as_none(closing, tiny_set):
    """On a shared machine that is how it is kept from students; the examples still run."""
    file = tiny_set.write("work/double.py", GOOD_DOUBLE)
    check = ("check", file, "--exercise", "tiny/double", "--json")
    ran = closing.run(*check, closed=tiny_set.file("solutions"), mode="000")
    report = json.loads(ran.out)
    assert (ran.code, report["graded_with"], report["verdict"]) == (0, "examples", "passed")


@pytest.mark.parametrize("mode", ["000", "555"])
@pytest.mark.parametrize("filled", [False, True])
def test_another_users_cache_changes_no_verdict(closing, tiny_set, tmp_path, mode, filled):
    """What can't be read is drawn again, and what can't be written is not kept."""
    cache = tmp_path / "theirs"
    cache.mkdir()
    for source, code in ((GOOD_DOUBLE, 0), (WRONG, 1)):
        file = tiny_set.write("work/double.py", source)
        check = ("check", file, "--exercise", "tiny/double")
        if filled:
            closing.run(*check, closed=cache, mode="755", KATA_CACHE=str(cache))
            cache.joinpath("tiny").chmod(int(mode, 8))
        ran = closing.run(*check, closed=cache, mode=mode, KATA_CACHE=str(cache))
        assert (ran.code, ran.err) == (code, ""), ran.said
        if filled:
            cache.joinpath("tiny").chmod(0o755)


def test_cron_has_no_variables_and_is_somewhere_else(tiny_set):
    """No HOME, no PATH, no LANG: the verdicts are the same."""
    kept = {name: os.environ[name] for name in ("KATA_PATH", "KATA_CACHE")}
    for source, code in ((GOOD_DOUBLE, 0), (WRONG, 1)):
        file = tiny_set.write("work/double.py", source)
        done = subprocess.run(
            [sys.executable, "-m", "grader", "check", str(file), "--exercise", "tiny/double"],
            env=kept | {"PYTHONPATH": str(REPO)},
            cwd="/",
            capture_output=True,
            timeout=120,
        )
        assert (done.returncode, done.stderr) == (code, b"")


def test_nothing_is_kept_where_nobody_is_at_home(monkeypatch):
    """A user who is in no list, without HOME: not in a folder called ~ in the current one."""
    for name in ("KATA_CACHE", "XDG_CACHE_HOME", "HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(pwd, "getpwuid", lambda uid: {}[uid])
    assert search_path.cache_folder() == Path("/dev/null/kata")


def test_a_full_disk_behind_what_is_printed_loses_no_progress(tiny_set, tmp_path):
    """Nor is it a fault of kata's."""
    mine = tmp_path / "mine"
    mine.mkdir()
    around = os.environ | {"PYTHONPATH": str(REPO)}
    kata = [sys.executable, "-m", "grader"]
    subprocess.run([*kata, "next", "tiny/double"], cwd=mine, env=around, check=True, timeout=120)
    (mine / "double" / "double.py").write_text(GOOD_DOUBLE)
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [*kata, "check"],
            cwd=mine,
            env=around,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=120,
        )
    assert done.stderr == (
        "kata: The disk is full, or your share of it: what is printed goes there.\n"
        "  Make some room, then run the command again.\n"
    )
    assert done.returncode == 2
    standing = Workspace(mine).standing(library.find_exercise("tiny/double"))
    assert (standing.attempts, standing.passed) == (1, True)


# A notebook's kernel: a loop that runs, streams that are no files, its own way to draw figures.
KERNEL = """
import asyncio, io, os, sys
os.environ.update(MPLBACKEND="module://matplotlib_inline.backend_inline", JPY_PARENT_PID="1")
kept, sys.argv = sys.stdout, ["ipykernel_launcher.py", "-f", "kernel.json"]

class Stream(io.StringIO):
    def fileno(self):
        raise io.UnsupportedOperation("fileno")

sys.stdout = Stream()
from grader import submissions
from grader.grade import Options, open_grader
from grader.sets import library

async def cell():
    with open_grader(library.find_exercise("tiny/double"), Options()) as grader:
        return [grader.grade(submissions.of_bytes(source)).verdict for source in SOURCES]

print(*asyncio.run(cell()), file=kept)
"""


@pytest.mark.usefixtures("tiny_set")
def test_from_within_a_notebook_the_verdicts_are_the_same():
    """Nothing of ours needs the terminal, the main thread's loop or a program's own arguments."""
    sources = [GOOD_DOUBLE.encode(), b"def double(numbers): return numbers"]
    program = KERNEL.replace("SOURCES", repr(sources))
    run = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": str(REPO)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert run.stdout.split() == ["passed", "failed"], run.stderr
