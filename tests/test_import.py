"""`kata import`: what instructors have becomes an exercise, and every test still tests what it did.

Three folders: tests in pytest's style, in unittest's style, and a collection of what can't cross.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import imported_tests
import pytest
from click.testing import CliRunner

from grader import submissions
from grader.cli import kata
from grader.errors import ManifestError, UsageError
from grader.grade.session import Options, Session
from grader.import_tests.edit_source import functions, source_of, without
from grader.import_tests.find_files import find_sources, said_of
from grader.import_tests.importer import Adopted, adopt
from grader.import_tests.static_rules import Reasons, is_about_identity
from grader.import_tests.stub import filled, made_from
from grader.imported.install import imported_as, names_of, public_names
from grader.sets import library

BLUR = '''\
"""Box blur."""
import numpy as np

PAD = 1  # how wide the border is


class ShapeError(ValueError):
    """The image has the wrong number of axes."""


def blur(x, size=3):
    """Mean over size×size windows."""
    if np.ndim(x) != 2:
        raise ShapeError(f"{np.ndim(x)} axes", np.ndim(x))
    return _windows(np.asarray(x, float), size).mean(axis=(2, 3))


def normalise(x):
    """Divides by the largest value, in place."""
    x /= x.max()


def rows(x):
    """One row after the other."""
    for row in x:
        yield row.tolist()


def _windows(x, size):
    return np.lib.stride_tricks.sliding_window_view(x, (size, size))
'''

CHANGES_ITS_INPUT = """\
    y = _windows(np.array(x, float), size).mean(axis=(2, 3))
    x[0, 0] = 7
    return y
"""

TEST_BLUR = """\
import numpy as np
import pytest
import blur as module
from blur import *
from blur import PAD


def test_mean_of_a_flat_image():
    assert blur(np.ones((3, 4))).tolist() == [[1.0, 1.0]]


@pytest.mark.parametrize("size", [1, 2])
def test_shape(size, image):
    assert module.blur(image, size=size).shape == (6 - size, 5 - size)


def test_refuses_a_vector():
    with pytest.raises(ShapeError, match="1 axes") as caught:
        blur(np.ones(3))
    assert caught.value.args == ("1 axes", 1)
    assert isinstance(caught.value, ValueError)


def test_in_place():
    x = np.array([[2.0, 4.0]])
    assert normalise(x) is None
    np.testing.assert_array_equal(x, [[0.5, 1.0]])


def test_leaves_its_input_alone(image):
    before = image.copy()
    blur(image)
    np.testing.assert_array_equal(image, before)


def test_rows_come_one_by_one():
    found = rows(np.eye(2))
    assert next(found) == [1.0, 0.0]
    assert list(found) == [[0.0, 1.0]]


class TestOfAConstant:
    width = module.PAD

    def setup_method(self):
        self.flat = blur(np.full((3, 3), 2.0))

    def test_constant(self):
        assert PAD + self.flat[0, 0] == 3 == 2 + self.width
"""

CONFTEST = """\
import numpy as np
import pytest


@pytest.fixture(scope="module")
def image():
    return np.arange(20.0).reshape(5, 4)
"""

CLOCK = """\
import dataclasses


@dataclasses.dataclass(order=True)
class Clock:
    hour: int
    minute: int = 0

    def __post_init__(self):
        if self.minute is None:
            raise TypeError("a clock needs minutes")
        total = self.hour * 60 + self.minute
        self.hour, self.minute = total // 60 % 24, total % 60
        self._alarms = []

    def __str__(self):
        return f"{self.hour:02}:{self.minute:02}"

    def __add__(self, minutes):
        return Clock(self.hour, self.minute + minutes)

    def __len__(self):
        return len(self._alarms)

    def __iter__(self):
        return iter(self._alarms)

    def ring(self, at):
        self._alarms.append(at)
        return self
"""

CLOCK_STUB = """\
class Clock:
    def __init__(self, hour, minute=0):
        pass

    def ring(self, at):
        '''Adds an alarm.'''
"""

CLOCK_TEST = """\
import unittest

from clock import Clock


class ClockTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.noon = Clock(12)

    def setUp(self):
        self.clock = Clock(8, 30)

    def test_text(self):
        self.assertEqual(str(self.clock), "08:30")
        self.assertEqual(f"{self.noon}", "12:00")

    def test_operators(self):
        self.assertEqual(self.clock + 40, Clock(9, 10))
        self.assertNotEqual(self.clock, Clock(8, 31))
        self.assertLess(self.clock, self.noon)

    def test_attributes(self):
        self.clock.hour = 5
        self.assertEqual((self.clock.hour, self.clock.minute), (5, 30))
        self.assertFalse(hasattr(self.clock, "seconds"))
        self.assertIsInstance(self.clock, Clock)

    def test_alarms(self):
        self.assertEqual(list(self.clock.ring("a").ring("b")), ["a", "b"])
        self.assertEqual(len(self.clock), 2)

    def test_wraps(self):
        for hour in (24, 48):
            with self.subTest(hour=hour):
                self.assertEqual(Clock(hour), Clock(0))

    def test_refuses(self):
        with self.assertRaises(TypeError) as caught:
            Clock(1, None)
        self.assertEqual(type(caught.exception), TypeError)
        self.assertEqual(caught.exception.args[0], "a clock needs minutes")

    def test_comes_out_of_the_box(self):
        self.assertEqual(str(Clock(7, 5)), "07:05")

    @unittest.skip("not yet")
    def test_later(self):
        self.assertEqual(Clock(1), 1)
"""

MIXED = """\
import copy
import sys


def twice(x):
    return [2 * n for n in x]


