"""Calls that should have changed something in the file, or have written a file, are in the lines of
a report where they did nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from imported_tests import Imported, imported

SHOP = """\
from pathlib import Path

LIMIT = 3
TOTAL = 0
CACHE = {}
_items = []


def count():
    global TOTAL
    TOTAL += 1


def remember(key, value):
    CACHE[key] = value


def keep(item):
    _items.append(item)


def items():
    return list(_items)


def limited(n):
    return min(n, LIMIT)


def pairs(items):
    row = []
    for item in items:
        row.append(item)
        yield list(row)


def save(path, text):
    Path(path).write_text(text)


def load(path):
    return Path(path).read_text()


def settings(name):
    return Path(name).read_text() if name else Path("own.txt").name
"""
TESTS = """\
import shop


def test_total():
    shop.limited(1)
    shop.count()
    shop.count()
    assert shop.TOTAL == 2


def test_cache():
    shop.remember("a", 1)
    shop.limited(2)
    assert shop.CACHE == {"a": 1}


def test_cache_key():
    shop.remember("a", 1)
    assert shop.CACHE["a"] == 1


def test_items():
    shop.keep("x")
    shop.keep("y")
    assert shop.items() == ["x", "y"]


def test_limit():
    shop.count()
    assert shop.limited(9) == 3


def test_pairs():
    assert shop.LIMIT == 3
    assert list(shop.pairs([1, 2])) == [[1], [1, 2]]


def test_saved(tmp_path):
    shop.save(tmp_path / "a.txt", "hello")
    assert shop.load(tmp_path / "a.txt") == "hello"


def test_settings():
    assert shop.settings("") == "own.txt"
"""
WRONG = {
    "    global TOTAL\n    TOTAL += 1": "    TOTAL = 1",
    "CACHE[key] = value": "CACHE = {key: value}",
    "_items.append(item)": "_items = [item]",
    "min(n, LIMIT)": "n",
    "yield list(row)": "yield row",
    "Path(path).write_text(text)": "pass",
    'Path("own.txt").name': 'open("own.txt").read()',
}
# The lines, what they give, and what the right file gives.
SHOWN = [
    ("total", "shop.count(); shop.count(); shop.TOTAL", "0", "2"),
    ("cache", "shop.remember('a', 1); shop.CACHE", "{}", "{'a': 1}"),
    ("items", "shop.keep('x'); shop.keep('y'); shop.items()", "[]", "['x', 'y']"),
    ("limit", "shop.limited(n=9)", "9", "3"),
]


@pytest.fixture(scope="module")
def failed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with imported(tmp_path_factory.mktemp("vain"), "shop", SHOP, TESTS) as found:
        yield _graded(found)


def _graded(found: Imported) -> Any:
    assert found.adopted.named == ()
    source = SHOP
    for right, wrong in WRONG.items():
        assert right in source
        source = source.replace(right, wrong)
    return found.failed(source, thorough=True)


@pytest.mark.parametrize(("name", "lines", "got", "expected"), SHOWN)
def test_calls_that_change_nothing_and_should_are_shown(failed, name, lines, got, expected):
    shown = failed[f"test_{name}"].counterexample
    assert shown.call == lines.replace("shop.", "").replace("; ", "\n")
    assert (shown.got, shown.expected) == (got, expected)


def test_a_key_that_is_missing_is_shown_with_the_call_that_should_have_put_it_there(failed):
    assert failed["test_cache_key"].counterexample.call == "remember('a', 1)\nCACHE"


def test_what_became_of_an_item_brings_no_other_lines(failed):
    """The numbers of what changed are others in a case with fewer operations."""
    assert "LIMIT" not in failed["test_pairs"].counterexample.call


def test_a_call_that_should_have_written_a_file_is_shown(failed):
    check = failed["test_saved"]
    path = "tmp_path / 'a.txt'"
    assert check.counterexample.call == f"save({path}, 'hello')\nload({path})"
    assert "No such file" in check.counterexample.got
    assert check.why is None, "the test said where the file is"


def test_of_a_file_that_nobody_gave_the_reason_is_told(failed):
    assert failed["test_settings"].why.text == "The file is handed in alone, without its folder."
