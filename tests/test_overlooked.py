"""kata verify warns of what an author may have overlooked; what is as it should be has no word."""

from __future__ import annotations

import pytest

from grader.prove.overlooked import overlooked
from grader.sets import library

PRIVATE = "solutions/tiny/double/"
PUBLIC = "exercises/tiny/double/"


def said(tiny_set) -> dict[str, str]:
    """By subject and claim, the advice that is given."""
    found = overlooked(tiny_set.exercise("double"))
    return {f"{f.subject} {f.claim}": f.advice for f in found if f.advice}


def with_check(tiny_set, line: str) -> str:
    """What is said of the checks with one more line at their end."""
    checks = tiny_set.file(PRIVATE + "checks.py").read_text("utf-8")
    tiny_set.write(PRIVATE + "checks.py", f"{checks}\n{line}\n")
    return " ".join(said(tiny_set).values())


def test_nothing_is_said_of_the_sets_that_are_here():
    exercises = [e for s in library.load_sets() for e in s.exercises]
    assert len(exercises) >= 27
    assert [f for e in exercises for f in overlooked(e) if f.advice or not f.ok] == []


def test_a_file_beside_the_checks_that_nothing_imports_is_named(tiny_set):
    tiny_set.write(PRIVATE + "overwrites2.py", "def double(x):\n    return x\n")
    (advice,) = said(tiny_set).values()
    assert advice.startswith("overwrites2.py: nobody reads this. Wrong ways go into wrong/")


def test_a_file_that_the_checks_import_in_the_end_is_read(tiny_set):
    tiny_set.write(PRIVATE + "pairs.py", "import numbers_of_ours\n")
    tiny_set.write(PRIVATE + "numbers_of_ours.py", "SIX = 6\n")
    assert with_check(tiny_set, "import pairs") == ""


def test_a_misspelt_folder_is_named(tiny_set):
    tiny_set.write(PRIVATE + "acepted/other.py", "def double(x):\n    return x\n")
    (advice,) = said(tiny_set).values()
    assert advice.startswith("acepted/: nobody reads this.")


def test_a_wrong_file_that_is_there_twice_is_named(tiny_set):
    one = tiny_set.file(PRIVATE + "wrong/overwrites.py").read_text("utf-8")
    tiny_set.write(PRIVATE + "wrong/writes_over.py", one)
    assert said(tiny_set) == {
        "wrong/ holds each mistake once": "writes_over.py is overwrites.py once more"
    }


def test_a_check_whose_name_is_none_is_never_run(tiny_set):
    check = "def check_zeros(student):\n    assert student.double([0]) == [0]"
    advice = with_check(tiny_set, check)
    assert advice.endswith("A check's name begins with test_: test_zeros")
    assert advice.startswith("check_zeros is never run.")


def test_a_check_whose_name_another_one_has_is_never_run(tiny_set):
    check = "def test_0(student):\n    assert student.double([0]) == [0]\n\n\n"
    advice = with_check(tiny_set, check + check.replace("[0]", "[1]"))
    assert advice == "test_0 is written twice, and only the last one is run"


def test_a_helper_that_a_check_calls_is_no_lost_check(tiny_set):
    helper = "def ask(student):\n    return student.double([0])\n\n\n"
    assert (
        with_check(tiny_set, helper + "def test_0(student):\n    assert ask(student) == [0]") == ""
    )


@pytest.mark.parametrize(
    "line",
    [
        "RNG = np.random.default_rng()",
        "RNG = random.Random()",
        "RNG = random.SystemRandom()",
        "BYTES = os.urandom(4)",
        "BYTES = token_bytes(4)",
    ],
)
def test_chance_without_a_seed_is_told_with_its_line(tiny_set, line):
    number = len(tiny_set.file(PRIVATE + "checks.py").read_text("utf-8").splitlines()) + 2
    advice = with_check(tiny_set, line)
    assert advice.startswith(f"line {number}: chance without a seed")


@pytest.mark.parametrize(
    "line",
    ["RNG = np.random.default_rng(7)", "RNG = random.Random(seed)", "X = rng.randbits(8)"],
)
def test_chance_with_a_seed_is_well(tiny_set, line):
    assert with_check(tiny_set, line) == ""


def test_a_stub_without_a_docstring_promises_nothing(tiny_set):
    stub = (
        'class Pair:\n    """Two."""\n\n    def swap(self):\n'
        "        raise NotImplementedError\n\n\n"
        "def double(x):\n    raise NotImplementedError\n"
    )
    tiny_set.write(PUBLIC + "double.py", stub)
    (advice,) = said(tiny_set).values()
    assert advice == (
        "no docstring in Pair.swap, double. It says what goes in and what is to come out."
    )


@pytest.mark.parametrize(
    ("body", "warned"),
    [("return []", True), ("return None", True), ("raise NotImplementedError", False)],
)
def test_a_stub_that_returns_something_is_plainly_unwritten_or_told(tiny_set, body, warned):
    tiny_set.write(PUBLIC + "double.py", f'def double(x):\n    """Twice x."""\n    {body}\n')
    assert ("double returns a value that nobody" in " ".join(said(tiny_set).values())) is warned


def test_without_a_name_the_sets_of_this_folder_are_meant(tiny_set, monkeypatch):
    """An author's own, and not the lesson that came with kata."""
    monkeypatch.delenv("KATA_PATH", raising=False)
    monkeypatch.chdir(tiny_set.root)
    assert library.sets_here() == ("tiny",)


OWN = "of which the student's code gets a copy"


