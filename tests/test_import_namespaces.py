"""A SimpleNamespace that an imported test passes: it stays with the test, and the student's code
reads and sets what it has.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from imported_tests import Imported, imported

SHAPES = """\
def area(shape):
    return shape.w * shape.h


def names(shapes):
    return [shape.name for shape in shapes]


def widen(shape):
    shape.w += 1


def measured(shape):
    shape.total = sum(vars(shape).values())
    return shape
"""
TEST_SHAPES = """\
from types import SimpleNamespace

import pytest
from shapes import area, measured, names, widen


def test_area():
    assert area(SimpleNamespace(w=2, h=3)) == 6


def test_names():
    assert names([SimpleNamespace(name="a"), SimpleNamespace(name="b")]) == ["a", "b"]


def test_widen():
    shape = SimpleNamespace(w=2, h=3)
    widen(shape)
    assert shape.w == 3


def test_measured():
    shape = SimpleNamespace(w=2, h=3)
    assert measured(shape) == SimpleNamespace(w=2, h=3, total=5)
    assert measured(shape) is shape


def test_lacking():
    with pytest.raises(AttributeError):
        area(SimpleNamespace(w=2))
"""


@pytest.fixture(scope="module")
def shapes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    with imported(tmp_path_factory.mktemp("shapes"), "shapes", SHAPES, TEST_SHAPES) as found:
        yield found


def test_such_tests_are_imported_and_the_solution_passes(shapes):
    """They were left behind, as passing a SimpleNamespace."""
    assert shapes.adopted.named == ()
    assert shapes.failed(SHAPES) == {}


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [
        ("shape.w * shape.h", "shape.w + shape.h", "test_area"),
        ("shape.w += 1", "shape.w + 1", "test_widen"),
        ("shape.total =", "total =", "test_measured"),
        ("shape.w * shape.h", "shape.w * getattr(shape, 'h', 3)", "test_lacking"),
        ("shape.w += 1", "shape.__class__ = int", "test_widen"),
    ],
)
def test_a_mistake_fails_the_test_that_fails_in_one_process(shapes, old, new, name):
    assert name in shapes.changed(old, new)


def test_what_it_was_is_shown(shapes):
    failed = shapes.changed("shape.w * shape.h", "shape.w + shape.h")["test_area"]
    assert failed.counterexample.call == "area(shape)"
    assert failed.counterexample.arguments == {"shape": "SimpleNamespace(w=2, h=3)"}
