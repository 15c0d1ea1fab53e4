"""The ways in which kata gets onto a machine, each as it is there: what its first commands say.

Every environment is a real one, and borrows the packages of this one.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import GOOD_DOUBLE, REPO, Ran, TinySet
from test_surroundings import PLAIN_USER

from grader.sets.publish.engine import engine_wheel

SITE = f"lib/python{sys.version_info[0]}.{sys.version_info[1]}/site-packages"
WRONG = "def double(numbers):\n    return [n + 2 for n in numbers]\n"
NEEDS_MINE = "import only_mine\n\n\ndef double(numbers):\n    return only_mine.twice(numbers)\n"
ONLY_MINE = "def twice(numbers):\n    return [2 * n for n in numbers]\n"


@dataclass(frozen=True)
class Machine:
    """A home folder, and a way to run a Python there that has nothing of ours but what it is
    given. Where the sets come from is said by KATA_PATH, or by nobody."""

    home: Path
    python: Path

    def run(self, *command: object, **variables: str) -> Ran:
        done = subprocess.run(
            [str(self.python), *map(str, command)],
            cwd=self.home,
            env={"PATH": os.defpath, "HOME": str(self.home), "LANG": "C.UTF-8"} | variables,
            capture_output=True,
            encoding="utf-8",
            stdin=subprocess.DEVNULL,
            timeout=120,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return Ran(done.returncode, done.stdout, done.stderr)

    def kata(self, *command: object, **variables: str) -> Ran:
        return self.run("-m", "grader", *command, **variables)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


def borrow(site: Path, more: str = "") -> None:
    """Lends a folder of packages those of this environment."""
    site.mkdir(parents=True, exist_ok=True)
    lent = sorted({sysconfig.get_path("purelib"), sysconfig.get_path("platlib")})
    lines = [more, *(f"import site; site.addsitedir({folder!r})" for folder in lent)]
    (site / "zz_borrowed.pth").write_text("\n".join(lines) + "\n")


def unpacked_wheel(site: Path) -> None:
    """kata's own wheel, as pip would lay it down."""
    made = engine_wheel()
    assert made is not None
    zipfile.ZipFile(io.BytesIO(made[1])).extractall(site)


def requires_mine(tiny_set: TinySet) -> None:
    """The exercise needs a package that is in one place alone."""
    toml = "exercises/tiny/double/exercise.toml"
    rules = (
        'allowed_imports = ["math", "os", "sys", "gc", "time", "signal", "threading", "importlib"]'
    )
    tiny_set.replace(toml, rules, "")
    tiny_set.replace(toml, 'difficulty = "easy"', 'difficulty = "easy"\nrequires = ["only_mine"]')


# Wheels -----------------------------------------------------------------------------------------


@pytest.fixture
def from_a_wheel(tmp_path: Path, home: Path) -> Machine:
    venv.create(tmp_path / "env", with_pip=False)
    unpacked_wheel(tmp_path / "env" / SITE)
    borrow(tmp_path / "env" / SITE)
    return Machine(home, tmp_path / "env/bin/python")


@pytest.mark.parametrize("command", [[], ["list"], ["next", "--set", "convolution"]])
def test_a_wheel_brings_no_set_and_says_how_to_add_the_lesson(from_a_wheel, command):
    ran = from_a_wheel.kata(*command)
    assert ran.code == 2, ran.said
    assert "Add the lesson: kata add convolution --from ADDRESS" in ran.err


def test_a_wheel_grades_what_it_is_given(from_a_wheel, tiny_set):
    sets = {"KATA_PATH": str(tiny_set.root)}
    assert from_a_wheel.kata("next", "--set", "tiny", **sets).code == 0
    mine = from_a_wheel.home / "double/double.py"
    for source, code in ((WRONG, 1), (GOOD_DOUBLE, 0)):
        mine.write_text(source)
        assert from_a_wheel.kata("check", **sets).code == code


# Packages of a user's own, and of a cluster's ---------------------------------------------------


def test_packages_of_a_users_own_are_the_workers_too(home, tiny_set):
    """pip install --user puts kata and what it needs where an interpreter looks by HOME, which
    a worker doesn't have."""
    site = home / ".local" / SITE
    borrow(site, str(REPO))
    (site / "only_mine.py").write_text(ONLY_MINE)
    requires_mine(tiny_set)
    machine = Machine(home, Path(getattr(sys, "_base_executable", sys.executable)))
    answer = tiny_set.write("work/double.py", NEEDS_MINE)
    check = ("check", answer, "--exercise", "tiny/double")
    ran = machine.kata(*check, KATA_PATH=str(tiny_set.root))
    assert (ran.code, ran.err) == (0, ""), ran.said
    # Who leaves them out is told what is missing, as on a machine that never had them.
    around = {"PYTHONNOUSERSITE": "1", "PYTHONPATH": packages_here()}
    ran = machine.kata(*check, KATA_PATH=str(tiny_set.root), **around)
    assert (ran.code, "This exercise needs only_mine." in ran.err) == (2, True), ran.said


def packages_here() -> str:
    """This environment's folders of packages, and kata."""
    return os.pathsep.join([str(REPO), *(p for p in sys.path if p.endswith("site-packages"))])


