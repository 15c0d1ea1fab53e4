"""What an imported test does to a list that it was given is done to the student's own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from imported_tests import Imported, imported

from grader.checks.passed_on import changes, copied

SHELF = """\
START = ("atlas",)


class Shelf:
    def __init__(self):
        self.books = []
        self.pages = {}
        self.themes = set()

    def count(self):
        return len(self.books)

    def thickest(self):
        return max(self.pages, key=self.pages.get)

    def listed(self):
        return sorted(self.themes)

    def copy_of_books(self):
        return list(self.books)


def fresh():
    return list(START)


def joined(books):
    return ", ".join(books)


def numbered(books):
    books[:] = [f"{n} {book}" for n, book in enumerate(books, 1)]
    return len(books)
"""

TEST_SHELF = """\
from shelf import Shelf, fresh, joined, numbered


def test_books_are_put_on_by_hand():
    shelf = Shelf()
    shelf.books.append("atlas")
    shelf.books.extend(["bible", "comic"])
    assert shelf.count() == 3
    shelf.books.remove("bible")
    assert shelf.count() == 2
    assert shelf.books == ["atlas", "comic"]


def test_pages_are_noted_by_hand():
    shelf = Shelf()
    shelf.pages["atlas"] = 90
    shelf.pages.update(bible=1000, comic=20)
    assert shelf.thickest() == "bible"
    del shelf.pages["bible"]
    assert shelf.thickest() == "atlas"


def test_themes_are_noted_by_hand():
    shelf = Shelf()
    shelf.themes.update({"war", "love"})
    shelf.themes.discard("war")
    assert shelf.listed() == ["love"]


def test_a_copy_is_no_part_of_the_shelf():
    shelf = Shelf()
    shelf.copy_of_books().append("atlas")
    mine = shelf.copy_of_books()
    mine.append("atlas")
    assert shelf.count() == 0


def test_a_fresh_list_each_time():
    first = fresh()
    first.append("comic")
    assert fresh() == ["atlas"]


def test_a_list_goes_back_as_it_is_now():
    books = fresh()
    books.append("comic")
    assert joined(books) == "atlas, comic"
    assert numbered(books) == 2
    assert joined(books) == "1 atlas, 2 comic"
"""


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    with imported(tmp_path_factory.mktemp("passed"), "shelf", SHELF, TEST_SHELF) as found:
        yield found


def test_tests_that_change_what_came_are_taken(shelf):
    assert [(n.test, n.why) for n in shelf.adopted.named] == []


@pytest.mark.parametrize(
    ("old", "new", "test"),
    [
        ("return list(self.books)", "return self.books", "test_a_copy_is_no_part_of_the_shelf"),
        ("return list(START)", "return LIST", "test_a_fresh_list_each_time"),
        ("len(self.books)", "len(set(self.books) - {'comic'})", "test_books_are_put_on_by_hand"),
        ("max(self.pages", "min(self.pages", "test_pages_are_noted_by_hand"),
        ("return sorted(self.themes)", "return []", "test_themes_are_noted_by_hand"),
        ('", ".join(books)', '", ".join(books[:1])', "test_a_list_goes_back_as_it_is_now"),
    ],
)
def test_a_wrong_shelf_fails_as_it_would_in_one_process(shelf, old, new, test):
    assert [*shelf.changed(old, new, before='LIST = ["atlas"]\n')][:1] == [test]


def test_what_was_done_by_hand_is_told_as_it_is_written(shelf):
    check = shelf.changed("return len(self.books)", "return 0")["test_books_are_put_on_by_hand"]
    assert check.counterexample is not None
    assert check.counterexample.call.splitlines() == [
        "shelf = Shelf()",
        "shelf.books.append('atlas')",
        "shelf.books.extend(['bible', 'comic'])",
        "shelf.count()",
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ([1, 2], [1, 2, 3]),
        ([1, 2], [1, 2, 3, 4]),
        ([1, 2], [2]),
        ([1, 2], []),
        ({"a": 1}, {"a": 2, "b": 3}),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
        ({"a": 1}, {}),
        ({1, 2}, {2, 3}),
        ({1}, set()),
    ],
)
def test_the_calls_make_the_one_the_other(old, new):
    now = copied(old)
    for method, args in changes(old, new):
        getattr(now, method)(*args)
    assert now == new
    assert [*now] == [*new]


@pytest.mark.parametrize("value", [[[1]], {"a": []}, (1,), "text", [object()], list(range(20_000))])
def test_what_holds_more_than_plain_values_is_left_alone(value):
    assert copied(value) is None


STORE = """\
_items = []
_best = {}


class Kept:
    def __init__(self, items):
        self.items = list(items)

    def total(self):
        return sum(self.items)


def set_items(items):
    global _items
    _items = list(items)