def apply(f, x):
    return f(x)


def shout(text):
    print(text.upper())


def quiet():
    return None


class Box:
    def __init__(self, items):
        self.items = list(items)
"""

# Each test with the words that say why it stays behind.
CANNOT = {
    "test_callback": ("apply(copy.copy, 2) == 2", "passes a function of a library's"),
    "test_identity": ("twice([]) is not twice([])", "compares identities"),
    "test_printed": ("(shout('a'), capsysbinary.readouterr().out)[1] == b'A\\n'", "is printed"),
    "test_replaced": ("monkeypatch.setattr(copy, 'copy', 1) is None", "replaces copy.copy"),
    "test_source": ("'return' in inspect.getsource(twice)", "source or signatures"),
    "test_time": ("(time.perf_counter(), twice([1]))[1] == [2]", "measures time"),
    "test_nothing": ("1 + 1 == 2", "passes on the stub"),
    "test_broken": ("twice([1]) == [3]", "fails on the solution"),
    "test_copied": ("copy.copy(Box([1])).items == [1]", "copies or pickles"),
    "test_result_changed": ("(y := twice(DATA), y.append(1), DATA)[2] == [1]", "changes what"),
    "test_subclass": ("type('B', (Box,), {})([1]).items == [1]", "derives a class|fails through"),
    "test_own_object": ("twice([object()]) != 1", "passes a object|fails on the solution"),
}

ARGUMENTS = {"test_printed": "capsysbinary", "test_replaced": "monkeypatch"}
TEST_MIXED = "import copy\nimport inspect\nimport time\n\nimport mixed\nfrom mixed import *\n\n"
TEST_MIXED += "DATA = [1]\n\n\ndef test_crosses():\n    assert twice([1]) == [2]\n"
for _name, (_claim, _) in CANNOT.items():
    TEST_MIXED += f"\n\ndef {_name}({ARGUMENTS.get(_name, '')}):\n    assert {_claim}\n"

FOLDERS = {
    "pytest": {"blur.py": BLUR, "test_blur.py": TEST_BLUR, "conftest.py": CONFTEST},
    "unittest": {"clock.py": CLOCK_STUB, "solution.py": CLOCK, "clock_test.py": CLOCK_TEST,
                 "README.md": "# A clock\n\nWrite it.\n"},
    "mixed": {"mixed.py": MIXED, "test_mixed.py": TEST_MIXED},
}  # fmt: skip


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


class Imported:
    """The three folders' exercises, imported once, and a way to grade with them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folders = {name: write(root / name, files) for name, files in FOLDERS.items()}
        self.adopted: dict[str, Adopted] = {
            name: adopt(find_sources(folder), f"mine/{name}_", root / "out")
            for name, folder in self.folders.items()
        }

    def failed(self, name: str, source: str) -> set[str]:
        """The checks that a submission fails, through a worker."""
        exercise = library.find_exercise(f"mine/{name}_")
        with Session(exercise, Options(explain=False, store=False)) as session:
            report = session.grade(submissions.of_bytes(source.encode()))
        assert report.verdict != "grader_error", report.message
        return {check.name for check in report.checks if check.status != "passed"}


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    root = tmp_path_factory.mktemp("import")
    found = Imported(root)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KATA_PATH", str(root / "out"))
        library.load_set.cache_clear()
        yield found
    library.load_set.cache_clear()


# What crosses ---------------------------------------------------------------------------------


def test_pytest_style_tests_all_cross(imported):
    """Fixtures, conftest.py, parametrize, setup_method, star imports, constants, exceptions."""
    adopted = imported.adopted["pytest"]
    assert [(n.test, n.why) for n in adopted.named] == []
    assert set(adopted.checks) == {
        "test_mean_of_a_flat_image", "test_shape[1]", "test_shape[2]", "test_refuses_a_vector",
        "test_in_place", "test_leaves_its_input_alone", "test_rows_come_one_by_one",
        "TestOfAConstant.test_constant",
    }  # fmt: skip


def test_unittest_style_tests_all_cross_but_the_skipped_one(imported):
    """setUp, setUpClass, subTest, assertRaises, operators; a skipped test is no passed one."""
    adopted = imported.adopted["unittest"]
    assert [(n.test, n.why) for n in adopted.named] == [("test_later", "is skipped")]
    assert len(adopted.checks) == 7


def test_the_tests_are_taken_as_they_are(imported):
    """Nothing is rewritten where everything crosses."""
    adopted = imported.adopted["pytest"]
    assert (adopted.private / "checks.py").read_text("utf-8") == TEST_BLUR
    assert (adopted.private / "conftest.py").read_text("utf-8") == CONFTEST


@pytest.mark.parametrize("name", list(FOLDERS))
def test_the_solution_passes_and_the_stub_fails_every_check(imported, name):
    """Else a check would be dead, or would demand what the solution doesn't do."""
    adopted = imported.adopted[name]
    solution = (adopted.private / "solution.py").read_text("utf-8")
    file = library.find_exercise(f"mine/{name}_").file
    assert imported.failed(name, solution) == set()
    stub = (adopted.public / file).read_text("utf-8")
    assert imported.failed(name, stub) == set(adopted.checks)


