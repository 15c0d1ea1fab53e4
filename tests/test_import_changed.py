"""What an imported test does to a value after it gave or got it is in the lines of a report."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from imported_tests import Imported, imported

SHOP = """\
_items = []
_prices = {"tea": [3, 4]}


class Cart:
    def __init__(self, items, *more):
        self._items = list(items)
        self._more = [list(one) for one in more]

    def add(self, items):
        self._items.extend(items)

    def total(self):
        return sum(self._items) + sum(map(sum, self._more))


class Book:
    def set(self, pages):
        self._pages = {key: list(lines) for key, lines in pages.items()}

    def get(self, key):
        return self._pages.get(key)


def set_items(items):
    global _items
    _items = list(items)


def total():
    return sum(_items)


def items():
    return list(_items)


def prices():
    return {key: list(value) for key, value in _prices.items()}


def ordered(items):
    items.sort()
    return len(items)
"""
TESTS = """\
from shop import Book, Cart, items, ordered, prices, set_items, total


def test_cart():
    mine = [1, 2]
    cart = Cart(mine)
    mine.append(3)
    assert cart.total() == 3


def test_carts_of_two_lists():
    one, two = [1], [2]
    cart = Cart(one, two)
    cart.add([4])
    two[0] = 9
    one.clear()
    assert cart.total() == 7


def test_cart_of_one_list_twice():
    mine = [1, 2]
    cart = Cart(mine, mine)
    mine[0] = 5
    assert cart.total() == 6


def test_book():
    book, pages = Book(), {"a": ["x"], "b": []}
    book.set(pages)
    pages["a"].append("y")
    pages["c"] = ["z"]
    assert book.get("c") is None
    assert book.get("a") == ["x"]


def test_module():
    mine = [1, 2]
    set_items(mine)
    mine += [3]
    assert total() == 3


def test_sorted_before():
    mine = [2, 1]
    set_items(mine)
    assert ordered(mine) == 2
    mine.insert(1, 5)
    assert total() == 3


def test_prices():
    prices()["tea"].append(5)
    assert prices() == {"tea": [3, 4]}


def test_prices_of_more():
    mine = prices()
    mine["milk"] = [1]
    assert list(prices()) == ["tea"]


def test_constant():
    import shop

    shop.prices()["tea"][0] = 8
    assert shop.prices() == {"tea": [3, 4]}
"""
OWN = (
    SHOP.replace("self._items = list(items)", "self._items = items")
    .replace("[list(one) for one in more]", "more")
    .replace("{key: list(lines) for key, lines in pages.items()}", "pages")
    .replace("_items = list(items)", "_items = items")
    .replace("{key: list(value) for key, value in _prices.items()}", "_prices")
)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    with imported(tmp_path_factory.mktemp("changed"), "shop", SHOP, TESTS) as found:
        yield found


def pasted(source: str, lines: str) -> Any:
    """What the last of the lines gives, after the file."""
    space: dict[str, Any] = {}
    exec(source, space)
    *before, last = lines.splitlines()
    exec("\n".join(before), space)
    return eval(last, space)


def test_the_lines_give_what_is_told_when_they_are_pasted(shop):
    assert shop.adopted.named == ()
    failed = shop.failed(OWN, thorough=True)
    assert len(failed) == 9
    for name, check in failed.items():
        shown = check.counterexample
        assert repr(pasted(OWN, shown.call)) == shown.got, (name, shown.call)
        if "==" not in shown.expected:  # what the test makes of it
            assert repr(pasted(SHOP, shown.call)) == shown.expected, (name, shown.call)


def test_a_value_that_is_changed_has_a_name(shop):
    failed = shop.failed(OWN, thorough=True)
    assert failed["test_cart"].counterexample.call.splitlines() == [
        "given = [1, 2]", "cart = Cart(given)", "given.append(3)", "cart.total()",
    ]  # fmt: skip
    assert failed["test_prices"].counterexample.call.splitlines() == [
        "prices()['tea'].append(5)", "prices()",
    ]  # fmt: skip
