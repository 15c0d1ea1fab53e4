"""Operations carried out on a module: what comes back, what is observed, what is raised."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest

from grader.process.executor import Executor, Forbidden
from grader.process.loading import load_module
from grader.wire.data import Held, Ref, Seq
from grader.wire.live_arguments import generator
from grader.wire.messages import MAX_TEXT, Frame, Operation, Raised, Returned, WireError
from grader.wire.values import from_wire, to_wire

FILE = "student_file.py"


def executor(source: str, requires: tuple[str, ...] = ("numpy",)) -> Executor:
    return Executor(load_module(source.encode(), FILE, "student_file"), FILE, requires)


def call(source: str, *args: Any, do: str = "call", **kwargs: Any) -> Returned | Raised:
    """f(*args, **kwargs) in a fresh module."""
    wired = {name: to_wire(value) for name, value in kwargs.items()}
    operation = Operation(do, None, "f", [to_wire(a) for a in args], wired)
    return executor(source).run(operation)


def returned(source: str, *args: Any, **kwargs: Any) -> Returned:
    outcome = call(source, *args, **kwargs)
    assert isinstance(outcome, Returned)
    return outcome


def raised(source: str, *args: Any) -> Raised:
    outcome = call(source, *args)
    assert isinstance(outcome, Raised)
    return outcome


def test_a_call_returns_its_value():
    """Positional and keyword arguments arrive where the function expects them."""
    assert returned("def f(a, *, b): return [a, b]", 1, b=2).value == Seq("list", [1, 2])


def test_a_generator_is_run_to_its_end():
    """`yield` instead of a list is a way of writing; that it isn't a list can still be said."""
    assert returned("def f(n): yield from range(n)", 3).value == Seq(
        "items", ["generator", False, 0, 1, 2]
    )


def test_a_coroutine_is_closed_without_a_warning():
    """Python would warn that nobody awaited it, in a line that names the grader's own file."""
    assert returned("async def f(n): return n", 3).value == Held(("coroutine", "object"))


MASKED = "import numpy as np\ndef f(*mask): return np.ma.array([1.0, 2, 3], mask=mask)"


def test_what_is_masked_is_no_answer():
    """Under the mask may stand the right number; nobody would ever see it."""
    held = returned(MASKED, False, True, True).value
    assert held.types[0] == "a masked array (2 of its 3 numbers masked)"
    assert from_wire(returned(MASKED, False, False, False).value).tolist() == [1, 2, 3]


def test_what_cannot_cross_is_held_and_can_be_asked():
    """An object stays here; its attributes, methods and items are further operations."""
    worker = executor(
        "class Box:\n    size = 3\n    def double(self): return 2 * self.size\n"
        "    def __iter__(self): return iter('ab')\nf = Box"
    )
    held = worker.run(Operation("call", None, "f"))
    assert isinstance(held, Returned)
    assert held.value == Held(("student_file.Box", "object"))
    assert worker.run(Operation("get", 0, "size")) == Returned(3)
    assert worker.run(Operation("call", 0, "double")) == Returned(6)
    assert worker.run(Operation("items", 0, None)) == Returned(Seq("list", ["a", "b"]))


def test_what_a_held_call_was_given_can_be_changed_afterwards():
    """By index or keyword; and the answer itself. An answer that shares it changes too."""
    worker = executor("def f(x, *, k): return [x, k]")
    rows, kernel = to_wire([[1]]), to_wire([2])
    worker.run(Operation("call", None, "f", [rows], {"k": kernel}, keep=True))
    assert worker.run(Operation("alter", 0, "k")) == Returned(99)
    assert worker.run(Operation("get", 0, None)) == Returned(to_wire([[[1]], [99]]))
    assert worker.run(Operation("alter", 0, "0")) == Returned(99)
    assert worker.run(Operation("alter", 0, None)) == Returned(98)
    assert worker.run(Operation("get", 0, None)) == Returned(to_wire([[[98]], [98]]))


@pytest.mark.parametrize("target", [0, 1, None])
def test_only_arguments_of_a_held_call_can_be_changed(target):
    """Others are gone, or never were."""
    worker = executor("def f(x): return 1")
    worker.run(Operation("call", None, "f", [[1]]))
    worker.run(Operation("call", None, "f", [to_wire([1])], keep=True))
    outcome = worker.run(Operation("alter", target, "x"))
    assert isinstance(outcome, Raised)
    assert outcome.message == "an argument of no call whose result is held"


def test_a_held_generator_is_run_when_it_is_asked_for_and_keeps_what_it_gave():
    """Else it would be empty the second time."""
    worker = executor("def f(n): yield from range(n)")
    worker.run(Operation("call", None, "f", [3], keep=True))
    for _ in range(2):
        assert worker.run(Operation("get", 0, None)) == Returned(
            Seq("items", ["generator", False, 0, 1, 2])
        )