@pytest.mark.parametrize(
    ("old", "new", "failed"),
    [
        ("PAD = 1", "PAD = 2", {"TestOfAConstant.test_constant"}),
        ("x /= x.max()", "x = x / x.max()", {"test_in_place"}),
        ("    return _windows(np.asarray(x, float), size).mean(axis=(2, 3))", CHANGES_ITS_INPUT,
         {"test_leaves_its_input_alone"}),
        ("class ShapeError(ValueError)", "class ShapeError(Exception)", {"test_refuses_a_vector"}),
        ("raise ShapeError(", "raise ValueError(", {"test_refuses_a_vector"}),
        ("(f\"{np.ndim(x)} axes\", np.ndim(x))", "(\"1 axes\")", {"test_refuses_a_vector"}),
        ("yield row.tolist()", "yield row.tolist()\n    return", set()),
        ("    for row in x:\n        yield row.tolist()", "    return [r.tolist() for r in x]",
         {"test_rows_come_one_by_one"}),
    ],
    ids=["a constant", "not in place", "input changed", "another base", "another class",
         "other arguments", "nothing wrong", "a list, no generator"],
)  # fmt: skip
def test_a_mistake_fails_the_test_that_fails_in_one_process(imported, old, new, failed):
    """The worst an import could do is to run a test that no longer tests what it did."""
    assert old in BLUR
    assert imported.failed("pytest", BLUR.replace(old, new)) == failed


@pytest.mark.parametrize(
    ("old", "new", "failed"),
    [
        ("order=True", "eq=True", {"test_operators"}),
        ("order=True", "eq=False", {"test_operators", "test_wraps"}),
        ('"a clock needs minutes"', '"no"', {"test_refuses"}),
        ("raise TypeError(", "raise ValueError(", {"test_refuses"}),
        ("        return self\n", "", {"test_alarms"}),
        ("% 24", "% 48", {"test_wraps"}),
        ("self._alarms = []", "self._alarms = []; self.seconds = 0", {"test_attributes"}),
    ],
)
def test_a_mistake_in_a_class_fails_the_test_that_fails_in_one_process(imported, old, new, failed):
    """Objects of the student's are asked, never guessed at."""
    found = imported.failed("unittest", CLOCK.replace(old, new))
    assert found == {f"ClockTest.{name}" for name in failed}


def test_a_submission_that_stops_the_worker_fails_where_any_error_is_expected(imported):
    """`assertRaises(Exception)` must not take a lost worker for the student's exception."""
    stops = CLOCK.replace('raise TypeError("a clock needs minutes")', "import os; os._exit(0)")
    assert "ClockTest.test_refuses" in imported.failed("unittest", stops)


# What does not cross --------------------------------------------------------------------------


@pytest.mark.parametrize("test", list(CANNOT))
def test_what_cannot_cross_is_named_with_its_line_and_its_reason(imported, test):
    """A person has to find it, and to know what to do about it."""
    named = {one.test: one for one in imported.adopted["mixed"].named}
    assert test in named
    assert re.search(CANNOT[test][1], named[test].why), named[test].why
    lines = TEST_MIXED.splitlines()
    at = lines.index(next(line for line in lines if line.startswith(f"def {test}("))) + 1
    assert named[test].line in (at, at + 1)
    assert named[test].source == lines[named[test].line - 1].strip()


def test_only_what_crosses_is_imported(imported):
    """And the rest is kept with its reasons, beside the checks, where nothing runs it."""
    adopted = imported.adopted["mixed"]
    assert adopted.checks == ("test_crosses",)
    checks = (adopted.private / "checks.py").read_text("utf-8")
    assert "def test_crosses" in checks
    assert "copy.copy" not in checks
    kept = (adopted.private / "not_imported.py").read_text("utf-8")
    assert "passes a function of a library's to the student's code" in kept
    assert "assert apply(copy.copy, 2) == 2" in kept
    ast.parse(kept)


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("assert x.base is None", "identities"),
        ("assert type(f(1)) is Box", "identities"),
        ("assert type(f(1)) == Box", "compares a type"),
        ("assert not isinstance(f(1), dict)", "not an instance"),
        ("assert issubclass(Box, object)", "bases"),
        ("assert callable(f)", "can be called"),
        ("self.assertIsNot(f(1), f(1))", "identities"),
        ("with warnings.catch_warnings(): f(1)", "warnings"),
        ("with pytest.warns(UserWarning): f(1)", "warnings"),
        ("with np.errstate(all='raise'): f(1)", "NumPy's warnings"),
        ("assert np.shares_memory(f(x), x)", "shared memory"),
        ("subprocess.run(['python'])", "starts a process"),
        ("os.environ['A'] = '1'", "environment"),
        ("assert open('a').read()", "files"),
        ("helper()", "measures time"),
    ],
)
def test_what_would_be_trivially_true_is_read_from_the_text(body, why):
    """Through a worker these would pass whatever the student wrote."""
    text = "from box import Box, f\nimport time\n\ndef helper():\n    time.sleep(time.time())\n\n"
    tree = ast.parse(text + f"def test(self=1, x=1):\n    {body}\n")
    test = next(f for f in functions(tree) if f.name == "test")
    found = Reasons(tree, "box").of(test)
    assert found is not None
    assert why in found[1]


@pytest.mark.parametrize(
    "body",
    ["assert f(1) is None", "assert f(1) is not True", "assert type(f(1)) is int",
     "assert isinstance(f(1), Box)", "f(1).backward()", "self.assertIs(f(1), x)",
     "assert f(1) is x", "with patch.dict(os.environ, A='1'): f(1)",
     "monkeypatch.setitem(environ, 'A', '1')"],
)  # fmt: skip
def test_what_crosses_well_is_left_alone(body):
    """None, True and the types of values are the same on both sides."""
    tree = ast.parse(f"from box import Box, f\ndef test():\n    {body}\n")
    assert Reasons(tree, "box").of(next(functions(tree))) is None


