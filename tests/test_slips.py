"""Slips and moves: every kind makes just the changes that its table says, in words and in code."""

from __future__ import annotations

import ast
import textwrap

import pytest
from conftest import REPO

from grader.prove import mutants_moves, mutants_slips
from grader.prove.mutants import mutants_of


def changes(body: str, before: str = "import numpy as np") -> dict[str, str]:
    """Of a function with this body: each sentence, and the body as it then is."""
    source = f"{before}\n\n\ndef f(x, k, a, b, H, W, kh, kw):\n{textwrap.indent(body, '    ')}\n"
    return {m.said: _body(m.source) for m in mutants_of(source)}


def _body(source: str) -> str:
    function = ast.parse(source).body[-1]
    assert isinstance(function, ast.FunctionDef)
    return "\n".join(ast.unparse(statement) for statement in function.body)


# By slip: a body, and each thing that is expected of it: what is said, and what the body becomes.
# Further mutants of the same body belong to other slips.
EXPRESSIONS = {
    "operator": (
        "return (a + b) / (x * 2) - k ** 2 // kh",
        {
            "`+ b` becomes `- b`": "return (a - b) / (x * 2) - k ** 2 // kh",
            "`+ b` left out": "return a / (x * 2) - k ** 2 // kh",
            "`a +` left out": "return b / (x * 2) - k ** 2 // kh",
            "`/ (x * 2)` becomes `* (x * 2)`": "return (a + b) * (x * 2) - k ** 2 // kh",
            "`/ (x * 2)` becomes `// (x * 2)`": "return (a + b) // (x * 2) - k ** 2 // kh",
            "`/ (x * 2)` left out": "return a + b - k ** 2 // kh",
            "`* 2` becomes `+ 2`": "return (a + b) / (x + 2) - k ** 2 // kh",
            "`* 2` left out": "return (a + b) / x - k ** 2 // kh",
            "`x *` left out": "return (a + b) / 2 - k ** 2 // kh",
            "`- k ** 2 // kh` becomes `+ k ** 2 // kh`": "return (a + b) / (x * 2) + k ** 2 // kh",
            "`- k ** 2 // kh` left out": "return (a + b) / (x * 2)",
            "`// kh` becomes `* kh`": "return (a + b) / (x * 2) - k ** 2 * kh",
            "`// kh` becomes `/ kh`": "return (a + b) / (x * 2) - k ** 2 / kh",
            "`// kh` left out": "return (a + b) / (x * 2) - k ** 2",
            "`** 2` becomes `* 2`": "return (a + b) / (x * 2) - k * 2 // kh",
            "`** 2` left out": "return (a + b) / (x * 2) - k // kh",
        },
    ),
    "comparison": (
        "return a < b, a >= b, a == b, a is b, a not in b",
        {
            "`< b` becomes `<= b`": "return (a <= b, a >= b, a == b, a is b, a not in b)",
            "`< b` becomes `>= b`": "return (a >= b, a >= b, a == b, a is b, a not in b)",
            "`>= b` becomes `> b`": "return (a < b, a > b, a == b, a is b, a not in b)",
            "`>= b` becomes `< b`": "return (a < b, a < b, a == b, a is b, a not in b)",
            "`== b` becomes `!= b`": "return (a < b, a >= b, a != b, a is b, a not in b)",
            "`is b` becomes `is not b`": "return (a < b, a >= b, a == b, a is not b, a not in b)",
            "`not in b` becomes `in b`": "return (a < b, a >= b, a == b, a is b, a in b)",
        },
    ),
    "logic": (
        "return a or b or x",
        {
            "`or` becomes `and`": "return a and b and x",
            "`a` of the or-condition left out": "return b or x",
            "`b` of the or-condition left out": "return a or x",
            "`x` of the or-condition left out": "return a or b",
        },
    ),
    "sign": (
        "return -a, not b, ~k",
        {
            "`-` before `a` left out": "return (a, not b, ~k)",
            "`not` before `b` left out": "return (-a, b, ~k)",
            "`~` before `k` left out": "return (-a, not b, k)",
        },
    ),
    "constant": (
        "return x[0], 2.5, True",
        {
            "`0` becomes `1`": "return (x[1], 2.5, True)",
            "`0` becomes `-1`": "return (x[-1], 2.5, True)",
            "`2.5` becomes `3.5`": "return (x[0], 3.5, True)",
            "`2.5` becomes `1.5`": "return (x[0], 1.5, True)",
            "`True` becomes `False`": "return (x[0], 2.5, False)",
        },
    ),
    "kind": (
        "a = np.zeros(x.shape)\nk = np.zeros(x.shape, np.float64)\nreturn a.astype(float) - np.inf",
        {
            "`np.zeros(x.shape)` becomes `np.zeros_like(x)`": "a = np.zeros_like(x)\n"
            "k = np.zeros(x.shape, np.float64)\nreturn a.astype(float) - np.inf",
            "`np.zeros(x.shape, np.float64)` becomes `np.zeros_like(x)`": "a = np.zeros(x.shape)\n"
            "k = np.zeros_like(x)\nreturn a.astype(float) - np.inf",
            "`np.float64` becomes `np.float32`": "a = np.zeros(x.shape)\n"
            "k = np.zeros(x.shape, np.float32)\nreturn a.astype(float) - np.inf",
            "`float` becomes `int`": "a = np.zeros(x.shape)\nk = np.zeros(x.shape, np.float64)\n"
            "return a.astype(int) - np.inf",
            "`np.inf` becomes `0`": "a = np.zeros(x.shape)\nk = np.zeros(x.shape, np.float64)\n"
            "return a.astype(float) - 0",
        },
    ),
    "letters of an einsum": (
        "return np.einsum('ijuv,uv->ij', x, k)",
        {
            "`ijuv,uv->ij` becomes `ijuv,vu->ij`": "return np.einsum('ijuv,vu->ij', x, k)",
            "`ijuv,uv->ij` becomes `ijuv,uv->ji`": "return np.einsum('ijuv,uv->ji', x, k)",
        },
    ),
    "axis": (
        "out_h = H\nout_w = kw\nreturn out_h * (out_h + a)",
        {
            "`H` becomes `W`": "out_h = W\nout_w = kw\nreturn out_h * (out_h + a)",
            "`kw` becomes `kh`": "out_h = H\nout_w = kh\nreturn out_h * (out_h + a)",
            "`out_h` becomes `out_w`": "out_h = H\nout_w = kw\nreturn out_w * (out_h + a)",
            "`out_h` becomes `out_w` (place 2)": "out_h = H\nout_w = kw\n"
            "return out_h * (out_w + a)",
        },
    ),
    "swapped_arguments": (
        "H, W = x.shape\nreturn np.dot(x, k)[a, b]",
        {
            "`H` and `W` swapped": "W, H = x.shape\nreturn np.dot(x, k)[a, b]",
            "`x` and `k` swapped": "H, W = x.shape\nreturn np.dot(k, x)[a, b]",
            "`a` and `b` swapped": "H, W = x.shape\nreturn np.dot(x, k)[b, a]",
        },
    ),
    "argument": (
        "return np.zeros(a, dtype=float) + np.full(a, b, k)",
        {
            "`dtype=float` left out": "return np.zeros(a) + np.full(a, b, k)",
            "argument `k` left out": "return np.zeros(a, dtype=float) + np.full(a, b)",
        },
    ),
    "call": (
        "return abs(a), max(b, 0), np.copy(k), x.copy(), x.astype(float)",
        {
            "`abs(…)` left out": "return (a, max(b, 0), np.copy(k), x.copy(), x.astype(float))",
            "`max(…, 0)` left out": "return (abs(a), b, np.copy(k), x.copy(), x.astype(float))",
            "`max(b, …)` left out": "return (abs(a), 0, np.copy(k), x.copy(), x.astype(float))",
            "`np.copy(…)` left out": "return (abs(a), max(b, 0), k, x.copy(), x.astype(float))",
            "`.copy()` left out": "return (abs(a), max(b, 0), np.copy(k), x, x.astype(float))",
            "`.astype(float)` left out": "return (abs(a), max(b, 0), np.copy(k), x.copy(), x)",
        },
    ),
    "slice_part": (
        "return x[a:b:kh], k[:]",
        {
            "start `a` of the slice left out": "return (x[:b:kh], k[:])",
            "stop `b` of the slice left out": "return (x[a::kh], k[:])",
            "step `kh` of the slice left out": "return (x[a:b], k[:])",
            "`[:]` after `k` left out": "return (x[a:b:kh], k)",
        },
    ),
    "condition": (
        "if a:\n    b = 1\nreturn [k if x else n for n in H if n]",
        {
            "condition `a` left out": "if True:\n    b = 1\nreturn [k if x else n for n in H if n]",
            "condition `a` turned round": "if not a:\n    b = 1\n"
            "return [k if x else n for n in H if n]",
            "always `k`": "if a:\n    b = 1\nreturn [k for n in H if n]",
            "always `n`": "if a:\n    b = 1\nreturn [n for n in H if n]",
            "condition `x` turned round": "if a:\n    b = 1\n"
            "return [k if not x else n for n in H if n]",
            "condition `n` left out": "if a:\n    b = 1\nreturn [k if x else n for n in H]",
        },
    ),
    "assignment": (
        "a += b\nk = k + b\nreturn a, k",
        {
            "`a +=` becomes `a -=`": "a -= b\nk = k + b\nreturn (a, k)",
            "`a +=` becomes `a =`": "a = b\nk = k + b\nreturn (a, k)",
            "`k = k +` becomes `k +=`": "a += b\nk += b\nreturn (a, k)",
        },
    ),
    "statement": (
        "while a:\n    if b:\n        break\n    continue\nraise ValueError('no')",
        {
            "`break` becomes `continue`": "while a:\n    if b:\n        continue\n    continue\n"
            "raise ValueError('no')",
            "`continue` becomes `break`": "while a:\n    if b:\n        break\n    break\n"
            "raise ValueError('no')",
            "`raise ValueError('no')` left out": "while a:\n    if b:\n        break\n"
            "    continue\npass",
            "`ValueError` becomes `Exception`": "while a:\n    if b:\n        break\n    continue\n"
            "raise Exception('no')",
            "`if b:` left out": "while a:\n    pass\n    continue\nraise ValueError('no')",
            "`while a:` left out": "pass\nraise ValueError('no')",
        },
    ),
}

