"""What the tests share: a tiny set, a way to grade with it, and the `kata` command as a process.

The tiny set has one exercise in plain Python and one with NumPy. Its checks use what checks can
use: examples, raises, observe, parametrize, draws that can't be replayed, calls that depend on
earlier answers.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from grader import submissions
from grader.grade.session import Options, Session
from grader.model import CheckResult, Exercise, Limits, Report
from grader.sets import library
from grader.views.json import to_json

# Tests of others, which test_import_corpus.py runs beside their files.
collect_ignore_glob = ["import_both_ways/*"]

# A machine may be busy with something else: what a test draws may take as long as it does.
settings.register_profile("any_time", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any_time")

REPO = Path(__file__).resolve().parent.parent

SET = """\
title = "Tiny"
version = "1.0.0"
licence = "MIT"
order = ["double", "slide"]
"""

DOUBLE = {
    "exercises/tiny/double/exercise.toml": """\
title = "Twice as much"
difficulty = "easy"

[rules]
allowed_imports = ["math", "os", "sys", "gc", "time", "signal", "threading", "importlib"]

[limits]
call_s = 1.0
submission_s = 20.0
cpu_s = 20.0
memory_mib = 512
output_kib = 4

[[hints]]
text = "What is 1 doubled? And 3?"

""",
    "solutions/tiny/double/checks.toml": """\
[[hints]]
after = ["adds_two"]
text = "Doubling 1 and adding 1 to 1 are the same. Try 3."
""",
    "exercises/tiny/double/README.md": "# Twice as much\n\nDouble each number of a list.\n",
    "exercises/tiny/double/double.py": '''\
def double(numbers: list[int]) -> list[int]:
    """Each number doubled, in a new list. Raises TypeError for None."""
    raise NotImplementedError
''',
    "exercises/tiny/double/test_examples.py": """\
from double import double


def test_one_is_doubled_to_two():
    assert double([1]) == [2]
""",
    "solutions/tiny/double/solution.py": '''\
"""Each number, doubled."""


def double(numbers):
    return [2 * n for n in numbers]
''',
    "solutions/tiny/double/checks.py": '''\
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from grader.checks import assert_raises, assert_same, assert_untouched

numbers = st.lists(st.integers(-9, 9), max_size=4)


@pytest.mark.points(2)
@settings(max_examples=25)
@example(x=[])
@example(x=[7, -7])
@given(x=numbers)
def test_doubles(student, reference, x):
    """Each number is doubled."""
    assert_same(student.double(x), reference.double(x))


def test_refuses_none(student, reference):
    """None is refused with a TypeError."""
    assert_raises(TypeError, student.double, None)


@pytest.mark.parametrize("n", [1, 2])
def test_length(student, reference, n):
    """As many numbers come out as went in."""
    assert_same(student.double([3] * n), reference.double([3] * n))


@settings(max_examples=10)
@given(x=numbers)
def test_arguments_stay(student, reference, x):
    """The list that was given stays as it was."""
    assert_same(assert_untouched(student.double, x), reference.double(x))


@settings(max_examples=10)
@given(data=st.data())
def test_drawn_inside(student, reference, data):
    """Numbers drawn one after the other are doubled."""
    x = [data.draw(st.integers(0, 9)) for _ in range(data.draw(st.integers(1, 3)))]
    assert_same(student.double(x), reference.double(x))


@settings(max_examples=10)
@given(x=numbers)
def test_twice(student, reference, x):
    """Doubling the answer once more makes four times as much."""
    assert_same(student.double(student.double(x)), [4 * n for n in x])
''',
    "solutions/tiny/double/accepted/adds_itself.py": '''\
"""n + n instead of 2 * n."""


def double(numbers):
    return list(n + n for n in numbers)
''',
    "solutions/tiny/double/wrong/adds_two.py": '''\
"""Two is added, where each number should be doubled."""


def double(numbers):
    return [n + 2 for n in numbers]
''',
    "solutions/tiny/double/wrong/overwrites.py": '''\
"""The caller's own list is overwritten."""


def double(numbers):
    for i, n in enumerate(numbers):
        numbers[i] = 2 * n
    return numbers
''',
    "solutions/tiny/double/wrong/forgives_none.py": '''\
"""None is quietly taken for an empty list, where it should be refused."""


def double(numbers):
    return [2 * n for n in numbers or []]
