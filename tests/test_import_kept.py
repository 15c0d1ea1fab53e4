"""What is shown of an imported test where code keeps something for all objects or calls: lines that
give the wrong answer wherever they are pasted, and that they are others' where they are.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from imported_tests import Imported, imported

from grader.explain.earlier_calls import SHARED

KENNEL = """\
import json

stock = {}
visits = 0
fee = 3


def add(item, count=1):
    stock[item] = stock.get(item, 0) + count


def total():
    return sum(stock.values())


def clear():
    stock.clear()


def visit():
    global visits
    visits += 1
    return visits


def price(days):
    return days * fee


def tell_total():
    print(total(), "in all")


def note(path, line):
    with open(path, "a") as file:
        file.write(line + "\\n")


def report(path, count):
    with open(path, "w") as file:
        json.dump({"count": count}, file)


class Dog:
    number = 0

    def __init__(self, name):
        self.name = name
        self.tricks = []

    def learn(self, trick):
        self.tricks.append(trick)
        return len(self.tricks)

    def itself(self):
        return self


def make_counter(start=0):
    n = start

    def counter():
        nonlocal n
        n += 1
        return n

    return counter
"""
TESTS = """\
import json
import unittest
import pytest
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


def test_d_told(capsys):
    kennel.clear()
    kennel.add("bones")
    kennel.add("bones", 2)
    assert capsys.readouterr().out == ""
    kennel.tell_total()
    assert capsys.readouterr().out == "3 in all\\n"


def test_d_visits():
    kennel.visits = 0
    kennel.visit()
    kennel.visit()
    assert kennel.visits == 2


def test_d_visits_go_on(monkeypatch):
    monkeypatch.setattr(kennel, "visits", 7)
    assert kennel.visit() == 8


def test_d_fee(monkeypatch):
    monkeypatch.setattr(kennel, "fee", 5)
    monkeypatch.setattr(kennel, "visits", 1)
    assert kennel.price(2) == 10


def test_d_number():
    Dog.number = 4
    kennel.stock = {"toys": 1}
    assert kennel.total() == 1
    assert Dog("Rex").number == 4


@pytest.fixture
def rex():
    yield Dog("Rex")
    kennel.clear()


def test_e_itself(rex):
    assert rex.itself() is rex


def test_h_counters():
    one, ten = kennel.make_counter(), kennel.make_counter(10)
    assert one() == 1
    assert ten() == 11


def test_f_notes(tmp_path):
    kennel.note(tmp_path / "notes", "a")
    kennel.note(tmp_path / "notes", "b")
    assert (tmp_path / "notes").read_text() == "a\\nb\\n"


def test_g_report(tmp_path):
    kennel.report(tmp_path / "report", 2)
    assert json.loads((tmp_path / "report").read_text()) == {"count": 2}
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
        "dog = Dog('Fido')",
        "dog_2 = Dog('Buddy')",
        "dog.learn('roll over')",
        "dog_2.learn('play dead')",
        "dog_2.tricks",
    ]
    assert (shown.got, shown.expected) == ("['roll over', 'play dead']", "['play dead']")
    assert check.why is not None
    assert check.why.text == SHARED
    assert pasted(KENNEL.replace(*shared), shown.call) == ["roll over", "play dead"]


def test_what_was_made_first_is_made_first(kennel):
    """Where it was used, it would come after what another one put in its place."""
    source = KENNEL.replace("nonlocal n", "global n").replace(
        "    n = start", "    global n\n    n = start"
    )
    shown = kennel.failed(source)["test_h_counters"].counterexample
    assert shown is not None
    assert shown.call.splitlines() == [
        "result = make_counter()",
        "make_counter(10)",
        "result()",
    ]
    assert pasted(source, shown.call) == 11


def test_what_a_module_keeps_is_shown_with_the_calls_that_put_it_there(kennel):
    new = ("stock.get(item, 0) + count", "count")
    check = first(kennel.changed(*new))
    shown = check.counterexample
    assert shown is not None
    lines = ["clear()", "add('bones')", "add('bones', 2)", "total()"]
    assert [line for line in shown.call.splitlines() if "Dog" not in line] == lines
    assert check.why is None
    assert pasted(KENNEL.replace(*new), shown.call) == 2


@pytest.mark.parametrize(
    ("old", "new", "test", "lines", "gives"),
    [
        ("stock.get(item, 0) + count", "count", "test_d_told",
         ["clear()", "add('bones')", "add('bones', 2)", "tell_total()"], "2 in all\n"),
        ("visits += 1", "visits = 1", "test_d_visits", ["visit()", "visit()", "visits"], 1),
        ("visits += 1", "visits = 1", "test_d_visits_go_on", ["visits = 7", "visit()"], 1),
        ("visits += 1", "visits *= 2", "test_d_visits_go_on", ["visits = 7", "visit()"], 14),
        ("days * fee", "days * 3", "test_d_fee", ["fee = 5", "price(2)"], 6),
        ("sum(stock.values())", "len(stock) - 1", "test_d_number",
         ["stock = {'toys': 1}", "total()"], 0),
        ("self.name = name", "Dog.number += 1", "test_d_number",
         ["Dog.number = 4", "Dog('Rex').number"], 5),
    ],
)  # fmt: skip
def test_what_a_test_prints_or_puts_into_the_file_keeps_no_line_from_being_shown(
    kennel, capsys, old, new, test, lines, gives
):
    shown = kennel.failed(KENNEL.replace(old, new), thorough=True)[test].counterexample
    assert shown is not None
    assert shown.call.splitlines() == lines
    capsys.readouterr()
    came = pasted(KENNEL.replace(old, new), shown.call)
    assert (capsys.readouterr().out or came) == gives


def test_what_a_file_keeps_is_shown_with_the_calls_that_wrote_it(kennel):
    shown = first(kennel.changed('open(path, "a")', 'open(path, "w")')).counterexample
    assert shown is not None
    lines = ["note(tmp_path / 'notes', 'a')", "note(tmp_path / 'notes', 'b')"]
    assert shown.call.splitlines() == lines
    assert shown.got == "what is in notes:\n'b\\n'"
    assert shown.expected == "what is in notes:\n'a\\nb\\n'"


def test_what_is_in_a_file_that_a_test_cant_read_is_shown_with_the_reason(kennel):
    check = first(kennel.changed('json.dump({"count": count}, file)', "file.write(f'<{count}>')"))
    assert check.message == (
        "The check can't go on with this answer: JSONDecodeError: Expecting value: line 1 column 1 "
        "(char 0)."
    )
    shown = check.counterexample
    assert shown is not None
    assert shown.call == "report(tmp_path / 'report', 2)"
    assert shown.got == "what is in report:\n'<2>'"
    assert shown.expected.startswith("this to hold:\njson.loads(")


def test_lines_that_say_it_alone_are_all_that_is_shown(kennel):
    check = first(kennel.changed("return len(self.tricks)", "return len(self.tricks) - 1"))
    assert check.counterexample is not None
    assert check.counterexample.call == "Dog('Fido').learn('sit')"
    assert check.why is None


def test_what_a_fixture_does_afterwards_is_not_what_failed(kennel):
    check = first(kennel.changed("return self\n", "return Dog(self.name)\n"))
    assert check.name == "test_e_itself"
    assert check.counterexample is not None
    assert check.counterexample.call == "Dog('Rex').itself()"


def pasted(source: str, call: str) -> object:
    """What the last line gives, behind the others, where the file is loaded."""
    names: dict[str, object] = {}
    *before, last = call.splitlines()
    exec("\n".join([source, *before]), names)
    return eval(last, names)
