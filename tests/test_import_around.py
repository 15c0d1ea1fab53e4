"""What an imported test replaces around the student's code: what is typed and printed, arguments of
the command line, chance, the clock's sleep, names of the file's own. The worker is told of it, and
nothing of it lasts.
"""

from __future__ import annotations

import io
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from imported_tests import Imported, imported

from grader.import_tests.find_files import find_sources
from grader.import_tests.importer import adopt
from grader.imported.conversation import Conversation
from grader.imported.fixtures import Patches, patches_are_told
from grader.imported.shared_arguments import CannotCross
from grader.imported.surroundings import NAMES, Surroundings
from grader.process.around import Around
from grader.wire.data import Seq
from grader.wire.messages import Operation, Outcome, Raised, Returned, WireError

DESK = """\
import random
import sys
import time


def greet(name):
    print(f"Hello, {name}!")


def warn(text):
    print(text, file=sys.stderr)


def ask():
    name = input("Name? ")
    age = int(input("Age? "))
    print(name, "will be", age + 1)
    return age + 1


def lines():
    return [line.strip() for line in sys.stdin]


def roll(n):
    return sum(random.randint(1, 6) for _ in range(n))


def wait(seconds):
    time.sleep(seconds)
    return "done"


def main():
    print(" ".join(sys.argv[1:]).upper())


def read(name):
    with open(name) as file:
        return [line.strip() for line in file.readlines()]


def price():
    return 3


def total(n):
    return n * price()


def collect(into):
    into.append(input("More? "))


class Clerk:
    pass
"""

