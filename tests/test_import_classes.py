"""Classes of a test's own that the student's code must have: derived from theirs, or exceptions."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from imported_tests import Imported, imported

SHAPES = """\
class Shape:
    def __init__(self, name="shape"):
        self.name = name

    def area(self):
        raise NotImplementedError

    def describe(self):
        return f"{self.name}: {self.area()}"


def total(shapes):
    return sum(s.area() for s in shapes)


class ShapeError(ValueError):
    def __init__(self, what):
        super().__init__(what)
        self.what = what


def retry(f, errors, times=2):
    for n in range(times):
        try:
            return f(n)
        except errors:
            if n == times - 1:
                raise


def fail(error):
    raise error


def caught(f, error):
    try:
        f()
    except error as e:
        return type(e).__name__, e.args
"""
TESTS = """\
import math
import unittest
from typing import final

import pytest
from shapes import Shape, ShapeError, caught, fail, retry, total

SIDES = 4


class Square(Shape):
    def __init__(self, side):
        super().__init__("square")
        self.side = side

    def area(self):
        return math.isqrt(self.side**4) * SIDES // 4


class Cube(Square):
    def area(self):
        return 6 * super().area()


class Boom(Exception):
    pass


@final
class Loud(Boom):
    def __init__(self, text, code):
        super().__init__(text, code)
        self.code = code


class TooBig(ShapeError):
    pass


def test_describe():
    assert Square(2).describe() == "square: 4"


def test_derived_twice():
    cube = Cube(1)
    assert total([Square(1), cube]) == 7
    assert cube.side == 1
    assert isinstance(cube, Shape)
    assert isinstance(cube, Square)


def test_one_in_the_test_itself_is_in_step_with_it():
    seen = []

    class Flat(Shape):
        size = 3

        def area(self):
            seen.append(self.size)
            return self.size

    assert total([Flat(), Flat()]) == 6
    assert seen == [3, 3]


def test_an_exception_given():
    with pytest.raises(Boom, match="no"):
        fail(Boom("no"))


def test_an_exception_class_given():
    def f(n):
        if n < 1:
            raise Boom("again")
        return n

    assert retry(f, Boom) == 1
    with pytest.raises(Boom):
        retry(f, Boom, times=1)
    with pytest.raises(Boom):
        fail(Boom)


def test_one_with_a_field():
    def f():
        raise Loud("a", 3)

    assert caught(f, Boom) == ("Loud", ("a", 3))
    with pytest.raises(Loud) as error:
        fail(Loud("b", 4))
    assert error.value.code == 4


class ThroughHelpers(unittest.TestCase):
    def test_derived_from_theirs(self):
        with self.assertRaises(TooBig) as context:
            fail(TooBig("big"))
        self.assertEqual(context.exception.what, "big")
        self.assertEqual(caught(lambda: fail(TooBig("q")), ShapeError), ("TooBig", ("q",)))
"""
NAMES = {
    "test_describe", "test_derived_twice", "test_one_in_the_test_itself_is_in_step_with_it",
    "test_an_exception_given", "test_an_exception_class_given", "test_one_with_a_field",
    "ThroughHelpers.test_derived_from_theirs",
}  # fmt: skip


@pytest.fixture(scope="module")
def shapes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    with imported(tmp_path_factory.mktemp("shapes"), "shapes", SHAPES, TESTS) as found:
        yield found


def test_tests_with_such_classes_are_imported_and_the_solution_passes(shapes):
    assert {*shapes.adopted.checks} == NAMES
    assert shapes.adopted.named == ()
    assert shapes.failed(SHAPES) == {}


@pytest.mark.parametrize(
    ("old", "new", "failed"),
    [
        ('f"{self.name}: {', 'f"{self.name} {', {"test_describe"}),
        ("sum(s.area() for s in shapes)", "len(shapes)",
         {"test_derived_twice", "test_one_in_the_test_itself_is_in_step_with_it"}),
        ("except errors:", "except KeyError:", {"test_an_exception_class_given"}),
        ("except error as e", "except KeyError as e",
         {"test_one_with_a_field", "ThroughHelpers.test_derived_from_theirs"}),
        ("class Shape:", "class Forme:",
         {"test_describe", "test_derived_twice", "test_one_in_the_test_itself_is_in_step_with_it"}),
    ],
)  # fmt: skip
def test_a_mistake_fails_the_tests_that_fail_in_one_process(shapes, old, new, failed):
    assert shapes.changed(old, new).keys() == failed


def test_an_exception_that_only_has_the_name_of_the_tests_is_another(shapes):
    """Whoever raises it has not passed on what they were given."""
    own = "class Boom(Exception):\n    pass\n\n\n"
    wrong = shapes.changed("raise error", "raise Boom('no')", own)
    assert "test_an_exception_given" in wrong
    assert "test_an_exception_class_given" in wrong


def test_a_failing_call_is_shown_with_the_class_that_the_test_made(shapes):
    shown = shapes.changed("sum(s", "1 + sum(s")
    told = shown["test_one_in_the_test_itself_is_in_step_with_it"].counterexample
    assert told is not None
    assert told.call == (
        "seen = []\nclass Flat(Shape):\n    size = 3\n    def area(self):\n"
        "        seen.append(self.size)\n        return self.size\ntotal([Flat(), Flat()])"
    )
    told = shapes.changed("except errors:", "except KeyError:")["test_an_exception_class_given"]
    assert told.counterexample is not None
    assert told.counterexample.call == "class Boom(Exception):\n    pass\nretry(f, Boom)"


@pytest.mark.parametrize(
    "made",
    [
        "class Own(Shape, unittest.TestCase):\n    pass\n",
        "class Own(Shape, made=1):\n    pass\n",
        "import typing\n\n\n@typing.final\nclass Own(Shape):\n    pass\n",
        "exec('class Own(Shape):\\n    pass')\n",
    ],
)
def test_a_class_that_can_not_go_over_is_named(tmp_path, made):
    tests = "import unittest\nfrom shapes import Shape, total\n\n\n" + made
    tests += "\n\ndef test_it():\n    assert total([]) == 0\n"
    takes = "class Shape:\n    def __init_subclass__(cls, made=0):\n        pass\n"
    source = SHAPES.replace("class Shape:\n", takes)
    with imported(tmp_path, "shapes", source, tests) as found:
        (named,) = found.adopted.named
        assert named.why == "derives a class of its own from the student's Shape"