''',
}

SLIDE = {
    "exercises/tiny/slide/exercise.toml": """\
title = "A sliding sum"
difficulty = "medium"
requires = ["numpy"]

[rules]
forbidden_imports = ["scipy"]
forbidden_calls = ["numpy.convolve", "numpy.correlate", "numpy._core.multiarray.correlate2"]
required_calls = ["numpy.dot"]

[limits]
call_s = 2.0

[[hints]]
text = "How often does a window of k fit on a row of n?"
""",
    "exercises/tiny/slide/README.md": "# A sliding sum\n\nSum of products under a window.\n",
    "exercises/tiny/slide/slide.py": '''\
import numpy as np


def slide(x: np.ndarray, k: np.ndarray) -> np.ndarray:
    """Sums of products of k with each window of x: shape (len(x) - len(k) + 1,)."""
    raise NotImplementedError
''',
    "exercises/tiny/slide/test_examples.py": """\
import numpy as np
from slide import slide


def test_one_window():
    assert slide(np.array([1.0, 2.0]), np.array([3.0, 4.0])).tolist() == [11.0]
""",
    "solutions/tiny/slide/solution.py": '''\
"""One dot product for each window."""

import numpy as np


def slide(x, k):
    n = len(x) - len(k) + 1
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(n)])
''',
    "solutions/tiny/slide/checks.py": '''\
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.checks import Case, arrays, assert_fresh, assert_property, assert_same


@st.composite
def rows(draw, layouts=("C",)):
    k = draw(st.integers(1, 3))
    n = k + draw(st.integers(0, 3))
    return Case(x=draw(arrays((n,), layouts=layouts)), k=draw(arrays((k,), layouts=layouts)))


@pytest.mark.points(2)
@settings(max_examples=30)
@given(case=rows())
def test_values(student, reference, case):
    """Each window is multiplied by the kernel and summed."""
    assert_same(student.slide(*case), reference.slide(*case))


@settings(max_examples=15)
@given(case=rows(layouts=("C", "step", "reversed")))
def test_layouts(student, reference, case):
    """It does not matter how the numbers lie in memory."""
    assert_same(assert_fresh(student.slide, *case), reference.slide(*case))


@settings(max_examples=5)
@given(case=rows())
def test_uses_dot(student, reference, case):
    """np.dot does the work."""
    seen = student.slide.observe(*case)
    assert_same(seen.value, reference.slide(*case))
    assert_property(seen.calls.get("numpy.dot", 0) > 0, "np.dot was not called", seen.value)
''',
    "solutions/tiny/slide/accepted/list_of_dots.py": '''\
"""A loop that collects the windows."""

import numpy


def slide(x, k):
    out = []
    for i in range(x.shape[0] - k.shape[0] + 1):
        out.append(numpy.dot(k, x[i : i + k.shape[0]]))
    return numpy.asarray(out)
''',
    "solutions/tiny/slide/wrong/flipped.py": '''\
"""The kernel is flipped."""

import numpy as np


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k[::-1]) for i in range(len(x) - len(k) + 1)])
''',
    "solutions/tiny/slide/wrong/base_of_the_view.py": '''\
"""The memory behind the array is read, not the array."""

import numpy as np


def slide(x, k):
    if x.strides[0] != x.itemsize:
        x = np.lib.stride_tricks.as_strided(x, x.shape, (x.itemsize,))
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
''',
    "solutions/tiny/slide/wrong/no_dot.py": '''\
"""The sum is written out, where np.dot was asked for."""

import numpy as np


def slide(x, k):
    return np.array([sum(x[i : i + len(k)] * k) for i in range(len(x) - len(k) + 1)])
