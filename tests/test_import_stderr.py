"""What an imported test heard on stderr is told as that."""

from __future__ import annotations

import pytest
from imported_tests import imported

WARNS = """\
import sys


def warn(text):
    print("warning:", text, file=sys.stderr)


def both(text):
    print("out", text)
    print("err", text, file=sys.stderr)


def hello(name):
    print("hello", name)
"""
TESTS = """\
import warns


def test_warn(capsys):
    warns.warn("x")
    out, err = capsys.readouterr()
    assert err == "warning: x\\n"
    assert out == ""


def test_both(capsys):
    warns.both("x")
    out, err = capsys.readouterr()
    assert out == "out x\\n"
    assert err == "err x\\n"


def test_hello(capsys):
    warns.hello("Bo")
    assert capsys.readouterr().out == "hello Bo\\n"
"""
SHOWN = [
    ("warn", "warn('x')", "what was printed on stderr:\n'warn x\\n'"),
    ("both", "both('x')", "what was printed on stderr:\n'er x\\n'"),
    ("hello", "hello('Bo')", "what was printed:\n'hi Bo\\n'"),
]


@pytest.fixture(scope="module")
def failed(tmp_path_factory):
    with imported(tmp_path_factory.mktemp("warns"), "warns", WARNS, TESTS) as found:
        assert found.adopted.named == ()
        wrong = WARNS.replace('"warning:"', '"warn"').replace('"err"', '"er"')
        yield found.failed(wrong.replace('"hello"', '"hi"'), thorough=True)


@pytest.mark.parametrize(("name", "call", "got"), SHOWN)
def test_what_was_printed_on_stderr_is_told_by_its_name(failed, name, call, got):
    shown = failed[f"test_{name}"].counterexample
    assert (shown.call, shown.got) == (call, got)
    right = {"'warn ": "'warning: ", "'er ": "'err ", "'hi ": "'hello "}
    expected = got
    for wrong, text in right.items():
        expected = expected.replace(wrong, text)
    assert shown.expected == expected
