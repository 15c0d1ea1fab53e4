"""What several calls of an imported test were given is one value in the lines of a report, and each
call is among them that has changed it or should have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from imported_tests import Imported, imported

STACK = """\
class Log:
    def __init__(self, lines):
        self.lines = lines

    def add(self, line):
        self.lines.append(line)


def push(s, x):
    s.append(x)


def pop(s):
    return s.pop()


def size(s):
    return len(s)


def put(d, key, value):
    d[key] = value


def add(total, row):
    total += row


def mean(total):
    return float(total.mean())
"""
TESTS = """\
import numpy as np

from stack import Log, add, mean, pop, push, put, size


def test_push():
    s = []
    push(s, 1)
    push(s, 2)
    assert s == [1, 2]


def test_own_between():
    s = []
    push(s, 1)
    s.append(5)
    push(s, 2)
    assert s == [1, 5, 2]


def test_read_between():
    s = [1, 2, 3]
    assert size(s) == 3
    push(s, 4)
    assert size(s) == 4
    assert pop(s) == 4
    assert s == [1, 2, 3]


def test_put():
    d = {}
    put(d, "a", 1)
    put(d, "b", 2)
    assert d == {"a": 1, "b": 2}


def test_put_length():
    d = {}
    put(d, "b", 1)
    put(d, "a", 2)
    assert len(d) == 2


def test_log():
    lines = []
    log = Log(lines)
    log.add("x")
    log.add("y")
    assert lines == ["x", "y"]


def test_array():
    total = np.zeros(2)
    add(total, 1)
    add(total, 3)
    assert mean(total) == 4


def test_others():
    one, other = [1], [2]
    push(one, 3)
    push(other, 4)
    assert other == [2, 4]
"""
NOTHING = {
    "self.lines = lines": "self.lines = list(lines)",
    "s.append(x)": "pass",
    "d[key] = value": "pass",
    "total += row": "total = total + row",
}
OTHERWISE = {
    "self.lines.append(line)": "self.lines = [*self.lines, line]",
    "s.append(x)": "s.insert(0, x)",
    "s.pop()": "s[-1]",
    "d[key] = value": "d.setdefault('a', value)",
    "total += row": "total[:] = row",
}
# The lines, with what a file does wrong.
SHOWN = [
    (NOTHING, "push", "given = []; push(given, 1); push(given, 2)"),
    (OTHERWISE, "push", "given = []; push(given, 1); push(given, 2)"),
    (NOTHING, "own_between", "given = []; push(given, 1); given.append(5); push(given, 2)"),
    (OTHERWISE, "own_between", "given = []; push(given, 1); given.append(5); push(given, 2)"),
    (NOTHING, "read_between", "given = [1, 2, 3]; push(given, 4); size(given)"),
    (NOTHING, "put", "given = {}; put(given, 'a', 1); put(given, 'b', 2)"),
    (OTHERWISE, "put", "given = {}; put(given, 'a', 1); put(given, 'b', 2)"),
    (NOTHING, "put_length", "given = {}; put(given, 'b', 1); put(given, 'a', 2)"),
    (NOTHING, "log", "given = []; log = Log(given); log.add('x'); log.add('y')"),
    (OTHERWISE, "log", "given = []; log = Log(given); log.add('x'); log.add('y')"),
    (NOTHING, "array", "add(a, 1); add(a, 3); mean(a)"),
    (OTHERWISE, "array", "add(a, 1); add(a, 3); mean(a)"),
    (NOTHING, "others", "push(s, x=4)"),
]


@pytest.fixture(scope="module")
def failed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The failed checks of a file with these mistakes; each is graded once."""
    with imported(tmp_path_factory.mktemp("again"), "stack", STACK, TESTS) as found:
        yield _graded(found)


def _graded(found: Imported) -> Any:
    assert found.adopted.named == ()
    known = {}
    for mistakes in (NOTHING, OTHERWISE):
        source = STACK
        for right, wrong in mistakes.items():
            assert right in source
            source = source.replace(right, wrong)
        known[id(mistakes)] = source, found.failed(source, thorough=True)
    return lambda mistakes: known[id(mistakes)]


@pytest.mark.parametrize(("mistakes", "name", "lines"), SHOWN)
def test_each_call_that_changes_a_value_or_should_is_shown(failed, mistakes, name, lines):
    shown = failed(mistakes)[1][f"test_{name}"].counterexample
    assert shown.call == lines.replace("; ", "\n")


@pytest.mark.parametrize("mistakes", [NOTHING, OTHERWISE])
def test_what_the_value_is_afterwards_is_so_in_plain_python(failed, mistakes):
    source, checks = failed(mistakes)
    seen = 0
    for name, check in checks.items():
        shown = check.counterexample
        if shown.how == "afterwards" and shown.call.startswith("given = "):
            space: dict[str, Any] = {}
            exec(source, space)
            exec(shown.call, space)
            assert repr(space["given"]) == shown.got.rpartition("\n")[2].strip(), (name, shown.got)
            seen += 1
    assert seen >= 4