@pytest.mark.parametrize(
    ("line", "is_so"),
    [("assert f(1) is x", True), ("self.assertIs(f(1), x)", True), ("assert f(1) == x", False),
     ("assert f(1) is not x", False), ("x = f(1) is x", False)],
)  # fmt: skip
def test_a_claim_of_identity_that_fails_through_a_worker_is_known_as_one(line, is_so):
    """Two copies are never the same: that is the reason, and not the assertion's own words."""
    text = f"def test(x):\n    y = x is x\n    {line}\n"
    assert is_about_identity(text, 3) is is_so
    assert is_about_identity(text, 2) is False


def test_what_a_module_has_is_read_from_its_source():
    """A stand-in has to know functions from constants before anybody can be asked."""
    source = (
        "import os\nfrom math import pi\nclass A:\n    pass\nA.zero = A()\nN, M = 1, 2\n"
        "class E(ValueError):\n    pass\nclass F(E, Exception):\n    pass\n"
        "class C(enum.Enum):\n    X = 1\nif N:\n    def f(): pass\n_hidden = 1\n"
    )
    tree = ast.parse(source)
    assert names_of(tree) == {
        "os": "import", "pi": "import", "A": "class", "N": "constant", "M": "constant",
        "E": "ValueError", "F": "E,Exception", "C": "constant", "f": "function",
        "_hidden": "constant",
    }  # fmt: skip
    assert public_names(tree) == ["A", "N", "M", "E", "F", "C", "f"]
    assert public_names(ast.parse(source + "__all__ = ['A', '_hidden']")) == ["A", "_hidden"]


def test_an_asynchronous_test_is_named():
    """pytest alone doesn't run one either."""
    tree = ast.parse("async def test():\n    pass\n")
    assert Reasons(tree, "box").of(next(functions(tree))) == (1, "is asynchronous")


# What is written ------------------------------------------------------------------------------


def test_the_public_half_has_a_stub_a_statement_and_an_example(imported):
    adopted = imported.adopted["unittest"]
    assert adopted.example in ("the test test_comes_out_of_the_box", "the test test_refuses")
    example = (adopted.public / "test_examples.py").read_text("utf-8")
    assert "from clock import Clock" in example
    assert (adopted.public / "README.md").read_text("utf-8").startswith("# A clock")
    stub = (adopted.public / "clock.py").read_text("utf-8")
    assert stub.count("raise NotImplementedError") == 2
    assert library.find_exercise("mine/unittest_").title == "A clock"


def test_a_made_stub_shows_nothing_of_how_the_solution_works(imported):
    stub = (imported.adopted["pytest"].public / "blur.py").read_text("utf-8")
    assert "Mean over size×size windows." in stub
    assert "size=3" in stub
    assert "sliding" not in stub
    assert "_windows" not in stub
    assert "PAD" not in stub


def test_what_the_exercise_requires_is_what_its_code_imports(imported):
    assert library.find_exercise("mine/pytest_").requires == ("numpy",)
    assert library.find_exercise("mine/unittest_").requires == ()


def test_exercises_are_added_to_their_set_in_order(imported):
    names = [e.name for e in library.load_set("mine").exercises]
    assert names == ["pytest_", "unittest_", "mixed_"]
    assert library.load_set("mine").licence == "unspecified"


def test_no_name_of_a_student_stays_behind_in_this_process(imported):
    """Two exercises may be called alike, and a real module may be."""
    imported.failed("unittest", CLOCK)
    ours = {"blur", "clock", "mixed"} & set(sys.modules)
    assert not ours


def test_a_changed_conftest_gives_new_recordings(imported):
    """It is a part of the checks: what is recorded depends on it."""
    from grader.judge.recording import key_of

    exercise = library.find_exercise("mine/pytest_")
    before = key_of(exercise, "cpu", 1)
    file = imported.adopted["pytest"].private / "conftest.py"
    file.write_text(CONFTEST + "\n", "utf-8")
    try:
        assert key_of(exercise, "cpu", 1) != before
    finally:
        file.write_text(CONFTEST, "utf-8")


# Stubs and surgery ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stub", "filled_in"),
    [
        ("def f():\n    pass\n", "def f():\n    raise NotImplementedError\n"),
        ("def f():\n    ...", "def f():\n    raise NotImplementedError"),
        ('def f():\n    "Says."', 'def f():\n    "Says."\n    raise NotImplementedError\n'),
        ("def f(): pass\n", "def f(): raise NotImplementedError\n"),
        ("class E(Exception):\n    pass\n", "class E(Exception):\n    pass\n"),
        ("def f():\n    return 1\n", "def f():\n    return 1\n"),
        # Called while the file is loaded.
        ("class A:\n    def __set_name__(self, a, b):\n        pass\n",) * 2,
        ("def deco(f):\n    pass\n@deco\ndef g():\n    return 1\n",) * 2,
        (
            "class A:\n    @property\n    def n(self): pass\n"
            "    @n.setter\n    def n(self, n): pass\n",
            "class A:\n    @property\n    def n(self): raise NotImplementedError\n"
            "    @n.setter\n    def n(self, n): raise NotImplementedError\n",
        ),
    ],
)
def test_an_empty_body_becomes_an_unwritten_one(stub, filled_in):
    """A stub that returns None would pass every test that expects None."""
    assert filled(stub) == filled_in


def test_a_made_stub_keeps_the_members_that_its_signatures_name():
    """A default of Rate.FULL can't be had of an Enum that is empty; nobody names a secret."""
    solution = (
        "from enum import Enum\nclass Rate(Enum):\n    'How much.'\n    FULL = 1\n"
        "class Own:\n    secret = 1\ndef tax(n, rate=Rate.FULL):\n    return n\n"
    )
    made = made_from(solution)
    assert '    """How much."""\n    FULL = 1\n' in made
    assert "secret" not in made