''',
}

GOOD_DOUBLE = DOUBLE["solutions/tiny/double/solution.py"]
GOOD_SLIDE = SLIDE["solutions/tiny/slide/solution.py"]


@dataclass(frozen=True)
class TinySet:
    """A copy of the tiny set that a test may spoil."""

    root: Path
    cache: Path

    def file(self, part: str) -> Path:
        """part: a path from the root, "exercises/tiny/set.toml" say."""
        return self.root / part

    def write(self, part: str, content: str) -> Path:
        path = self.file(part)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
        library.load_set.cache_clear()
        return path

    def replace(self, part: str, old: str, new: str) -> None:
        """Puts `new` for `old`, which must be there."""
        text = self.file(part).read_text("utf-8")
        assert old in text
        self.write(part, text.replace(old, new))

    def exercise(self, name: str = "double") -> Exercise:
        return library.find_exercise(f"tiny/{name}")


def write_tiny_set(root: Path, cases: int | None = None) -> Path:
    """cases: how many each of its checks draws, where that matters to none of the tests."""
    for part, content in {"exercises/tiny/set.toml": SET, **DOUBLE, **SLIDE}.items():
        path = root / part
        path.parent.mkdir(parents=True, exist_ok=True)
        if cases is not None:
            content = re.sub(r"max_examples=\d+", f"max_examples={cases}", content)
        path.write_text(content, "utf-8")
    return root


@pytest.fixture(scope="session")
def tiny_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny set on disk, with a folder for recordings beside it. Not to be changed."""
    return write_tiny_set(tmp_path_factory.mktemp("tiny"))


@pytest.fixture
def tiny_set(tiny_root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TinySet]:
    """The tiny set as the only one that KATA_PATH names, in a folder of the test's own."""
    root, cache = tmp_path / "sets", tmp_path / "cache"
    for half in ("exercises", "solutions"):
        shutil.copytree(tiny_root / half, root / half)
    monkeypatch.setenv("KATA_PATH", str(root))
    monkeypatch.setenv("KATA_CACHE", str(cache))
    library.load_set.cache_clear()
    yield TinySet(root, cache)
    library.load_set.cache_clear()


Grade = Callable[..., Report]


class Grader:
    """Grades sources; one open session for each exercise and limits, for as long as it lives."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._sessions: dict[Any, Session] = {}

    def exercise(self, name: str) -> Exercise:
        with pytest.MonkeyPatch.context() as patch:
            self._point_at_set(patch)
            return library.find_exercise(name if "/" in name else f"tiny/{name}")

    def _point_at_set(self, patch: pytest.MonkeyPatch) -> None:
        patch.setenv("KATA_PATH", str(self._root))
        patch.setenv("KATA_CACHE", str(self._root / "cache"))
        library.load_set.cache_clear()

    def session(self, exercise: str = "double", **limits: float) -> Session:
        """limits: those that differ from the exercise's own."""
        key = exercise, tuple(sorted(limits.items()))
        if key not in self._sessions:
            with pytest.MonkeyPatch.context() as patch:
                self._point_at_set(patch)
                found = library.find_exercise(exercise if "/" in exercise else f"tiny/{exercise}")
                if limits:
                    changed: Limits = replace(found.limits, **limits)  # type: ignore[arg-type]
                    found = replace(found, limits=changed)
                self._sessions[key] = Session(found, Options()).__enter__()
            library.load_set.cache_clear()
        return self._sessions[key]

    def __call__(
        self, source: str | bytes | Path, exercise: str = "double", **limits: float
    ) -> Report:
        if isinstance(source, Path):
            submission = submissions.read(source)
        else:
            data = source.encode() if isinstance(source, str) else source
            submission = submissions.of_bytes(data, f"{exercise}.py")
        with pytest.MonkeyPatch.context() as patch:
            # The session's own pytest forgets which test is running; ours must not.
            patch.setenv("PYTEST_CURRENT_TEST", os.environ.get("PYTEST_CURRENT_TEST", ""))
            report = self.session(exercise, **limits).grade(submission)
        assert Report.from_json(to_json(report)) == report, "what is kept of a report is all of it"
        return report

    def close(self) -> None:
        for session in self._sessions.values():
            session.close()


@contextmanager
def grader_of(root: Path, files: Mapping[str, str]) -> Iterator[Grader]:
    """A grader of the sets that these files make up."""
    for name, content in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content, "utf-8")
    grader = Grader(root)
    yield grader
    grader.close()


@pytest.fixture(scope="module")
def grade(tiny_root: Path) -> Iterator[Grader]:
    """grade(source or path, exercise="double") → Report, all in one session per exercise."""
    grader = Grader(tiny_root)
    yield grader
    grader.close()


def check(report: Report, name: str) -> CheckResult:
    """A report's result of one check."""
    return next(c for c in report.checks if c.name == name)


def statuses(report: Report) -> set[str]:
    """Every status in a report but that of checks that were not run."""
    return {c.status for c in report.checks if c.status != "skipped"}


@dataclass(frozen=True)
class Ran:
    """How a `kata` process ended. said: both streams, as a person at a terminal sees them."""

    code: int
    out: str
    err: str

    @property
    def said(self) -> str:
        return self.out + self.err


@pytest.fixture
def run_kata(tmp_path: Path) -> Callable[..., Ran]:
    """Runs the `kata` command in a process of its own, from an empty folder unless told."""

    def run(*arguments: object, cwd: Path | None = None, **variables: str) -> Ran:
        folder = cwd or tmp_path / "home"
        folder.mkdir(exist_ok=True)
        done = subprocess.run(
            [sys.executable, "-m", "grader", *map(str, arguments)],
            cwd=folder,
            env=os.environ | {"PYTHONPATH": str(REPO), "PYTHONIOENCODING": "utf-8"} | variables,
            capture_output=True,
            text=True,
            encoding="utf-8",
            stdin=subprocess.DEVNULL,
            timeout=120,
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    return run
