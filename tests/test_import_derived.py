"""Answers and errors of classes that a student derives from others than the reference does, in
imported tests: a Counter is a dict, and an error is the one that the test expects."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from imported_tests import Imported, imported

STALLS = """\
class EmptyError(Exception):
    pass


class SoldError(EmptyError):
    pass


def counts(text):
    return {c: text.count(c) for c in text}


def evens(numbers):
    return [n for n in numbers if n % 2 == 0]


def ends(items):
    return (items[0], items[-1])


def greet(name):
    return f"Hello {name}."


def pop(stack):
    if not stack:
        raise EmptyError("nothing left")
    if stack == ["last"]:
        raise SoldError("sold")
    return stack.pop()
"""

TEST_STALLS = """\
import unittest

from stalls import EmptyError, SoldError, counts, ends, evens, greet, pop


class TestStalls(unittest.TestCase):
    def test_counts(self):
        self.assertDictEqual(counts("aab"), {"a": 2, "b": 1})

    def test_evens(self):
        self.assertListEqual(evens([1, 2, 4]), [2, 4])

    def test_ends(self):
        self.assertTupleEqual(ends([1, 2, 3]), (1, 3))

    def test_greet(self):
        self.assertMultiLineEqual(greet("Ann"), "Hello Ann.")

    def test_sold(self):
        with self.assertRaises(SoldError) as raised:
            pop(["last"])
        self.assertIs(type(raised.exception), SoldError)

    def test_pop(self):
        with self.assertRaises(EmptyError) as raised:
            pop([])
        self.assertEqual(type(raised.exception), EmptyError)
        self.assertEqual(str(raised.exception), "nothing left")

    def test_no_lookup(self):
        try:
            pop([])
        except LookupError:
            self.fail("pop() can't be told from a missing key")
        except EmptyError:
            pass
"""


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    with imported(tmp_path_factory.mktemp("stalls"), "stalls", STALLS, TEST_STALLS) as found:
        yield found


def _short(failed):
    return {name.rpartition(".")[2]: check for name, check in failed.items()}


DERIVED = [
    ("{c: text.count(c) for c in text}", "Counter(text)", "from collections import Counter\n"),
    ("{c: text.count(c) for c in text}", "OrderedDict((c, text.count(c)) for c in text)",
     "from collections import OrderedDict\n"),
    ("{c: text.count(c) for c in text}", "defaultdict(int, {c: text.count(c) for c in text})",
     "from collections import defaultdict\n"),
    ("{c: text.count(c) for c in text}", "D((c, text.count(c)) for c in text)",
     "class D(dict): pass\n"),
    ("[n for n in numbers if n % 2 == 0]", "L(n for n in numbers if n % 2 == 0)",
     "class L(list): pass\n"),
    ("(items[0], items[-1])", "Ends(items[0], items[-1])",
     "from collections import namedtuple\nEnds = namedtuple('Ends', 'first last')\n"),
    ('f"Hello {name}."', 'S(f"Hello {name}.")', "class S(str): pass\n"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "before"), DERIVED, ids=[d[1][:7] for d in DERIVED])
def test_what_is_derived_from_a_builtin_class_is_of_that_class(graded, old, new, before):
    assert graded.changed(old, new, before) == {}


def test_a_wrong_one_is_shown_with_both_sides(graded):
    failed = graded.changed(
        "{c: text.count(c) for c in text}", "Counter(text[1:])", "from collections import Counter\n"
    )
    seen = _short(failed)["test_counts"].counterexample
    assert seen.call == "counts(text='aab')"
    assert "{'a': 1, 'b': 1}" in seen.got
    assert "{'a': 2, 'b': 1}" in seen.expected


@pytest.mark.parametrize("bases", ["ValueError", "OwnError, IndexError"])
def test_an_error_is_known_by_its_class_whatever_that_is_derived_from(graded, bases):
    own = "class OwnError(Exception): pass\n"
    assert set(_short(graded.changed("EmptyError(Exception)", f"EmptyError({bases})", own))) == (
        {"test_no_lookup"} if "Index" in bases else set()
    )


def test_an_error_that_is_not_what_the_references_is_is_not_caught_as_that(tmp_path):
    source = STALLS.replace("EmptyError(Exception)", "EmptyError(LookupError)")
    tests = TEST_STALLS.replace("test_no_lookup", "test_lookup").replace(
        'self.fail("pop() can\'t be told from a missing key")\n        except EmptyError:\n'
        "            pass",
        "pass",
    )
    with imported(tmp_path, "stalls", source, tests) as found:
        failed = _short(found.changed("EmptyError(LookupError)", "EmptyError(Exception)"))
    assert set(failed) == {"test_lookup"}


CLOCK = """\
LIMIT = 3