TEST_DESK = """\
import builtins
import copy
import io
import os
import random
import sys
import unittest
from contextlib import redirect_stderr, redirect_stdout
from unittest import mock
from unittest.mock import Mock, call, mock_open, patch

import desk
import pytest
from desk import Clerk, ask, collect, greet, lines, main, read, roll, total, wait, warn


def test_greets(capsys):
    greet("Ada")
    assert capsys.readouterr().out == "Hello, Ada!\\n"
    assert capsys.readouterr().out == ""


def test_warns(capfd):
    warn("careful")
    found = capfd.readouterr()
    assert (found.out, found.err) == ("", "careful\\n")


def test_asks(monkeypatch, capsys):
    answers = iter(["Ada", "36"])
    monkeypatch.setattr("builtins.input", lambda prompt="": next(answers))
    assert ask() == 37
    assert "Ada will be 37" in capsys.readouterr().out


def test_asks_the_builtin(monkeypatch):
    monkeypatch.setattr(builtins, "input", lambda _: "5")
    assert ask() == 6


def test_collects_into_the_tests_list(monkeypatch):
    monkeypatch.setattr("builtins.input", lambda prompt="": "tea")
    items = ["milk"]
    collect(items)
    assert items == ["milk", "tea"]


def test_asks_a_stream(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", io.StringIO("Bo\\n7\\n"))
    assert ask() == 8
    assert capsys.readouterr().out == "Name? Age? Bo will be 8\\n"


def test_reads_a_stream():
    with patch("sys.stdin", io.StringIO("a\\nb\\n")):
        assert lines() == ["a", "b"]


@patch("builtins.input", side_effect=["Cy", "1"])
def test_asks_a_mock(mocked):
    assert ask() == 2
    assert mocked.call_args_list == [call("Name? "), call("Age? ")]


@patch("builtins.print")
def test_prints_to_a_mock(mocked):
    greet("Di")
    mocked.assert_called_once_with("Hello, Di!")


@patch("sys.stdout", new_callable=io.StringIO)
def test_prints_to_a_stream(out):
    greet("Eve")
    assert out.getvalue() == "Hello, Eve!\\n"


def test_prints_where_it_is_sent():
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        greet("Flo")
        warn("no")
    assert (out.getvalue(), err.getvalue()) == ("Hello, Flo!\\n", "no\\n")


@patch("random.randint", return_value=4)
def test_rolls(mocked):
    assert roll(3) == 12
    assert mocked.call_count == 3


def test_rolls_in_the_file():
    with patch("desk.random.randint", side_effect=[1, 2]):
        assert roll(2) == 3


def test_rolls_the_same_from_a_seed():
    random.seed(3)
    wanted = sum(random.randint(1, 6) for _ in range(10))
    random.seed(3)
    assert roll(10) == wanted


@patch("time.sleep")
def test_waits(mocked):
    assert wait(1000) == "done"
    mocked.assert_called_once_with(1000)


def test_waits_for_a_mock_only(monkeypatch):
    slept = []
    monkeypatch.setattr(desk.time, "sleep", slept.append)
    wait(2000)
    assert slept == [2000]


def test_main(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["desk.py", "a", "b"])
    main()
    assert capsys.readouterr().out == "A B\\n"


def test_main_of_a_path(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(sys, "argv", ["desk.py", str(tmp_path / "a")])
    desk.main()
    assert len(capsys.readouterr().out.split()) == 1


def test_main_in_place(capsys):
    before = list(sys.argv)
    sys.argv[1:] = ["c"]
    main()
    sys.argv[:] = before
    assert capsys.readouterr().out == "C\\n"


@mock.patch("desk.open", create=True, side_effect=lambda name: io.StringIO(f"{name}\\nend\\n"))
@mock.patch("io.StringIO", wraps=io.StringIO)
class FileTest(unittest.TestCase):
    def test_reads_what_is_played(self, stream, opened):
        self.assertEqual(read("a.txt"), ["a.txt", "end"])


def test_reads_a_mocked_file():
    with patch("builtins.open", mock_open(read_data="x\\ny\\n")) as opened:
        assert read("b.txt") == ["x", "y"]
    opened.assert_called_once_with("b.txt")


def test_a_function_of_the_file_is_replaced(monkeypatch):
    monkeypatch.setattr(desk, "price", lambda: 10)
    assert total(2) == 20
    assert desk.price() == 10


def test_and_is_itself_again():
    with patch.object(desk, "price", Mock(return_value=7)):
        assert total(1) == 7
    assert total(1) == 3


def test_subtests(subtests):
    for n in (1, 2):
        with subtests.test(n=n):
            assert total(n) == 3 * n


@pytest.fixture
def answers(monkeypatch):
    def give(*texts):
        left = list(texts)
        monkeypatch.setattr("builtins.input", lambda prompt="": left.pop(0))

    return give


def test_asks_a_fixture(answers):
    answers("Zed", "9")
    assert ask() == 10


# What stays behind.


@patch("os.remove")
def test_no_library(mocked):
    assert total(1) == 3
    mocked.assert_not_called()


def test_no_class():
    with patch.object(Clerk, "name", "x", create=True):
        assert total(1) == 3


def test_no_dictionary():
    with patch.dict(copy.__dict__, {"A": "1"}):
        assert total(1) == 3


def test_no_other_way(monkeypatch):
    monkeypatch.syspath_prepend("lib")
    assert total(1) == 3


def test_no_library_by_monkeypatch(monkeypatch):
    monkeypatch.setattr(copy, "copy", len)
    assert total(1) == 3
"""

BEHIND = {
    "test_no_library": "replaces os.remove, of which",
    "test_no_class": "replaces name of an object of the student's",
    "test_no_dictionary": "fills a dictionary that isn't one of its file's",
    "test_no_other_way": "uses monkeypatch.syspath_prepend",
    "test_no_library_by_monkeypatch": "replaces copy.copy, of which",
}


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    with imported(tmp_path_factory.mktemp("around"), "desk", DESK, TEST_DESK) as found:
        yield found


