"""A context manager of the student's hides from an imported test neither its failed assertion nor
another error, unless the reference's does so too.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from imported_tests import Imported, imported

BLOCKS = """\
from contextlib import contextmanager


class Timer:
    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        return False


@contextmanager
def opened():
    yield 1


class Calm:
    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        return kind is not None and issubclass(kind, (ValueError, AssertionError))


def half(x):
    return x / 2
"""
TEST_BLOCKS = """\
import contextlib
import unittest

from blocks import Calm, Timer, half, opened


def test_timer():
    with Timer():
        assert half(3) == 1.5


def test_opened():
    with opened() as one:
        assert half(5) == 2.5 * one


def test_stack():
    with contextlib.ExitStack() as stack:
        stack.enter_context(Timer())
        assert half(9) == 4.5


def test_calm():
    with Calm():
        raise ValueError("it is about what the block does with this")
    with Calm():
        assert half(4) == 3


class Blocks(unittest.TestCase):
    def test_timer(self):
        with self.subTest(), Timer():
            self.assertEqual(half(7), 3.5)
"""
HALF = "return x / 2"
TIMED = ["test_timer", "test_stack", "Blocks.test_timer"]
SAID = "`__exit__` returns something true, which hides what goes wrong in a `with` block."


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    with imported(tmp_path_factory.mktemp("blocks"), "blocks", BLOCKS, TEST_BLOCKS) as found:
        yield found


def test_who_swallows_what_the_reference_swallows_passes(graded):
    """Also where a manager says that it swallows, and nothing is there to be swallowed."""
    assert graded.adopted.named == ()
    assert graded.failed(BLOCKS) == {}
    assert graded.failed(BLOCKS.replace("return False", "return True")) == {}
    other = "return kind in (ValueError, AssertionError)"
    old = "return kind is not None and issubclass(kind, (ValueError, AssertionError))"
    assert graded.changed(old, other) == {}


@pytest.mark.parametrize("answer", ["True", "self"])
def test_an_assertion_that_a_manager_swallows_fails_with_both_sides(graded, answer):
    wrong = BLOCKS.replace(HALF, "return -7").replace("return False", f"return {answer}")
    found = graded.failed(wrong)
    assert set(TIMED) < set(found)
    shown = found["test_timer"]
    assert shown.message == SAID
    assert (shown.counterexample.call, shown.counterexample.got) == ("half(x=3)", "-7")
    assert shown.counterexample.expected == "1.5"


def test_one_that_is_made_of_a_generator_swallows_nothing_either(graded):
    wrong = BLOCKS.replace("    yield 1", "    try: yield 1\n    except Exception: pass")
    assert graded.failed(wrong) == {}
    found = graded.failed(wrong.replace(HALF, "return 0"))
    assert found["test_opened"].message == SAID
    assert found["test_opened"].counterexample.call == "half(x=5)"


def test_an_answer_of_none_is_told_first(graded):
    wrong = BLOCKS.replace(HALF, "pass").replace("return False", "return True")
    said = graded.failed(wrong)["test_timer"].message
    assert said == f"The function returned None. Is a return missing? {SAID}"


def test_an_error_that_a_manager_swallows_fails_the_test(graded):
    wrong = BLOCKS.replace(HALF, "raise ValueError('no')").replace("return False", "return True")
    found = graded.failed(wrong)
    assert set(TIMED) < set(found)
    shown = found["test_timer"].counterexample
    assert (shown.call, shown.expected) == ("half(x=3)", "1.5")
    assert shown.got.startswith("ValueError: no\n")


EXPECTS = """\
import pytest

from blocks import Timer


def test_error_goes_on():
    with pytest.raises(ZeroDivisionError):
        with Timer():
            1 / 0
"""


def test_who_swallows_an_error_that_the_test_waits_for_fails(tmp_path):
    """As in plain pytest: it never gets there."""
    with imported(tmp_path, "blocks", BLOCKS, EXPECTS) as one:
        assert one.adopted.named == ()
        assert one.failed(BLOCKS) == {}
        found = one.changed("return False", "return True")
        assert found["test_error_goes_on"].message == SAID