class Clock:
    def __init__(self, minutes):
        self.minutes = minutes

    def __add__(self, more):
        return Clock(self.minutes + more)

    def __str__(self):
        return f"{self.minutes // 60}:{self.minutes % 60:02}"


def late(minutes):
    return minutes / 2
"""

TEST_CLOCK = """\
from clock import LIMIT, Clock, late


def test_added():
    assert str(Clock(600) + 3) == "10:03"


def test_late():
    assert late(4) - 2 == 0


def test_limit():
    assert len([1, 2, 3]) <= LIMIT
"""

OWN_INT = """\
class Clock(int):
    def __add__(self, more):
        return Clock(int(self) + more)

    def __str__(self):
        return f"{int(self) // 60}:{int(self) % 60:02}"
"""
OWN_TUPLE = """\
class Clock(tuple):
    def __new__(cls, minutes):
        return super().__new__(cls, divmod(minutes, 60))

    def __add__(self, more):
        return Clock(self[0] * 60 + self[1] + more)

    def __str__(self):
        return f"{self[0]}:{self[1]:02}"
"""
LATE = "def late(minutes):\n    return minutes / 2\n"
LIAR = """\
class Anything(float):
    def __sub__(self, other):
        return 0.0


def late(minutes):
    return Anything(minutes)
"""
MEMBER = "from enum import IntEnum\nLIMIT = IntEnum('Limit', {'X': 3}).X\n"


@pytest.fixture(scope="module")
def clock(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    with imported(tmp_path_factory.mktemp("clock"), "clock", CLOCK, TEST_CLOCK) as found:
        yield found


@pytest.mark.parametrize("own", [OWN_INT, OWN_TUPLE], ids=["int", "tuple"])
def test_a_class_that_is_asked_for_has_its_own_operators_whatever_it_is_derived_from(clock, own):
    assert clock.failed(f"LIMIT = 3\n{own}{LATE}") == {}


def test_a_member_of_an_enum_of_numbers_is_compared_as_its_number(clock):
    assert clock.failed(f"{MEMBER}{OWN_INT}{LATE}") == {}
    failed = clock.failed(f"{MEMBER.replace('3', '2')}{OWN_INT}{LATE}")
    assert set(_short(failed)) == {"test_limit"}


def test_a_number_of_a_class_that_nobody_asked_for_is_judged_as_the_number(clock):
    assert set(_short(clock.failed(f"LIMIT = 3\n{OWN_INT}{LIAR}"))) == {"test_late"}


OWN = """\
from fractions import Fraction


class Matrix(list):
    def __init__(self, rows):
        super().__init__(list(row) for row in rows)

    def __eq__(self, other):
        return isinstance(other, Matrix) and list(self) == list(other)

    def __hash__(self):
        return hash(tuple(map(tuple, self)))

    @property
    def T(self):
        return Matrix(zip(*self))


class Rational(Fraction):
    def half(self):
        return Rational(self / 2)
"""
PLAIN_MATRIX = OWN.replace(
    """\
class Matrix(list):
    def __init__(self, rows):
        super().__init__(list(row) for row in rows)
""",
    """\
class Matrix:
    def __init__(self, rows):
        self.rows = [list(row) for row in rows]

    def __iter__(self):
        return iter(self.rows)
""",
)
TEST_OWN = """\
from fractions import Fraction

from own import Matrix, Rational