def test_a_made_stub_keeps_what_its_signatures_name():
    solution = "import os\nimport re\nN = 3\nM = 4\n\ndef f(x: os.PathLike, n=N):\n    return M\n"
    assert made_from(solution) == (
        "import os\nN = 3\n\ndef f(x: os.PathLike, n=N):\n    raise NotImplementedError\n"
    )


AT_LOADING = """\
from functools import wraps
from abc import ABCMeta

class Positive:
    def __set_name__(self, owner, name):
        self.name = name
    def __get__(self, obj, owner=None):
        return 1

class Meta(ABCMeta):
    def __new__(mcs, name, bases, body):
        return super().__new__(mcs, name, bases, body)
    def __len__(cls):
        return 2

class Plugin(metaclass=Meta):
    def __init_subclass__(cls):
        cls.kind = cls.__name__

class Csv(Plugin):
    size = Positive()
    @property
    def ext(self):
        return ".csv"
    @ext.setter
    def ext(self, text):
        self.text = text

NAMES = {}
def register(name):
    def decorate(f):
        NAMES[name] = f
        return f
    return decorate

def _plain(f):
    return f

@register("double")
@_plain
def double(x):
    return 2 * x

class Shop:
    @_plain
    @staticmethod
    def close(x):
        return x
"""


def test_a_made_stub_can_be_loaded_whatever_the_solution_does_while_it_is():
    """Its descriptors' names, its metaclass, its own decorators: none of them is written yet."""
    made = made_from(AT_LOADING)
    names: dict[str, Any] = {}
    exec(made, names)
    assert "return" not in made
    assert "@register" not in made
    assert "@_plain" not in made
    assert "@property" in made
    assert "@ext.setter" in made
    assert "@staticmethod" in made
    with pytest.raises(NotImplementedError):
        names["double"](1)
    with pytest.raises(NotImplementedError):
        len(names["Csv"])


def test_tests_are_taken_out_by_their_lines_and_nothing_else_moves():
    text = (
        "# keep\n\n@mark\ndef test_a():\n    pass\n\n\nclass T:\n    def test_b(self):\n        1\n"
    )
    found = {f.name: f for f in functions(ast.parse(text))}
    assert without(text, [found["test_a"]]) == "# keep\n\n" + text.partition("\n\n\n")[2]
    assert without(text, [found["test_b"]]) == text.partition("\n\n\n")[0] + "\n"
    assert source_of(text, found["test_b"]) == "def test_b(self):\n    1"


# Guesses and errors ---------------------------------------------------------------------------


def test_what_was_guessed_is_said(tmp_path):
    sources = find_sources(write(tmp_path, FOLDERS["unittest"]))
    assert said_of(sources) == (
        "module     clock",
        "tests      clock_test.py",
        "solution   solution.py",
        "stub       clock.py",
        "statement  README.md",
    )


def test_a_solution_in_a_hidden_folder_is_found(tmp_path):
    files = {".meta/example.py": CLOCK, "clock.py": CLOCK_STUB, "clock_test.py": CLOCK_TEST}
    sources = find_sources(write(tmp_path, files))
    assert sources.solution == tmp_path / ".meta/example.py"


def test_what_tests_are_helped_by_is_neither_a_test_nor_what_students_write(tmp_path):
    """A helper that is called as tests are, and a module that has nothing but values."""
    uses = "from lamp import lit\nfrom lamp_data import WATTS\nfrom test_tools import same\n\n"
    uses += "def test_lit():\n    same(lit(WATTS), True)\n"
    files = {
        "lamp_test.py": uses,
        "test_tools.py": "def same(a, b):\n    assert a is b\n",
        "lamp_data.py": "WATTS = [40, 60]\n",
        "lamp.py": "def lit(watts):\n    pass\n",
        ".meta/example.py": "def lit(watts):\n    return sum(watts) > 0\n",
    }
    folder = write(tmp_path, files)
    for there in ("with a stub", "without"):
        sources = find_sources(folder)
        assert (sources.module, [p.name for p in sources.tests]) == ("lamp", ["lamp_test.py"])
        assert [p.name for p in sources.beside] == ["lamp_data.py", "test_tools.py"], there
        (folder / "lamp.py").unlink(missing_ok=True)
        (folder / "lamp_data.py").write_text("WATTS = [60]\n")


def test_of_several_files_students_write_the_one_that_the_tests_are_named_for(tmp_path):
    files = {"test_f.py": TESTS_F + "import help_f\n", "f.py": RIGHT_F, "help_f.py": RIGHT_F}
    sources = find_sources(write(tmp_path, files))
    assert sources.module == "f"
    assert sources.beside == (tmp_path / "help_f.py",)
    (tmp_path / "f.py").rename(tmp_path / "solution.py")  # also where it is yet to be written
    assert find_sources(tmp_path).module == "f"


TESTS_F = "from f import f\n\ndef test_f():\n    assert f() == 1\n"
RIGHT_F = "def f():\n    return 1\n"


@pytest.mark.parametrize(
    ("files", "message", "hint"),
    [
        ({"f.py": RIGHT_F}, "no tests", "--tests"),
        ({"test_f.py": "def test_f():\n    pass\n"}, "No test imports a module", "--module"),
        ({"test_f.py": TESTS_F}, "no solution", "--solution"),
        ({"test_f.py": TESTS_F, "f.py": "def f():\n    pass\n"}, "no solution", "--solution"),
        ({"test_all.py": TESTS_F + "import g\n", "f.py": RIGHT_F, "g.py": RIGHT_F},
         "several files", "--module"),
        ({"test_f.py": "def test_f(:\n"}, "can't be read as Python", ""),
    ],
    ids=["no tests", "no module", "no file", "no solution", "two modules", "not Python"],
)  # fmt: skip
def test_what_cannot_be_found_is_an_error_with_the_option_that_says_it(
    tmp_path, files, message, hint
):
    with pytest.raises(UsageError, match=message) as caught:
        find_sources(write(tmp_path, files))
    assert hint in caught.value.hint


