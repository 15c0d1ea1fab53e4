"""An answer, once given, stays what it was: what is found changed later, and by what."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest

from grader.checks import (
    Mismatch,
    Module,
    StudentError,
    Tensor,
    assert_fresh,
    assert_lasting,
    assert_steady,
    assert_untouched,
)
from grader.checks.plugin import LocalChannel
from grader.process.loading import load_module
from grader.wire import arrays

X = np.array([[1.0, 2.0], [3.0, 4.0]])


@pytest.fixture
def module():
    """module(source): the file as a check sees it."""

    def loaded(source: str) -> Module:
        file = "student_file.py"
        head = "import numpy as np\n"
        made = load_module((head + source).encode(), file, "student_file")
        return Module(LocalChannel(made, file, ("numpy", "torch")))

    return loaded


@pytest.fixture
def real_tensors(monkeypatch):
    """torch, with arguments that are its tensors, as in a worker that has imported it."""
    torch = pytest.importorskip("torch")
    monkeypatch.setattr(arrays, "REAL_TENSORS", True)
    return torch


def fault(check, *args, **kwargs) -> Mismatch:
    with pytest.raises(Mismatch) as found:
        check(*args, **kwargs)
    return found.value


def test_an_answer_of_its_own_lasts(module):
    """A new array at each call, and the first of them is returned."""
    student = module("def f(x): return x + 1")
    assert (assert_lasting(student.f, X) == X + 1).all()
    assert (assert_fresh(student.f, X) == X + 1).all()


OVERWRITTEN = {
    "a module's array": (
        "out = np.zeros((2, 2))\ndef f(x):\n    out[:] = 2 * x\n    return out",
        "array",
    ),
    "an array for each shape": (
        "kept = {}\ndef f(x):\n    y = kept.setdefault(x.shape, np.empty(x.shape))\n"
        "    np.multiply(x, 2, out=y)\n    return y",
        "array",
    ),
    "a part of a large page": (
        "page = np.zeros((9, 9))\ndef f(x):\n    y = page[:len(x), :len(x[0])]\n"
        "    y[:] = x\n    return y",
        "array",
    ),
    "a default list": (
        "def f(x, rows=[]):\n    rows[:] = [list(r) for r in x]\n    return rows",
        "list",
    ),
    "a dict": ("found = {}\ndef f(x):\n    found['sum'] = x.sum()\n    return found", "dict"),
    "arrays in a tuple": (
        "out = np.zeros(2)\ndef f(x):\n    out[:] = x[0]\n    return x.sum(), out",
        "answer",
    ),
}


@pytest.mark.parametrize("name", OVERWRITTEN)
def test_what_is_handed_out_again_is_overwritten_by_the_second_call(module, name):
    """Each call for itself answers rightly; only who kept the first answer sees it."""
    source, sort = OVERWRITTEN[name]
    wrong = fault(assert_lasting, module(source).f, X)
    assert wrong.kind == "lasting"
    assert wrong.message == f"the {sort} that the first call returned was overwritten by the second"
    assert repr(wrong.want) != repr(wrong.got)


def test_an_answer_that_grows_at_each_call_is_found_without_other_numbers(module):
    """A function of plain numbers has none; the same call is enough."""
    student = module("def f(n, seen=[]):\n    seen.append(n)\n    return seen")
    wrong = fault(assert_lasting, student.f, 3)
    assert wrong.message == (
        "the list that the first call returned was changed by the same call once more"
    )
    assert (wrong.want, wrong.got) == ([3], [3, 3])


@pytest.mark.parametrize(
    "source",
    [
        "import functools\n@functools.cache\ndef f(n): return np.arange(n)",
        # Its numbers are the same at each call, so that being overwritten doesn't show.
        "out = np.zeros(2)\ndef f(n):\n    out[:] = n\n    return out",
    ],
)
def test_one_array_for_two_callers_is_found_where_its_numbers_stay(module, source):
    """Who changes one answer changes the other: they are the same."""
    wrong = fault(assert_lasting, module(source).f, 2)
    assert wrong.message.endswith("is handed out again by the second: who changes one changes both")
    assert set(np.unique(wrong.got)) == {99}


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (
            "kept = {}\ndef f(n):\n    return list(kept.setdefault(n, [[n, n], [n]]))",
            "the list that the first call returned has parts that the second's has, too",
        ),
        (
            "kept = {}\ndef f(n):\n    return kept.setdefault(n, np.full(3, float(n)))[:]",
            "the array that the first call returned shares its memory with the second's",
        ),
    ],
)
def test_a_copy_that_is_none_further_in_is_not_called_the_same_object(module, source, said):
    wrong = fault(assert_lasting, module(source).f, 2)
    assert wrong.message == f"{said}: who changes one changes both"


def test_a_cache_of_what_cannot_be_changed_is_no_fault(module):
    """Nothing that anybody does can change a tuple, a number or a read-only array."""
    source = (
        "import functools\n@functools.cache\ndef f(n): return tuple(range(n)), n\n"
        "@functools.cache\ndef g(n):\n    y = np.arange(n)\n    y.setflags(write=False)\n"
        "    return y"
    )
    student = module(source)
    assert_lasting(student.f, 3)
    assert_lasting(student.g, 3)


def test_scratch_memory_that_nobody_gets_is_no_fault(module):
    """A page for all calls is right as long as a copy leaves it."""
    source = "page = np.zeros((2, 2))\ndef f(x):\n    page[:] = x\n    return page.copy()"
    assert_lasting(module(source).f, X)


def test_what_the_same_call_answers_the_second_time_is_not_looked_at(module):
    """A training step moves on; that is assert_steady's question."""
    source = "turn = [0]\ndef f(x):\n    turn[0] += 1\n    return [float(turn[0])]"
    assert assert_lasting(module(source).f, X) == [1.0]


