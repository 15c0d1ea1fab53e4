"""Attributes and methods of an object: how what was asked of them is told."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from conftest import Grader, check, grader_of, statuses

from grader.model import Report

SET = 'title = "Objects"\nversion = "1.0.0"\nlicence = "MIT"\norder = ["account"]\n'
ACCOUNT = '''\
"""The movements are kept; the balance follows from them."""


class Account:
    def __init__(self, owner):
        self.owner = owner
        self.movements = []

    @property
    def balance(self):
        return sum(cents if kind == "deposit" else -cents for kind, cents in self.movements)

    def deposit(self, cents):
        if cents <= 0:
            raise ValueError("an amount must be positive")
        self.movements.append(("deposit", cents))

    def withdraw(self, cents):
        if not 0 < cents <= self.balance:
            raise ValueError("bad")
        self.movements.append(("withdraw", cents))

    def undo(self):
        return self.movements.pop()

    @property
    def history(self):
        return list(self.movements)

    def amounts(self):
        return [cents for _, cents in self.movements]

    def add_all(self, amounts):
        self.movements += [("deposit", cents) for cents in amounts]
'''
CHECKS = '''\
from functools import partial

from hypothesis import given, settings
from hypothesis.strategies import integers, just

from grader.checks import (
    assert_lasting, assert_property, assert_same, assert_same_program, assert_steady,
    assert_untouched, programs,
)

amounts = integers(-1, 5)


@settings(max_examples=150)
@given(
    program=programs(
        just("Ada"), deposit=amounts, withdraw=amounts, undo=(), balance=None, history=None,
        max_steps=12,
    )
)
def test_steps(student, reference, program):
    """Undo takes back the last movement, balance and all."""
    assert_same_program(student.Account, reference.Account, program)


def test_lasting(student):
    """Amounts that were returned stay as they were."""
    account = student.Account("Ada")
    account.deposit(2)
    assert_same(assert_lasting(account.amounts, then=[partial(account.deposit, 1)]), [2])


def test_undone(student):
    """What undo returned stays as it was."""
    account = student.Account("Ada")
    for cents in (1, 2, 3, 4):
        account.deposit(cents)
    assert_same(assert_lasting(account.undo), ("deposit", 4))


def test_untouched(student):
    """The amounts that are added stay as they are, and the same question has the same answer."""
    account = student.Account("Ada")
    assert_untouched(account.add_all, [2, 3])
    assert_same(assert_steady(account.amounts), [2, 3])


def test_history(student, reference):
    """A history that was returned stays as it was."""
    mine, right = student.Account("Ada"), reference.Account("Ada")
    mine.deposit(1)
    right.deposit(1)
    kept = mine.hold("history")
    mine.deposit(1)
    assert_property(
        kept.value() == right.history,
        "a history that was returned changes with the next deposit",
        got=kept.value(),
        want=right.history,
    )
'''


@pytest.fixture(scope="module")
def accounts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Grader]:
    root = tmp_path_factory.mktemp("accounts")
    files = {
        "exercises/objects/set.toml": SET,
        "exercises/objects/account/exercise.toml": (
            'title = "Account"\ndifficulty = "easy"\n\n[[hints]]\ntext = "?"\n'
        ),
        "exercises/objects/account/README.md": "# Account\n",
        "exercises/objects/account/account.py": "class Account:\n    pass\n",
        "exercises/objects/account/test_examples.py": "def test_nothing():\n    pass\n",
        "solutions/objects/account/solution.py": ACCOUNT,
        "solutions/objects/account/checks.py": CHECKS,
    }
    with grader_of(root, files) as grader:
        yield grader


def graded(accounts: Grader, old: str, new: str) -> Report:
    assert old in ACCOUNT
    return accounts(ACCOUNT.replace(old, new), "objects/account")


def shown(report: Report, name: str):
    found = check(report, name)
    assert found.status in ("failed", "error"), found
    assert found.counterexample is not None
    return found.counterexample


def failed(report: Report) -> set[str]:
    return {one.name for one in report.checks if one.status != "passed"}


def test_a_right_account_passes(accounts):
    assert statuses(accounts(ACCOUNT, "objects/account")) == {"passed"}


def test_an_answer_of_a_method_is_asked_whether_it_lasts(accounts):
    """All that was done stands in its order, so that whoever pastes it sees the same."""
    source = ACCOUNT.replace(
        "        return [cents for _, cents in self.movements]",
        "        self.all = getattr(self, 'all', [])\n"
        "        self.all[:] = [cents for _, cents in self.movements]\n"
        "        return self.all",
    )
    report = accounts(source, "objects/account")
    assert failed(report) == {"test_lasting"}
    assert (check(report, "test_lasting").message or "").endswith(
        "is handed out again by the second: who changes one changes both."
    )
    found = shown(report, "test_lasting")
    assert found.call.splitlines() == [
        "account = Account('Ada')",
        "account.deposit(2)",
        "kept = account.amounts()",
        "kept_2 = account.amounts()",
        "account.deposit(1)",
        "account.amounts()",
        "# every number in kept_2 is changed to 99",
        "kept",
    ]
    assert (found.how, found.got, found.expected) == ("returned", "[99, 99]", "[2]")


def test_what_a_method_returned_and_then_changes_is_told(accounts):
    report = graded(
        accounts,
        "return self.movements.pop()",
        "self.last = getattr(self, 'last', [])\n"
        "        self.last[:] = self.movements.pop()\n        return self.last",
    )
    found = shown(report, "test_undone")
    assert found.call.splitlines()[-3:] == ["kept = account.undo()", "account.undo()", "kept"]
    assert (found.got, found.expected) == ("['deposit', 3]", "['deposit', 4]")


def test_an_argument_of_a_method_is_asked_whether_it_stays(accounts):
    report = graded(
        accounts,
        "        self.movements += [(",
        "        amounts.sort(reverse=True)\n        self.movements += [(",
    )
    assert shown(report, "test_untouched").call == "Account('Ada').add_all([2, 3])"
    assert check(report, "test_untouched").message == "Changed its argument."


def test_what_was_kept_of_an_attribute_stands_where_it_was_kept(accounts):
    report = graded(accounts, "return list(self.movements)", "return self.movements")
    found = shown(report, "test_history")
    assert found.call.splitlines() == [
        "account = Account('Ada')",
        "account.deposit(1)",
        "kept = account.history",
        "account.deposit(1)",
        "kept",
    ]
    assert found.got == "[('deposit', 1), ('deposit', 1)]"
    assert found.expected == "[('deposit', 1)]"


KEPT = "    @property\n    def balance(self):\n        return sum"


def test_an_attribute_that_is_not_there_is_what_was_asked_for(accounts):
    report = graded(accounts, "def balance", "def saldo")
    found = shown(report, "test_steps")
    assert found.call == "Account('Ada').balance"
    assert "no attribute 'balance'" in found.got
    assert found.expected == "0"


def test_a_method_where_an_attribute_is_asked_for_is_said_to_be_one(accounts):
    report = graded(accounts, KEPT, KEPT.replace("    @property\n", ""))
    found = shown(report, "test_steps")
    assert (found.call, found.got, found.expected) == ("Account('Ada').balance", "a method", "0")
    said = "balance is a method here; it is asked for without parentheses."
    assert check(report, "test_steps").message == said


def test_an_empty_list_is_shown_as_one_beside_what_is_none(accounts):
    report = graded(accounts, "    @property\n    def history", "    def history")
    found = shown(report, "test_steps")
    assert (found.call, found.expected) == ("Account('Ada').history", "[]")


def test_a_line_that_raises_on_the_way_says_so(accounts):
    """Whoever pastes it would else think that this is what is wrong."""
    source = ACCOUNT.replace(
        "        return self.movements.pop()",
        "        self.spoilt = not self.movements\n        return self.movements.pop()",
    ).replace(
        "        return sum",
        "        if getattr(self, 'spoilt', False):\n            return -1\n        return sum",
    )
    found = shown(accounts(source, "objects/account"), "test_steps")
    assert found.call.splitlines() == [
        "account = Account('Ada')",
        "account.undo()  # raises IndexError",
        "account.balance",
    ]
    assert (found.got, found.expected) == ("-1", "0")


def test_an_exception_where_none_is_due_is_told_what_was(accounts):
    """Also where the right answer is None, which is no value to show."""
    report = graded(accounts, "if not 0 < cents <= self.balance", "if not 0 < cents < self.balance")
    found = shown(report, "test_steps")
    assert found.got.startswith("ValueError: bad")
    assert found.expected == "no exception"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (
            ACCOUNT.replace("class Account", "class BankAccount"),
            "The file has no class Account. There is one called BankAccount: is it the one?",
        ),
        (
            ACCOUNT.replace("class Account", "class account"),
            "The file has no class Account. Yours is called account: capitals count.",
        ),
        ("class Zoo:\n    pass\n", "The file has no class Account. It has Zoo."),
    ],
)
def test_a_class_that_is_not_there_is_called_one(accounts, source, said):
    report = accounts(source, "objects/account")
    assert {one.message for one in report.checks} == {said}