LOOP = "for i in x:\n    a = []\n    a.append(i)\n    k.append(a)\nreturn k"
MOVES = {
    "out of a loop and into one": (
        LOOP,
        {
            "`a = []` moved before the loop": "a = []\nfor i in x:\n    a.append(i)\n"
            "    k.append(a)\nreturn k",
            "`k.append(a)` moved behind the loop": "for i in x:\n    a = []\n    a.append(i)\n"
            "k.append(a)\nreturn k",
            "`return k` moved into the loop above": "for i in x:\n    a = []\n    a.append(i)\n"
            "    k.append(a)\n    return k",
        },
    ),
    "into the loop that follows": (
        "a = 0\nwhile a < 3:\n    a += 1\nreturn a",
        {
            "`a = 0` moved into the loop that follows": "while a < 3:\n    a = 0\n    a += 1\n"
            "return a",
        },
    ),
    "what an assignment makes, for each turn and for none": (
        "a = b\nfor i in x:\n    np.add.at(k, a, i)\nH = W\nfor i in x:\n    H[i] = kh\n"
        "return a, H, k",
        {
            "`a = b` moved into the loop that follows": "for i in x:\n    a = b\n"
            "    np.add.at(k, a, i)\nH = W\nfor i in x:\n    H[i] = kh\nreturn (a, H, k)",
            "`H = W` moved into the loop that follows": "a = b\nfor i in x:\n"
            "    np.add.at(k, a, i)\nfor i in x:\n    H = W\n    H[i] = kh\nreturn (a, H, k)",
            "`H[i] = kh` left out": "a = b\nfor i in x:\n    np.add.at(k, a, i)\nH = W\n"
            "for i in x:\n    pass\nreturn (a, H, k)",
        },
    ),
    "behind what it should come before": (
        "a = a + k * b\nb = b * x\nreturn a, b",
        {"`a = a + k * b` moved behind `b = b * x`": "b = b * x\na = a + k * b\nreturn (a, b)"},
    ),
    "out of a with": (
        "with k:\n    a = x\nreturn a",
        {"`with k:` left out, its block stays": "a = x\nreturn a"},
    ),
}
TABLE = EXPRESSIONS | MOVES


