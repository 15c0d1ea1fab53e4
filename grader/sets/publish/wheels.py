"""Builds a set's two wheels. The same files give the same bytes, whoever builds them.

    kata_set_NAME            exercises/NAME/…  entry point in kata.sets
    kata_set_NAME_solutions  solutions/NAME/…  entry point in kata.solutions; needs the other,
                             of the same version, and holds the digest of its files

The building is hatchling's. It is given a folder with nothing in it but the files of one half.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ... import __version__
from ...errors import ManifestError, MissingRequirement, UsageError
from ...model import ExerciseSet
from .. import library, scaffold, search_path, set_files

# Every file in a wheel gets this time: the first second that a zip file can hold.
EPOCH = "315532800"
DIGEST = "public.sha256"
_BUILD = "import sys; from hatchling.build import build_wheel; print(build_wheel(sys.argv[1]))"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wheels:
    """A set's two wheels, as files."""

    public: Path
    private: Path


def distribution(set_name: str, private: bool = False) -> str:
    """The name under which half a set is installed."""
    return f"kata-set-{set_name.replace('_', '-').lower()}{'-solutions' if private else ''}"


def module(set_name: str, private: bool = False) -> str:
    """The package that half a set's files lie in."""
    return f"kata_set_{set_name}{'_solutions' if private else ''}"


def digest(files: Mapping[str, bytes]) -> str:
    """One sha256 over the paths and contents of half a set."""
    total = hashlib.sha256()
    for path, content in sorted(files.items()):
        total.update(f"{len(path.encode())}:{path}{len(content)}:".encode() + content)
    return total.hexdigest()


def build(name: str, folder: Path, without: Collection[str] = ()) -> Wheels:
    """Builds both halves into a folder. without: exercises that are left out.

    Raises ManifestError for a set that can't be a package.
    """
    set_files.require_packageable(name)
    loaded = library.load_set(name)
    halves = set_files.public_files(name, without), set_files.private_files(name, without)
    public, private = ({path: f.read_bytes() for path, f in half.items()} for half in halves)
    if without:
        loaded = replace(
            loaded, exercises=tuple(e for e in loaded.exercises if e.name not in without)
        )
        manifest = f"{name}/{scaffold.SET_MANIFEST}"
        public[manifest] = scaffold.without_exercises(halves[0][manifest], without).encode()
    _require_publishable(loaded)
    if not private:
        raise UsageError(
            f"The private half of {name} is not on this machine.",
            "A set is published by who has both halves.",
        )
    theirs = distribution(name)
    return Wheels(
        public=_wheel(
            loaded,
            _below(search_path.PUBLIC, public),
            private=False,
            needs=[f"kata-grader>={__version__}", *loaded.requirements],
            folder=folder,
        ),
        private=_wheel(
            loaded,
            _below(search_path.PRIVATE, private) | {DIGEST: digest(public).encode() + b"\n"},
            private=True,
            needs=[f"{theirs}=={loaded.version}"],
            folder=folder,
        ),
    )


def _below(folder: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {f"{folder}/{path}": content for path, content in files.items()}


def _require_publishable(loaded: ExerciseSet) -> None:
    """Raises ManifestError for a version or a requirement that no installer would understand."""
    from packaging.requirements import InvalidRequirement, Requirement
    from packaging.version import InvalidVersion, Version

    where = f"{loaded.name}/set.toml"
    try:
        normal = str(Version(loaded.version))
    except InvalidVersion:
        said = f"{where}: version is {loaded.version!r}, expected one such as 1.0.0"
        raise ManifestError(said) from None
    if normal != loaded.version:
        raise ManifestError(f"{where}: version is {loaded.version!r}, written in full {normal!r}")
    for requirement in loaded.requirements:
        try:
            if Requirement(requirement).url:
                raise InvalidRequirement
        except InvalidRequirement:
            said = f"{where}: requirements has {requirement!r}, expected one such as 'torch>=2.2'"
            raise ManifestError(said) from None
    if not loaded.exercises:
        raise ManifestError(f"{where}: order names no exercise; there is nothing to publish.")


def _wheel(
    loaded: ExerciseSet, files: Mapping[str, bytes], private: bool, needs: list[str], folder: Path
) -> Path:
    """Lays half a set out as a project of its own and has it built."""
    package = module(loaded.name, private)
    half = "hidden checks and solutions" if private else "exercises"
    with tempfile.TemporaryDirectory(prefix="kata-") as stage:
        root = Path(stage)
        for path, content in files.items():
            target = root / package / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        about = f'"""{loaded.name} {loaded.version}: {half}. Data for kata; nothing to import."""\n'
        (root / package / "__init__.py").write_text(about, "utf-8")
        project = _project(loaded, package, private, half, needs)
        (root / "pyproject.toml").write_text(project, "utf-8")
        name = _built(root, root / "dist")
        folder.mkdir(parents=True, exist_ok=True)
        return Path(shutil.copyfile(root / "dist" / name, folder / name))


def _project(loaded: ExerciseSet, package: str, private: bool, half: str, needs: list[str]) -> str:
    try:
        import tomlkit
    except ImportError:
        raise _nothing_to_build_with() from None
    group = search_path.PRIVATE_GROUP if private else search_path.PUBLIC_GROUP
    return tomlkit.dumps(
        {
            "build-system": {"requires": ["hatchling"], "build-backend": "hatchling.build"},
            "project": {
                "name": distribution(loaded.name, private),
                "version": loaded.version,
                "description": f"{loaded.title}: {half}",
                "license": {"text": loaded.licence},
                "requires-python": ">=3.11",
                "dependencies": needs,
                "classifiers": ["Topic :: Education :: Testing"],
                "entry-points": {group: {loaded.name: package}},
            },
            "tool": {
                "hatch": {
                    "build": {
                        # An ignore file in a folder above would decide what is in the wheel.
                        "ignore-vcs": True,
                        # The newest is not read by every installer in use.
                        "targets": {
                            "wheel": {"packages": [package], "core-metadata-version": "2.1"}
                        },
                    }
                }
            },
        }
    )


def _built(root: Path, out: Path) -> str:
    """Runs the build backend in a folder; the name of the wheel it made."""
    variables = os.environ | {"SOURCE_DATE_EPOCH": EPOCH, "PYTHONDONTWRITEBYTECODE": "1"}
    run = subprocess.run(
        [sys.executable, "-c", _BUILD, str(out)],
        cwd=root,
        env=variables,
        capture_output=True,
        text=True,
    )
    if run.returncode:
        if "No module named 'hatchling" in run.stderr:
            raise _nothing_to_build_with()
        last = (run.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise ManifestError(f"The set can't be built: {last}")
    return run.stdout.strip().splitlines()[-1]


def _nothing_to_build_with() -> MissingRequirement:
    said = "Publishing needs hatchling and tomlkit."
    return MissingRequirement(said, "Install them: pip install 'kata-grader[author]'")