def test_all_are_imported_but_those_that_replace_what_nobody_is_told_of(graded):
    """A test that replaces something for itself alone would pass, and test nothing."""
    named = {one.test: one.why for one in graded.adopted.named}
    assert named.keys() == BEHIND.keys()
    for test, why in BEHIND.items():
        assert why in named[test]
    assert len(graded.adopted.checks) == TEST_DESK.count("def test_") - len(BEHIND)


def test_the_solution_passes_and_prints_nothing_here(graded, capsys):
    assert graded.failed(DESK) == {}
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("old", "new", "names"),
    [
        ('print(f"Hello', 'print(f"Hi', {"test_greets", "test_prints_to_a_mock",
         "test_prints_to_a_stream", "test_prints_where_it_is_sent"}),
        (", file=sys.stderr", "", {"test_warns", "test_prints_where_it_is_sent"}),
        ('input("Age? ")', "input()", {"test_asks_a_stream", "test_asks_a_mock",
         "test_asks_the_builtin"}),
        ("    age = int", "    input()\n    age = int", {"test_asks", "test_asks_a_stream",
         "test_asks_a_mock", "test_asks_a_fixture", "test_asks_the_builtin"}),
        ("random.randint(1, 6) for", "random.choice([1, 2, 3, 4, 5, 6]) for", {"test_rolls",
         "test_rolls_in_the_file"}),
        ("(1, 6)", "(0, 6)", {"test_rolls_the_same_from_a_seed"}),
        ("    time.sleep(seconds)\n", "", {"test_waits", "test_waits_for_a_mock_only"}),
        ("sys.argv[1:]", "sys.argv", {"test_main", "test_main_of_a_path", "test_main_in_place"}),
        ("open(name)", "open(name + 'x')", {"FileTest.test_reads_what_is_played",
         "test_reads_a_mocked_file"}),
        ("n * price()", "n * 3", {"test_a_function_of_the_file_is_replaced",
         "test_and_is_itself_again"}),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 20 else "",
)  # fmt: skip
def test_a_mistake_fails_the_tests_that_fail_in_one_process(graded, old, new, names):
    assert graded.changed(old, new).keys() == names


def test_what_was_printed_is_shown_as_such(graded):
    """A student printed it, and returned nothing."""
    found = graded.changed('print(f"Hello', 'print(f"Hi')["test_greets"]
    shown = found.counterexample
    assert shown.call == "greet('Ada')"
    assert shown.got == "what was printed:\n'Hi, Ada!\\n'"
    assert shown.expected == "what was printed:\n'Hello, Ada!\\n'"


@pytest.mark.parametrize(
    "change",
    [
        "sys.stdout.close()",
        "sys.stdout = None",
        "__builtins__.clear()",
        "random.seed = random.randint = None",
        "input = print",
        "time.sleep = None",
        "print('x' * 10_000_000)",
        "sys.stdin = sys.argv = 3",
    ],
)
def test_a_file_that_changes_its_surroundings_costs_nobody_else_anything(graded, change):
    """Neither us nor the next submission."""
    before = {name: getattr(sys.modules[m], name) for m, names in NAMES.items() for name in names}
    graded.changed("def price():", f"{change}\n\n\ndef price():")
    assert graded.failed(DESK) == {}
    after = {name: getattr(sys.modules[m], name) for m, names in NAMES.items() for name in names}
    assert after == before


def test_this_process_does_its_own_work_with_what_is_its_own(monkeypatch):
    """While a worker is asked, the grader's clock, files and streams are none of the test's."""
    around = Surroundings()
    around.begin(lambda module, args: None)
    monkeypatch.setattr(time, "sleep", None)
    monkeypatch.setattr("builtins.open", None)
    with around.real():
        assert callable(time.sleep)
        assert callable(open)
    assert time.sleep is None
    assert [change[:2] for change in around.changes()] == [("builtins", "open"), ("time", "sleep")]
    assert list(around.changes()) == []
    monkeypatch.undo()
    assert list(around.changes()) == [("builtins", "open", []), ("time", "sleep", [])]
    around.end()


