"""Imported tests that expect an exception of one of Python's modules."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from imported_tests import Imported, imported

READER = """\
import decimal
import json
import statistics
from dataclasses import dataclass


@dataclass(frozen=True)
class Card:
    rank: int


def higher(card):
    return Card(card.rank + 1)


def load(text):
    return json.loads(text)


def number(text):
    return decimal.Decimal(text)


def middle(numbers):
    return statistics.mean(numbers)
"""
TESTS = """\
import dataclasses
import decimal
import json
import statistics

import pytest
from reader import Card, higher, load, middle, number


def test_stays():
    card = higher(Card(3))
    with pytest.raises(dataclasses.FrozenInstanceError):
        card.rank = 5
    assert card.rank == 4


def test_where():
    with pytest.raises(json.JSONDecodeError, match="double quotes") as caught:
        load("{")
    assert caught.value.pos == 1


def test_no_number():
    with pytest.raises(decimal.InvalidOperation):
        number("x")


def test_as_what_it_is_derived_from():
    try:
        middle([])
    except statistics.StatisticsError as error:
        assert isinstance(error, ValueError)
    else:
        raise AssertionError
"""


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    with imported(tmp_path_factory.mktemp("reader"), "reader", READER, TESTS) as found:
        yield found


def test_all_are_taken(reader):
    assert [(one.test, one.why) for one in reader.adopted.named] == []


@pytest.mark.parametrize(
    ("old", "new", "failed"),
    [
        ("frozen=True", "frozen=False", {"test_stays"}),
        ("    return json.loads(text)", "    raise ValueError('double quotes')", {"test_where"}),
        ("    return json.loads(text)", "    raise json.JSONDecodeError('double quotes', text, 0)",
         {"test_where"}),
        ("    return json.loads(text)", "    raise json.JSONDecodeError('double quotes', text, 1)",
         set()),
        ("decimal.Decimal(text)", "float(text)", {"test_no_number"}),
        ("    return statistics.mean(numbers)", "    raise ValueError('none')",
         {"test_as_what_it_is_derived_from"}),
        # One that pytest takes for leave.
        ("    return decimal.Decimal(text)", "    import unittest\n    raise unittest.SkipTest",
         {"test_no_number"}),
    ],
)  # fmt: skip
def test_what_is_raised_decides(reader, old, new, failed):
    assert reader.changed(old, new).keys() == failed


def test_a_class_that_only_has_its_name_is_another(reader):
    own = "class JSONDecodeError(ValueError):\n    pos = 1\n\n\n"
    new = "    raise JSONDecodeError('double quotes')"
    assert reader.changed("    return json.loads(text)", new, own).keys() == {"test_where"}
