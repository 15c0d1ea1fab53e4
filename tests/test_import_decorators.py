"""Decorators of the student's, put around functions that a test defines."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from imported_tests import Imported, imported

SOURCE = """\
import functools


def memo(f):
    known = {}

    @functools.wraps(f)
    def inner(*args):
        if args not in known:
            known[args] = f(*args)
        return known[args]

    return inner
"""
TESTS = '''\
from deco import memo


def test_says_what_it_was():
    @memo
    def area(w, h):
        """Of a rectangle."""
        return w * h

    assert area(2, 3) == 6
    assert area.__name__ == "area"
    assert area.__doc__ == "Of a rectangle."


def test_no_docstring():
    assert memo(lambda x: x).__doc__ is None


def test_recursive():
    asked = []

    @memo
    def fib(n):
        asked.append(n)
        return n if n < 2 else fib(n - 1) + fib(n - 2)

    assert fib(80) == 23416728348467685
    assert len(asked) == 81
'''


@pytest.fixture(scope="module")
def deco(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    with imported(tmp_path_factory.mktemp("deco"), "deco", SOURCE, TESTS) as found:
        yield found


def test_all_of_them_cross(deco):
    assert deco.adopted.named == ()


@pytest.mark.parametrize(
    ("old", "new", "failed"),
    [
        ("    @functools.wraps(f)\n", "", {"test_says_what_it_was"}),
        ("@functools.wraps(f)", "@functools.wraps(f, ('__name__',))", {"test_says_what_it_was"}),
        ("return known[args]", "return f(*args)", {"test_recursive"}),
    ],
)
def test_a_decorator_that_forgets_something_fails_where_it_fails_in_one_process(
    deco, old, new, failed
):
    assert deco.changed(old, new).keys() == failed