CALLS_F = "def test_f():\n    assert f() == 1\n"
PACKAGE = {"src/pkg/__init__.py": "from .core import f\n", "src/pkg/core.py": RIGHT_F}


@pytest.mark.parametrize(
    ("files", "message", "hint"),
    [
        ({"test_f.py": "import importlib\nf = importlib.import_module('f').f\n" + CALLS_F},
         "test_f.py, line 2, doesn't import", "Write in place of it: import f;"),
        ({"test_f.py": "from importlib.util import spec_from_file_location as at\n"
          "import importlib.util\nspec = importlib.util.spec_from_file_location('m', 'f.py')\n"},
         "test_f.py, line 3, doesn't import", "Write in place of it: import m;"),
        ({"tests/test_f.py": "from ..f import f\n" + CALLS_F},
         "test_f.py, line 1, doesn't import", "Write in place of it: from f import f;"),
        ({"tests/test_f.py": "from . import f\n" + CALLS_F},
         "test_f.py, line 1, doesn't import", "Write in place of it: import f;"),
        ({**PACKAGE, "tests/test_f.py": "from pkg import f\n" + CALLS_F},
         "pkg is a package", "src/pkg/core.py"),
        ({"test_all.py": TESTS_F + "import g\n", "g.py": RIGHT_F},
         "several files", "--module f or --module g"),
    ],
    ids=["import_module", "spec", "relative", "from here", "a package", "two modules"],
)  # fmt: skip
def test_it_is_said_what_to_write_or_type(tmp_path, files, message, hint):
    """`--module NAME` led from the first message to a second that knew no more."""
    files = {"f.py": RIGHT_F, **files} if "src/pkg/core.py" not in files else files
    for more in [{}, {"module": "f"}] if "Write" in hint else [{}]:
        with pytest.raises(UsageError, match=message) as caught:
            find_sources(write(tmp_path, files), **more)
        assert hint in (caught.value.hint or "")


def test_what_is_typed_then_works(tmp_path):
    files = {**PACKAGE, "tests/test_f.py": "from pkg import f\n\n\n" + CALLS_F}
    folder = write(tmp_path / "in", files)
    sources = find_sources(folder, solution=folder / "src/pkg/core.py")
    assert len(adopt(sources, "mine/f", tmp_path / "out").checks) == 1


def test_a_module_of_a_package_is_found_wherever_the_package_lies(tmp_path):
    files = {"src/pkg/__init__.py": "", "src/pkg/core.py": RIGHT_F}
    files["tests/test_core.py"] = "from pkg.core import f\n\n\n" + CALLS_F
    sources = find_sources(write(tmp_path / "in", files))
    assert (sources.module, sources.home.as_posix()) == ("core", "src/pkg/core.py")
    assert len(adopt(sources, "mine/f", tmp_path / "out").checks) == 1


def test_a_file_of_tests_may_be_called_as_a_function_is(tmp_path):
    tests = "from core import area\n\n\ndef test_area():\n    assert area(2) == 4\n"
    files = {"test_area.py": tests, "solution.py": "def area(n):\n    return n * n\n"}
    assert find_sources(write(tmp_path, files)).module == "core"


def test_a_folder_or_a_file_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(UsageError, match="is not a folder"):
        find_sources(tmp_path / "none")
    with pytest.raises(UsageError, match="There is no file"):
        find_sources(tmp_path, stub=tmp_path / "none.py")
    write(tmp_path, {"f.py": RIGHT_F, "test_f.py": TESTS_F})
    with pytest.raises(UsageError, match="No test imports g") as refused:
        find_sources(tmp_path, module="g")
    assert "--kind program" in (refused.value.hint or "")


def refused(tmp_path: Path, files: dict[str, str], target: str = "mine/f", **given: Any) -> str:
    """What is said when this can't be imported. Nothing may have been written."""
    folder, root = write(tmp_path / "in", files), tmp_path / "out"
    with pytest.raises(UsageError) as caught:
        adopt(find_sources(folder, **given), target, root)
    assert not root.exists()
    return f"{caught.value.message} {caught.value.hint}"


def test_nothing_is_written_where_the_tests_fail_on_the_solution(tmp_path):
    files = {"f.py": "def f():\n    return 2\n", "test_f.py": TESTS_F}
    assert "fails on the solution" in refused(tmp_path, files)


def test_nothing_is_written_where_the_tests_cannot_be_run(tmp_path):
    files = {"f.py": RIGHT_F, "test_f.py": "import nowhere\n" + TESTS_F}
    assert "don't run on the solution" in refused(tmp_path, files)


def test_a_name_that_is_none_is_refused(tmp_path):
    files = {"f.py": RIGHT_F, "test_f.py": TESTS_F}
    assert "is not SET/NAME" in refused(tmp_path, files, "no-name")


def test_a_module_of_pythons_own_is_refused(tmp_path):
    """Its stand-in would hide the real one from pytest itself."""
    files = {"queue.py": RIGHT_F, "test_f.py": TESTS_F.replace("from f", "from queue")}
    assert "Python's own" in refused(tmp_path, files, module="queue")
    library_name = "mine/fractions"
    files = {"f.py": RIGHT_F, "test_f.py": TESTS_F}
    assert "Python's own" in refused(tmp_path / "b", files, library_name)


