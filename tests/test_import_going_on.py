"""An imported test that goes on and on with an answer: what leads back to itself has no end."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from imported_tests import Imported, imported

from grader.imported.shared_arguments import AskedTooMuch
from grader.judge.going_on import FEWEST, GoingOn
from grader.wire.messages import Operation, Outcome, Returned

CHAIN = """\
class Link:
    def __init__(self, value, after=None):
        self.value, self.after = value, after

    def following(self):
        return self.after


class Chain:
    def __init__(self, values):
        self.first = None
        for value in values:
            self.first = Link(value, self.first)

    def __iter__(self):
        link = self.first
        while link:
            yield link.value
            link = link.after
"""

TEST_CHAIN = """\
import unittest

from chain import Chain


class ChainTest(unittest.TestCase):
    def test_list(self):
        self.assertEqual(list(Chain([1, 2, 3])), [3, 2, 1])

    def test_walk(self):
        link, count = Chain([1, 2]).first, 0
        while link is not None:
            count += 1
            link = link.following()
        self.assertEqual(count, 2)

    def test_lots(self):
        self.assertEqual(sum(Chain(range(60))), 1770)
"""


@pytest.fixture(scope="module")
def chains(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    with imported(tmp_path_factory.mktemp("chain"), "chain", CHAIN, TEST_CHAIN) as made:
        yield made


def test_a_list_that_leads_back_to_itself_is_told_by_its_first_wrong_answer(chains):
    """Of an iterator and of links that are followed. It took minutes to find out what had been
    done before the last of five thousand steps."""
    turned = "self.first = Link(value)\n            self.first.after = self.first"
    failed = chains.changed("self.first = Link(value, self.first)", turned)
    assert {name.rpartition("_")[2] for name in failed} == {"list", "walk", "lots"}
    every = {name.rpartition("_")[2]: check for name, check in failed.items()}
    for check in every.values():
        assert check.message is not None
        assert check.message.startswith("With this answer the test goes on and on: stopped after 1")
    shown = every["list"].counterexample
    assert shown is not None
    assert shown.call.count("next(") == 2
    assert (shown.got, shown.expected) == ("3", "2")
    shown = every["walk"].counterexample
    assert shown is not None
    assert shown.call == "Chain([1, 2]).first.following()"
    assert (shown.got, shown.expected) == ("the object itself", "a Link")


class Echo:
    def run(self, operation: Operation) -> tuple[int, Outcome]:
        return 0, Returned(1)


def test_how_often_the_students_code_calls_a_tests_function_is_its_own_affair():
    channel = GoingOn(Echo(), [], [])
    for _ in range(2 * FEWEST):
        channel.run(Operation("answer", 0, None))
    for _ in range(FEWEST):
        channel.run(Operation("call", None, "next"))
    with pytest.raises(AskedTooMuch, match="on and on"):
        channel.run(Operation("call", None, "next"))
    assert channel.stopped
