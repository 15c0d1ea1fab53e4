"""Hidden checks of Editor. Each case is a program: its steps, and the line after each of them."""

import pytest
from hypothesis import given, settings
from hypothesis.strategies import integers, just, lists, one_of, sampled_from, tuples

from grader.checks import assert_property, assert_same, evenly

# Blanks are letters like any other, at either end too, and so are capitals.
# The last two are letters that some ways of counting take for two, and two that look like one.
WORDS = sampled_from(["a", "Bc", " d", "é ", "", "🙂", "e\u0301"])
# In the last two, what is erased at the end may stand further in front as well.
STARTS = sampled_from(["", "xY", " z ", "aba"])
WRITE = tuples(just("write"), WORDS)
ERASE = tuples(just("erase"), sampled_from([0, 1, 2, 3, 5]))
UNDO, REDO = just(("undo",)), just(("redo",))


def programs(*steps, longest, shortest=1):
    return lists(one_of(*steps), min_size=shortest, max_size=longest)


# Of many changes: how many letters are written one by one, and all but one of them erased again.
# The line stays short: who copies it at each change, or plays all of them again, is right as well.
LETTERS = 20
# So many are taken back, or done again, in one step.
PIECE = 250
CHANGES = programs(WRITE, ERASE, longest=3)
# More of them than there are changes, often: the last undo finds none.
BACK = programs(UNDO, UNDO, UNDO, WRITE, ERASE, shortest=3, longest=6)
MOVES = programs(UNDO, UNDO, UNDO, REDO, REDO, WRITE, ERASE, shortest=4, longest=7)
# What changes no letter is a change, too: there is nothing left to do again.
NOTHING = sampled_from([("erase", 0), ("write", "")])
BETWEEN = NOTHING.map(lambda nothing: [("undo",), nothing, ("redo",)])
# What was taken back, written once more, is a new change, too.
AGAIN = WORDS.map(
    lambda word: [("write", word), ("write", "a"), *2 * [("undo",)], ("write", word), ("redo",)]
)


def step(editor, name, *args):
    """What one step returns."""
    method = {
        "write": editor.write,
        "erase": editor.erase,
        "undo": editor.undo,
        "redo": editor.redo,
    }
    return method[name](*args)


def of_each(module, method, items):
    """Calls a method with one item after the other. They are called over there, all in one step."""
    module.lib("builtins").list.hold(module.lib("builtins").map.hold(method, items))