def test_the_files_other_functions_are_asked_too(module):
    """One page for two functions: each lasts by itself, the first not beside the second."""
    source = (
        "page = None\ndef f(x):\n    global page\n    page = x + 1\n    return page\n"
        "def g(k):\n    page[:] = k\n    return page.sum()"
    )
    student = module(source)
    assert_lasting(student.f, X)
    wrong = fault(assert_lasting, student.f, X, then=[partial(student.g, k=7)])
    assert wrong.message == "the array that the first call returned was changed by another call"
    assert (wrong.got == 7).all()
    assert (wrong.want == X + 1).all()


def test_other_numbers_are_data_and_no_sizes(module):
    """Arrays and nested lists get other numbers; ints, tuples and lists of ints are options."""
    source = (
        "import copy\nseen = []\ndef f(*args, **kwargs):\n"
        "    seen.append(copy.deepcopy((args, kwargs)))\n    return 0\n"
        "def g(): return seen"
    )
    student = module(source)
    assert_lasting(student.f, X, [[1, 2.5]], 3, (2, 2), [4, 5], size=2, k=X, b=None, v=[0.5])
    (first, _), (second, named), (third, _), *_ = student.g()
    assert [repr(v) for v in second] == [repr(v) for v in (X + 1, [[2, 3.5]], 3, (2, 2), [4, 5])]
    assert named["size"] == 2
    assert (named["k"] == X + 1).all()
    assert named["v"] == [1.5]
    assert repr(first) == repr(third)


def test_an_answer_that_cannot_cross_is_left_to_other_checks(module):
    """An object has no value to compare; whoever asked for an array says that it is none."""
    assert_lasting(module("class Box: pass\ndef f(x): return Box()").f, X)


def test_a_generator_lasts(module):
    """It is run once; what it gave is its answer from then on."""
    student = module("def f(x):\n    for row in x: yield [2 * n for n in row]")
    assert list(assert_lasting(student.f, [[1, 2]])) == [[2, 4]]
    assert list(assert_fresh(student.f, [[1, 2]])) == [[2, 4]]


def test_rows_that_a_generator_hands_out_again_do_not_last(module):
    """What it gave is changed in the worker, as a list's items are."""
    student = module("kept = [[1.5], [2.5]]\ndef f(x): yield from kept")
    assert "has parts that the second's has" in fault(assert_lasting, student.f, X).message
    student = module("def f(x): yield from x")
    assert "shares the argument's memory" in fault(assert_fresh, student.f, [[1.5]]).message


def test_an_exception_of_a_later_call_is_the_students(module):
    """A second call that breaks is a mistake of its own."""
    student = module("left = [1]\ndef f(x): return left.pop()")
    with pytest.raises(StudentError):
        assert_lasting(student.f, X)


