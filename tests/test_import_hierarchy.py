"""What the student's own exceptions are derived from, in imported tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from imported_tests import Imported, imported

SOURCE = """\
class BankError(Exception):
    pass


class Short(BankError):
    pass


class Missing(BankError, KeyError):
    pass


def take(balance, n):
    if n > balance:
        raise Short("short")
    return balance - n


def find(name):
    raise Missing(name)
"""
TESTS = """\
import pytest
from bank import BankError, Missing, Short, find, take


def test_value():
    with pytest.raises(Short) as caught:
        take(1, 2)
    assert isinstance(caught.value, BankError)


def test_caught_by_its_base():
    with pytest.raises(BankError):
        take(1, 2)


def test_except():
    try:
        take(1, 2)
    except BankError as error:
        assert str(error) == "short"


def test_both_bases():
    with pytest.raises(BankError):
        find("a")
    with pytest.raises(KeyError):
        find("a")


def test_rest():
    assert take(3, 2) == 1
"""
ON_SHORT = {"test_value", "test_caught_by_its_base", "test_except"}


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    with imported(tmp_path_factory.mktemp("bank"), "bank", SOURCE, TESTS) as found:
        yield found


def test_all_of_them_cross(bank):
    assert bank.adopted.named == ()


@pytest.mark.parametrize(
    ("old", "new", "failed"),
    [
        ("class Short(BankError)", "class Short(Exception)", ON_SHORT),
        ("class Short(BankError)", "class Short(ValueError)", ON_SHORT),
        ("(BankError, KeyError)", "(KeyError)", {"test_both_bases"}),
        ("(BankError, KeyError)", "(BankError)", {"test_both_bases"}),
        ("class Short(BankError)", "class Short(BankError, ValueError)", set()),
        ("class Short(BankError)", "class Own(BankError):\n    pass\n\n\nclass Short(Own)", set()),
    ],
)
def test_another_base_fails_the_tests_that_fail_in_one_process(bank, old, new, failed):
    assert bank.changed(old, new).keys() == failed


def test_the_other_way_round(bank):
    source = SOURCE.replace("class BankError(Exception)", "class Short(Exception)", 1)
    source = source.replace("class Short(BankError)", "class BankError(Short)")
    assert bank.failed(source).keys() == ON_SHORT
