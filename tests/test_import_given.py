"""What an imported test passes to the student's code and keeps: functions that note their calls,
mocks, objects of the test's own. They are asked for from the middle of a call, and never obeyed in
more than that.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import Path

import pytest
from imported_tests import Imported, imported

from grader.import_tests.find_files import find_sources
from grader.import_tests.importer import adopt
from grader.imported import given as given_module
from grader.imported.given import Things
from grader.wire import messages
from grader.wire.data import BY_NAME, Given
from grader.wire.messages import Asks, Question, WireError
from grader.wire.values import from_wire

TOOLS = """\
def keep(items, wanted):
    return [item for item in items if wanted(item)]


def twice(f):
    def inner(*args, **kwargs):
        return f(f(*args, **kwargs))
    return inner


class Bell:
    def __init__(self):
        self.heard = []

    def on(self, f):
        self.heard.append(f)

    def off(self, f):
        self.heard.remove(f)

    def ring(self, n):
        for f in self.heard:
            f(self, n)


class Tower:
    def __init__(self, f, names):
        self.names = [f(name) for name in names]

    def add(self, name):
        self.names.append(name)


def use(thing):
    thing.open()
    try:
        return thing.work(scale=2)
    finally:
        thing.close()


def first(numbers, n):
    return [next(numbers) for _ in range(n)]


def show(out, text):
    out.write(text)


def total(shelf):
    with shelf as inside:
        return sum(inside) + len(shelf)


def same(f):
    return [f, f]
"""

TEST_TOOLS = """\
import functools
import io
import itertools
import operator
from unittest.mock import Mock

import pytest
from tools import Bell, Tower, first, keep, same, show, total, twice, use

LEAST = 2


class Thing:
    def __init__(self, fails=False):
        self.done, self.fails = [], fails

    def open(self):
        self.done.append("open")

    def close(self):
        self.done.append("close")

    def work(self, scale):
        if self.fails:
            raise OSError("it broke")
        return 5 * scale


class Shelf:
    def __init__(self):
        self.left = None

    def __enter__(self):
        return [1, 2]

    def __exit__(self, kind, error, traceback):
        self.left = kind

    def __len__(self):
        return 7


def test_a_function_that_notes_its_calls():
    seen = []
    keep([1, 2], lambda n: seen.append(n))
    keep([3], seen.append)
    assert seen == [1, 2, 3]


def test_a_function_that_reads_the_tests_variables():
    assert keep([1, 2, 3], lambda n: n > LEAST) == [3]


def test_functions_known_by_name():
    assert keep(["a", "B"], str.isupper) == ["B"]
    assert keep([-1, 0], operator.neg) == [-1]


def test_a_function_that_asks_the_students_code():
    assert keep([[1], [2, 3]], lambda row: keep(row, lambda n: n > LEAST)) == [[2, 3]]


def test_an_error_of_the_functions_comes_through():
    def bad(n):
        raise ValueError(f"no {n + LEAST}")

    with pytest.raises(ValueError, match="no 3"):
        keep([1], bad)


def test_a_decorated_function():
    counted = []

    @twice
    def more(n, by=1):
        counted.append(n)
        return n + by

    assert more(3) == 5
    assert counted == [3, 4]


def test_a_bell_rings_for_those_who_listen():
    bell, rung = Bell(), []

    def note(which, n):
        rung.append((which.heard == [note], n))

    bell.on(note)
    bell.ring(2)
    bell.off(note)
    bell.ring(3)
    assert rung == [(True, 2)]


def test_an_object_made_with_a_function():
    tower = Tower(lambda name: name + str(LEAST), ["a", "b"])
    tower.add("c")
    assert tower.names == ["a2", "b2", "c"]


def test_a_mock_is_called():
    bell, mock = Bell(), Mock()
    bell.on(mock)
    bell.ring(4)
    mock.assert_called_once()
    assert mock.call_args[0][1] == 4


def test_a_mock_with_a_name_is_decorated():
    mock = Mock(return_value=3, __name__="three")
    assert twice(mock)(1) == 3
    assert mock.call_count == 2


def test_an_object_of_the_tests():
    thing = Thing()
    assert use(thing) == 10
    assert thing.done == ["open", "close"]


def test_an_object_that_fails():
    thing = Thing(fails=True)
    with pytest.raises(OSError, match="broke"):
        use(thing)
    assert thing.done == ["open", "close"]


def test_an_object_with_special_methods():
    shelf = Shelf()
    assert total(shelf) == 10
    assert shelf.left is None


def test_generators_and_iterators_are_taken_piece_by_piece():
    def numbers():
        yield from itertools.count(LEAST)

    found = numbers()
    assert first(found, 2) == [2, 3]
    assert next(found) == 4
    assert first(itertools.count(4), 2) == [4, 5]


def test_a_partial_and_a_stream():
    out = io.StringIO()
    show(out, "hi")
    assert out.getvalue() == "hi"
    assert keep([1, 5], functools.partial(lambda a, b: a < b, LEAST)) == [5]


