"""Who is told of where an imported test goes on with what came: the call that answered nothing, all
the calls that it made something of, the author's own long message."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from imported_tests import Imported, imported

from grader.model import Counterexample

ROPES = """\
class Rope:
    def __init__(self, metres):
        self.metres = metres
        self.knots = []

    def __add__(self, other):
        both = Rope(self.metres + other.metres)
        return both

    def __eq__(self, other):
        return self.metres == other.metres

    def coil(self):
        self.knots.clear()

    def tie(self, knot):
        self.knots.append(knot or "reef")
        return self.knots


def each(lengths, how):
    longer = [how(length) for length in lengths]
    return longer


def tag():
    return "R-1"


def pieces(count):
    return ["piece"] * count
"""

TEST_ROPES = """\
import unittest

from ropes import Rope, each, pieces, tag


class RopesTest(unittest.TestCase):
    def test_added(self):
        self.assertEqual(Rope(1) + Rope(2), Rope(3))

    def test_twice(self):
        self.assertEqual(each(each([1, 2], lambda x: x * 2), lambda x: x + 1), [3, 5])

    def test_tied(self):
        rope = Rope(1)
        rope.coil()
        self.assertEqual(rope.tie(None), ["reef"])

    def test_tags(self):
        tags = [tag() for _ in range(300)]
        wrong = [each for each in tags if each[:2] != "R-"]
        self.assertEqual(len(wrong), 0, msg=f"These are no tags: {wrong}")

    def test_pieces(self):
        for count in (1, 2):
            self.assertEqual(len(pieces(count)), count)
"""


@pytest.fixture(scope="module")
def ropes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    with imported(tmp_path_factory.mktemp("lacking"), "ropes", ROPES, TEST_ROPES) as found:
        assert [(n.test, n.why) for n in found.adopted.named] == []
        yield found


def told(ropes: Imported, old: str, new: str) -> tuple[str | None, Counterexample]:
    """Of the one check that fails after this change: its sentence, and what it shows."""
    (check,) = ropes.changed(old, new).values()
    assert check.counterexample is not None
    return check.message, check.counterexample


MISSING = "The function returned None. Is a return missing?"


def test_the_operator_that_gave_nothing_is_told_and_not_the_one_that_met_it(ropes):
    message, shown = told(ropes, "        return both\n", "")
    assert message == MISSING
    assert (shown.call, shown.got, shown.expected) == ("Rope(1) + Rope(2)", "None", "Rope(3)")


def test_the_inner_call_of_the_same_function_is_told(ropes):
    message, shown = told(ropes, "    return longer\n", "")
    assert (message, shown.got, shown.expected) == (MISSING, "None", "[2, 4]")
    assert shown.arguments["lengths"] == "[1, 2]"


def test_a_call_that_has_nothing_to_give_is_not_blamed_for_what_a_test_gives(ropes):
    """coil() gives None as it should, and the test's own None is what the next call can't take."""
    message, shown = told(ropes, "knot or", "knot.strip() or")
    assert message is None
    assert shown.call.splitlines()[-1] == "rope.tie(None)"
    assert str(shown.got).startswith("AttributeError")


def test_what_is_made_of_many_answers_is_said_to_be_and_a_long_message_is_cut(ropes):
    message, shown = told(ropes, '"R-1"', '"tag"')
    assert shown.expected == "0, made of the answers to 300 such calls by the test"
    assert message is not None
    assert message.startswith("These are no tags: ['tag', 'tag', ")
    assert message.endswith("…")
    assert len(message) <= 601


def test_a_size_that_a_test_takes_is_told_as_python(ropes):
    message, shown = told(ropes, '["piece"] * count', '["piece"]')
    assert message == "`len(pieces(2)) == 2` is false: 1 == 2."
    assert (shown.call, shown.got) == ("pieces(count=2)", "['piece']")


LETTERS = """\
def lines(name):
    with open(name) as letter:
        return [line.upper() for line in letter]
"""

TEST_LETTERS = """\
import io
import unittest
from unittest import mock

from letters import lines


@mock.patch("letters.open", side_effect=lambda name: io.StringIO("dear\\nme"), create=True)
class LettersTest(unittest.TestCase):
    def test_lines(self, opened):
        self.assertEqual(lines("a.txt"), ["DEAR\\n", "ME"])
"""


def test_what_should_have_come_is_shown_after_an_error_in_the_midst_of_a_tests_file(tmp_path):
    with imported(tmp_path, "letters", LETTERS, TEST_LETTERS) as letters:
        (check,) = letters.changed("line.upper()", "line - 1").values()
    assert check.counterexample is not None
    assert check.counterexample.call == "# the test replaces open by a mock\nlines('a.txt')"
    assert str(check.counterexample.got).startswith("TypeError")
    assert check.counterexample.expected == r"['DEAR\n', 'ME']"
