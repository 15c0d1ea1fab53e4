"""A check names an exception class of the student's own file, and asks for that one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from conftest import DOUBLE, SET, Grader, check, grader_of

from grader.errors import CheckFault
from grader.grade.session import Options, Session

SOLUTION = """\
class NoMoney(Exception):
    pass


class Account:
    def __init__(self, balance):
        self.balance = balance

    def withdraw(self, amount):
        if amount > self.balance:
            raise NoMoney(amount)
        self.balance -= amount
        return self.balance
"""
CHECKS = '''\
from hypothesis import given
from hypothesis.strategies import integers

from grader.checks import assert_raises, assert_same, assert_same_program, programs

amounts = given(n=integers(0, 9))


@amounts
def test_own(student, reference, n):
    """Whoever has too little hears NoMoney."""
    account = student.Account(n)
    error = assert_raises(student.NoMoney, account.hold("withdraw"), n + 1)
    assert_same(str(error), str(n + 1))


@amounts
def test_either(student, reference, n):
    """Whoever has too little hears NoMoney or ValueError."""
    account = student.Account(n)
    assert_raises((student.NoMoney, ValueError), lambda: account.withdraw(n + 1))


@given(program=programs(integers(0, 5), withdraw=integers(0, 9)))
def test_steps(student, reference, program):
    """The account knows what it has."""
    assert_same_program(student.Account, reference.Account, program)
'''


FILES = {
    "exercises/tiny/set.toml": SET.replace('["double", "slide"]', '["double"]'),
    **DOUBLE,
    "solutions/tiny/double/solution.py": SOLUTION,
    "solutions/tiny/double/checks.py": CHECKS,
}
ALL = ("test_own", "test_either", "test_steps")
DERIVED = "class Overdrawn(NoMoney):\n                pass\n            raise Overdrawn"


@pytest.fixture(scope="module")
def grader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Grader]:
    with grader_of(tmp_path_factory.mktemp("own"), FILES) as made:
        yield made


@pytest.mark.parametrize(
    ("old", "new", "failing"),
    [
        ("(Exception)", "(ValueError)", ()),
        ("raise NoMoney", DERIVED, ()),
        ("raise NoMoney", "raise ValueError", ("test_own", "test_steps")),
        ("raise NoMoney", "raise RuntimeError", ALL),
        ("raise NoMoney(amount)", "raise NoMoney", ("test_own",)),
        ("raise NoMoney(amount)", "pass", ALL),
    ],
    ids=[
        "otherwise derived",
        "one derived from it",
        "builtin",
        "another builtin",
        "no words",
        "none",
    ],
)
def test_an_exception_of_the_files_own_is_known_by_its_class(grader, old, new, failing):
    report = grader(SOLUTION.replace(old, new))
    assert tuple(c.name for c in report.checks if c.status != "passed") == failing


def test_one_that_only_bears_the_name_is_another(grader):
    """A class of that name inside a function is not the one that a caller can catch."""
    inner = "class NoMoney(Exception):\n                pass\n            raise NoMoney"
    report = grader(SOLUTION.replace("raise NoMoney", inner))
    assert check(report, "test_own").status == "failed"


def test_who_raises_another_one_is_told_which_was_asked_for(grader):
    report = grader(SOLUTION.replace("raise NoMoney", "raise ValueError"))
    for name in ("test_own", "test_steps"):
        failed = check(report, name)
        assert failed.message == "Raised ValueError, expected NoMoney."
        assert failed.counterexample.got.startswith("ValueError: ")
        assert failed.counterexample.expected == "NoMoney to be raised"
    assert check(report, "test_own").counterexample.call == "Account(0).withdraw(1)"


def test_who_has_no_such_class_is_told_so(grader):
    source = SOLUTION.replace("class NoMoney(Exception):\n    pass\n\n\n", "")
    report = grader(source.replace("raise NoMoney", "raise KeyError"))
    assert check(report, "test_own").message == (
        "Raised KeyError, expected NoMoney: the file has no exception class NoMoney."
    )


def refused(tiny_set, body: str) -> str:
    """What an author is told of a check with this body."""
    tiny_set.write("solutions/tiny/double/solution.py", SOLUTION)
    head = "import unittest\nimport pytest\nfrom grader.checks import assert_raises\n"
    check = f'def test_own(student):\n    """It is heard."""\n{body}'
    tiny_set.write("solutions/tiny/double/checks.py", f"{head}\n\n{check}")
    with pytest.raises(CheckFault) as fault, Session(tiny_set.exercise(), Options()):
        pass
    return fault.value.message


@pytest.mark.parametrize(
    "line",
    [
        "with pytest.raises(student.NoMoney):",
        "with unittest.TestCase().assertRaises(student.NoMoney):",
        "try:",
    ],
)
def test_what_catches_here_and_knows_no_class_of_theirs_is_refused_with_what_does(tiny_set, line):
    after = "    except student.NoMoney:\n        pass\n" if line == "try:" else ""
    said = refused(tiny_set, f"    {line}\n        student.Account(0).withdraw(1)\n{after}")
    assert said.endswith("own: assert_raises(student.NoSuchKey, function, …)")


def test_a_class_that_the_reference_lacks_is_no_students_fault(tiny_set):
    """It is misspelt in the check."""
    body = "    assert_raises(student.NoMony, student.Account(0).hold('withdraw'), 1)\n"
    assert "the file has no exception class NoMony" in refused(tiny_set, body)


@pytest.mark.parametrize("what", ["'ValueError'", "student.Account(0)", "int", "()"])
def test_what_is_no_exception_class_is_refused(tiny_set, what):
    body = f"    assert_raises({what}, student.Account, 1)\n"
    assert "expected an exception class" in refused(tiny_set, body)