def test_transposed():
    assert Matrix([[1, 2], [3, 4]]).T == Matrix([[1, 3], [2, 4]])


def test_hash():
    assert hash(Matrix([[1]])) == hash(Matrix([[1]]))
    assert {Matrix([[1]]): "one"}[Matrix([[1]])] == "one"


def test_a_list_is_no_matrix():
    assert not Matrix([[1]]) == [[1]]


def test_rational():
    half = Rational(7, 3).half()
    assert isinstance(half, Fraction)
    assert Fraction(7, 6) == half
    assert Fraction(1, 3) + half == Fraction(3, 2)
"""


@pytest.mark.parametrize("source", [OWN, PLAIN_MATRIX], ids=["a list", "no list"])
def test_a_class_derived_from_a_list_keeps_its_own_equality_and_hash(tmp_path, source):
    """Whether the reference's or the student's is: asked of a list, there was no hash at all."""
    with imported(tmp_path, "own", source, TEST_OWN) as one:
        assert one.adopted.named == ()
        assert one.failed(OWN) == one.failed(PLAIN_MATRIX) == {}
        for old, new, check in [
            ("hash(tuple(map(tuple, self)))", "id(self)", "test_hash"),
            ("isinstance(other, Matrix) and", "", "test_a_list_is_no_matrix"),
            ("zip(*self)", "self", "test_transposed"),
            ("self / 2", "self / 3", "test_rational"),
        ]:
            failed = one.failed(OWN.replace(old, new))
            assert set(failed) == {check}
            shown = failed[check].counterexample
            assert shown.got
            assert shown.expected


TURNS = """\
class Angle(float):
    def __add__(self, other):
        return Angle((float(self) + float(other)) % 360)

    def opposite(self):
        return Angle(float(self) + 180) + 0
"""
TEST_TURNS = """\
from turns import Angle


def test_turns():
    start = Angle(350)
    assert start + Angle(20) == Angle(10)
    assert start == 350
    assert start.opposite() == 170
    assert Angle(90).opposite() == 270
"""


def test_of_several_comparisons_the_one_that_failed_is_shown(tmp_path):
    """And none before it, which held: those showed True where False was expected."""
    with imported(tmp_path, "turns", TURNS, TEST_TURNS) as one:
        assert one.adopted.named == ()
        shown = one.changed("+ 180", "+ 170")["test_turns"].counterexample
        assert "opposite()" in shown.call
        assert (shown.got, shown.expected) == ("160.0", "170")
        first = one.changed("% 360", "% 361")["test_turns"].counterexample
        assert (first.call, first.got, first.expected) == (
            "(Angle(350) + Angle(20)) == Angle(10)",
            "False",
            "True",
        )


CARDS = """\
from collections import namedtuple

Card = namedtuple("Card", "rank suit")


class Deck(list):
    def ranks(self):
        return [card[0] for card in self]


class Best(dict):
    pass


def deck(n):
    return Deck(Card(rank, "hearts") for rank in range(n))


def best(names):
    return Best((name, Card(len(name), "hearts")) for name in names)
"""
TEST_CARDS = """\
from cards import best, deck


def test_deck():
    cards = deck(2)
    assert (1, "hearts") in cards
    assert (2, "hearts") not in cards
    assert cards == [(0, "hearts"), (1, "hearts")]
    assert cards.ranks() == [0, 1]


def test_best():
    found = best(["ace"])
    assert "ace" in found
    assert "king" not in found
    assert found["ace"] == (3, "hearts")
"""


def test_named_tuples_may_be_in_a_list_or_dict_of_the_students_own_class(tmp_path):
    """What is asked of one twice is no change that the test has made to it."""
    plain = CARDS.replace("Card(rank,", "(rank,").replace("Card(len", "(len")
    with imported(tmp_path, "cards", plain, TEST_CARDS) as one:
        assert one.adopted.named == ()
        assert one.failed(CARDS) == {}
        assert set(one.failed(CARDS.replace("range(n)", "range(1, n)"))) == {"test_deck"}
        assert set(one.failed(CARDS.replace("len(name)", "2"))) == {"test_best"}
