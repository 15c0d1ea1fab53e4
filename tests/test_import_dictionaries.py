"""What imported tests fill for a while around the student's code: the environment, a dictionary of
its file's; and the folder that they go to. The worker is told of it, and nothing of it lasts.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from imported_tests import Imported, imported
from test_import_around import Liar

from grader.imported.conversation import Conversation
from grader.imported.shared_arguments import CannotCross
from grader.process.around import Around
from grader.wire.messages import Raised, Returned, WireError

SHOP = """\
import os

PRICES = {"apple": 3, "pear": 5}
CACHE = {}
OPERATIONS = {"+": lambda a, b: a + b}


def price(name):
    return PRICES[name]


def names():
    return sorted(PRICES)


def remembered(n):
    if n not in CACHE:
        CACHE[n] = n * n
    return CACHE[n]


def calculate(sign, a, b):
    return OPERATIONS[sign](a, b)


def mode():
    return os.environ.get("SHOP_MODE", "plain")


def home():
    return os.getenv("HOME")


def variables():
    return len(os.environ)


def save(text):
    with open("till.txt", "w") as file:
        file.write(text)


def load():
    with open("till.txt") as file:
        return file.read()


def size(path):
    return os.path.getsize(path)


class Desk:
    def __init__(self, path):
        self.path = path
        self.drawers = {}

    def size(self):
        return os.path.getsize(self.path)
"""

TEST_SHOP = """\
import json
import os
import unittest
from html.entities import html5
from os import environ
from pathlib import Path
from unittest import mock
from unittest.mock import patch

import pytest
import shop
from shop import CACHE, PRICES, Desk, calculate, home, load, mode, names, price, remembered
from shop import save, size, variables

OWN = {"a": 1}


class Box:
    held = {"b": 2}


def test_a_price_is_set():
    with patch.dict(shop.PRICES, {"fig": 7}):
        assert price("fig") == 7
        assert names() == ["apple", "fig", "pear"]
        assert shop.PRICES["fig"] == 7
    assert names() == ["apple", "pear"]


def test_a_price_is_set_by_its_name():
    with patch.dict("shop.PRICES", fig=8):
        assert price("fig") == 8
    assert "fig" not in shop.PRICES


@patch.dict(shop.PRICES, {"fig": 9}, clear=True)
def test_there_is_one_price():
    assert names() == ["fig"]


def test_a_name_that_was_imported_is_the_same_dictionary():
    with patch.dict(PRICES, apple=1):
        assert price("apple") == 1
        assert PRICES["apple"] == 1
    assert PRICES["apple"] == 3
    assert price("apple") == 3


def test_one_in_the_other():
    with patch.dict(shop.PRICES, apple=1):
        with patch.dict(shop.PRICES, pear=2):
            assert (price("apple"), price("pear")) == (1, 2)
        assert (price("apple"), price("pear")) == (1, 5)


def test_items(monkeypatch):
    monkeypatch.setitem(shop.PRICES, "apple", 4)
    monkeypatch.delitem(shop.PRICES, "pear")
    monkeypatch.delitem(shop.PRICES, "plum", raising=False)
    assert (names(), price("apple")) == (["apple"], 4)
    with monkeypatch.context() as inner:
        inner.setitem(shop.PRICES, "fig", 1)
        assert names() == ["apple", "fig"]
    assert names() == ["apple"]
    monkeypatch.undo()
    assert names() == ["apple", "pear"]


def test_no_item(monkeypatch):
    with pytest.raises(KeyError):
        monkeypatch.delitem(shop.PRICES, "plum")
    with pytest.raises(KeyError):
        price("plum")


def test_the_cache_is_empty():
    with patch.dict(CACHE, clear=True):
        assert remembered(3) == 9
        assert shop.CACHE == {3: 9}
    assert shop.CACHE == {}


def test_an_operation_is_added():
    with patch.dict(shop.OPERATIONS, {"-": lambda a, b: a - b}):
        assert calculate("-", 5, 3) == 2
        assert calculate("+", 5, 3) == 8
    with pytest.raises(KeyError):
        calculate("-", 5, 3)


def test_the_mode(monkeypatch):
    assert mode() == "plain"
    monkeypatch.setenv("SHOP_MODE", "loud")
    assert mode() == "loud"
    monkeypatch.delenv("SHOP_MODE")
    assert mode() == "plain"


@mock.patch.dict(os.environ, {"SHOP_MODE": "quiet"})
class ModeTest(unittest.TestCase):
    def test_the_mode(self):
        self.assertEqual(mode(), "quiet")