def assert_as_often(module, editor, name, n):
    """The method returns True n times, one call after the other, and then False."""
    done, of = 0, {"undo": "changes", "redo": "changes that were taken back"}[name]
    for piece in [*n // PIECE * [PIECE], n % PIECE]:
        calls = module.lib("builtins").iter.hold(editor.hold(name), False)
        some = module.lib("itertools").islice.hold(calls, PIECE)
        returned = module.lib("builtins").sum(some)
        done += returned
        said = f"{name}() returned True {done} times in a row, after {n} {of}"
        assert_property(returned == piece, said)
        assert_same(returned, piece)  # of its type, too


def editor_of(module, *text):
    """An Editor. It is asked for as an object: one derived from list would come as its items."""
    return module.Editor.hold(*text)


def follow(student, reference, text, steps):
    """The program's steps; after each of them, the line has to be the right one."""
    mine, right = editor_of(student, text), editor_of(reference, text)
    assert_same(mine.text, right.text)
    for one in steps:
        assert_same(step(mine, *one), step(right, *one))
        assert_same(mine.text, right.text)


@pytest.mark.points(1)
@settings(max_examples=40, deadline=None)
@given(text=STARTS, steps=programs(WRITE, ERASE, longest=4))
def test_changes(student, reference, text, steps):
    """write puts a text behind the line, erase takes letters off its end."""
    follow(student, reference, text, steps)


@pytest.mark.points(2)
@settings(max_examples=60, deadline=None)
@given(text=STARTS, changes=CHANGES, moves=BACK)
def test_undo(student, reference, text, changes, moves):
    """undo takes back one change after the other, and returns whether there was one."""
    follow(student, reference, text, [*changes, *moves])


@pytest.mark.points(2)
@settings(max_examples=100, deadline=None)
@given(text=STARTS, changes=CHANGES, moves=evenly(MOVES, MOVES, MOVES, MOVES, BETWEEN, AGAIN))
def test_redo(student, reference, text, changes, moves):
    """redo does again what was taken back, until there is a new change."""
    follow(student, reference, text, [*changes, *moves])


@pytest.mark.points(1)
@settings(max_examples=60, deadline=None)
@given(text=STARTS, changes=CHANGES, last=ERASE, n=integers(1, 3))
def test_forth(student, reference, text, changes, last, n):
    """As many redos as undos lead to the same line, also where letters were erased."""
    follow(student, reference, text, [*changes, last, *n * [("undo",)], *n * [("redo",)]])


@pytest.mark.points(1)
@settings(max_examples=60, deadline=None)
@given(
    text=STARTS,
    changes=programs(WRITE, ERASE, shortest=2, longest=4),
    back=integers(0, 3),
    forth=integers(0, 2),
    more=programs(WRITE, ERASE, UNDO, shortest=0, longest=2),
)
def test_length(student, reference, text, changes, back, forth, more):
    """len is the number of letters in the line, as it is then."""
    mine, right = editor_of(student, text), editor_of(reference, text)
    for one in [*changes, *back * [("undo",)], *forth * [("redo",)], *more]:
        step(mine, *one)
        step(right, *one)
        assert_same(len(mine), len(right))


@pytest.mark.points(1)
@settings(max_examples=30, deadline=None)
@given(word=sampled_from(["a", "bc"]), other=sampled_from(["x", "yz"]))
def test_two_editors(student, word, other):
    """Two editors have nothing to do with each other; without a text, the line is empty."""
    first, second = editor_of(student), editor_of(student)
    first.write(word)
    assert_same(second.text, "")
    assert_same(second.undo(), False)
    second.write(other)
    assert_same(first.text, word)
    assert_same(first.undo(), True)
    assert_same(first.text, "")
    assert_same(second.text, other)
    assert_same(second.redo(), False)
    assert_same(second.text, other)
    second.erase(1)
    assert_same(first.redo(), True)
    assert_same(first.text, word)
    # What is given may be given by its name.
    third = student.Editor.hold(text=word)
    third.write(text=other)
    third.erase(n=1)
    assert_same(third.text, (word + other)[:-1])


@pytest.mark.points(1)
@settings(max_examples=2, deadline=None)
@given(text=STARTS, rounds=integers(52, 55))
def test_many_changes(student, text, rounds):
    """All changes are remembered, however many there are."""
    editor = editor_of(student, text)
    for _ in range(rounds):
        of_each(student, editor.hold("write"), LETTERS * ["a"])
        of_each(student, editor.hold("erase"), (LETTERS - 1) * [1])
    changes = rounds * (2 * LETTERS - 1)
    assert_same(editor.text, text + rounds * "a")
    assert_as_often(student, editor, "undo", changes)
    assert_same(editor.text, text)
    assert_as_often(student, editor, "redo", changes)
    assert_same(editor.text, text + rounds * "a")


@pytest.mark.points(1)
@settings(max_examples=3, deadline=None)
@given(text=STARTS, letters=integers(1100, 1200), n=integers(300, 1000))
def test_long_changes(student, text, letters, n):
    """A change may have any number of letters, and so may the line."""
    editor = editor_of(student, text)
    line = text + letters * "ab"
    editor.write(letters * "ab")
    assert_same(editor.text, line)
    editor.erase(n)
    assert_same(editor.text, line[:-n])
    assert_same(len(editor), len(line) - n)
    assert_same(editor.undo(), True)
    assert_same(editor.text, line)