def test_what_was_given_comes_back_as_what_it_is():
    def f():
        return LEAST

    assert [g() for g in same(f)] == [2, 2]
    assert same(f) == [f, f]
"""


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    with imported(tmp_path_factory.mktemp("given"), "tools", TOOLS, TEST_TOOLS) as found:
        yield found


def test_all_of_them_are_imported(graded):
    assert graded.adopted.named == ()
    assert len(graded.adopted.checks) == TEST_TOOLS.count("\ndef test_")


def test_the_solution_passes(graded):
    """Also when it is graded, and the recorded answers are those to its questions."""
    assert graded.failed(TOOLS) == {}


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [
        ("if wanted(item)]", "if wanted(item) and wanted(item)]", None),
        ("[item for item in items if wanted(item)]",
         "[item for item in reversed(items) if wanted(item)][::-1]",
         "test_a_function_that_notes_its_calls"),
        ("f(f(*args, **kwargs))", "f(*args, **kwargs)", "test_a_decorated_function"),
        ("    def inner(*args", "    f.__name__\n    def inner(*args", None),
        ("    return inner", "    return f if f.__name__ == 'three' else inner",
         "test_a_mock_with_a_name_is_decorated"),
        ("        self.heard.remove(f)", "        pass", "test_a_bell_rings_for_those_who_listen"),
        ("            f(self, n)", "            f(self, n + 1)", "test_a_mock_is_called"),
        ("    finally:\n        thing.close()", "    finally:\n        pass",
         "test_an_object_of_the_tests"),
        ("thing.work(scale=2)", "thing.work(2 if 1 else 3)", None),
        ("[next(numbers) for _ in range(n)]", "[next(numbers) for _ in range(n + 1)][:n]",
         "test_generators_and_iterators_are_taken_piece_by_piece"),
        ("with shelf as inside", "shelf.__exit__(1, 2, 3)\n    inside = [1, 2]\n    if True",
         "test_an_object_with_special_methods"),
        ("self.names.append(name)", "self.names.append(name * 2)",
         "test_an_object_made_with_a_function"),
    ],
)  # fmt: skip
def test_a_mistake_fails_the_test_that_fails_in_one_process(graded, old, new, name):
    """Who asks otherwise than the solution does is answered anew, and judged by what came of it."""
    found = graded.changed(old, new)
    if name is None:
        assert not found.keys() - {"test_a_function_that_notes_its_calls"}
    else:
        assert name in found


def test_a_call_that_asked_is_shown_as_one_call(graded):
    """A student has made no answers, and has never seen them."""
    found = graded.changed("self.names.append(name)", "self.names.append(name * 2)")
    shown = found["test_an_object_made_with_a_function"].counterexample
    assert shown.call.splitlines()[-2:] == ["tower.add('c')", "tower.names"]
    assert "Tower(lambda name: name + str(LEAST), ['a', 'b'])" in shown.call
    assert shown.got == "['a2', 'b2', 'cc']"


def test_a_call_that_raises_before_it_asks_is_shown_with_what_it_should_have_returned(graded):
    """And not with the reference's question in place of its answer."""
    old = "    return [item for item in items if wanted(item)]"
    found = graded.changed(old, old.replace("return", "return 1 / 0 or"))
    shown = found["test_a_function_that_reads_the_tests_variables"].counterexample
    assert shown.got.startswith("ZeroDivisionError")
    assert shown.expected == "[3]"


SLOW = """\
from slow import later


def test_later():
    seen = []

    def note(n):
        sum(range(40_000_000))
        seen.append(n)

    later(note, 1)
    assert seen == [1]
"""


def test_a_test_that_takes_its_time_to_answer_is_waited_for(tmp_path):
    """The worker says that it is busy where it is, and not where the grader is."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "slow.py").write_text("def later(f, n):\n    f(n)\n", "utf-8")
    (folder / "test_slow.py").write_text(SLOW, "utf-8")
    adopted = adopt(find_sources(folder), "mine/slow_", tmp_path / "out")
    assert (adopted.checks, adopted.named) == (("test_later",), ())


# Who misuses it -------------------------------------------------------------------------------

REACH = """
import sys
import types

class Out(BaseException):
    pass

def inner(f):
    # From a stand-in to what carries its questions.
    return f.__closure__[0].cell_contents.func.__self__
"""


@pytest.mark.parametrize(
    "body",
    [
        "while True:\n            try:\n                wanted(1)\n"
        "            except BaseException:\n                pass",
        "wanted([0] * 1_100_000)",
        "wanted('x' * 60_000_000)",
        "again = lambda *_: wanted(again)\n        again()",
        "wanted(wanted(wanted))",
    ],
    ids=["endless", "many", "large", "itself", "no number"],
)
def test_who_asks_without_end_or_too_much_fails_and_nobody_waits(graded, monkeypatch, body):
    """Whatever is asked, and however often: the case fails, and the grader goes on."""
    monkeypatch.setattr(given_module, "MAX_QUESTIONS", 50)
    found = graded.changed(
        "    return [item for item in items if wanted(item)]\n",
        f"    if items == [1, 2, 3]:\n        {body}\n"
        "    return [item for item in items if wanted(item)]\n",
    )
    assert list(found) == ["test_a_function_that_reads_the_tests_variables"]


def test_who_asks_after_the_call_is_told_that_nobody_answers(graded):
    """A test's function is there for its test alone."""
    found = graded.changed(
        "def keep(items, wanted):\n",
        "kept = []\ndef keep(items, wanted):\n    kept.append(wanted)\n"
        "    if items == [1, 2, 3]:\n        kept[0](1)\n",
    )
    assert list(found) == ["test_a_function_that_reads_the_tests_variables"]


