"""Starts new sets and exercises that kata verify finds nothing wrong with.

A new exercise is a small working one, with every part that an exercise can have: its author puts
their own in its place, part by part, and has kata verify say what doesn't fit any more. Overwrites
nothing, and writes all of an exercise or none of it.
"""

from __future__ import annotations

import importlib.util
import keyword
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from . import library, places
from .errors import ManifestError, MissingRequirement, UsageError

SET_MANIFEST = "set.toml"


def new_set(name: str, root: Path, title: str, licence: str) -> Path:
    """Writes an empty set below a folder; returns its manifest's path. Raises UsageError."""
    _require_name(name, "a set")
    library.require_packageable(name)
    manifest = root / places.PUBLIC / name / SET_MANIFEST
    if manifest.parent.exists():
        raise UsageError(f"There is a set {name} already: {manifest.parent}")
    text = manifest_of_a_set(title, licence)
    write_new({f"{places.PUBLIC}/{name}/{SET_MANIFEST}": text}, root)
    (root / places.PRIVATE / name).mkdir(parents=True, exist_ok=True)
    return manifest


def new_exercise(set_name: str, name: str, title: str, difficulty: str) -> tuple[Path, Path]:
    """Writes a small working exercise into a set; returns its public and its private folder."""
    _require_name(name, "an exercise")
    _require_unlike(name)
    library.load_set(set_name)  # a manifest that can't be read is found out before anything else
    root = root_of(set_name)
    public, private = (root / half / set_name / name for half in (places.PUBLIC, places.PRIVATE))
    for folder in (public, private):
        if folder.exists():
            raise UsageError(f"There is an exercise {set_name}/{name} already: {folder}")
    values = {"name": name, "title": title, "quoted": _quoted(title), "difficulty": difficulty}
    parts = {
        f"{half}/{set_name}/{name}/{file.format(name=name)}": text.format(**values)
        for half, files in ((places.PUBLIC, _PUBLIC), (places.PRIVATE, _PRIVATE))
        for file, text in files.items()
    }
    write_new(parts, root)
    add_to_order(root / places.PUBLIC / set_name / SET_MANIFEST, name)
    return public, private


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


def add_to_order(manifest: Path, exercise: str) -> None:
    """Adds an exercise to the end of its set, leaving the rest of the manifest as it is."""
    manifest.write_text(with_exercise(manifest, exercise), "utf-8")
    library.load_set.cache_clear()


def with_exercise(manifest: Path, exercise: str) -> str:
    """A set's manifest with one more exercise. Raises ManifestError where it has no order."""
    try:
        import tomlkit
        from tomlkit.exceptions import TOMLKitError
    except ImportError:
        raise MissingRequirement(
            "Changing a set's manifest needs tomlkit.",
            "Install it: pip install 'kata-grader[author]'",
        ) from None
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
    return tomlkit.dumps(document)


def write_new(files: Mapping[str, str], root: Path) -> None:
    """Writes files below a folder, in the folders that they name: all of them or none.

    Raises UsageError where a file can't be written, or is there.
    """
    there = [path for path in files if (root / path).exists()]
    if there:
        raise UsageError(f"{root / there[0]} is there already; nothing was written.")
    try:
        with tempfile.TemporaryDirectory(prefix=".kata-", dir=_made(root)) as stage:
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


def _made(root: Path) -> Path:
    root.mkdir(parents=True, exist_ok=True)
    return root


def _require_name(name: str, what: str) -> None:
    if not (name.isidentifier() and name.isascii()) or keyword.iskeyword(name):
        raise UsageError(
            f"{name!r} can't be the name of {what}: it names a folder and a module.",
            "Letters, digits and underscores, such as dilated_conv2d.",
        )


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

_PUBLIC = {
    "exercise.toml": """\
title = {quoted}
difficulty = "{difficulty}"
# Modules to have at hand in the process that runs the student's file.
requires = ["numpy"]

[limits]
# Seconds that one call may take, and all of a submission. More keys: the author's guide.
call_s = 2.0
submission_s = 30.0

# What the axes of an argument are called, so that a report can say "fails where W > k".
[axes]
x = "W"

# From vague to concrete. Hints for a known mistake are in the private half, in checks.toml.
[[hints]]
text = "How many windows of 3 fit on a row of 5?"

[[hints]]
text = "Window number i is x[i : i + k]; i runs from 0 to W - k."
""",
    "README.md": """\
# {title}

What a moving sum is and what it is good for: two or three sentences here.

## Your task

`{name}(x, k)` takes an array `x` of shape (W,) and a whole number `k` with 1 ≤ k ≤ W. It returns
the sums of all k neighbours, an array of shape (W − k + 1,).

## By hand

Two neighbours at a time: 1 + 2, 2 + 3, 3 + 4.

```python
import numpy as np

assert {name}(np.array([1, 2, 3, 4]), 2).tolist() == [3, 5, 7]
```
""",
    "{name}.py": '''\
import numpy as np


def {name}(x: np.ndarray, k: int) -> np.ndarray:
    """Sums of all k neighbours.

    x: shape (W,). k: 1 <= k <= W. Returns a new array of shape (W - k + 1,).
    """
    raise NotImplementedError
''',
    "test_examples.py": """\
import numpy as np
from {name} import {name}


def test_pairs():
    assert {name}(np.array([1, 2, 3, 4]), 2).tolist() == [3, 5, 7]
""",
}

_PRIVATE = {
    "solution.py": '''\
"""One window for each place where it fits."""

import numpy as np


def {name}(x, k):
    return np.array([x[i : i + k].sum() for i in range(len(x) - k + 1)])
''',
    "checks.py": '''\
"""Hidden checks of {name}. A docstring's first line is what the student reads."""

import pytest
from hypothesis import given, settings
from hypothesis.strategies import composite, integers

from grader.checks import Case, arrays, assert_array, assert_lasting, assert_same


@composite
def rows(draw, windows=4):
    """A row and a width that fits on it."""
    k = draw(integers(1, 4))
    x = draw(arrays((k - 1 + draw(integers(1, windows)),)))
    return Case(x=x, k=k)


@pytest.mark.points(1)
@settings(max_examples=50)
@given(case=rows(windows=1))
def test_one_window(student, reference, case):
    """A window as wide as the row gives an array of one sum."""
    got = student.{name}(*case)
    assert_array(got)
    assert_same(got, reference.{name}(*case))


@pytest.mark.points(3)
@settings(max_examples=100)
@given(case=rows())
def test_every_window(student, reference, case):
    """There is one sum for each place where the window fits."""
    assert_same(student.{name}(*case), reference.{name}(*case))
    # An answer stays what it was, whatever is called after it.
    assert_lasting(student.{name}, *case)
''',
    "checks.toml": """\
# Hints that come first after a known mistake; `after` names files in wrong/.
[[hints]]
after = ["last_window_missing"]
text = "A window of 3 on a row of 3 fits once. Put both into your formula."
""",
    "accepted/another_way.py": '''\
"""Differences of a running total."""

import numpy as np


def {name}(x, k):
    total = np.concatenate([[0], np.cumsum(x)])
    return total[k:] - total[:-k]
''',
    "wrong/last_window_missing.py": '''\
"""The last window is missing: there are W − k + 1 places, not W − k."""

import numpy as np


def {name}(x, k):
    return np.array([x[i : i + k].sum() for i in range(len(x) - k)])
''',
    "wrong/starts_one_late.py": '''\
"""The first window is missing: the first place is number 0."""

import numpy as np


def {name}(x, k):
    return np.array([x[i : i + k].sum() for i in range(1, len(x) - k + 1)])
''',
}
