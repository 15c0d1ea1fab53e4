"""What a student reads of an imported test that compares answers of theirs with each other."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from imported_tests import Imported, imported

SOURCE = """\
def double(x):
    return 2 * x


def doubled(xs):
    return [2 * x for x in xs]


class Page:
    def __init__(self, width, height):
        self.width, self.height = width, height

    def area(self):
        return self.width * self.height
"""
TESTS = """\
from pages import Page, double, doubled


def test_sum():
    assert double(3 + 41) == double(3) + double(41)


def test_names():
    a, b = double(300), double(4100)
    assert double(4400) == a + b


def test_lists():
    assert doubled([1, 2, 3]) == doubled([1, 2]) + doubled([3])


def test_page():
    page = Page(30, 40)
    assert page.area() == page.width * page.height


def test_literal():
    wanted = [2, 4, 6]
    assert doubled([1, 2, 3]) == wanted


def test_sorted():
    numbers = [3, 1, 2]
    assert doubled(numbers) == sorted(numbers)[::-1] * 0 + [6, 2, 4]


def test_between():
    assert 3 <= double(3) <= 18
"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    with imported(tmp_path_factory.mktemp("pages"), "pages", SOURCE, TESTS) as found:
        yield found


LAWS = {
    "test_sum": ("double(3 + 41) == double(3) + double(41)", "50 == 56"),
    "test_names": ("double(4400) == a + b", "50 == 100"),
    "test_lists": (
        "doubled([1, 2, 3]) == doubled([1, 2]) + doubled([3])",
        "[2, 4, 5, 5] == [2, 4, 5]",
    ),
    "test_page": ("page.area() == page.width * page.height", "80 == 1600"),
}


def test_what_other_answers_make_is_not_called_what_is_expected(pages):
    changed = SOURCE.replace("return 2 * x", "return min(2 * x, 50)")
    changed = changed.replace(
        "2 * x for x in xs]", "min(2 * x, 5) for x in xs] + len(xs) // 3 * [5]"
    )
    changed = changed.replace("self.width * self.height", "self.width + self.height")
    changed = changed.replace("= width, height", "= height, height")
    failed = pages.failed(changed)
    for name, (law, values) in LAWS.items():
        assert failed[name].message == f"`{law}` is false: {values}."
        assert failed[name].counterexample.expected == law


def test_what_a_test_has_from_elsewhere_is_expected(pages):
    failed = pages.failed(SOURCE.replace("[2 * x for x in xs]", "[*xs]"))
    assert failed["test_literal"].counterexample.expected == "[2, 4, 6]"
    assert failed["test_sorted"].counterexample.expected == "[6, 2, 4]"


def test_what_other_answers_make_is_expected_where_they_are_right(pages):
    failed = pages.failed(SOURCE.replace("self.width * self.height", "self.width + self.height"))
    assert failed["test_page"].counterexample.expected == "1200"


def test_none_in_a_chain_of_comparisons_is_shown_beside_the_claim(pages):
    failed = pages.failed(SOURCE.replace("return 2 * x", "2 * x"))["test_between"]
    assert failed.message == "The function returned None. Is a return missing?"
    assert failed.counterexample.got == "None"
    assert failed.counterexample.expected == "3 <= double(3) <= 18"


def test_none_in_names_is_not_put_into_the_claim(pages):
    failed = pages.failed(SOURCE.replace("return 2 * x", "2 * x"))["test_names"]
    assert failed.message == "The function returned None. Is a return missing?"
    assert failed.counterexample.expected == "8800"


MONEY = """\
class Money:
    def __init__(self, cents):
        self.cents = cents

    def __add__(self, other):
        return Money(self.cents + other.cents)

    def __len__(self):
        return self.cents
"""
MONEY_TESTS = """\
from money import Money


def test_sum():
    assert (Money(1) + Money(2)).cents == 3


def test_len():
    assert len(Money(3)) == 3
"""


def test_an_operator_that_a_class_lacks_is_said_as_python_says_it(tmp_path):
    with imported(tmp_path, "money", MONEY, MONEY_TESTS) as money:
        failed = money.failed(MONEY.replace("__add__", "plus").replace("__len__", "length"))
    assert failed["test_sum"].message.endswith("operand type(s) for +: 'Money' and 'Money'.")
    assert failed["test_len"].message.endswith("object of type 'Money' has no len().")
