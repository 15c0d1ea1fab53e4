"""What lies around the grader changes no verdict: variables that tell Python, pytest, NumPy or
torch to behave otherwise, and modules that lie in their way.

Each row of SURROUNDINGS is one of them; `kata` is run there as a process, on right work and on
wrong work, and has to say what it says anywhere.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable

import pytest
from conftest import GOOD_DOUBLE, REPO, Ran, TinySet

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
    if around.get("PYTHONPATH") == "broken":
        around["PYTHONPATH"] = str(plain_set.file("broken"))
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
        assert "?" in said
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