@pytest.mark.parametrize(("body", "expected"), TABLE.values(), ids=TABLE.keys())
def test_each_slip_says_what_it_changes_and_changes_that(body, expected):
    """An author reads the sentence and believes it."""
    found = changes(body)
    assert {said: found.get(said) for said in expected} == expected


def test_every_slip_is_in_the_table():
    """One that nobody has seen at work may do nothing."""
    assert {slip.__name__ for slip in mutants_slips.SLIPS} <= EXPRESSIONS.keys()


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("return x", "`x` becomes `y`"),
        ("return H", "`H` becomes `h`"),
        ("return max(a, b)", "`a` and `b` swapped"),
        ("return [1, 1]", "`1` and `1` swapped"),
        ("return x.sum(axis=(0, 2))", "`0` and `2` swapped"),
        ("return x.sum((0, 2))", "`0` and `2` swapped"),
        ("if a < b:\n    return a\nreturn b", "condition `a < b` turned round"),
        ("k.append(x)\nreturn k", "`.append(x)` left out"),
        ("a = x\nb = k\nreturn a, b", "`a = x` moved behind `b = k`"),
        ("a = x\nb = a\nreturn b", "`a = x` moved behind `b = a`"),
        ("a.x = x\na.y = 0\nreturn a", "`a.x = x` moved behind `a.y = 0`"),
        ("return np.abs(x)", "`.abs(x)` left out"),
        ("for i in x:\n    k.append(i)\nreturn k", "`k.append(i)` moved behind the loop"),
        ("for i in x:\n    a = b\n    k[i] = a * i\n", "`a = b` moved before the loop"),
        ("a = b\nfor i in x:\n    k[i] = a * i\n", "`a = b` moved into the loop that follows"),
        ("for i in x:\n    k[i] = i\na = b\nreturn a", "`a = b` moved into the loop above"),
        (
            "a = np.abs(b)\nfor i in x:\n    k[i] = np.dot(a, i)\n",
            "`a = np.abs(b)` moved into the loop that follows",
        ),
    ],
)
def test_what_would_be_no_slip_or_another_one_twice_is_left_alone(body, said):
    """An unknown name, an order that is none, a change that another slip makes, a loop that is
    only slower."""
    assert said not in changes(body)


