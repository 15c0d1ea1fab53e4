"""Starts new sets and exercises that kata verify finds nothing wrong with.

A new exercise is a small working one, with every part that an exercise can have: its author puts
their own in its place, part by part, and has kata verify say what doesn't fit any more. Overwrites
nothing, and writes all of an exercise or none of it.
"""

from __future__ import annotations

import importlib.util
import keyword
import re
import shutil
import tempfile
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from ..errors import ManifestError, MissingRequirement, UsageError
from . import library, search_path, set_files

SET_MANIFEST = "set.toml"
TEMPLATES = Path(__file__).with_name("templates")
# A whole small example of each in TEMPLATES.
KINDS = ("function", "class", "text", "program", "table", "frame", "file", "random")
# What an exercise of a kind needs besides what kata brings.
_NEEDED = {"frame": "pandas>=2.2"}


def new_set(name: str, root: Path, title: str, licence: str) -> Path:
    """Writes an empty set below a folder; returns its manifest's path. Raises UsageError."""
    _require_name(name, "a set")
    set_files.require_packageable(name)
    manifest = root / search_path.PUBLIC / name / SET_MANIFEST
    if manifest.parent.exists():
        raise UsageError(f"There is a set {name} already: {manifest.parent}")
    text = manifest_of_a_set(title, licence)
    write_new({f"{search_path.PUBLIC}/{name}/{SET_MANIFEST}": text}, root)
    (root / search_path.PRIVATE / name).mkdir(parents=True, exist_ok=True)
    return manifest


def new_exercise(
    set_name: str,
    name: str,
    title: str,
    difficulty: str,
    kind: str = "function",
    bare: bool = False,
) -> tuple[Path, Path]:
    """Writes a small working exercise into a set; returns its public and its private folder.

    kind: one of KINDS. bare: without the sample, each part with its bones only.
    """
    _require_name(name, "an exercise")
    _require_unlike(name)
    require_tomlkit()
    library.load_set(set_name)  # a manifest that can't be read is found out before anything else
    root = root_of(set_name)
    public, private = (
        root / half / set_name / name for half in (search_path.PUBLIC, search_path.PRIVATE)
    )
    for folder in (public, private):
        if folder.exists():
            raise UsageError(f"There is an exercise {set_name}/{name} already: {folder}")
    folder = TEMPLATES / ("bare" if bare else kind)
    parts = {
        f"{place}/{set_name}/{name}/{file.replace('NAME', name)}": _filled(
            text, name, title, difficulty
        )
        for half, place in (("public", search_path.PUBLIC), ("private", search_path.PRIVATE))
        for file, text in _files(folder / half)
    }
    write_new(parts, root)
    needed = "" if bare else _NEEDED.get(kind, "")
    add_to_order(root / search_path.PUBLIC / set_name / SET_MANIFEST, name, needed)
    return public, private


def sample_of(name: str, title: str, difficulty: str, files: Mapping[str, str]) -> str:
    """The kind whose sample these files are, word for word; "" where they are somebody's own.

    files: by their path in a template, NAME filled in.
    """
    for kind in (*KINDS, "bare"):
        there = {
            file.replace("NAME", name): _filled(text, name, title, difficulty)
            for file, text in _files(TEMPLATES / kind)
        }
        if all(there.get(path) == text for path, text in files.items()):
            return kind
    return ""


def _files(folder: Path) -> Iterator[tuple[str, str]]:
    """A template's files, by their path in it."""
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".py", ".md", ".toml"):
            yield path.relative_to(folder).as_posix(), path.read_text("utf-8")


def _filled(text: str, name: str, title: str, difficulty: str) -> str:
    """A template with this exercise's name, title and difficulty in it. CLASS: its name as classes
    are named."""
    text = text.replace('"TITLE"', _quoted(title)).replace("TITLE", title)
    text = re.sub(r"\bCLASS\b", "".join(map(str.capitalize, name.split("_"))), text)
    return re.sub(r"\bNAME\b", name, text).replace("DIFFICULTY", difficulty)


def root_of(set_name: str) -> Path:
    """The folder that a set is written in. Raises UsageError for one that is only installed."""
    place = library.place_of(set_name)
    if place.origin == "installed":
        raise UsageError(
            f"{set_name} is installed here; an installed set isn't written to.",
            "Go to the folder that it is written in, or name it: KATA_PATH=FOLDER",
        )
    return place.public.parent