def test_packages_of_a_clusters_modules_are_the_workers_too_and_projects_are_not(
    from_a_wheel, tiny_set, tmp_path
):
    """They come by PYTHONPATH; a worker sees those folders of it that hold packages."""
    requires_mine(tiny_set)
    answer = tiny_set.write("work/double.py", NEEDS_MINE)
    (tmp_path / "target" / "only_mine-1.0.dist-info").mkdir(parents=True)  # pip install --target
    for folder, code in (("module/site-packages", 0), ("target", 0), ("project", 2)):
        (tmp_path / folder).mkdir(parents=True, exist_ok=True)
        (tmp_path / folder / "only_mine.py").write_text(ONLY_MINE)
        around = {"PYTHONPATH": str(tmp_path / folder), "KATA_PATH": str(tiny_set.root)}
        ran = from_a_wheel.kata("check", answer, "--exercise", "tiny/double", **around)
        assert ran.code == code, ran.said
    assert "This exercise needs only_mine." in ran.err


# A checkout that is somebody else's -------------------------------------------------------------


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """kata and one exercise of the lesson, as a clone has them; nothing in it may be written."""
    root = tmp_path / "theirs"
    shutil.copytree(REPO / "grader", root / "grader", ignore=shutil.ignore_patterns("__pycache__"))
    for half in ("exercises", "solutions"):
        name = "convolution/output_size"
        shutil.copytree(REPO / half / name, root / half / name)
    toml = root / "exercises/convolution/set.toml"
    text = (REPO / "exercises/convolution/set.toml").read_text("utf-8")
    order = text[text.index("order = [") : text.index("]", text.index("order = [")) + 1]
    toml.write_text(text.replace(order, 'order = ["output_size"]'), "utf-8")
    return root


def as_somebody_else(checkout: Path, home: Path, *command: object) -> Ran:
    """Runs kata from the checkout, as one for whom its modes count; closes it first."""
    for path in (checkout, *checkout.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    program = PLAIN_USER.replace('"-m", "grader"', '"-v", "-m", "grader"')
    done = subprocess.run(
        [sys.executable, "-c", program, str(home), str(checkout), "555", *map(str, command)],
        env=os.environ | {"PYTHONPATH": str(checkout), "KATA_CACHE": str(home / "cache")},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )
    for path in (checkout, *checkout.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    return Ran(done.returncode, done.stdout, done.stderr)


def compiled(ran: Ran, root: Path) -> list[str]:
    """The files below a folder that Python says it had to compile."""
    # Python puts the name of a file that it read bytecode from in quotes.
    lines = [line for line in ran.err.splitlines() if line.startswith("# code object from /")]
    return [file for line in lines if (file := line.split()[-1]).startswith(f"{root}/")]


def test_a_read_only_checkout_is_learned_from_and_compiled_once(checkout, home):
    """What can't be kept beside the files is kept by kata; nothing is left in the checkout."""
    assert as_somebody_else(checkout, home, "next").code == 0
    wrong = REPO / "solutions/convolution/output_size/wrong/rounds_up.py"
    shutil.copyfile(wrong, home / "output_size/output_size.py")
    first = as_somebody_else(checkout, home, "check")
    assert (first.code, "called" in first.out) == (1, True), first.said
    assert compiled(first, checkout) != []
    again = as_somebody_else(checkout, home, "check")
    assert (again.code, again.out) == (1, first.out)
    # What is loaded before it can be known where to look.
    process = ("process/bytecode", "process/busy")
    early = ("__init__", "__main__", "start", *process, "sets/search_path", "errors")
    late = [f for f in compiled(again, checkout) if not f.removesuffix(".py").endswith(early)]
    assert late == []
    # Workers may read one folder of the cache, in which is nothing of the grader's.
    kept = {path.stem.partition(".")[0] for path in (home / "cache/own-bytecode").rglob("*.pyc")}
    assert {"judge", "explain"} <= kept
    assert "checks" not in kept
    assert list((home / "cache/bytecode").rglob("judge.*")) == []
    assert list(checkout.rglob("__pycache__")) == []


# A notebook's machine ---------------------------------------------------------------------------

# Somebody's kernel has no Landlock, and everybody is root.
HOSTED = """\
from grader.confine import landlock
landlock.version = lambda: 0
from grader.cli import main
main()
"""


def test_a_hosted_notebook_needs_no_flag(tiny_set, home):
    """`!kata next` and `!kata check` in a cell: no terminal, no Landlock; the report says so."""
    machine = Machine(home, Path(sys.executable))
    around = {"KATA_PATH": str(tiny_set.root), "PYTHONPATH": str(REPO)}
    assert machine.run("-c", HOSTED, "next", "--set", "tiny", **around).code == 0
    (home / "double/double.py").write_text(GOOD_DOUBLE)
    ran = machine.run("-c", HOSTED, "check", **around)
    assert (ran.code, ran.err) == (0, ""), ran.said
    report = json.loads(machine.run("-c", HOSTED, "check", "--json", **around).out)
    assert (report["verdict"], report["isolation"]) == ("passed", "process")
    assert any("could" in promise or "not" in promise for promise in report["promises"])
