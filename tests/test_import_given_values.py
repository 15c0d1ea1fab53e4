"""What is said where an imported test looks at a value that it gave to the student's code."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from imported_tests import Imported, imported

LISTS = """\
def ordered(names):
    return sorted(names)


def order(names):
    names.sort()


def total(rows):
    return sum(row[0] for row in rows)


def merge(base, other):
    result = dict(base)
    for key, value in other.items():
        result[key] = {**result.get(key, {}), **value}
    return result


def first(names):
    return names[0]


class Stack:
    def __init__(self, items):
        self._items = list(items)

    def push(self, item):
        self._items.append(item)


def each(do, numbers):
    for number in list(numbers):
        do(number)
"""
TESTS = """\
import unittest
from lists import Stack, each, first, merge, order, ordered, total


def test_ordered_leaves_them():
    names = ["b", "a"]
    assert ordered(names) == ["a", "b"]
    assert names == ["b", "a"]


def test_answer_first():
    names = ["b", "a"]
    got = ordered(names)
    assert got == ["a", "b"]


def test_answer_is_what_was_given():
    names = ["a", "b"]
    assert ordered(names) == names


def test_order():
    names = ["b", "a"]
    order(names)
    assert names == ["a", "b"]


def test_order_puts_first():
    names = ["b", "a"]
    order(names)
    assert names[0] == "a"
    assert first(["x"]) == "x"


def test_total_leaves_rows():
    rows = [[2], [1]]
    total(rows)
    assert rows == [[2], [1]]


def test_merge_leaves_base():
    base = {"a": {"b": 1}}
    merge(base, {"a": {"c": 2}})
    assert base == {"a": {"b": 1}}


def test_total_of_what_comes():
    assert total([n] for n in (1, 2)) == 3


def test_each():
    numbers, seen = [1, 2], []
    each(lambda n: seen.append(n), numbers)
    assert numbers == [1, 2]
    assert seen == [1, 2]


class StackTest(unittest.TestCase):
    def test_stack_has_a_list_of_its_own(self):
        items = [1]
        Stack(items).push(2)
        self.assertEqual([1], items)
"""


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    with imported(tmp_path_factory.mktemp("lists"), "lists", LISTS, TESTS) as found:
        assert not found.adopted.named
        yield found


SORTED, ORDER = "return sorted(names)", "    names.sort()\n\n\ndef total"
IN_PLACE = "names.sort()\n    return names"


@pytest.mark.parametrize(
    ("old", "new", "test", "call", "now", "right"),
    [
        (SORTED, IN_PLACE, "test_ordered_leaves_them", "ordered(names)", "['a', 'b']",
         "['b', 'a']"),
        (ORDER, "    names.reverse()\n    names.reverse()\n\n\ndef total", "test_order",
         "order(names)", "['b', 'a']", "['a', 'b']"),
        (ORDER, "    names.sort()\n    names.append('c')\n\n\ndef total", "test_order",
         "order(names)", "['a', 'b', 'c']", "['a', 'b']"),
        (ORDER, "    return sorted(names)\n\n\ndef total", "test_order", "order(names)",
         "['b', 'a']", "['a', 'b']"),
        ("sum(row[0] for row in rows)", "sum(rows.pop()[0] for _ in range(2))",
         "test_total_leaves_rows", "total(rows)", "[]", "2\n1"),
        ("{**result.get(key, {}), **value}", "result[key] | value; base[key].update(value)",
         "test_merge_leaves_base", "merge(base, other)", "{'a': {'b': 1, 'c': 2}}",
         "{'a': {'b': 1}}"),
        ("in list(numbers):\n        do(number)", "in list(numbers):\n        do(numbers.pop(0))",
         "test_each", "each(do, numbers)", "[]", "[1, 2]"),
        ("list(items)", "items", "StackTest.test_stack_has_a_list_of_its_own",
         "given = [1]\nstack = Stack(given)\nstack.push(2)", "[1, 2]", "[1]"),
    ],
)  # fmt: skip
def test_what_became_of_a_value_is_no_answer(lists, old, new, test, call, now, right):
    failed = lists.changed(old, new)
    check = next(check for name, check in failed.items() if name.endswith(test))
    shown = check.counterexample
    assert shown is not None
    assert shown.call == call
    assert shown.how == "afterwards"
    assert shown.values.got.name.startswith("the given ")
    assert (shown.got.partition(":\n")[2], shown.expected.partition(":\n")[2]) == (now, right)


def test_an_item_of_it_is_no_answer(lists):
    check = lists.changed(ORDER, "    pass\n\n\ndef total")["test_order_puts_first"]
    assert check.message == "The test makes 'b' of the list that it gave."
    assert check.counterexample.how == "afterwards"


def test_an_answer_stays_one(lists):
    backwards = "names.sort(reverse=True)\n    return names"
    failed = lists.changed(SORTED, backwards)
    for test in ("test_answer_first", "test_ordered_leaves_them"):
        assert failed[test].counterexample.how == "returned"
        assert failed[test].counterexample.expected == "['a', 'b']"
    failed = lists.changed(SORTED, "return sorted(names)[::-1]")
    shown = failed["test_answer_is_what_was_given"].counterexample
    assert (shown.how, shown.got, shown.expected) == ("returned", "['b', 'a']", "['a', 'b']")


def test_a_generator_expression_is_shown_as_it_is_written(lists):
    changed = lists.changed("sum(row[0] for row in rows)", "len(list(rows))")
    shown = changed["test_total_of_what_comes"].counterexample
    assert shown.values.arguments["rows"].text == "([n] for n in (1, 2))"
    assert (shown.got, shown.expected) == ("2", "3")