def manifest_of_a_set(title: str, licence: str) -> str:
    """The manifest of a set that has no exercise yet."""
    return _SET.format(title=_quoted(title), licence=_quoted(licence))


def add_to_order(manifest: Path, exercise: str, needed: str = "") -> None:
    """Adds an exercise to the end of its set, leaving the rest of the manifest as it is. needed: a
    requirement that the set gets with it, unless it names that package already."""
    manifest.write_text(with_exercise(manifest, exercise, needed), "utf-8")
    library.load_set.cache_clear()


def with_exercise(manifest: Path, exercise: str, needed: str = "") -> str:
    """A set's manifest with one more exercise. Raises ManifestError where it has no order."""
    require_tomlkit()
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        document = tomlkit.parse(manifest.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, TOMLKitError) as error:
        raise ManifestError(f"{manifest} can't be read: {error}") from None
    order = document.get("order")
    if not isinstance(order, tomlkit.items.Array):
        raise ManifestError(
            f"{manifest} has no list called order.", f'Add it: order = ["{exercise}"]'
        )
    order.append(exercise)
    order.multiline(True)
    if needed:
        known = document.setdefault("requirements", tomlkit.array())
        if not any(_package(str(one)) == _package(needed) for one in known):
            known.append(needed)
    return tomlkit.dumps(document)


def without_exercises(manifest: Path, names: Collection[str]) -> str:
    """A set's manifest that doesn't name these exercises, and is otherwise as it was."""
    require_tomlkit()
    import tomlkit

    document = tomlkit.parse(manifest.read_text("utf-8"))
    order = document["order"]
    assert isinstance(order, tomlkit.items.Array)
    for number in reversed(range(len(order))):
        if str(order[number]) in names:
            del order[number]
    return tomlkit.dumps(document)


def require_tomlkit() -> None:
    """Raises MissingRequirement where no manifest can be changed: ask before writing anything."""
    if importlib.util.find_spec("tomlkit") is None:
        raise MissingRequirement(
            "Changing a set's manifest needs tomlkit.",
            "Install it: pip install 'kata-grader[author]'",
        )


def _package(requirement: str) -> str:
    return re.split(r"[^A-Za-z0-9_-]", requirement, maxsplit=1)[0]


def write_new(files: Mapping[str, str], root: Path) -> None:
    """Writes files below a folder, in the folders that they name: all of them or none.

    Raises UsageError where a file can't be written, or is there.
    """
    there = [path for path in files if (root / path).exists()]
    if there:
        raise UsageError(f"{root / there[0]} is there already; nothing was written.")
    try:
        root.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".kata-", dir=root) as stage:
            for path, text in files.items():
                part = Path(stage) / path
                part.parent.mkdir(parents=True, exist_ok=True)
                part.write_text(text, "utf-8")
            for path in files:
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                shutil.move(Path(stage) / path, root / path)
    except OSError as error:
        raise UsageError(f"{error.filename or root} can't be written: {error.strerror}") from None
    library.load_set.cache_clear()


def _require_name(name: str, what: str) -> None:
    if name.lower() in _DEVICES:
        raise UsageError(
            f"{name!r} can't be the name of {what}: Windows takes it for a device.",
            f"Another one, such as my_{name}.",
        )
    if not (name.isidentifier() and name.isascii()) or keyword.iskeyword(name):
        raise UsageError(
            f"{name!r} can't be the name of {what}: it names a folder and a module.",
            "Letters, digits and underscores, such as dilated_conv2d.",
        )


# What Windows takes for a device, with any ending: no file there can have such a name.
_DEVICES = {"con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(10))}


def _require_unlike(name: str) -> None:
    """An exercise's name becomes a module's: no other may go by it."""
    ours = ("checks", "solution", "conftest", "test_examples")
    if name in ours or name.startswith("test_") or importlib.util.find_spec(name) is not None:
        raise UsageError(
            f"{name!r} can't be the name of an exercise: there is a module {name} already.",
            f"Another one, such as my_{name}.",
        )


def _quoted(text: str) -> str:
    """A TOML string."""
    import json

    return json.dumps(text, ensure_ascii=False)


_SET = """\
title = {title}
version = "0.1.0"
licence = {licence}
# What a student reads of a failed check: full, counterexample, titles or score.
feedback = "full"
# Packages that the exercises need, as pip knows them: ["scikit-image>=0.22"]. NumPy is there.
requirements = []
# The exercises in the order in which students meet them.
order = []
"""