def test_what_no_answer_shows_is_left_alone():
    """Docstrings, annotations, the words of exceptions and of assertions."""
    body = (
        '"""One, 1."""\nassert a, f"one {1}"\n'
        'n: tuple[int, 1] = a\nif a:\n    raise ValueError(f"one {n + 1}")\nreturn n'
    )
    found = changes(body)
    assert {said for said in found if "1" in said or "One" in said} == {
        '`assert a, f"one {1}"` left out',
        "`n: tuple[int, 1] = a` left out",
        '`raise ValueError(f"one {n + 1}")` left out',
    }
    assert "`ValueError` becomes `Exception`" in found


@pytest.mark.parametrize("body", ["return x\nreturn x", "a = x\nreturn a * 1.0 ** 2"])
def test_a_mutant_is_another_program(body):
    """One that compiles to the same bytecode, or to that of an earlier one, is none."""
    programs = list(changes(body).values())
    assert len(set(programs)) == len(programs)
    assert "`return x` left out (place 2)" not in changes(body)


def test_what_is_no_python_is_no_mutant():
    """`break` moved out of its loop, for example."""
    said = "`break` moved behind the loop"
    assert said not in changes("for i in x:\n    a = i\n    break\nreturn a")


def test_long_code_is_cut():
    """A sentence fits on a line."""
    name = "a_very_long_name_that_goes_on_for_ever_and_a_day"
    found = mutants_of(f"def f({name}):\n    return {name} + {name} * {name}\n")
    assert all(len(mutant.said) <= 2 * mutants_slips.MAX_QUOTE + 30 for mutant in found)
    assert any("…" in mutant.said for mutant in found)


def references() -> list[str]:
    return [str(path.relative_to(REPO)) for path in sorted(REPO.glob("solutions/*/*/solution.py"))]


@pytest.mark.parametrize("path", references())
def test_mutants_of_the_references_are_programs_with_names_of_their_own(path):
    """And the same ones each time, in the order of their lines."""
    source = (REPO / path).read_text("utf-8")
    found = mutants_of(source)
    assert found == mutants_of(source)
    assert [m.line for m in found] == sorted(m.line for m in found)
    assert len({m.name for m in found}) == len(found) == len({m.source for m in found})
    for mutant in found:
        compile(mutant.source, path, "exec")
        assert mutant.code == source.splitlines()[mutant.line - 1].strip()


def test_a_name_stays_when_lines_are_added_elsewhere():
    """An explanation in a manifest doesn't go stale with a new comment."""
    source = "def f(x):\n    return x + 1\n"
    names = [m.name for m in mutants_of(source)]
    assert names == [m.name for m in mutants_of(f"# A comment.\n\n{source}\n\n# Another.\n")]
    assert "return x + 1: `+ 1` left out" in names
    assert "`return x + 1` left out" in names


def test_what_runs_as_a_program_only_is_left_alone():
    """No check runs it."""
    source = "def f(x):\n    return x + 1\n"
    guarded = source + '\n\nif __name__ == "__main__":\n    print(f(1 + 2))\n'
    assert [m.name for m in mutants_of(guarded)] == [m.name for m in mutants_of(source)]


def test_moves_leave_the_block_as_it_was():
    """The tree is changed, read and mended: the next slip starts from the reference again."""
    tree = ast.parse(LOOP.replace("return k", "k = 1"))
    before = ast.dump(tree)
    code = mutants_slips.Code.of(LOOP, tree)
    assert list(mutants_moves.moves(tree.body, code))
    assert ast.dump(tree) == before