STALE = {
    "all answers": (
        "kept = []\ndef f(x, k):\n"
        "    for a, b, y in kept:\n        if a is x and b is k: return y.copy()\n"
        "    kept.append((x, k, x * k.sum()))\n    return kept[-1][2].copy()",
        "0",
    ),
    "the last answer": (
        "last = [None, None]\ndef f(x, k):\n"
        "    if last[0] is not x: last[:] = x, x * k.sum()\n    return last[1].copy()",
        "0",
    ),
    "what is made of one of them": (
        "sums = {}\ndef f(x, k):\n    s = sums.setdefault(id(k), (k, k.sum()))\n"
        "    return x * s[1]",
        "1",
    ),
}


@pytest.mark.parametrize("name", STALE)
def test_a_result_kept_by_an_arguments_identity_is_out_of_date(module, name):
    """The caller may write other numbers into an array and ask again: it is the same object."""
    source, place = STALE[name]
    wrong = fault(assert_lasting, module(source).f, X, X + 1)
    assert wrong.kind == "stale"
    assert wrong.message == (
        f"the answer is the one for what the argument «{place}» was before it was changed:"
        " results are kept by the argument's identity"
    )
    assert (wrong.got != wrong.want).any()


def test_rows_of_a_list_and_a_keyword_are_kept_by_identity(module):
    """A tuple of the list's rows would be right; the list's own id is not."""
    source = (
        "kept = {}\ndef f(*, x):\n    if id(x) not in kept: kept[id(x)] = x, sum(map(sum, x))\n"
        "    return kept[id(x)][1]"
    )
    wrong = fault(assert_lasting, module(source).f, x=[[1, 2], [3]])
    assert "argument «x»" in wrong.message
    assert (wrong.got, wrong.want) == (6, 297)


def test_a_table_kept_by_identity_is_out_of_date(module):
    """A list of dicts is data, too: its numbers change where it is."""
    source = (
        "last = [None, None]\ndef f(rows):\n"
        "    if last[0] is not rows: last[:] = rows, sum(row['n'] for row in rows)\n"
        "    return last[1]"
    )
    rows = [{"name": "a", "n": 1}, {"name": "b", "n": 2}]
    wrong = fault(assert_lasting, module(source).f, rows)
    assert wrong.kind == "stale"
    assert (wrong.got, wrong.want) == (3, 198)
    assert rows[0]["n"] == 1
    assert assert_lasting(module("def f(rows): return [row['n'] for row in rows]").f, rows)


def test_the_last_page_is_still_known_after_the_files_other_functions(module):
    """They may have put another page in its place; the call is made once more before."""
    source = (
        "last = [None, None]\ndef f(x):\n"
        "    if last[0] is not x: last[:] = x, x + 1\n    return last[1].copy()\n"
        "def g(k): return f(k)"
    )
    student = module(source)
    assert fault(assert_lasting, student.f, X, then=[partial(student.g, X + 5)]).kind == "stale"


def test_a_tensor_s_page_kept_by_identity_is_found(module, real_tensors):
    source = "kept = {}\ndef f(x):\n    return kept.setdefault(id(x), (x, x.sum()))[1].item()"
    wrong = fault(assert_lasting, module(source).f, Tensor(X))
    assert (wrong.got, wrong.want) == (10, 396)


@pytest.mark.parametrize(
    "source",
    [
        "kept = {}\ndef f(x):\n    return kept.setdefault(x.tobytes(), x + 1).copy()",
        # It has nothing to do with the numbers.
        "def f(x): return np.zeros(x.shape)",
        # Numbers that it has no answer for say nothing.
        "def f(x):\n    if x[0, 0] == 99: raise ValueError\n    return x + 1",
        # A view of its argument changes with it.
        "def f(x): return x.T",
        # An argument that is changed in place is another one each time.
        "def f(x):\n    x += 1\n    return x",
        # A training step moves on, whatever it is given.
        "turn = [0]\ndef f(x):\n    turn[0] += 1\n    return turn[0]",
        "class Box: pass\ndef f(x): return [Box(), 3]",
    ],
)
def test_who_reads_an_argument_again_passes(module, source):
    """By its numbers, results may be kept."""
    assert_lasting(module(source).f, X)


def test_a_list_of_options_and_a_read_only_array_are_not_changed(module):
    """Nobody can change the one; the other may be a shape."""
    source = "kept = {}\ndef f(x, size): return kept.setdefault((id(x), id(size)), (x, size, 1))[2]"
    fixed = X.copy()
    fixed.flags.writeable = False
    assert_lasting(module(source).f, fixed, [2, 2])