def test_a_stub_that_cannot_be_loaded_is_refused(tmp_path):
    files = {"f.py": "1 / 0\ndef f():\n    pass\n", "solution.py": RIGHT_F, "test_f.py": TESTS_F}
    assert "stub can't be loaded" in refused(tmp_path, files)


def test_an_exercise_that_is_there_is_never_overwritten(imported):
    sources = find_sources(imported.folders["mixed"])
    with pytest.raises(UsageError, match="is there already"):
        adopt(sources, "mine/pytest_", imported.root / "out")


def test_a_set_without_an_order_is_refused(tmp_path, imported):
    write(tmp_path, {"exercises/s/set.toml": 'title = "S"\n'})
    with pytest.raises(ManifestError, match="no list called order"):
        adopt(find_sources(imported.folders["mixed"]), "s/mixed", tmp_path)


def test_tests_that_need_an_answer_before_any_test_runs_are_named(tmp_path):
    """There is nobody to ask while tests are collected; the others still cross."""
    tests = "import pytest\n" + TESTS_F + (
        "\n@pytest.mark.parametrize('x', [int(f())])\ndef test_early(x):\n    assert x == f()\n"
    )  # fmt: skip
    folder = write(tmp_path / "in", {"f.py": RIGHT_F, "test_f.py": tests})
    adopted = adopt(find_sources(folder), "mine/f", tmp_path / "out")
    assert adopted.checks == ("test_f",)
    assert "while the tests are collected" in adopted.named[0].why


FIXTURES = """
import pytest
from hypothesis import given
from hypothesis import strategies as st


@pytest.fixture
def answer():
    return f()


@pytest.fixture
def too_much():
    # A page of traceback stands before the last line of what this raises.
    return f(1)


def test_answer(answer):
    assert answer == 1


def test_too_much(too_much):
    assert too_much


@given(n=st.integers())
def test_drawn(answer, n):
    assert answer == f()
"""


def test_a_fixture_that_calls_the_students_code_is_told_by_what_it_raises(tmp_path):
    """Also where each case is drawn: the whole test is one case of the submission's then."""
    folder = write(tmp_path / "in", {"f.py": RIGHT_F, "test_f.py": TESTS_F + FIXTURES})
    adopted = adopt(find_sources(folder), "mine/f", tmp_path / "out")
    assert set(adopted.checks) == {"test_f", "test_answer", "test_drawn"}
    why = {one.test: one.why for one in adopted.named}
    assert why["test_too_much"] == (
        "fails on the solution, in plain pytest: TypeError: f() takes 0 positional arguments but 1"
        " was given (test_f.py:19)"
    )


def test_a_private_function_may_be_tested(tmp_path):
    """Private names are not among those that a worker lists."""
    files = {
        "f.py": "import itertools\nC = itertools.count()\n\ndef _g():\n    return 1\n\n"
        "def f():\n    return next(C)\n",
        "test_f.py": "import f\n\ndef test_g():\n    assert f._g() == 1\n\n"
        "def test_f():\n    assert f.f() < 1\n\ndef test_again():\n    assert f.f() > 0\n",
    }
    folder = write(tmp_path / "in", files)
    adopted = adopt(find_sources(folder), "mine/f", tmp_path / "out")
    assert "test_g" in adopted.checks


def test_a_test_that_changes_what_was_returned_is_told_by_the_line_that_fails(tmp_path):
    """A bare assert says nothing itself."""
    source = "class D:\n    def __init__(self):\n        self.cards = []\n\n"
    source += "    def size(self):\n        return len(self.cards)\n"
    tests = "from f import D\n\n\ndef test_size():\n    assert D().size() == 0\n\n\n"
    tests += "def test_filled():\n    d = D()\n    d.cards.append(D())\n    assert d.size() == 1\n"
    folder = write(tmp_path / "in", {"f.py": source, "test_f.py": tests})
    adopted = adopt(find_sources(folder), "mine/f", tmp_path / "out")
    assert [(one.test, one.source, one.why) for one in adopted.named] == [
        ("test_filled", "assert d.size() == 1",
         "passes in one process and fails through a worker, where this does not hold")
    ]  # fmt: skip


def test_a_class_of_the_students_may_be_a_parameter(tmp_path):
    """pytest asks for its name while it collects, to call the case by it."""
    tests = "import pytest\nfrom f import D, f\n\n\n"
    tests += "@pytest.mark.parametrize('kind, n', [(D, 1), (f, 2)])\n"
    tests += "def test_kind(kind, n):\n    assert kind().n == n\n"
    source = "class D:\n    n = 1\n\n\nclass E(D):\n    n = 2\n\n\ndef f():\n    return E()\n"
    folder = write(tmp_path / "in", {"f.py": source, "test_f.py": tests})
    adopted = adopt(find_sources(folder), "mine/f", tmp_path / "out")
    assert (adopted.named, [*adopted.checks]) == ((), ["test_kind[D-1]", "test_kind[f-2]"])


def test_a_test_that_asks_without_end_is_named(tmp_path):
    tests = TESTS_F + "\ndef test_much():\n    assert all(f() == 1 for _ in range(6000))\n"
    folder = write(tmp_path / "in", {"f.py": RIGHT_F, "test_f.py": tests})
    adopted = adopt(find_sources(folder), "mine/f", tmp_path / "out")
    assert "more than 5000 times" in adopted.named[0].why


