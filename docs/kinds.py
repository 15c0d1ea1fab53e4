"""Writes kinds.md, a page with one whole example of each kind of exercise, from the templates that
`kata new exercise --kind` starts from.

Run: python docs/kinds.py
"""

from __future__ import annotations

from pathlib import Path

from grader.sets import scaffold

PAGE = Path(__file__).with_name("kinds.md")
HEAD = """\
# Kinds of exercise

What can be graded besides functions of arrays, with one whole example each. `kata new exercise
SET/NAME --kind KIND` writes the example out, with its statement, stub, hints, accepted and wrong
files, and `kata verify` finds nothing wrong with it: put your own into it, part by part.

Answers and arguments may be of any ordinary kind: numbers, texts, bytes, lists, tuples, dicts and
sets, up to 40 of them in one another, the standard library's values (dates, Decimal, Counter,
deque, paths …), Enum members, named tuples, dataclasses and simple objects (compared as their
class's name and their fields), exceptions, iterators (read up to 10,000 items), NumPy arrays of
every dtype, tensors, and SciPy's sparse arrays and matrices of every format (compared by format,
shape and what is stored, with the first place that differs; `answer.toarray()` where the format
doesn't matter), and tables of pandas and polars (see [frame](#frame)).
`assert_same` compares all of them. What else a check can use is in [checks.md](checks.md).

In a check's own expressions an iterator and a view of a dict are what they are in Python: a
generator has no `len`, no items by number, is true, and equals no list. Only that it can be walked
through more than once. It has been read by then: of one that raises after a few items, a check
takes those where they are made, `tokens = student.tokens.hold(line)`, then `next(tokens)` for each.

This page is made from the examples by `docs/kinds.py`.
"""
CLASS = """\
An object stays in the student's process; a check makes it, calls its methods and uses it with
Python's operators and in `with` blocks. Each case is a program, and compares after each step:
`programs` draws one, `assert_same_program` asks both objects the same. In place of the reference's
class it takes any class of the checks' own, a model that is slow or plain. A program that fails is
made as short as it can be, and shown as lines of Python that a student can paste.

An object of a class that a student has derived from dict, list or a tuple crosses as its items.
Where a check makes one itself, `student.Cache.hold(capacity)` gives the object, whatever it is
derived from; `assert_same_program` does so.

An object in a list, tuple or dict of an answer is asked as well, `pair[0] == pair[1]`,
`hash(pair[0])`, where it stands in the answer by then; only `assert_same`, and `==` with one of the
reference's, compare its fields, as they are by then. Given to another call of the same file,
`student.link(pair[0], pair[1])`, it is the object itself. So is one in a set, or a dict's key:
`student.Point(0, 1) in found` and `counts[student.Point(0, 1)]` ask their own `__hash__` and
`__eq__`. In a frozenset and an OrderedDict nothing is looked up like that, and a set of more than
128 objects doesn't cross: `found = student.tags.hold()` keeps it there, and `in` and `len` ask it.

An exception class of the student's own file is asked for by its name:
`error = assert_raises(student.NoSuchKey, cache.hold("get"), "a")`, and `str(error)` is what it
says. Where the reference raises one in a program, the student's has to be the one of that name.
Of a coroutine function `awaited(account.hold("save"), 3)` has the value, of an async generator the
items.

Where what may be done depends on what was done before, Hypothesis's rule-based state machines are
checks too. A machine has `student` and `reference`; bundles, preconditions and invariants work; its
runs are recorded, replayed and shortened like other cases (20 steps each, unless
`stateful_step_count` says otherwise):

```python
@pytest.mark.points(3)
@settings(max_examples=50)
class Tree(RuleBasedStateMachine):
    \"\"\"A tree has as many nodes as were added.\"\"\"

    nodes = Bundle("nodes")

    @initialize(target=nodes)
    def plant(self):
        self.root, self.count = self.student.Node(), 1
        return self.root

    @rule(target=nodes, node=nodes)
    def add(self, node):
        self.count += 1
        return node.add()

    @invariant()
    def has_all(self):
        assert_same(self.root.size(), self.count)


TestTree = Tree.TestCase
```"""
FRAME = """\
Tables of pandas and polars are arguments and answers as well, where the exercise requires the
library (`requires = ["pandas"]`): a DataFrame, a Series, an Index. They cross as columns with
their values, missing ones too, and never as what pickle would make of them. `assert_same` compares
columns by name, then rows, the index, and cell by cell; `column "price", row 3` is what a student
reads, above both tables with the cells marked that differ. How a column stores its values is not
compared (`int64` or `Int64`, text or a category), and what is missing is missing, whatever it is
called. A check may as well use `pandas.testing.assert_frame_equal` or polars' own.
"""
# What a kind can have besides its example.
MORE = """\
## Figures

A figure of matplotlib, or axes of one, comes back as what is drawn in it, never as a picture:
title, labels, limits, scales and legend, and of lines, points, bars, wedges and images their data
and their labels. `assert_same` compares all of it and names the place; a check that asks for less
takes a part:

```python
def test_line(student):
    \"\"\"The line has the values.\"\"\"
    (line,) = student.draw([1, 2]).axes[0]["lines"]
    assert_same(line["y"], [1, 2])
```

The parts of a figure are `title` and `axes`, those of axes `title`, `xlabel`, `ylabel`, `xlim`,
`ylim`, `xscale`, `yscale`, `legend`, `lines`, `points`, `bars`, `wedges`, `images`, `texts`, and
`others`: what else is drawn, by its kind.

## How work grows

That a search halves and a sort doesn't compare everything with everything can be asked for, in
counts and never in seconds. `Counted` is a list whose items count their comparisons, or which
counts the items that are read; a `Callback` counts its calls. `assert_growth` makes a call for
each of several sizes and compares:

```python
def test_work(student):
    \"\"\"Twice as long a list takes one more look.\"\"\"
    assert_growth(student.find, lambda n: (Counted(range(n), "reads"), n - 1), "log n")
```

> It takes 16 reads for n = 16 and 64 for n = 64: 4 times as many, where log n grows 1.5 times as
> large.

Only the student's way through these items counts: whoever turns them into other numbers first
(`list(map(int, items))`) has them compared for nothing, which a rule on calls can forbid.
"""
ABOUT = {
    "function": "A function of arrays: values in, values out.",
    "class": CLASS,
    "text": "Texts are compared sign by sign; where only white space differs, the report says so.",
    "program": (
        "The file is run as a program by the checks, with what it reads and its arguments, and not "
        "before: `program = true` under `[rules]`."
    ),
    "table": "Rows as dicts, compared at any depth; the first place that differs is named.",
    "frame": FRAME.strip(),
    "file": "A check puts files into the case's folder and looks at those that were written.",
    "random": (
        "A generator in a given state is an argument; what is random is held to its chance with a "
        "false alarm less than once in 10⁹ times."
    ),
}


def page() -> str:
    return "\n".join([HEAD, *(_section(kind) for kind in scaffold.KINDS), MORE])


def _section(kind: str) -> str:
    parts = [f"## {kind}\n\n{ABOUT[kind]}\n"]
    for half, file, what in (
        ("public", "NAME.py", "The stub"),
        ("private", "solution.py", "The reference"),
        ("private", "checks.py", "The hidden checks"),
    ):
        text = (scaffold.TEMPLATES / kind / half / file).read_text("utf-8")
        parts.append(f"{what}:\n\n```python\n{text.replace('NAME', f'my_{kind}').rstrip()}\n```\n")
    return "\n".join(parts)


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