SHARED = {
    "a view of an array": ("def f(x): return x.T", X, "0"),
    "a part of an array": ("def f(x): return x[:1]", X, "0"),
    "arrays in a tuple": ("def f(x): return x.sum(), x[0]", X, "0"),
    "a row of a list": ("def f(x): return [x[0], [5]]", [[1, 2], [3, 4]], "0"),
    "the list itself": ("def f(x): return x", [1, 2], "0"),
}


@pytest.mark.parametrize("name", SHARED)
def test_an_answer_that_shares_an_arguments_memory_changes_with_it(module, name):
    """What the caller does with its own argument must not reach the answer."""
    source, argument, place = SHARED[name]
    wrong = fault(assert_fresh, module(source).f, argument)
    assert wrong.kind == "lasting"
    assert wrong.message == (
        f"the answer changed when its argument «{place}» was changed afterwards:"
        " it shares the argument's memory"
    )


def test_of_two_arguments_the_shared_one_is_named(module):
    """By its keyword, where it was passed by one."""
    student = module("def f(x, *, k): return k[:]")
    assert "argument «k»" in fault(assert_fresh, student.f, X, k=X + 1).message


def test_a_tensor_that_shares_memory_changes_too(module, real_tensors):
    student = module("def f(x): return x.permute(1, 0)")
    assert "shares the argument's memory" in fault(assert_fresh, student.f, Tensor(X)).message


def test_an_empty_row_is_found_by_its_place_next_to_one_that_changes(module):
    """No number in it can be changed; whoever lent it can put one there."""
    wrong = fault(assert_fresh, module("def f(x): return x[0]").f, [[], [1.0]])
    assert wrong.kind == "shares"


def test_a_view_of_a_read_only_array_is_found_by_its_place(module):
    """It can't be changed here; whoever lent it can."""
    lent = X.copy()
    lent.flags.writeable = False
    wrong = fault(assert_fresh, module("def f(x): return x.T").f, lent)
    assert (wrong.kind, wrong.message) == ("shares", "returned a view of its argument «0»")


@pytest.mark.parametrize("check", [assert_fresh, assert_lasting])
def test_an_iterator_in_an_answer_gives_its_items_once(module, check):
    """Read again it has none, whatever was changed in between."""
    student = module("def f(x): return [(n + 1 for n in row) for row in x]")
    wrong = fault(check, student.f, [[1, 2]])
    said = "the answer has a generator in it, which gives its items only once"
    assert (wrong.kind, wrong.message) == ("lasting", said)


def test_a_view_in_an_answer_can_be_read_again(module):
    (keys,) = assert_fresh(module("def f(x): return [{x[0]: 1}.keys()]").f, [1.0])
    assert list(keys) == [1]


HISTORY = """
class Account:
    def __init__(self):
        self.movements = []

    @property
    def last(self):
        return self.movements[-1:]

    def deposit(self, cents):
        self.movements.append(cents)

    def history(self):
        return self.movements

    def add_all(self, amounts):
        self.movements += amounts
        amounts.clear()

    def copy(self, amounts):
        return [amounts]
"""


def test_an_answer_of_a_method_lasts_or_not(module):
    """A method stays over there as any object does, and is asked as a function is."""
    account = module(HISTORY).Account()
    account.deposit(1)
    wrong = fault(assert_lasting, account.history, then=[partial(account.deposit, 2)])
    assert wrong.message == "the list that the first call returned was changed by another call"
    assert (wrong.want, wrong.got) == ([1], [1, 2])
    copied = module(HISTORY.replace("return self.movements", "return list(self.movements)"))
    account = copied.Account()
    account.deposit(1)
    assert assert_lasting(account.history, then=[partial(account.deposit, 2)]) == [1]


def test_arguments_of_a_method_are_looked_at_too(module):
    account = module(HISTORY).Account()
    assert fault(assert_untouched, account.add_all, [1, 2]).kind == "changed"
    assert fault(assert_fresh, account.copy, [1.0]).kind == "lasting"
    assert assert_untouched(account.deposit, 5) is None
    assert assert_steady(account.copy, [1]) == [[1]]


@pytest.mark.parametrize("check", [assert_lasting, assert_fresh, assert_untouched, assert_steady])
def test_what_nobody_can_call_is_refused(module, check):
    """An attribute was read before the assertion had it: it can't be read again."""
    account = module(HISTORY).Account()
    account.deposit(1)
    said = r"expected what is called, as student.f or account.undo, got list \(of an attribute"
    with pytest.raises(TypeError, match=said):
        check(account.last)
