"""Other Pythons, and the lowest versions that pyproject.toml names: the same reports everywhere.

    python tests/versions.py [FOLDER]

Makes an environment of its own for each Python that is found (3.11 to 3.14), and one with the
lowest declared version of every package; installs kata there, grades the same files in each, and
compares the reports, timings and versions aside. FOLDER keeps the environments. Exit code: 0 all
alike, 1 not.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

REPO = Path(__file__).resolve().parents[1]
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
NUMPY_EXERCISES = ("output_size", "padded_strided_conv", "im2col")
VERSIONS = ("duration_s", "environment", "submission")
OF_THE_RUN = ("id", "time")


def found(version: str) -> str | None:
    """The interpreter of this version: on the path, or where pyenv keeps them."""
    if on_path := shutil.which(f"python{version}"):
        return on_path
    kept = sorted((Path.home() / ".pyenv" / "versions").glob(f"{version}.*/bin/python"))
    return str(kept[-1]) if kept else None


def lowest() -> list[str]:
    """Every dependency at the version that its range begins with."""
    declared = tomllib.loads((REPO / "pyproject.toml").read_text("utf-8"))["project"][
        "dependencies"
    ]
    return [re.sub(r">=\s*", "==", requirement) for requirement in declared]


def environment(folder: Path, python: str, pins: list[str]) -> Path:
    """A virtual environment with kata; its python. Raises CalledProcessError."""
    if not folder.is_dir():
        subprocess.run([python, "-m", "venv", str(folder)], check=True)
    inner = folder / "bin" / "python"
    install = [str(inner), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*install, "--editable", str(REPO), *pins], check=True)
    return inner


def reports(python: Path, cache: Path) -> dict[str, Any]:
    """What kata says of each exercise's reference and of its first wrong file."""
    said = {}
    for name in NUMPY_EXERCISES:
        private = REPO / "solutions" / "convolution" / name
        named = ("--exercise", f"convolution/{name}")
        for file in (private / "solution.py", sorted((private / "wrong").glob("*.py"))[0]):
            run = subprocess.run(
                [str(python), "-m", "grader", "check", str(file), "--json", *named],
                env={**os.environ, "KATA_CACHE": str(cache)},
                capture_output=True,
                text=True,
            )
            report = json.loads(run.stdout) if run.returncode in (0, 1) else {"fault": run.stderr}
            report = {k: v for k, v in report.items() if k not in OF_THE_RUN}
            said[f"{name}/{file.stem}"] = without_versions(report)
    return said


def without_versions(report: Any) -> Any:
    """A report without what may differ between two machines."""
    if isinstance(report, dict):
        return {k: without_versions(v) for k, v in report.items() if k not in VERSIONS}
    return [without_versions(part) for part in report] if isinstance(report, list) else report


def main() -> int:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.mkdtemp())
    here = f"{sys.version_info[0]}.{sys.version_info[1]}"
    wanted: list[tuple[str, str | None, list[str]]] = [(v, found(v), []) for v in PYTHONS]
    wanted.append((f"{here}, lowest", sys.executable, lowest()))
    first: dict[str, Any] = {}
    well = True
    for name, python, pins in wanted:
        if python is None:
            print(f"--  Python {name}: not found here, not tried")
            continue
        place = folder / re.sub(r"\W+", "-", name)
        try:
            inner = environment(place, python, pins)
        except subprocess.CalledProcessError as error:
            print(f"NO  Python {name}: kata can't be installed: {error}")
            well = False
            continue
        said = reports(inner, place / "cache")
        first = first or said
        unlike = [key for key, report in said.items() if report != first[key]]
        faults = [key for key, report in said.items() if "fault" in report]
        well &= not unlike and not faults
        print(f"{'NO ' if unlike or faults else 'ok '} Python {name}: {len(said)} files graded")
        for key in unlike:
            print(f"      {key} is told otherwise: {said[key].get('fault', '')[-300:]}")
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
