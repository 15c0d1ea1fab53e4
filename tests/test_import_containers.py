"""Lists and tuples with objects of the student's in them, in imported tests: they are compared, are
what isinstance() says they are, and are shown as their objects' class writes them."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

import pytest
from imported_tests import Imported, imported

STOPS = """\
class Stop:
    def __init__(self, mile):
        self.mile = mile

    def __eq__(self, other):
        return self.mile == other.mile

    def __repr__(self):
        return f"Stop({self.mile})"


class Sign:
    def __init__(self, *words):
        self.words = words

    def __eq__(self, other):
        return self.words == other.words


def ends(miles):
    return Stop(0), Stop(miles)


def stops(count):
    return [Stop(mile) for mile in range(count)]


def miles(count):
    yield from range(count)


def sign(text):
    return Sign(*text.split())


def route(start, *towns, sep="-"):
    return sep.join([start, *towns])


def through(door, miles):
    with door:
        return door.hear(miles)


def far(miles):
    if miles < 0:
        raise ValueError("no way back")
    return miles


def told(title, towns, miles):
    return f"{title}: {len(towns)} towns, {miles} miles"
"""

TEST_STOPS = """\
import inspect
import types
import unittest
from unittest.mock import MagicMock

from stops import Sign, Stop, ends, far, miles, route, sign, stops, through, told


class TestStops(unittest.TestCase):
    def test_a_tuple(self):
        self.assertEqual(ends(3), (Stop(0), Stop(3)))

    def test_the_other_way_round(self):
        self.assertEqual((Stop(0), Stop(4)), ends(4))

    def test_unpacked(self):
        first, last = ends(5)
        self.assertEqual((first, last), (Stop(0), Stop(5)))

    def test_a_list(self):
        self.assertListEqual(stops(2), [Stop(0), Stop(1)])

    def test_one_of_them(self):
        self.assertIn(Stop(1), stops(3))

    def test_kinds(self):
        self.assertIsInstance(stops(2), list)
        self.assertIsInstance(ends(2), tuple)
        self.assertIsInstance(miles(2), types.GeneratorType)
        self.assertTrue(inspect.isgenerator(miles(3)), "Use yield.")
        self.assertFalse(callable(stops(2)))
        self.assertFalse(callable(Stop(2)))

    def test_a_sign(self):
        self.assertEqual(sign("to the sea"), Sign("to", "the", "sea"))

    def test_a_route(self):
        self.assertEqual(route("Ayr", "Oban", "Wick", sep=" to "), "Ayr to Oban to Wick")

    def test_a_mock_is_entered_and_left(self):
        door = MagicMock()
        door.hear.return_value = 2
        self.assertEqual(through(door, 1), 2)
        door.__exit__.assert_called_once_with(None, None, None)

    def test_how_far(self):
        self.assertIn(far(3), (3,))
        self.assertRaisesRegex(ValueError, ".+", far, -1)

    def test_a_way_back(self):
        with self.assertRaisesRegex(ValueError, ".+"):
            far(-2)

    def test_a_tale(self):
        self.assertEqual(told("North", ["Oban", "Wick"], 300), "North: 2 towns, 300 miles")
"""


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    with imported(tmp_path_factory.mktemp("stops"), "stops", STOPS, TEST_STOPS) as found:
        yield found


def test_all_of_them_cross(graded):
    assert graded.adopted.named == ()


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("Stop(0), Stop(miles)", "Stop(0), Stop(miles + 1)", {
            "test_a_tuple": ("ends(miles=3)", "(Stop(0), Stop(4))", "(Stop(0), Stop(3))"),
            "test_the_other_way_round":
                ("ends(miles=4)", "(Stop(0), Stop(5))", "(Stop(0), Stop(4))"),
            "test_unpacked": ("ends(miles=5)", "(Stop(0), Stop(6))", "(Stop(0), Stop(5))"),
        }),
        ("in range(count)]", "in range(1, count)]",
         {"test_a_list": ("stops(count=2)", "[Stop(1)]", "[Stop(0), Stop(1)]")}),
        ("[Stop(mile) for mile in range(count)]", "[]", {
            "test_a_list": ("stops(count=2)", "[]", "[Stop(0), Stop(1)]"),
            "test_one_of_them": ("stops(count=3)", "[]", "something with Stop(1) in it"),
        }),
        ("return Sign(*text.split())", "pass",
         {"test_a_sign": ("sign(text='to the sea')", "None", "Sign('to', 'the', 'sea')")}),
    ],
    ids=["tuple", "list", "empty", "none"],
)  # fmt: skip
def test_both_sides_are_shown_and_the_call_that_came_to_one(graded, old, new, shown):
    failed = {name.rpartition(".")[2]: c for name, c in graded.changed(old, new).items()}
    for name in shown:
        seen = failed[name].counterexample
        assert (seen.call, seen.got, seen.expected) == shown[name]


def test_a_call_is_shown_as_python_takes_it(graded):
    (check,) = graded.changed("sep.join", "'/'.join").values()
    assert check.counterexample.call == "route('Ayr', 'Oban', 'Wick', sep=' to ')"
    (check,) = graded.changed("len(towns)", "len(title)").values()
    assert check.counterexample.call == "told('North', towns, miles=300)"


def test_a_list_is_no_generator(graded):
    (check,) = graded.changed("yield from range(count)", "return [*range(count)]").values()
    assert (check.counterexample.call, check.counterexample.got) == ("miles(count=2)", "[0, 1]")


def test_one_value_of_one_and_any_message_are_said_so(graded):
    (check,) = graded.changed("return miles", "return miles + 1").values()
    assert (check.counterexample.got, check.counterexample.expected) == ("4", "3")
    failed = graded.changed("raise ValueError(", "return (")
    check = failed["TestStops.test_a_way_back"]
    assert check.counterexample.expected == "ValueError to be raised, with a message"


ROW = """\
class Row:
    def __init__(self, items):
        self.items = items

    def __iter__(self):
        yield from self.items