@pytest.mark.parametrize(
    "body",
    [
        "x = [1]; student.double(x); assert x == [1]",
        "x = [1]; got = student.double(x); assert got == [2]; assert len(x) == 1",
        "x = [1]; before = x.copy(); student.double(x); assert_same(x, before)",
        "x = {'a': [1]}; pile = student.Pile([]); pile.add(x); assert x['a'] == [1]",
        "x = np.arange(3); student.double(x); np.testing.assert_array_equal(x, np.arange(3))",
        "x = np.arange(3); student.double(x); assert_same(x, np.arange(3))",
        "x = np.arange(3); got = student.double(x); assert not np.shares_memory(got, x)",
        "args = ([1], 2); student.double(*args); assert args == ([1], 2)",
        "case = {'x': [1]}; student.double(**case); assert case['x'] == [1]",
        "x = [1]; student.double(x=x); assert x == [1]",
    ],
)
def test_a_check_that_asks_its_own_list_whether_it_stayed_is_told(tiny_set, body):
    said = with_check(tiny_set, f"def test_own(student):\n    {body}")
    assert OWN in said
    assert "assert_untouched(" in said


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("x = [1]; assert student.double(x) is not x", "student.double(x) is not x"),
        ("p = student.Pile([]); q = p.copy(); assert q is not p", "q is not p"),
        ("assert student.double([1]) is not None", ""),
        ("got = student.rows(); assert got[0] is not got[1]", ""),
        ("got = student.rows(); a, b = got; assert a is not b", ""),
        ("got = student.double([1]); assert type(got) is not dict", ""),
        ("x = [1]; y = list(x); assert x is not y; student.double(x)", ""),
    ],
)
def test_an_assert_that_it_is_another_object_is_told(tiny_set, body, told):
    """What crosses is another one each time: each of the first two passed with every file."""
    said = with_check(tiny_set, f"def test_own(student):\n    {body}")
    assert (f"{told} holds always" in said) if told else "holds always" not in said


def test_the_call_is_told_with_all_that_it_was_given(tiny_set):
    body = "x = [1]; student.double(x, 2, by=3); assert x == [1]"
    said = with_check(tiny_set, f"def test_own(student):\n    {body}")
    assert said.endswith("is asked by assert_untouched(student.double, x, 2, by=3).")


@pytest.mark.parametrize(
    "body",
    [
        "x = [1]; assert x == [1]; student.double(x)",
        "x = [1]; got = student.double(x); assert got != x",
        "x = []; x.append(student.double([1])); assert x == [[2]]",
        "x = [1]; x[0] = student.double(x)[0]; assert x == [2]",
        "x = [1]; x += student.double(x); assert x == [1, 2]",
        "x = [1]; student.double(x); fill(student, x); assert x == [1, 2]",
        "x = [1]; student.double(x); x = student.double([2]); assert x == [4]",
        "c = Callback(len); student.double(c); assert c.asked == []",
    ],
)
def test_what_a_check_asks_of_answers_is_not(tiny_set, body):
    assert OWN not in with_check(tiny_set, f"def test_own(student):\n    {body}")


PILE = "\n\nclass Pile:\n    def __init__(self, items):\n        self.items = items\n"
TWO = "p = student.Pile([1]); q = student.Pile([1]); "


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (f"{TWO}assert id(p) != id(q)", "id(p) != id(q) holds always"),
        ("assert student.double != student.double", "student.double != student.double holds"),
        ("assert student.double is not None", "student.double is not None holds always"),
        ("assert callable(student.double)", "callable(student.double) holds always"),
        (f"{TWO}assert callable(p)", "callable(p) holds always"),
        (f"{TWO}assert hasattr(p, '__len__')", "hasattr(p, '__len__') holds always"),
        (f"{TWO}assert type(p) is type(q)", "type(p) is type(q) holds always"),
        ("a = student.double([1]); b = student.double([2]); assert a == [2]", "a is a copy of an"),
    ],
)
def test_an_assert_that_looks_at_what_stands_for_an_object_is_told(tiny_set, body, told):
    """Each passes with every file."""
    solution = tiny_set.file(PRIVATE + "solution.py").read_text("utf-8")
    tiny_set.write(PRIVATE + "solution.py", solution + PILE)
    assert told in with_check(tiny_set, f"def test_own(student):\n    {body}")


@pytest.mark.parametrize(
    "body",
    [
        "got = student.double([1]); assert id(got[0]) != id(got[1])",
        f"{TWO}assert hasattr(p, 'items') and p.items != q.items",
        f"{TWO}p = 1; assert type(p) is type(q)",
        "got = student.double([1]); assert type(got) is type(reference.double([1]))",
        "got = student.double([1]); assert hasattr(got, '__len__')",
        "a = student.double([1]); assert a == [2]; b = student.double([2]); assert a == [2]",
        "a = student.double([1]); b = student.other([2]); assert a == [2]",
        "a = student.double([1]); b = student.double([2]); assert a == b",
        "capsys = 1; assert student.double([1]) == [2]",
    ],
)
def test_an_assert_that_can_fail_is_not_told(tiny_set, body):
    solution = tiny_set.file(PRIVATE + "solution.py").read_text("utf-8")
    tiny_set.write(PRIVATE + "solution.py", solution + PILE)
    said = with_check(tiny_set, f"def test_own(student, reference):\n    {body}")
    assert "holds always" not in said
    assert "is a copy of an" not in said


def test_a_check_that_hears_what_is_printed_here_is_told(tiny_set):
    check = "def test_own(student, capsys):\n    assert student.double([1]) == [2]"
    assert "capsys hears nothing of the student's code" in with_check(tiny_set, check)