def test_a_held_object_can_be_an_argument():
    """What one function made, another may take: references are resolved here."""
    worker = executor("class Box: pass\nf = Box\ndef g(box): return type(box).__name__")
    worker.run(Operation("call", None, "f"))
    assert worker.run(Operation("call", None, "g", [Ref(0)])) == Returned("Box")


@pytest.mark.parametrize("number", [-1, 1, 99])
def test_a_reference_to_nothing_is_refused(number):
    """Not even by counting from the end."""
    outcome = executor("def f(x): pass").run(Operation("call", None, "f", [Ref(number)]))
    assert isinstance(outcome, Raised)
    assert outcome.error == WireError.__name__


def test_held_objects_do_not_outlive_their_case():
    """The next case starts with nothing in hand."""
    worker = executor("class Box: size = 3\nf = Box")
    worker.run(Operation("call", None, "f"))
    worker.new_case()
    outcome = worker.run(Operation("get", 0, "size"))
    assert isinstance(outcome, Raised)


def test_keep_holds_even_what_could_cross():
    """To see a value change, a check must hold the object and not a copy."""
    worker = executor("numbers = [1]\ndef f(): numbers.append(2)")
    assert worker.run(Operation("get", None, "numbers", keep=True)) == Returned(Held(("object",)))
    worker.run(Operation("call", None, "f"))
    assert worker.run(Operation("get", 0, None)) == Returned(Seq("list", [1, 2]))


def test_only_required_libraries_can_be_asked():
    """A check may use the exercise's libraries in the worker, and no other module."""
    worker = executor("", requires=("numpy",))
    assert worker.run(Operation("call", "numpy", "abs", [-3])) == Returned(to_wire(np.int64(3)))
    outcome = worker.run(Operation("call", "os", "getpid"))
    assert isinstance(outcome, Raised)
    assert "os is not a library of this exercise" in outcome.message


CHANGES = {
    "a list": ("def f(x): x[0] = 9", [1]),
    "an inner list": ("def f(x): x[0].append(9)", [[1]]),
    "an array": ("def f(x): x += 1", np.zeros(2)),
    "an array's protection": ("def f(x): x.flags.writeable = False", np.zeros(2)),
    "a dict": ("def f(x): x['b'] = 1", {"a": 1}),
}


@pytest.mark.parametrize(("source", "argument"), CHANGES.values(), ids=CHANGES.keys())
def test_observing_names_arguments_that_were_changed(source, argument):
    """By position or by name, whichever the call used."""
    assert returned(source, argument, do="observe").changed == ("0",)
    assert returned(source, x=argument, do="observe").changed == ("x",)


@pytest.mark.parametrize("argument", [1, "a", [1, [2]], np.arange(6.0)[::2], None, {"a": [1]}])
def test_observing_names_nothing_where_nothing_was_changed(argument):
    """A non-contiguous array that stays as it is must not look changed."""
    outcome = returned("def f(x): return 0", argument, do="observe")
    assert outcome.changed == outcome.shares == ()


def test_plain_calls_are_not_observed():
    """Comparing arguments costs time that most checks don't need."""
    assert returned("def f(x): x[0] = 9", [1]).changed == ()


@pytest.mark.parametrize(
    ("source", "shares"),
    [
        ("def f(x): return x", ("0",)),
        ("def f(x): return x[1:]", ("0",)),
        ("def f(x): return x.T", ("0",)),
        ("def f(x): return x.copy()", ()),
        ("def f(x): return x + 0", ()),
    ],
)
def test_observing_names_arguments_whose_memory_is_returned(source, shares):
    """A view is not a new array."""
    assert returned(source, np.arange(4.0), do="observe").shares == shares


def test_the_same_list_returned_shares_memory():
    """A list is handed back as itself or it is not."""
    assert returned("def f(x): return x", [1], do="observe").shares == ("0",)
    assert returned("def f(x): return list(x)", [1], do="observe").shares == ()


def test_rows_of_an_argument_in_a_new_list_share_memory():
    """A page of the caller's own rows changes with them."""
    page = [[1, 2], [3, 4]]
    assert returned("def f(x): return x[:]", page, do="observe").shares == ("0",)
    assert returned("def f(x): return (x[1],)", page, do="observe").shares == ("0",)
    assert returned("def f(x): return [r[:] for r in x]", page, do="observe").shares == ()


def test_an_exception_crosses_as_its_name_its_bases_and_the_students_own_lines():
    """Our own frames are no help to anyone who reads a report."""
    got = raised("class Mine(ValueError): pass\ndef g():\n    raise Mine('no')\ndef f(): g()")
    assert (got.error, got.message) == ("Mine", "no")
    assert got.bases[0] == "ValueError"
    assert got.frames == (Frame(4, "f"), Frame(3, "g"))


@pytest.mark.parametrize(
    "name", ["SystemExit", "KeyboardInterrupt", "GeneratorExit", "MemoryError", "RecursionError"]
)
def test_exits_and_interrupts_are_answers_like_any_other_exception(name):
    """`sys.exit(0)` in a function must end neither the worker nor the check."""
    got = raised(f"def f(): raise {name}(0)")
    assert got.error == name
    assert name in got.bases