class StartTest(unittest.TestCase):
    def setUp(self):
        patcher = patch.dict("os.environ", {"SHOP_MODE": "started"})
        patcher.start()
        self.addCleanup(patcher.stop)

    def test_the_mode(self):
        self.assertEqual(mode(), "started")
        with patch.dict(environ, {"SHOP_MODE": "again"}):
            self.assertEqual(mode(), "again")
        self.assertEqual(mode(), "started")


def test_nobody_is_at_home(monkeypatch):
    monkeypatch.delenv("HOME", raising=False)
    assert home() is None


def test_two_variables_only():
    with patch.dict(os.environ, {"HOME": "/h", "B": "b"}, clear=True):
        assert home() == "/h"
        assert variables() == 2


def test_an_item_of_the_environment(monkeypatch):
    monkeypatch.setitem(os.environ, "SHOP_MODE", "item")
    assert mode() == "item"


def test_the_tests_own(monkeypatch):
    with patch.dict(OWN, {"a": 2}), patch.dict(Box.held, clear=True):
        assert price("apple") + OWN["a"] == 5
        assert Box.held == {}
    monkeypatch.setitem(OWN, "b", 3)
    assert price("apple") == OWN["b"]
    monkeypatch.delitem(OWN, "a")
    assert OWN == {"b": 3}
    monkeypatch.undo()
    assert OWN == {"a": 1}