def test_a_test_that_leaves_things_replaced_leaves_them_so_for_itself_alone():
    around, own = Surroundings(), (sys.stdout, random.seed)
    around.begin(lambda module, args: None)
    sys.stdout = io.StringIO()
    arguments = list(sys.argv)
    sys.argv.append("x")
    around.end()
    assert (sys.stdout, random.seed) == own
    assert sys.argv == arguments


def test_a_worker_puts_everything_back_after_a_case():
    file = type(sys)("file")
    file.a = 1  # type: ignore[attr-defined]
    around, own = Around(), (time.sleep, sys.stdout)
    around.put(file, None, "a", [2])
    around.put(file, None, "b", [3])
    around.put(file, "time", "sleep", [print])
    around.put(file, "sys", "stdout", [True])
    print("heard")
    assert around.heard() == ("heard\n", "")
    assert (file.a, file.b, time.sleep) == (2, 3, print)
    around.restore()
    assert (time.sleep, sys.stdout) == own
    assert file.a == 1
    assert not hasattr(file, "b")


class Liar:
    """A channel whose worker says what it likes."""

    def __init__(self, *outcomes: Outcome) -> None:
        self._outcomes = list(outcomes)
        self.asked: list[Operation] = []

    def run(self, operation: Operation) -> tuple[int, Outcome]:
        self.asked.append(operation)
        return len(self.asked) - 1, self._outcomes.pop(0)


@pytest.mark.parametrize(
    "heard",
    [
        Raised("A", (), ""),
        Returned(3),
        Returned(Seq("tuple", ["a", "b"])),
        Returned("ab"),
        Returned(None),
    ],
)
def test_a_worker_that_heard_no_texts_is_not_believed(tmp_path, heard):
    talk = Conversation(Liar(Returned(None), Returned(1), heard), tmp_path)
    talk.begin()
    try:
        sys.stdout = io.StringIO()
        with pytest.raises(WireError, match="not heard"):
            talk.ask("call", None, "f")
    finally:
        talk.end()


def test_a_name_that_can_t_be_replaced_there_is_refused(tmp_path):
    talk = Conversation(Liar(Raised("TypeError", (), "no")), tmp_path)
    talk.begin()
    try:
        with pytest.raises(CannotCross, match="replaces f, which can't be done there: no"):
            talk.outside.replace("f", 1)
    finally:
        talk.end()
    talk = Conversation(Liar(), tmp_path)
    with pytest.raises(CannotCross, match="replaces f while the tests are collected"):
        talk.outside.replace("f", 1)


def test_what_belongs_to_the_tests_is_replaced_as_they_like():
    """It is theirs, and nobody else's business."""
    from unittest import mock

    class Own:
        size = 1

    talk: Any = Conversation(Liar(), Path(__file__).parent)
    with Patches(talk, Path(__file__).parent).context() as patches:
        patches.setattr(Own, "size", 2)
        assert Own.size == 2
    assert Own.size == 1
    with patches_are_told(talk, Path(__file__).parent):
        with mock.patch.object(Own, "size", 3):
            assert Own.size == 3
        with pytest.raises(CannotCross, match="fills a dictionary"), mock.patch.dict({}, {}):
            pass


def test_marks_of_elsewhere_are_no_reason_to_warn(tmp_path, recwarn):
    """`@pytest.mark.task(taskno=1)` is of use where the tests come from."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "one.py").write_text("def one():\n    return 1\n", "utf-8")
    test = "import pytest\nfrom one import one\n\n\n@pytest.mark.task(taskno=1)\ndef test_one():\n"
    (folder / "test_one.py").write_text(f"{test}    assert one() == 1\n", "utf-8")
    adopted = adopt(find_sources(folder), "mine/one_", tmp_path / "out")
    assert adopted.checks == ("test_one",)
    assert [str(one.message) for one in recwarn] == []
