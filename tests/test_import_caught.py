"""What is told of an exception of the student's that an imported test caught."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from imported_tests import Imported, imported

KEPT = """\
class Short(Exception):
    pass


class Account:
    def __init__(self):
        self.items = []

    def add(self, n):
        self.items.append(n)

    def short(self, n):
        if n not in self.items:
            raise Short(n)

    def __enter__(self):
        self.saved = list(self.items)
        return self

    def __exit__(self, kind, error, trace):
        if kind is not None:
            self.items = self.saved
        return False


def averager():
    total = 0
    while True:
        x = yield total or None
        if x is None:
            return total
        total += x


def why(error):
    return len(error.args)
"""
TESTS = """\
import pytest
from kept import Account, Short, averager, why


def test_block():
    account = Account()
    with pytest.raises(Short):
        with account:
            account.add(10)
            account.short(1000)
    assert account.items == []


def test_total():
    it = averager()
    next(it)
    it.send(10)
    it.send(20)
    with pytest.raises(StopIteration) as e:
        it.send(None)
    assert e.value.value == 30


def test_why():
    with pytest.raises(Short) as e:
        Account().short(1)
    assert why(e.value) == 1
"""


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    with imported(tmp_path_factory.mktemp("kept"), "kept", KEPT, TESTS) as found:
        yield found


def test_the_line_of_a_block_that_raises_the_students_own_exception_is_shown(kept):
    """It was lost: pasted beside a right file, the lines gave another answer than was expected."""
    shown = kept.changed("self.items = self.saved", "pass")["test_block"].counterexample
    assert shown.call.splitlines() == [
        "account = Account()",
        "with account:",
        "    account.add(10)",
        "    account.short(1000)  # raises Short",
        "account.items",
    ]
    assert (shown.got, shown.expected) == ("[10]", "[]")


def test_what_an_exception_has_is_no_answer_of_before(kept):
    """next(averager()) returned None, as it should, and was told where the last call ended with
    None."""
    told = kept.changed("return total", "return")["test_total"]
    assert told.message == "`e.value.value == 30` is false: None == 30."
    assert told.counterexample.call.splitlines()[1:] == [
        "next(my_generator)",
        "my_generator.send(10)",
        "my_generator.send(20)",
        "my_generator.send(None)",
    ]
    assert told.counterexample.got == "StopIteration"


def test_what_was_asked_of_a_caught_exception_is_an_answer(kept):
    shown = kept.changed("len(error.args)", "len(error.args) + 1")["test_why"].counterexample
    assert shown.call.splitlines()[-1].startswith("why(")
    assert (shown.got, shown.expected) == ("2", "1")