"""
BEGINS_ANEW = """\
class Row:
    def __init__(self, items):
        self.items = items

    def __iter__(self):
        self.at = 0
        return self

    def __next__(self):
        if self.at == len(self.items):
            raise StopIteration
        self.at += 1
        return self.items[self.at - 1]
"""
TEST_ROW = """\
from row import Row


def test_row():
    row = Row([1, 2])
    assert list(row) == [1, 2]
    assert [n + 1 for n in row] == [2, 3]
"""


def test_an_object_that_is_its_own_iterator_begins_anew(tmp_path):
    with imported(tmp_path, "row", ROW, TEST_ROW) as one:
        assert one.failed(BEGINS_ANEW) == {}
        shown = one.failed(BEGINS_ANEW.replace("self.at = 0", "self.at = 1"))["test_row"]
        assert (shown.counterexample.call, shown.counterexample.got) == ("list(Row([1, 2]))", "[2]")
        late = one.failed(BEGINS_ANEW.replace("self.at - 1]", "0]"))["test_row"].counterexample
        assert (late.call, late.got) == ("list(Row([1, 2]))", "[1, 1]")


def test_a_loop_that_changes_its_object_stands_among_the_lines(tmp_path):
    """Without it the last line gets the right answer."""
    test = TEST_ROW + "    assert row.items == [1, 2]\n    assert next(iter(row)) == 1\n"
    with imported(tmp_path, "row", BEGINS_ANEW, test) as one:
        wrong = BEGINS_ANEW.replace(
            "            raise", "            self.items = []\n            raise"
        )
        shown = one.failed(wrong)["test_row"].counterexample
        *steps, last = shown.call.splitlines()
        names: dict[str, Any] = {}
        exec(wrong, names)
        for step in steps:
            with contextlib.suppress(StopIteration):
                exec(step, names)
        assert repr(eval(last, names)) == shown.got == "[]"


ENDS = "def low(xs):\n    return min(xs)\n\n\ndef high(xs):\n    return max(xs)\n"
OF_BOTH = """\
from ends import high, low


def test_dict():
    assert {"low": low([4, 2]), "high": high([5, 1])} == {"low": 2, "high": 5}


def test_pair():
    assert (low([4, 2]), high([5, 1])) == (2, 5)
"""


def test_of_several_answers_in_a_dict_the_wrong_one_is_shown(tmp_path):
    """The first one's call was, which was right."""
    with imported(tmp_path, "ends", ENDS, OF_BOTH) as ends:
        failed = ends.changed("max(xs)", "max(xs) + 1")
        assert set(failed) == {"test_dict", "test_pair"}
        for wrong in failed.values():
            shown = wrong.counterexample
            assert (shown.call, shown.arguments) == ("high(xs)", {"xs": "[5, 1]"})
            assert (shown.got, shown.expected) == ("6", "5")


ENTRIES = """\
class Entry:
    def __init__(self, day, amount):
        self.day, self.amount = day, amount


def between(days, start, end):
    return [Entry(day, 10 * day) for day in days if start <= day < end]
"""
TEST_ENTRIES = """\
from entries import between


def test_between():
    found = between([1, 2, 3], 1, 3)
    assert [one.amount for one in found] == [10, 20]
"""


def test_a_list_that_a_test_walks_through_is_shown_by_the_call_that_gave_it(tmp_path):
    """It was `next(…)`, which raised StopIteration: the end of the test's own loop."""
    with imported(tmp_path, "entries", ENTRIES, TEST_ENTRIES) as found:
        failed = found.changed("day < end", "day <= end")["test_between"]
    assert failed.message == "The test makes [10, 20, 30] of it."
    assert failed.counterexample.call == "between(days, start=1, end=3)"
    assert failed.counterexample.how == "returned"
    assert failed.counterexample.expected == "[10, 20], made of it by the test"