def get_items():
    return list(_items)


def total():
    return sum(_items)


def set_best(best):
    global _best
    _best = {k: list(v) for k, v in best.items()}


def best(k):
    return list(_best[k])
"""

TEST_STORE = """\
import pytest
from store import Kept, best, get_items, set_best, set_items, total


@pytest.fixture
def words():
    return ["a", "b"]


def test_it_has_its_own():
    mine = [1, 2]
    set_items(mine)
    mine.append(3)
    assert get_items() == [1, 2]


def test_it_sums_its_own():
    mine = [1, 2]
    set_items(mine)
    mine[0] = 100
    assert total() == 3


def test_it_has_its_own_of_a_fixture(words):
    set_items(words)
    words.clear()
    assert get_items() == ["a", "b"]


def test_it_has_its_own_rows():
    mine = {"a": [1]}
    set_best(mine)
    mine["a"][0] = 7
    assert best("a") == [1]


def test_it_has_its_own_of_an_inner_row():
    inner = [1]
    set_best({"a": inner})
    inner[0] = 7
    assert best("a") == [1]


def test_another_row_is_none_that_was_given():
    mine = {"b": [3], "a": [1]}
    set_best(mine)
    mine["a"] = [7]
    mine["b"] = mine["a"]
    assert best("b") == [3]


def test_an_object_has_its_own():
    mine = [1, 2]
    kept = Kept(mine)
    mine.append(3)
    assert kept.total() == 3
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    with imported(tmp_path_factory.mktemp("given"), "store", STORE, TEST_STORE) as found:
        yield found


def test_tests_that_change_what_they_gave_are_taken(store):
    assert [(n.test, n.why) for n in store.adopted.named] == []


@pytest.mark.parametrize(
    ("old", "new", "tests"),
    [
        (
            "_items = list(items)",
            "_items = items",
            ["test_it_has_its_own", "test_it_sums_its_own", "test_it_has_its_own_of_a_fixture"],
        ),
        (
            "_best = {k: list(v) for k, v in best.items()}",
            "_best = dict(best)",
            ["test_it_has_its_own_rows", "test_it_has_its_own_of_an_inner_row"],
        ),
        ("self.items = list(items)", "self.items = items", ["test_an_object_has_its_own"]),
    ],
)
def test_a_store_that_keeps_what_it_was_given_fails(store, old, new, tests):
    assert [*store.changed(old, new)] == tests


CONF = """\
DEFAULTS = {"port": 8080, "hosts": ["a"]}


def load():
    return {**DEFAULTS, "hosts": list(DEFAULTS["hosts"])}
"""

TEST_CONF = """\
import conf
from conf import DEFAULTS, load


def test_again():
    got = load()
    got["port"] = 1
    assert load()["port"] == 8080


def test_nested():
    load()["hosts"].append("b")
    assert load()["hosts"] == ["a"]


def test_constant():
    load()["port"] = 1
    assert load() == DEFAULTS == {"port": 8080, "hosts": ["a"]}


def test_constant_of_the_module():
    load()["port"] = 1
    assert conf.DEFAULTS["port"] == 8080


def test_constant_alone():
    load()["port"] = 1
    assert DEFAULTS["port"] == 8080
"""


def test_a_file_that_hands_out_its_own_nested_dict_fails(tmp_path):
    with imported(tmp_path, "conf", CONF, TEST_CONF) as conf:
        [named] = conf.adopted.named
        assert named.test == "test_constant_alone"
        assert named.why == "changes what the student's code returned: what crosses is a copy"
        failed = conf.changed('{**DEFAULTS, "hosts": list(DEFAULTS["hosts"])}', "DEFAULTS")
    names = ["again", "nested", "constant", "constant_of_the_module"]
    assert [*failed] == [f"test_{name}" for name in names]


CART = """\
class Item:
    def __init__(self, price):
        self.price = price


class Cart:
    def __init__(self, items):
        self.items = list(items)

    def total(self):
        return sum(item.price for item in self.items)
"""
TEST_CART = """\
from cart import Cart, Item


def test_a_cart_has_a_list_of_its_own():
    mine = [Item(1), Item(2)]
    cart = Cart(mine)
    mine.append(Item(3))
    assert cart.total() == 3


def test_a_list_that_stays_as_it_was():
    mine = [Item(1), Item(2)]
    assert Cart(mine).total() == 3
    assert Cart(mine).total() == 3
"""


def test_a_list_of_their_objects_that_changes_is_named(tmp_path):
    with imported(tmp_path, "cart", CART, TEST_CART) as found:
        [left] = found.adopted.named
        assert left.test == "test_a_cart_has_a_list_of_its_own"
        assert "changes a value after the student's code was given it" in left.why
        assert not found.failed(CART)