@pytest.mark.parametrize(
    "question",
    [
        "Question(999, '__call__', [])",
        "Question(0, 'getattr', ['__globals__'])",
        "Question(0, 'getattr', ['__code__'])",
        "Question(0, 'getattr', [])",
        "Question(0, '__add__', [1])",
        "Question(0, '__call__', [Given(7)])",
        "Question(0, '__call__', [Ref(999)])",
        "Question(0, '__class__', [])",
        "Question(0, 'setattr', ['__code__', 1])",
        "Question(0, 'setattr', ['x', 1])",
        "Question(-1, '__call__', [])",
    ],
)
def test_a_question_that_cannot_be_one_fails_its_own_case(graded, question):
    """A worker that speaks for itself says what it likes: only what was given can be asked."""
    body = f"""
    from grader.wire.data import Given, Ref
    from grader.wire.messages import Asks, Question
    executor = inner(wanted)._ask.__self__ if hasattr(inner(wanted), "_ask") else inner(wanted)
    executor.exchange(Asks("A", (), "", question={question}))
    return [3]
"""
    source = REACH + TOOLS.replace("    return [item for item in items if wanted(item)]\n", body)
    found = graded.failed(source)
    assert "test_a_function_that_reads_the_tests_variables" in found
    assert "test_a_decorated_function" not in found


class _OfTheTests:
    real = 3

    def method(self) -> None:
        """Nothing."""


def test_a_thing_is_asked_for_no_more_than_it_is_there_for(tmp_path):
    """Private names, a function's own attributes, and what a mock tells its test."""
    from unittest.mock import Mock

    things = Things(Path(__file__).parent, {})
    mock = Mock()
    partial = functools.partial(lambda right, n: n == right, 7)
    thing = _OfTheTests()
    for number, value in enumerate((lambda: 1, mock, partial, thing, thing.method, [].append)):
        assert things.given(value).number == number

    def ask(of: int, name: str, *args: object) -> object:
        return things.answer(Question(of, name), list(args), {})

    assert ask(0, "__call__") == 1
    for private in ("__globals__", "_x", "", "a.b", 3):
        with pytest.raises(WireError, match="no name"):
            ask(1, "getattr", private)
    # What a partial would be called with is the answer, often enough.
    for function, own in ((0, "cache_clear"), (2, "args"), (4, "real"), (5, "clear")):
        with pytest.raises(WireError, match="nothing was given for"):
            ask(function, "getattr", own)
    assert ask(2, "__call__", 7) is True
    assert ask(3, "getattr", "real") == 3
    with pytest.raises(WireError, match="nothing was given for"):
        ask(0, "__add__", 1)
    for own in ("reset_mock", "assert_called", "configure_mock", "side_effect", "method_calls"):
        with pytest.raises(AttributeError):
            ask(1, "getattr", own)
    assert ask(1, "getattr", "ring") is mock.ring
    with pytest.raises(WireError, match="nothing was given for"):
        ask(0, "__add__", 1)
    with pytest.raises(WireError, match="never given"):
        ask(6, "__call__")


def test_what_is_a_librarys_is_not_given(tmp_path):
    """A worker would have the grader do whatever the library can."""
    import os
    import shutil

    things = Things(tmp_path, {})
    for value in (shutil.rmtree, os.system, os, open, object(), Path, "".join.__self__, eval):
        given = things.given(value)
        assert given is None or given.number == BY_NAME
    assert things.given(lambda: 1) is None  # this file is not in the tests' folder


def test_questions_are_counted_and_so_are_those_that_wait(monkeypatch):
    monkeypatch.setattr(given_module, "MAX_QUESTIONS", 3)
    monkeypatch.setattr(given_module, "MAX_DEPTH", 2)
    things = Things(Path(__file__).parent, {})

    def deeper(n: int) -> object:
        return things.answer(question, [n], {})

    question = Question(things.given(deeper).number, "__call__")
    with pytest.raises(RecursionError, match="too deeply"):
        deeper(1)
    with pytest.raises(RuntimeError, match="more than 3 times"):
        deeper(1)


def test_only_a_conversation_knows_of_questions():
    """To a check of any other kind it is a call that raised."""
    asks = Asks("Waits", ("Exception",), "it asks", question=Question(0, "__call__"))
    assert isinstance(messages.outcome(messages.encode(asks)), messages.Raised)
    with pytest.raises(WireError):
        messages.outcome(messages.encode(Asks("A", (), "", question=Question(0, "__globals__"))))
    with pytest.raises(WireError):
        from_wire(Given(0, "f"))
