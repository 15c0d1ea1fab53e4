"""Other Pythons, and other versions of what kata uses: the same reports everywhere.

    python tests/versions.py [--in FOLDER] [3.12 | lowest | newest | …]

Makes an environment of its own for each that is named: a Python that is found here with the newest
version of every package, or this Python with the lowest that pyproject.toml declares. Installs kata
there, goes a student's way with the command, grades the references and some of the mistakes of
every exercise that doesn't need torch, and compares all that is said with what this environment
says, timings and versions aside. Without a name: all of them. FOLDER keeps the environments.
Where Hypothesis is another, a few of the smallest calls may be: it shrinks what many numbers are
left of, and no two versions do so alike. Their verdicts and causes are compared all the same.
Exit code: 0 all alike, 1 not, 77 nothing of what was named is to be had here.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Sequence
from pathlib import Path

from same_reports import GRADE, alike, read

REPO = Path(__file__).resolve().parents[1]
PYTHONS = ("3.11", "3.12", "3.13", "3.14", "3.15")
NOT_TRIED = 77
PATIENCE_S = 900
SHOWN = ("numpy", "hypothesis", "pytest", "click", "rich", "msgspec", "packaging")
RIGHT = REPO / "solutions" / "convolution" / "output_size" / "solution.py"
WRONG = RIGHT.parent / "wrong" / "rounds_up.py"


def found(version: str) -> str | None:
    """An interpreter that says it is of this version: pyenv's stand-ins only look like one."""
    kept = os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv"
    there = sorted(Path(kept).glob(f"versions/{version}.*/bin/python"), reverse=True)
    for python in (shutil.which(f"python{version}"), *map(str, there)):
        if python is None:
            continue
        ask = [python, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
        run = subprocess.run(ask, capture_output=True, text=True)
        if run.returncode == 0 and run.stdout.strip() == version:
            return python
    return None


def lowest() -> list[str]:
    """Every dependency at the version that its range begins with."""
    project = tomllib.loads((REPO / "pyproject.toml").read_text("utf-8"))["project"]
    return [re.sub(r">=\s*", "==", requirement) for requirement in project["dependencies"]]


def environment(folder: Path, python: str, pins: Sequence[str]) -> Path:
    """A virtual environment with kata; its python. Raises CalledProcessError."""
    if not folder.is_dir():
        subprocess.run([python, "-m", "venv", str(folder)], check=True, timeout=PATIENCE_S)
    inner = folder / "bin" / "python"
    # A package that would have to be compiled says nothing about kata.
    pip = [str(inner), "-m", "pip", "install", "--quiet", "--only-binary", ":all:", "--upgrade"]
    subprocess.run([*pip, "--editable", str(REPO), *pins], check=True, timeout=PATIENCE_S)
    return inner


class Said:
    """What kata says under one Python, in a folder and with a cache of its own."""

    def __init__(self, python: Path, folder: Path) -> None:
        self._python = python
        self._cache = folder / "cache"
        self._home = folder / "home"
        for made in (self._cache, self._home):
            shutil.rmtree(made, ignore_errors=True)
            made.mkdir(parents=True)

    def all(self) -> dict[str, str]:
        """By what was asked. Raises SubprocessError where kata itself fails."""
        return {**self._as_a_student(), **self._reports()}

    def drawn(self) -> list[str]:
        """The exercises whose cases were drawn here, and not taken from the author's recording."""
        return sorted(path.stem for path in self._cache.glob("*/*.cases"))

    def versions(self) -> str:
        """Those of Python and of what is imported by name."""
        ask = (
            "import platform; from importlib.metadata import version as v\n"
            f"print(platform.python_version(), *(n + ' ' + v(n) for n in {SHOWN}), sep=', ')"
        )
        return self._run("-c", ask).stdout.strip()

    def hypothesis(self) -> str:
        return self._run("-c", "import hypothesis; print(hypothesis.__version__)").stdout.strip()

    def _as_a_student(self) -> dict[str, str]:
        said = {}
        file = self._home / "output_size" / "output_size.py"
        for name, source in (("stub", None), ("wrong", WRONG), ("right", RIGHT)):
            if source is None:
                said["kata next"] = self._run("-m", "grader", "next").stdout
            else:
                shutil.copyfile(source, file)
            said[f"kata check, {name}"] = self._run("-m", "grader", "check", wrong=(0, 1)).stdout
        said["kata list"] = self._run("-m", "grader", "list").stdout
        # Its first line is click's, and each version of that has a mind of its own.
        _, _, said["kata --help"] = self._run("-m", "grader", "--help").stdout.partition("\n")
        return said

    def _reports(self) -> dict[str, str]:
        return read(self._run("-c", GRADE).stdout)

    def _run(
        self, *arguments: str, wrong: tuple[int, ...] = (0,)
    ) -> subprocess.CompletedProcess[str]:
        command = [str(self._python), *arguments]
        run = subprocess.run(
            command,
            cwd=self._home,
            env={**os.environ, "KATA_CACHE": str(self._cache), "COLUMNS": "90"},
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
        )
        if run.returncode not in wrong:
            print(run.stderr[-2000:])
            raise subprocess.CalledProcessError(run.returncode, command[:4])
        return run


def tried(name: str, folder: Path, here: Said, first: dict[str, str]) -> bool | None:
    """Whether all is well under what is named; None where it isn't to be had here."""
    by_version = name in PYTHONS
    python = found(name) if by_version else sys.executable
    if python is None:
        print(f"--  {name}: no such Python here, not tried")
        return None
    try:
        place = folder / name
        said = Said(environment(place, python, lowest() if name == "lowest" else ()), place)
        everything, versions = said.all(), said.versions()
        other = said.hypothesis() != here.hypothesis()
    except subprocess.SubprocessError as error:
        print(f"NO  {name}: {error}")
        return False
    well = alike(first, everything, other) and not said.drawn()
    print(f"{'ok ' if well else 'NO '} {name}: {len(everything)} answers compared; {versions}")
    if said.drawn():
        print(f"      cases were drawn anew: {', '.join(said.drawn())}")
    return well


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help="3.12, lowest, newest")
    parser.add_argument("--in", dest="folder", type=Path, help="where environments are kept")
    asked = parser.parse_args()
    names = asked.names or [*PYTHONS, "lowest", "newest"]
    if unknown := set(names) - {*PYTHONS, "lowest", "newest"}:
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    with tempfile.TemporaryDirectory() as temporary:
        folder = asked.folder or Path(temporary)
        here = Said(Path(sys.executable), folder / "here")
        first = here.all()
        print(f"    compared with: {here.versions()}", flush=True)
        results = [tried(name, folder, here, first) for name in names]
    if False in results:
        return 1
    return 0 if True in results else NOT_TRIED


if __name__ == "__main__":
    sys.exit(main())
