"""Which of a student's answers is shown for an imported test that fails, where several could be
meant or the test itself could go no further."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from imported_tests import Imported, imported

from grader.model import Counterexample

SHELF = """\
EMPTY, FULL = "", "full"


def half(number):
    return number // 2


class Shelf:
    def __init__(self, *books):
        self.books = list(books)
        self.size = len(books)
        self.room = 4
        self.told = []
        self.name = ""

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return False

    def __iter__(self):
        return iter(self.books)

    def __rsub__(self, number):
        return number - len(self.books)

    @property
    def first(self):
        return self.books[0]

    @property
    def label(self):
        return self.name

    @label.setter
    def label(self, name):
        if name != self.name:
            for listener in self.told:
                listener(name)
        self.name = name

    def tell(self, listener):
        self.told.append(listener)

    def state(self, most):
        return (FULL if len(self.books) >= most else EMPTY), self.size

    def beside(self):
        return None

    def put(self, book):
        self.books.append(book)
        return len(self.books)

    def take(self, book):
        if book not in self.books:
            raise ValueError("not here")
        self.books.remove(book)
"""

TEST_SHELF = """\
import unittest

from shelf import EMPTY, FULL, Shelf, half


class ShelfTest(unittest.TestCase):
    def test_state(self):
        said, size = Shelf("a").state(3)
        self.assertEqual(said, EMPTY)
        said, size = Shelf("a").state(1)
        self.assertEqual(said, FULL)

    def test_size(self):
        shelf = Shelf("a", "b")
        self.assertTrue(shelf.size == 1 + half(shelf.room) - 1)

    def test_places_left(self):
        self.assertEqual(5 - Shelf("a"), 4)

    def test_books(self):
        self.assertEqual(list(Shelf("a", "b")), ["a", "b"])

    def test_first(self):
        self.assertEqual(Shelf("a").first, "a", "first")

    def test_nothing_beside(self):
        result = Shelf("a").beside()
        self.assertIsNone(result)

    def test_counting(self):
        count = 0
        with Shelf("a") as shelf:
            count += shelf.put("b")
        self.assertEqual(count, 2)

    def test_take(self):
        with self.assertRaises(ValueError) as caught:
            Shelf("a").take("b")
            self.assertEqual(caught.exception.args[0], "not here")

    def test_listener(self):
        heard = []
        shelf = Shelf()
        shelf.tell(lambda name: heard.append(name))
        shelf.label = "novels"
        self.assertEqual(heard[-1], "novels")

    def test_silence(self):
        heard = []
        shelf = Shelf()
        shelf.tell(lambda name: heard.append(name))
        shelf.label = ""
        self.assertEqual(heard, [])
"""


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    with imported(tmp_path_factory.mktemp("blame"), "shelf", SHELF, TEST_SHELF) as found:
        yield found


def told(graded: Imported, old: str, new: str, test: str) -> tuple[str, Counterexample]:
    """What is said of a test after this change: the sentence, and what is shown."""
    checks = {name.rpartition(".")[2]: c for name, c in graded.changed(old, new).items()}
    shown = checks[test].counterexample
    assert shown is not None
    return checks[test].message or "", shown


def test_a_name_of_the_file_with_the_same_value_is_not_shown(graded):
    _, shown = told(graded, "return (FULL if", "return (EMPTY if", "test_state")
    assert shown.call == "Shelf('a').state(1)"
    assert "''" in shown.got
    assert "'full'" in shown.expected


def test_of_two_attributes_with_the_same_value_the_written_one_is_shown(graded):
    _, shown = told(graded, "self.size = len(books)", "self.size = 4", "test_size")
    assert shown.call == "Shelf('a', 'b').size"
    assert (shown.got, shown.expected) == ("4", "2")


@pytest.mark.parametrize(
    ("method", "test", "why"),
    [
        ("__rsub__", "test_places_left", "unsupported operand type(s) for -: 'int' and 'Shelf'"),
        ("__iter__", "test_books", "'Shelf' object is not iterable"),
    ],
)
def test_what_an_object_lacks_is_said_as_python_says_it(graded, method, test, why):
    said, shown = told(graded, f"def {method}", "def other", test)
    assert said == f"The check can't go on with this answer: TypeError: {why}."
    assert (shown.got, shown.expected) == ("a Shelf", "no TypeError")


def test_a_method_where_an_attribute_is_asked_for_is_named(graded):
    said, shown = told(graded, "@property\n    def first", "def first", "test_first")
    assert said == "first is a method here; it is asked for without parentheses."
    assert (shown.got, shown.expected) == ("a method", "'a'")


def test_a_message_that_says_what_the_title_says_is_not_said_again(graded):
    said, shown = told(graded, "return self.books[0]", "return self.books[0] * 2", "test_first")
    assert (said, shown.got, shown.expected) == ("", "'aa'", "'a'")


def test_an_object_where_there_should_be_none_is_shown_by_its_class(graded):
    _, shown = told(graded, "return None", "return Shelf()", "test_nothing_beside")
    assert (shown.got, shown.expected) == ("a Shelf", "None")
    _, shown = told(graded, "return None", "return self", "test_nothing_beside")
    assert (shown.got, shown.expected) == ("a Shelf", "None")


def test_a_block_that_hears_of_the_tests_error_is_not_what_failed(graded):
    said, shown = told(graded, "        return len(self.books)", "", "test_counting")
    assert said == "The function returned None. Is a return missing?"
    assert shown.call.splitlines()[-1].strip().endswith(".put('b')")
    assert (shown.got, shown.expected) == ("None", "2")


def test_an_exception_that_does_not_come_needs_no_other_sentence(graded):
    said, shown = told(graded, 'raise ValueError("not here")', "return False", "test_take")
    assert (said, shown.got, shown.expected) == ("", "False", "ValueError to be raised")


def test_what_a_test_made_itself_is_no_answer_to_an_assignment(graded):
    said, shown = told(graded, "listener(name)", "pass", "test_listener")
    assert said == "The check can't go on after this: IndexError: list index out of range."
    assert shown.call.splitlines()[-1].endswith(".label = 'novels'")
    assert (shown.got, shown.expected) == ("nothing", "no IndexError")
    _, shown = told(graded, "if name != self.name", "if True", "test_silence")
    assert shown.got == "the test's heard:\n['']"
    assert shown.expected == "the test's heard:\n[]"


BANK = """\
class Short(Exception):
    pass


class Bank:
    def __init__(self):
        self.cents = 5

    def take(self, cents):
        if cents > self.cents:
            raise Short("short")
        self.cents -= cents

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        return kind is Short
"""
TEST_BANK = """\
from bank import Bank


def test_block():
    bank = Bank()
    with bank:
        bank.take(1)
        bank.take(20)
    assert bank.cents == 4
"""


def test_a_block_that_lets_out_what_it_should_keep_is_told_so(tmp_path):
    with imported(tmp_path, "bank", BANK, TEST_BANK) as found:
        (check,) = found.changed("return kind is Short", "pass").values()
    shown = check.counterexample
    assert shown.call.splitlines()[-1] == "    bank.take(20)"
    assert shown.got.startswith("Short: short")
    assert shown.expected == "Short held back by __exit__"
