"""What is told of an exception of the student's that an imported test caught."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from imported_tests import Imported, imported

KEPT = """\
class Short(Exception):
    def __init__(self, number):
        super().__init__(number)
        self.number = number


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


def test_number():
    with pytest.raises(Short) as e:
        Account().short(1)
    assert e.value.number == 1
"""


CAUGHT = ["try: Account().short(1)", "except Exception as it: error = it"]


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


def test_what_a_caught_exception_lacks_is_asked_in_lines_that_run(kept):
    """Account().short(1).number raises what the call itself does."""
    shown = kept.changed("self.number = number", "pass")["test_number"].counterexample
    assert shown.call.splitlines() == [*CAUGHT, "error.number"]
    assert shown.got.startswith("AttributeError")


STEPS = """\
def steps(n):
    for at in range(n):
        yield at
    return "done"


def running():
    total = 0
    while True:
        more = yield total
        if more is None:
            break
        total += more


class Down:
    def __init__(self, n):
        self.left = n

    def __next__(self):
        if self.left <= 0:
            raise StopIteration
        self.left -= 1
        return self.left
"""
TEST_STEPS = """\
import pytest
from steps import Down, running, steps


def test_next():
    it = steps(3)
    assert (next(it), next(it)) == (0, 1)
    assert next(it) == 2


def test_unpacked():
    first, second, third = steps(3)
    assert third == 2


def test_sent():
    it = running()
    next(it)
    it.send(0)
    assert it.send(3) == 3


def test_down():
    down = Down(2)
    assert next(down) == 1
    assert next(down) == 0


def test_end():
    it = steps(1)
    next(it)
    with pytest.raises(StopIteration) as e:
        next(it)
    assert e.value.value == "done"
"""
ENDED = " (it ended here: nothing more came)"


@pytest.fixture(scope="module")
def steps(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    with imported(tmp_path_factory.mktemp("steps"), "steps", STEPS, TEST_STEPS) as found:
        yield found


@pytest.mark.parametrize(
    ("old", "new", "test", "got", "expected"),
    [
        ("range(n)", "range(n - 1)", "test_next", f"StopIteration: done{ENDED}", "2"),
        ("range(n)", "range(n - 1)", "test_unpacked", f"StopIteration: done{ENDED}", "2"),
        ("more is None", "not more", "test_sent", f"StopIteration{ENDED}", "0"),
        ("left <= 0", "left <= 1", "test_down", f"StopIteration{ENDED}", "0"),
        # It ends where it should, with something else.
        ('"done"', "3", "test_end", "StopIteration: 3", "e.value.value == 'done'"),
    ],
)  # fmt: skip
def test_what_ends_too_early_is_said_to_have_ended(steps, old, new, test, got, expected):
    shown = steps.changed(old, new)[test].counterexample
    assert (shown.how, shown.got.partition("\n")[0]) == ("raised", got)
    assert shown.expected == expected


def test_too_few_to_unpack_are_told_by_pythons_words(steps):
    """It was None that came, with which the check could not go on."""
    told = steps.changed("range(n)", "range(n - 1)")["test_unpacked"]
    assert told.message == (
        "The check can't go on with this answer: ValueError: "
        "not enough values to unpack (expected 3, got 2)."
    )
