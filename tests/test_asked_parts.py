"""Objects in an answer: a check may ask each for whatever it has, not for its fields alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from conftest import Grader, check, grader_of, statuses

from grader.model import Report

SET = 'title = "Shops"\nversion = "1.0.0"\nlicence = "MIT"\norder = ["shop"]\n'
SHOP = """\
class Ware:
    def __init__(self, name, next=None):
        self.name = name
        self.next = next


class Shop:
    def __init__(self, names):
        self.wares = []
        for name in reversed(names):
            self.wares.insert(0, Ware(name, self.wares[0] if self.wares else None))

    def __iter__(self):
        return iter(self.wares)

    def all(self):
        yield from self.wares

    def by_name(self):
        return {ware.name: ware for ware in self.wares}

    def __hash__(self):
        return hash(tuple(ware.name for ware in self.wares))

    def sell(self, name):
        if name not in self.by_name():
            raise SoldOut("none left")


class SoldOut(ValueError):
    pass


def wares(names):
    return Shop(names).wares
"""
CHECKS = '''\
import pytest
from hypothesis import given, settings
from hypothesis.strategies import lists, sampled_from

from grader.checks import assert_property, assert_same

names = lists(sampled_from("abc"), max_size=3)


@settings(max_examples=10)
@given(names=names)
def test_loop(student, names):
    """A loop over a shop gives its wares."""
    assert [ware.name for ware in student.Shop(names)] == names


@settings(max_examples=10)
@given(names=names)
def test_all(student, reference, names):
    """All are given."""
    assert_same([ware.name for ware in student.Shop(names).all()], names)


@settings(max_examples=10)
@given(names=names)
def test_next(student, names):
    """Each knows the next."""
    for ware, name in zip(student.wares(names), names[1:]):
        assert ware.next.name == name


@settings(max_examples=10)
@given(names=names)
def test_dict(student, names):
    """Each is found by its name."""
    found = student.Shop(names).by_name()
    for name in names:
        assert found[name].name == name


def test_hash(student):
    """Equal shops have one hash."""
    hashed = student.lib("builtins").hash
    one, other = hashed(student.Shop("a")), hashed(student.Shop("a"))
    assert_property(one == other, "equal shops should have one hash")


def test_sold_out(student):
    """What is sold out is a ValueError."""
    with pytest.raises(ValueError, match="left"):
        student.Shop("a").sell("b")
'''
# Its fields are others than the reference's.
PROPERTIES = SHOP.replace(
    "        self.name = name\n        self.next = next\n",
    """\
        self._both = name, next

    @property
    def name(self):
        return self._both[0]

    @property
    def next(self):
        return self._both[1]
""",
)


@pytest.fixture(scope="module")
def shops(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Grader]:
    files = {
        "exercises/shops/set.toml": SET,
        "exercises/shops/shop/exercise.toml": (
            'title = "Shop"\ndifficulty = "easy"\n\n[[hints]]\ntext = "?"\n'
        ),
        "exercises/shops/shop/README.md": "# Shop\n",
        "exercises/shops/shop/shop.py": "class Shop:\n    pass\n",
        "exercises/shops/shop/test_examples.py": "def test_nothing():\n    pass\n",
        "solutions/shops/shop/solution.py": SHOP,
        "solutions/shops/shop/checks.py": CHECKS,
    }
    with grader_of(tmp_path_factory.mktemp("shops"), files) as grader:
        yield grader


def called(report: Report, name: str) -> str:
    found = check(report, name).counterexample
    assert found is not None
    return found.call


def test_a_property_of_an_item_counts_where_the_reference_has_a_field(shops):
    assert "@property" in PROPERTIES
    assert statuses(shops(PROPERTIES, "shops/shop")) == {"passed"}


def test_what_a_property_gives_is_judged_and_told_from_the_call_on(shops):
    report = shops(PROPERTIES.replace("_both[0]", "_both[0] + '!'"), "shops/shop")
    assert {one.name for one in report.checks if one.status == "failed"} >= {"test_loop"}
    assert called(report, "test_loop") == "list(Shop(['a']))[0].name"
    assert called(report, "test_next").endswith("[0].next")


def test_what_an_item_lacks_is_asked_for_in_vain(shops):
    report = shops(SHOP.replace("self.name =", "self.key ="), "shops/shop")
    found = check(report, "test_loop")
    assert found.status == "error"
    assert found.counterexample is not None
    assert "has no attribute 'name'" in str(found.counterexample)


def test_a_law_with_no_value_of_its_own_says_of_no_answer_that_it_is_none(shops):
    """hash(Shop('a')) was said to have returned None."""
    report = shops(
        SHOP.replace("hash(tuple(ware.name for ware in self.wares))", "id(self)"), "shops/shop"
    )
    assert called(report, "test_hash") == "hash(Shop('a'))"
    values = check(report, "test_hash").counterexample.values
    assert (values.got.text, values.expected.text) == ("", "")


def test_an_exception_of_the_right_name_and_another_base_is_told_the_base(shops):
    """It was said that SoldOut was raised where SoldOut is to be raised."""
    report = shops(SHOP.replace("SoldOut(ValueError)", "SoldOut(Exception)"), "shops/shop")
    expected = check(report, "test_sold_out").counterexample.values.expected
    assert expected.text == "SoldOut to be raised, derived from ValueError"
