"""What fails in plain pytest fails in kata too, and nothing else: the same tests, solution and
wrong files both ways."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from imported_tests import Imported, imported

SHOP = '''\
"""A shop: its goods, its basket and its receipt."""

import json
import os
from dataclasses import dataclass
from enum import Enum


class Tax(Enum):
    FOOD = 7
    REST = 19


class ShopError(Exception):
    pass


class Unknown(ShopError, KeyError):
    pass


@dataclass(frozen=True)
class Item:
    name: str
    cents: int
    tax: Tax = Tax.REST

    @property
    def gross(self):
        return self.cents * (100 + self.tax.value) // 100


class Basket:
    def __init__(self):
        self._items = []

    def add(self, item, times=1):
        if times < 1:
            raise ValueError(f"times is {times}, not at least 1")
        self._items += [item] * times
        return self

    def remove(self, name):
        for item in self._items:
            if item.name == name:
                self._items.remove(item)
                return item
        raise Unknown(name)

    def __len__(self):
        return len(self._items)

    def __iter__(self):
        return iter(self._items)

    def total(self):
        return sum(item.gross for item in self._items)


def receipt(basket):
    for item in basket:
        print(f"{item.name:<6}{item.gross / 100:>6.2f}")


def save(basket, path):
    with open(path, "w") as file:
        json.dump([item.name for item in basket], file)


def currency():
    return os.environ.get("CURRENCY", "EUR")


def cheapest(basket, key=lambda item: item.gross):
    return min(basket, key=key)
'''
TESTS = """\
import json
import unittest
from unittest import mock

import pytest

import shop
from shop import *
from shop import Basket as Cart


@pytest.fixture
def basket():
    made = Basket()
    made.add(Item("tea", 300, Tax.FOOD)).add(Item("mug", 500), 2)
    yield made
    assert len(made) >= 0


@pytest.fixture
def make():
    return lambda *cents: [Item("x", n) for n in cents]


@pytest.mark.parametrize("cents", [100, pytest.param(250, id="large")])
@pytest.mark.parametrize("tax", [Tax.FOOD, Tax.REST])
def test_gross(cents, tax):
    assert Item("x", cents, tax).gross == pytest.approx(cents * (1 + tax.value / 100), abs=1)


@pytest.mark.parametrize("cents", [100, pytest.param(250, id="large")])
@pytest.mark.parametrize(("tax", "per_cent"), [("FOOD", 7), ("REST", 19)])
def test_tax(cents, tax, per_cent):
    assert Item("x", cents, Tax[tax]).gross == pytest.approx(cents * (1 + per_cent / 100), abs=1)


def test_total(basket):
    assert basket.total() == 1511


def test_length(basket):
    assert len(basket) == 3


def test_names(basket):
    assert [item.name for item in basket] == ["tea", "mug", "mug"]


def test_factory(make):
    cart = Cart()
    for item in make(1, 2):
        cart.add(item)
    assert len(cart) == 2


def test_refuses():
    with pytest.raises(ValueError, match="times is 0"):
        Basket().add(Item("x", 1), 0)


def test_receipt(basket, capsys):
    shop.receipt(basket)
    assert capsys.readouterr().out.splitlines()[0] == "tea     3.21"


def test_saves(basket, tmp_path):
    save(basket, tmp_path / "basket.json")
    assert json.loads((tmp_path / "basket.json").read_text()) == ["tea", "mug", "mug"]


def test_currency(monkeypatch):
    monkeypatch.setenv("CURRENCY", "CHF")
    assert currency() == "CHF"


def test_no_currency(monkeypatch):
    monkeypatch.delenv("CURRENCY", raising=False)
    assert shop.currency() == "EUR"


def test_key(basket):
    assert cheapest(basket, key=lambda item: -item.cents).name == "mug"


class RemovingCase(unittest.TestCase):
    def setUp(self):
        self.basket = Basket().add(Item("tea", 300)).add(Item("mug", 500))

    def test_removed(self):
        self.assertEqual(self.basket.remove("tea").name, "tea")
        self.assertEqual(len(self.basket), 1)

    def test_unknown(self):
        with self.assertRaises(Unknown):
            self.basket.remove("cup")

    def test_family(self):
        with self.assertRaises(ShopError):
            self.basket.remove("cup")

    def test_left(self):
        self.basket.remove("mug")
        self.assertCountEqual([item.name for item in self.basket], ["tea"])

    def test_patched(self):
        with mock.patch("builtins.print") as printed:
            shop.receipt(self.basket)
        self.assertEqual(printed.call_count, 2)
"""
WRONG = [
    ("* (100 + self.tax.value) // 100", "* self.tax.value // 100"),
    ("if times < 1:", "if times < 0:"),
    ("[item] * times", "[item]"),
    ("class Unknown(ShopError, KeyError)", "class Unknown(KeyError)"),
    ("self._items.remove(item)", "pass"),
    ("raise Unknown(name)", "return None"),
    ('print(f"{item.name:<6}', 'print(f"{item.name:<7}'),
    ("json.dump([item.name for", "json.dump([item.cents for"),
    ('"CURRENCY", "EUR"', '"currency", "EUR"'),
    ("min(basket, key=key)", "min(basket, key=lambda item: item.gross)"),
    ("return iter(self._items)", "return iter(self._items[::-1])"),
]


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    with imported(tmp_path_factory.mktemp("shop"), "shop", SHOP, TESTS) as found:
        yield found


def plainly_failed(folder: Path, source: str) -> set[str]:
    """The tests that fail in plain pytest, named as kata names checks."""
    (folder / "shop.py").write_text(source, "utf-8")
    (folder / "test_shop.py").write_text(TESTS, "utf-8")
    command = [sys.executable, "-B", "-m", "pytest", "-q", "-rfE", "--tb=no", "--color=no"]
    command += ["-p", "no:cacheprovider", "-p", "no:hypothesispytest", "--rootdir=.", "."]
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert ran.returncode in (0, 1), ran.stdout + ran.stderr
    names = re.findall(r"^FAILED test_shop\.py::(\S+)", ran.stdout, re.M)
    assert bool(names) == bool(ran.returncode), ran.stdout
    return {name.replace("::", ".") for name in names}


def test_every_test_is_imported_and_the_solution_passes_both_ways(both, tmp_path):
    assert not both.adopted.named
    assert not plainly_failed(tmp_path, SHOP)
    assert not both.failed(SHOP)


@pytest.mark.parametrize(("old", "new"), WRONG)
def test_a_wrong_file_fails_the_same_tests_both_ways(both, tmp_path, old, new):
    plainly = plainly_failed(tmp_path, SHOP.replace(old, new))
    assert plainly
    assert set(both.changed(old, new)) == plainly