def test_several_files_and_a_package_are_imported(tmp_path):
    """Each file of tests stays a file; `from hw.f import f` finds the student's too."""
    one = "from hw.f import f\n\ndef test_f():\n    assert f() == 1\n"
    two = "import hw.f\n\ndef test_f():\n    assert hw.f.f() + 1 == 2\n"
    files = {"hw/__init__.py": "", "hw/f.py": RIGHT_F, "tests/test_one.py": one}
    folder = write(tmp_path / "in", files | {"tests/test_two.py": two})
    adopted = adopt(find_sources(folder), "mine/f", tmp_path / "out")
    assert adopted.named == ()
    assert (adopted.private / "checks_two.py").read_text("utf-8") == two


def test_real_tensors_come_back_where_tests_use_torch(tmp_path):
    """The grader's own stand-in for a tensor has no arithmetic."""
    pytest.importorskip("torch")
    files = {
        "f.py": "import torch\n\ndef f(x):\n    return torch.relu(x)\n",
        "test_f.py": "import torch\nfrom f import f\n\ndef test_f():\n"
        "    y = f(torch.tensor([-1.0, 2.0]))\n    assert torch.allclose(y * 2, y + y)\n"
        "    assert y.sum().item() == 2\n",
    }
    folder = write(tmp_path / "in", files)
    adopted = adopt(find_sources(folder), "mine/f", tmp_path / "out")
    assert adopted.named == ()


# The command ----------------------------------------------------------------------------------


def test_the_command_says_what_it_guessed_did_and_left_and_what_to_do_next(imported, tmp_path):
    folder = imported.folders["mixed"]
    ran = CliRunner().invoke(
        kata, ["import", str(folder), "mine/again", "--to", str(tmp_path)], standalone_mode=False
    )
    assert ran.exception is None
    assert "module     mixed" in ran.output
    assert "mine/again: 1 test imported" in ran.output
    assert "12 tests not imported" in ran.output
    assert "It passes a function of a library's to the student's code" in ran.output
    assert "Public example: the test test_crosses" in ran.output
    assert "wrong/ is empty" in ran.output
    assert "kata verify mine/again" in ran.output


LOOP = """\
import pytest
from twice import LIMIT, roll, twice

CASES = [(3, 6), ("ab", "abab")]


@pytest.mark.parametrize("given,want", CASES)
def test_twice(given, want):
    assert twice(given) == want


def test_roll():
    for sides in CASES[0]:
        assert 1 <= roll(sides) <= sides
"""


def test_where_no_test_stands_alone_a_call_of_one_is_the_public_example(tmp_path):
    """And not one whose answer was a matter of chance."""
    source = (
        "import random\n\nLIMIT = 2\n\n\ndef roll(sides):\n    return random.randint(1, sides)\n"
    )
    source += "\n\ndef twice(x):\n    return x + x\n"
    folder = write(tmp_path / "in", {"twice.py": source, "test_twice.py": LOOP})
    adopted = adopt(find_sources(folder), "mine/twice_", tmp_path / "out")
    assert adopted.example == "the call twice(3)"
    example = (adopted.public / "test_examples.py").read_text("utf-8")
    assert example.endswith("def test_twice():\n    got = twice(3)\n    assert got == 6\n")


def test_where_there_is_no_such_call_either_the_example_imports_the_file(tmp_path, monkeypatch):
    tests = LOOP.partition("@pytest")[0] + LOOP.partition("want\n")[2].replace(
        "1 <= roll(sides)", "roll"
    )
    source = "LIMIT = 2\n\n\ndef roll(sides):\n    return sides / 7\n\n\ndef twice(x):\n    pass\n"
    tests = tests.replace("roll <= sides", "7 * roll(sides) == sides")
    folder = write(tmp_path / "in", {"twice.py": source, "test_twice.py": tests})
    monkeypatch.chdir(tmp_path)
    ran = CliRunner().invoke(kata, ["import", str(folder), "mine/twice_"])
    assert "Public example: only an import: add some" in ran.output


def test_a_library_s_function_of_the_file_s_name_is_the_library_s(tmp_path):
    """`from math import gcd` put a stand-in for the file in the place of Python's math."""
    source = "def gcd(a, b):\n    while b:\n        a, b = b, a % b\n    return a\n"
    tests = (
        "from math import gcd as right\n\nfrom gcd import gcd\n\n\n"
        "def test_gcd():\n    assert gcd(12, 18) == right(12, 18) == 6\n"
    )
    with imported_tests.imported(tmp_path, "gcd", source, tests) as found:
        assert found.failed(source) == {}
        assert list(found.changed("return a", "return b")) == ["test_gcd"]


def test_an_exercise_may_be_called_as_one_of_our_own_helpers_is():
    """Kata may be installed as a link to a folder, which no search in site-packages finds."""
    tree = ast.parse("from grader.checks import assert_same, tensors")
    assert imported_as(tree, "tensors") == set()
    assert imported_as(ast.parse("from tensors import add"), "tensors") == {"tensors"}


def test_a_test_of_what_loading_prints_is_told_that_it_is_one_of_a_program(tmp_path):
    """The file is loaded before the test; one that also has a function may be tested by that."""
    source = "print('hi')\n\n\ndef f():\n    return 1\n"
    tests = "def test_hi(capsys):\n    import f\n    assert capsys.readouterr().out == 'hi\\n'\n"
    tests += "\n\ndef test_f():\n    from f import f\n    assert f() == 1\n"
    folder = write(tmp_path / "in", {"f.py": source, "test_f.py": tests})
    adopted = adopt(find_sources(folder), "mine/f", tmp_path / "out")
    assert [one.test for one in adopted.named] == ["test_hi"]
    assert adopted.named[0].why.startswith("imports the file to see what it does as it is loaded")
