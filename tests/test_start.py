"""The command's first step and its last: bytecode where there is none, and an end at once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import REPO

from grader.process import busy, bytecode

ENDS = """\
import sys
sys.path.insert(0, {repo!r})
from grader import cli, start

class Left:
    def __del__(self):
        print("taken apart", flush=True)

left = Left()
sys.argv = ["kata", *{arguments!r}]
main = cli.main

def later():
    import atexit
    {more}
    main()

cli.main = later
start.main()
"""


def ended(
    arguments: list[str], more: str = "pass", **how: object
) -> subprocess.CompletedProcess[str]:
    program = ENDS.format(repo=str(REPO), arguments=arguments, more=more)
    command = [sys.executable, "-c", program]
    how = {"stdout": subprocess.PIPE, **how}
    return subprocess.run(command, stderr=subprocess.PIPE, text=True, timeout=60, **how)


def test_a_command_ends_without_being_taken_apart():
    """A tenth of a second, with all that a check loads."""
    done = ended(["--version"])
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("kata, version")
    assert "taken apart" not in done.stdout


def test_a_blas_begins_no_threads(monkeypatch):
    """They would spin, each on a processor, with nothing to do. Whoever wants some says so."""
    said = "print(os.environ['OPENBLAS_NUM_THREADS'])"
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    assert ended(["--version"], f"import os; {said}").stdout.startswith("1\n")
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "3")
    assert ended(["--version"], f"import os; {said}").stdout.startswith("3\n")


def test_what_was_to_be_done_at_the_end_is_done():
    """A library may have registered something; its output counts as well."""
    more = "atexit.register(print, 'at the end')"
    done = ended(["no-such-command"], more)
    assert (done.returncode, done.stdout) == (2, "at the end\n")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no device that is always full")
def test_output_that_can_not_be_written_is_told_by_the_exit_code():
    more = "atexit.register(lambda: sys.stdout.write('never seen'))"
    with open("/dev/full", "w") as full:
        assert ended(["--version"], more, stdout=full).returncode != 0


@pytest.fixture
def checkout(tmp_path, monkeypatch) -> Path:
    """kata's files as they are after a clone: none of them compiled."""
    for room in ("judge", "views"):
        (tmp_path / room).mkdir()
        for number in range(9):
            (tmp_path / room / f"part_{number}.py").write_text(f"x = {number}\n")
    monkeypatch.setattr(bytecode, "_OURS", str(tmp_path))
    monkeypatch.setattr(busy, "processors", lambda: 2)
    monkeypatch.setattr(busy, "running", lambda: 1)
    return tmp_path


def compiled(folder: Path) -> list[str]:
    return sorted(path.name.partition(".")[0] for path in folder.rglob("*.pyc"))


def test_what_is_loaded_late_is_compiled_meanwhile(checkout):
    bytecode.compile_meanwhile()
    bytecode.compiled()
    assert compiled(checkout) == sorted(f"part_{n}" for n in range(9) for _ in range(2))
    assert list(bytecode._not_compiled()) == []


def test_a_file_that_can_not_be_compiled_costs_no_other(checkout):
    (checkout / "views/part_0.py").write_text("this is no Python")
    bytecode.compile_meanwhile()
    bytecode.compiled()
    assert compiled(checkout).count("part_0") == 1
    assert len(compiled(checkout)) == 17


def test_it_is_kept_where_this_process_looks(checkout, tmp_path_factory):
    kept = tmp_path_factory.mktemp("kept")
    with bytecode.looked_for_in(str(kept)):
        assert bytecode.elsewhere() == str(kept)
        bytecode.compile_meanwhile()
        bytecode.compiled()
        assert list(bytecode._not_compiled()) == []
    assert len(compiled(kept)) == 18
    assert compiled(checkout) == []
    assert bytecode.elsewhere() == ""


