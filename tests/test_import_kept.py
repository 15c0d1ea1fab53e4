"""What is shown of an imported test where code keeps something for all objects or calls: lines that
give the wrong answer wherever they are pasted, and that they are others' where they are.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from imported_tests import Imported, imported

from grader.explain.earlier_calls import SHARED

KENNEL = """\
stock = {}


def add(item, count=1):
    stock[item] = stock.get(item, 0) + count


def total():
    return sum(stock.values())


def clear():
    stock.clear()


class Dog:
    def __init__(self, name):
        self.name = name
        self.tricks = []

    def learn(self, trick):
        self.tricks.append(trick)
        return len(self.tricks)
"""
TESTS = """\
import unittest
import kennel
from kennel import Dog


class Dogs(unittest.TestCase):
    def setUp(self):
        kennel.clear()
        self.fido, self.buddy = Dog("Fido"), Dog("Buddy")

    def test_a_first(self):
        self.assertEqual(self.fido.learn("sit"), 1)

    def test_b_others(self):
        self.fido.learn("roll over")
        self.buddy.learn("play dead")
        self.assertEqual(len("abc"), 3)
        self.assertEqual(self.buddy.tricks, ["play dead"])

    def test_c_total(self):
        kennel.add("bones")
        kennel.add("bones", 2)
        self.assertEqual(kennel.total(), 3)
"""


@pytest.fixture(scope="module")
def kennel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    with imported(tmp_path_factory.mktemp("kennel"), "kennel", KENNEL, TESTS) as found:
        assert not found.adopted.named
        yield found


def first(failed):
    return next(iter(failed.values()))


def test_what_a_class_keeps_for_all_is_shown_with_what_was_done_to_the_others(kennel):
    """The test before it taught a trick, too: what comes here is what comes when it is pasted."""
    shared = ("        self.tricks = []\n\n", "\n    tricks = []\n\n")
    check = first(kennel.changed(*shared))
    assert check.name.endswith("test_b_others")
    shown = check.counterexample
    assert shown is not None
    assert shown.call.splitlines() == [
        "clear()",
        "dog = Dog('Buddy')",
        "Dog('Fido').learn('roll over')",
        "dog.learn('play dead')",
        "dog.tricks",
    ]
    assert (shown.got, shown.expected) == ("['roll over', 'play dead']", "['play dead']")
    assert check.why is not None
    assert check.why.text == SHARED
    assert pasted(KENNEL.replace(*shared), shown.call) == ["roll over", "play dead"]


def test_what_a_module_keeps_is_shown_with_the_calls_that_put_it_there(kennel):
    new = ("stock.get(item, 0) + count", "count")
    check = first(kennel.changed(*new))
    shown = check.counterexample
    assert shown is not None
    lines = ["clear()", "add('bones')", "add('bones', 2)", "total()"]
    assert [line for line in shown.call.splitlines() if "Dog" not in line] == lines
    assert check.why is None
    assert pasted(KENNEL.replace(*new), shown.call) == 2


def test_lines_that_say_it_alone_are_all_that_is_shown(kennel):
    check = first(kennel.changed("return len(self.tricks)", "return len(self.tricks) - 1"))
    assert check.counterexample is not None
    assert check.counterexample.call == "Dog('Fido').learn('sit')"
    assert check.why is None


def pasted(source: str, call: str) -> object:
    """What the last line gives, behind the others, where the file is loaded."""
    names: dict[str, object] = {}
    *before, last = call.splitlines()
    exec("\n".join([source, *before]), names)
    return eval(last, names)