def test_a_file_where_it_is(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    save("12")
    assert (tmp_path / "till.txt").read_text() == "12"
    assert Path("till.txt").read_text() == "12"
    Path("till.txt").write_text("13")
    assert load() == "13"
    (tmp_path / "in").mkdir()
    monkeypatch.chdir(tmp_path / "in")
    with pytest.raises(FileNotFoundError):
        load()
    monkeypatch.undo()
    with pytest.raises(FileNotFoundError):
        load()


# What stays behind.


def test_no_module(monkeypatch):
    monkeypatch.setitem(json.__dict__, "x", 1)
    assert price("apple") == 3


def test_no_library_s_dictionary():
    with patch.dict(html5, {"x": "1"}):
        assert price("apple") == 3


def test_no_object_s_dictionary():
    desk = Desk("")
    with patch.dict(desk.drawers, {"a": 1}):
        assert price("apple") == 3


def test_no_look_at_the_environment():
    assert mode() == os.environ.get("SHOP_MODE", "plain")


def test_no_variable_by_hand():
    environ["SHOP_MODE"] = "x"
    assert mode() == "x"


def test_no_getenv():
    assert mode() == os.getenv("SHOP_MODE", "plain")


def test_no_path_of_this_machine(monkeypatch):
    monkeypatch.setenv("PATH", "x", prepend=":")
    assert price("apple") == 3


def test_no_other_folder(monkeypatch):
    monkeypatch.chdir("/")
    assert price("apple") == 3


def test_no_path_from_elsewhere(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    save("12")
    assert size(tmp_path / "till.txt") == 2


def test_no_path_from_before(monkeypatch, tmp_path):
    (tmp_path / "a.txt").write_text("abc")
    desk = Desk(tmp_path / "a.txt")
    monkeypatch.chdir(tmp_path)
    assert desk.size() == 3
"""

BEHIND = {
    "test_no_module": "fills a dictionary that isn't one of its file's",
    "test_no_library_s_dictionary": "fills a dictionary that isn't one of its file's",
    "test_no_object_s_dictionary": "fills a dictionary that isn't one of its file's",
    "test_no_look_at_the_environment": "uses the environment other than by",
    "test_no_variable_by_hand": "uses the environment other than by",
    "test_no_getenv": "uses the environment other than by",
    "test_no_path_of_this_machine": "puts something before a variable of this machine's",
    "test_no_other_folder": "changes to a folder that the student's code doesn't have",
    "test_no_path_from_elsewhere": "passes a path in the folder that it has changed to",
    "test_no_path_from_before": "changes to a folder after the student's code was given a path",
}


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    with imported(tmp_path_factory.mktemp("shop"), "shop", SHOP, TEST_SHOP) as found:
        yield found


def test_all_are_imported_but_those_that_the_worker_could_not_be_told_of(graded):
    named = {one.test: one.why for one in graded.adopted.named}
    assert named.keys() == BEHIND.keys(), named
    for test, why in BEHIND.items():
        assert why in named[test]
    assert len(graded.adopted.checks) == TEST_SHOP.count("def test_") - len(BEHIND)


def test_the_solution_passes_and_leaves_this_process_as_it_was(graded):
    ours = {"PYTEST_CURRENT_TEST"}
    graded.close()
    before = {n: v for n, v in os.environ.items() if n not in ours}, os.getcwd()
    assert graded.failed(SHOP) == {}
    graded.close()
    assert ({n: v for n, v in os.environ.items() if n not in ours}, os.getcwd()) == before


@pytest.mark.parametrize(
    ("old", "new", "names"),
    [
        ("return PRICES[name]", 'return {"apple": 3, "pear": 5}[name]', {
            "test_a_price_is_set", "test_a_price_is_set_by_its_name", "test_items",
            "test_a_name_that_was_imported_is_the_same_dictionary", "test_one_in_the_other"}),
        ("return CACHE[n]", "return n * n if CACHE.pop(n) else 0", {"test_the_cache_is_empty"}),
        ('os.environ.get("SHOP_MODE", "plain")', '"plain"', {
            "test_the_mode", "ModeTest.test_the_mode", "StartTest.test_the_mode",
            "test_an_item_of_the_environment"}),
        ('os.getenv("HOME")', '"/h"', {"test_nobody_is_at_home"}),
        ("OPERATIONS[sign](a, b)", "a + b", {"test_an_operation_is_added"}),
        ('open("till.txt", "w")', 'open("til.txt", "w")', {"test_a_file_where_it_is"}),
    ],
    ids=["prices", "cache", "mode", "home", "operations", "file"],
)  # fmt: skip
def test_a_mistake_fails_the_tests_that_fail_in_one_process(graded, old, new, names):
    assert graded.changed(old, new).keys() == names


@pytest.mark.parametrize(
    "prices",
    ["3", "[('apple', 3)]", "(('apple', 3),)", "type('P', (dict,), {'clear': None})(apple=3)"],
)
def test_a_file_that_has_no_such_dictionary_fails_where_it_fails_in_one_process(graded, prices):
    failed = graded.changed('{"apple": 3, "pear": 5}', prices)
    assert {"test_there_is_one_price", "test_items", "test_a_price_is_set"} <= failed.keys()
    assert graded.failed(SHOP) == {}


def test_a_file_that_lacks_the_dictionary_is_told_so(graded):
    failed = graded.changed("CACHE", "_KEPT")["test_the_cache_is_empty"]
    assert "CACHE" in f"{failed.message} {failed.counterexample}"


def test_a_worker_empties_all_that_was_filled_and_goes_back(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KATA_A", "0")
    around, own = Around(), {"a": 1}
    around.fill(own, {"b": 2}, False, [], False)
    around.fill(own, {"c": 3}, True, [], False)
    around.fill(os.environ, {"KATA_B": "1"}, False, ["KATA_A"], False)
    around.files({"in/": b""})
    around.move("in")
    assert own == {"c": 3}
    assert os.environ["KATA_B"] == "1"
    assert "KATA_A" not in os.environ
    assert Path.cwd() == tmp_path / "tmp_path" / "in"
    around.empty(1)
    assert own == {"a": 1, "b": 2}
    around.restore()
    assert own == {"a": 1}
    assert os.environ["KATA_A"] == "0"
    assert "KATA_B" not in os.environ
    assert Path.cwd() == tmp_path


@pytest.mark.parametrize("number", [None, "1", 1.5, True])
def test_a_worker_that_filled_nothing_is_not_believed(tmp_path, number):
    talk = Conversation(Liar(Returned(number)), tmp_path)
    talk.begin()
    try:
        with pytest.raises(WireError, match="not filled"):
            talk.dictionaries.fill(os.environ, {"A": "1"})
    finally:
        talk.end()


def test_a_folder_that_isn_t_there_is_refused(tmp_path, monkeypatch):
    talk = Conversation(Liar(Returned(None), Raised("OSError", (), "no")), Path("elsewhere"))
    talk.begin()
    try:
        talk.share(tmp_path)
        monkeypatch.chdir(tmp_path)
        with pytest.raises(CannotCross, match="a folder that isn't there: no"):
            talk.ask("call", None, "f")
    finally:
        talk.end()


def test_nothing_is_filled_while_tests_are_collected(tmp_path):
    talk = Conversation(Liar(), tmp_path)
    with pytest.raises(CannotCross, match="replaces what is in environ while the tests are"):
        talk.dictionaries.fill(os.environ, {"A": "1"})