def test_an_edited_file_of_katas_is_looked_for_elsewhere(checkout, tmp_path):
    """Beside it lies what was made of it before; nothing is to be written there."""
    bytecode.compile_meanwhile()
    bytecode.compiled()
    file = checkout / "judge/part_0.py"
    with bytecode.looked_for_in(str(tmp_path / "kept")):
        assert bytecode._where(str(file)) == bytecode.beside(str(file))
        os.utime(file, (2**31, 2**31))
        assert bytecode._where(str(file)).startswith(str(tmp_path / "kept"))


@pytest.mark.parametrize("why", ["one processor", "a busy one", "hardly any"])
def test_no_process_is_started_for_nothing(checkout, monkeypatch, why):
    if why == "one processor":
        monkeypatch.setattr(busy, "processors", lambda: 1)
    elif why == "a busy one":
        monkeypatch.setattr(busy, "running", lambda: 2)
    else:
        monkeypatch.setattr(bytecode, "_LATE", ("views",))
    bytecode.compile_meanwhile()
    assert bytecode._compiling == []


STOPS = """\
import sys
sys.path.insert(0, {repo!r})

class Stops:
    def find_spec(self, name, *rest):
        if name == {name!r}:
            raise KeyboardInterrupt

from grader import start
sys.meta_path.insert(0, Stops())
sys.argv = ["kata", "check"]
start.main()
"""


@pytest.mark.parametrize("name", ["grader.process.bytecode", "grader.process.launching"])
@pytest.mark.skipif(sys.platform != "linux", reason="nothing is begun early here")
def test_a_ctrl_c_in_its_first_moments_is_no_traceback(name):
    """Before the command line is loaded, which meets it later."""
    program = STOPS.format(repo=str(REPO), name=name)
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (ran.returncode, ran.stdout) == (130, "")
    assert ran.stderr == "kata: Stopped. Nothing was lost.\n"


def test_a_ctrl_c_in_its_last_moments_is_no_traceback():
    """The command line has ended with its code, which nothing has been made of yet."""
    more = """
    class Code:
        @property
        def __class__(self):
            raise KeyboardInterrupt
    sys.exit(Code())
"""
    done = ended([], more)
    assert (done.returncode, done.stderr) == (130, "kata: Stopped. Nothing was lost.\n")


@pytest.mark.skipif(sys.platform == "win32", reason="descriptors are closed otherwise there")
@pytest.mark.parametrize("closed", [(1,), (2,), (0, 1, 2)], ids=str)
def test_standard_streams_that_are_closed_cost_nothing(closed, tmp_path):
    """A socket of ours took the number of one, and what asked for a terminal met no stream."""
    file = tmp_path / "work.py"
    file.write_text("def first_bad(count, is_bad):\n    return 0\n", "utf-8")
    command = ["-m", "grader", "check", str(file), "--exercise", "tour/first_bad"]
    closing = '"$0" "$@" ' + " ".join(f"{number}>&-" for number in closed)
    ran = subprocess.run(
        ["/bin/sh", "-c", closing, sys.executable, *command],
        capture_output=True,
        text=True,
        cwd=REPO,
        env={**os.environ, "KATA_CACHE": str(tmp_path / "cache")},
    )
    assert (ran.returncode, ran.stderr) == (1, "")
    assert ran.stdout.startswith("first_bad   0 of 5 checks pass") == (1 not in closed)


RIGHT = ["check", "solutions/tour/first_bad/solution.py", "--exercise", "tour/first_bad"]


@pytest.mark.parametrize("arguments", [["list"], RIGHT])
def test_where_nobody_reads_what_is_printed_it_is_not_said_that_work_fails(arguments):
    """1 would mean "not yet" to a script; 141 is what a shell has for SIGPIPE."""
    ours, theirs = os.pipe()
    os.close(ours)
    command = [sys.executable, "-m", "grader", *arguments]
    ran = subprocess.run(command, stdout=theirs, stderr=subprocess.PIPE, text=True, cwd=REPO)
    os.close(theirs)
    assert (ran.returncode, ran.stderr) == (141, "")