UNREADABLE = {
    "raises": "def __str__(self): raise RuntimeError",
    "exits": "def __str__(self): raise SystemExit",
    "is no text": "def __str__(self): return 3",
}


@pytest.mark.parametrize("method", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_an_exception_whose_message_cannot_be_read_is_reported_all_the_same(method):
    """The message is the student's code too."""
    got = raised(f"class E(Exception):\n    {method}\ndef f(): raise E")
    assert (got.error, got.message) == ("E", "(its message could not be read)")


def test_a_message_of_a_str_subclass_is_plain_text():
    """A subclass could answer anything when it is cut to length."""
    got = raised(
        "class S(str):\n    def __getitem__(self, k): return 3\n"
        "class E(Exception):\n    def __str__(self): return S('hello')\ndef f(): raise E"
    )
    assert got.message == "hello"
    assert type(got.message) is str


def test_a_long_message_is_cut():
    """A report has room for a sentence, not for a novel."""
    assert len(raised("def f(): raise ValueError('x' * 10**6)").message) == MAX_TEXT


def test_a_message_with_lone_surrogates_can_be_sent():
    """File names that are not UTF-8 look like this in Python."""
    assert raised("def f(): raise ValueError('a\\udc80')").message == "a?"


def test_an_os_error_reads_as_python_shows_it():
    """Not as the tuple of its arguments."""
    said = raised("def f(): open('/nonexistent/file')").message
    assert said == "[Errno 2] No such file or directory: '/nonexistent/file'"


def test_a_forbidden_call_stays_forbidden_when_the_student_catches_it():
    """A bare `except:` hides the exception, not the fact."""
    worker = executor("def f():\n    try: stop()\n    except BaseException: return 1")

    def stop() -> None:
        worker.forbidden.append("uses magic")
        raise Forbidden("uses magic")

    worker._module.stop = stop
    outcome = worker.run(Operation("call", None, "f"))
    assert isinstance(outcome, Raised)
    assert outcome.forbidden == "uses magic"


def test_calls_are_counted_for_each_operation_anew():
    """One case's calls say nothing about the next."""
    worker = executor("def f(): return 1")
    worker.calls["numpy.dot"] += 3
    outcome = worker.run(Operation("observe", None, "f"))
    assert isinstance(outcome, Returned)
    assert outcome.calls == {}


def test_a_loaded_module_has_its_name_and_its_file():
    """`__name__` is not "__main__": a demonstration at the end of the file stays out of the way."""
    source = b"ran = __name__ == '__main__'\nwhere = __file__\n"
    module = load_module(source, FILE, "student_file")
    assert (module.ran, module.where) == (False, FILE)


def test_a_class_with_dataclass_fields_loads():
    """dataclasses looks its module up by name, which a bare ModuleType doesn't have."""
    source = (
        "from __future__ import annotations\nfrom dataclasses import dataclass\n"
        "@dataclass\nclass P:\n    x: int = 1\ndef f(): return P(3).x\n"
    )
    assert returned(source).value == 3


def test_from_wire_and_to_wire_are_what_the_executor_uses():
    """An argument arrives as the object that was sent."""
    sent = np.arange(6.0).reshape(2, 3)[:, ::-1]
    outcome = returned("def f(x): return x", sent)
    back = from_wire(outcome.value)
    assert back.strides == sent.strides
    assert np.array_equal(back, sent)


def test_a_generator_spawns_what_it_would_have_spawned_here():
    """Its children come of its seed, which is no part of its state; each child is another one."""
    for seed in (3, 2**100, [1, 2]):
        rng = np.random.default_rng(seed)
        rng.spawn(2)
        outcome = returned("def f(rng): return [float(r.random()) for r in rng.spawn(2)]", rng)
        assert from_wire(outcome.value) == [r.random() for r in rng.spawn(2)]


def test_a_recording_from_before_seeds_crossed_is_still_read():
    rng = np.random.default_rng(5)
    parts = ["PCG64", rng.bit_generator.state]
    assert generator("numpy.random.Generator", parts).random() == rng.random()


@pytest.mark.parametrize(
    ("draw", "rng"),
    [("rng.random()", np.random.default_rng(3)), ("rng.random()", random.Random(3))],
    ids=["numpy", "random"],
)
def test_a_generator_that_is_drawn_from_is_used_and_not_changed(draw, rng):
    """Its state is what moves on; the list beside it must stay."""
    source = f"def f(rng, rest=None): {draw}"
    assert returned(source, rng, do="observe").changed == ()
    source = f"def f(rest): rng = rest[0]; {draw}"
    assert returned(source, [rng, 1], do="observe").changed == ()
    source += "; rest[1] = 2"
    assert returned(source, [rng, 1], do="observe").changed == ("0",)
