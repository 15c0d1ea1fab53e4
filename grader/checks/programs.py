"""Objects as programs: what is made, and what is asked of it step by step.

    @given(program=programs(integers(1, 3), get=keys, put=(keys, integers(0, 9)), __len__=()))
    def test_steps(student, reference, program):
        assert_same_program(student.Cache, reference.Cache, program)

A program is plain data, so that its case can be recorded, replayed and made shorter.
"""

from __future__ import annotations

import builtins
import operator
import re
from collections.abc import Callable, Sequence
from typing import Any

from hypothesis import strategies as st

from ..wire.kinds import Record
from ..wire.values import Case
from .assertions import assert_same
from .channel import StudentError
from .mismatch import Mismatch
from .proxy import Function, Handle
from .raising import assert_raises
from .structures import same_class

# What a step may draw: a strategy for its one argument, one for each of several, or None for an
# attribute that is read.
Arguments = st.SearchStrategy[Any] | tuple[st.SearchStrategy[Any], ...] | None
# How Python spells what a special method does.
_SPELLED: dict[str, Callable[..., Any]] = {
    f"__{name}__": getattr(operator, {"and": "and_", "or": "or_"}.get(name, name))
    for name in ("getitem", "setitem", "delitem", "contains", "eq", "ne", "lt", "le", "gt", "ge",
                 "add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul", "and", "or",
                 "xor", "lshift", "rshift", "neg")
} | {
    f"__{name}__": getattr(builtins, name)
    for name in ("len", "bool", "int", "float", "str", "abs", "next", "reversed", "round")
} | {"__iter__": list}  # fmt: skip
# How Python says that an object lacks the special method which was asked for.
_LACKS_SPECIAL = re.compile(
    r"has no len\(\)|not subscriptable|not iterable|not a container|not reversible"
    r"|not an iterator|support item (assignment|deletion)"
)
# Who was asked for what since `take_lacking`, and whether it was ever there. An attribute may come
# to be only later: what is never there is no attribute.
_was_there: dict[tuple[str, str], bool] = {}


def programs(
    *made_with: st.SearchStrategy[Any], min_steps: int = 1, max_steps: int = 10, **steps: Arguments
) -> st.SearchStrategy[Case]:
    """Case(made, steps): an object's making and what is asked of it, for assert_same_program.

    made_with: a strategy for each argument that the object is made with. steps: by the method's
    name, a strategy for its argument, or a tuple with one for each; () where it takes none, None
    for an attribute that is read. `__len__`, `__getitem__`, `__contains__`, `__add__` and their
    like are asked for as Python spells them. Shrinks towards few steps.
    """
    if not steps:
        raise TypeError("a program needs a step: programs(…, get=keys), say")
    one = st.one_of([_step(name, arguments) for name, arguments in steps.items()])
    every = st.lists(one, min_size=min_steps, max_size=max_steps)
    return st.builds(_program, st.tuples(*made_with), every)


def _program(made: tuple[Any, ...], steps: list[Any]) -> Case:
    return Case(made=made, steps=steps)


def _step(name: str, arguments: Arguments) -> st.SearchStrategy[tuple[str, Any]]:
    if arguments is None:
        return st.just((name, None))
    drawn = arguments if isinstance(arguments, tuple) else (arguments,)
    return st.tuples(st.just(name), st.tuples(*drawn))


def assert_same_program(made: Any, right: Any, program: Case) -> None:
    """Two objects that are made and asked the same, step by step, answer the same each time.

    made: the student's class, or a function that gives an object; right: the reference's, or a
    model of it, any class of the check's own. program: what `programs` draws. Where the right
    object raises an exception, the student's must raise it too: one of the file's own classes where
    it has one of that name, else the builtin exception that it is derived from.
    """
    mine = _made_as(made, right, program.made)
    if mine is None:
        return
    for step in program.steps:
        _same_step(*mine, step)


def take_lacking() -> tuple[str, ...]:
    """What right objects were asked for since the last call and never had: two objects that both
    lack it would raise the same, and pass."""
    lacking = [f"{who} has no `{name}`" for (who, name), there in _was_there.items() if not there]
    _was_there.clear()
    return tuple(lacking)


def _note_whether_there(asked: Any, name: str, error: Exception | None) -> None:
    ours = isinstance(asked, (Handle, Function))
    key = ("the reference" if ours else type(asked).__name__, name)
    _was_there[key] = _was_there.get(key, False) or not _lacks(name, error)


def _lacks(name: str, error: Exception | None) -> bool:
    if isinstance(error, TypeError) and name in _SPELLED:
        return _LACKS_SPECIAL.search(str(error)) is not None
    return isinstance(error, AttributeError) and f"no attribute '{name}'" in str(error)


def _made_as(made: Any, right: Any, arguments: Sequence[Any]) -> tuple[Any, Any] | None:
    """Both objects; None where neither can be made of this."""
    theirs, error = _tried(right, lambda: _held(right, arguments))
    if isinstance(right, Function):
        _note_whether_there(right, right._name or "", error)
    if error is not None:
        _raises_too(error, made, *arguments)
        return None
    return _held(made, arguments), theirs


def _held(made: Any, arguments: Sequence[Any]) -> Any:
    one = made(*arguments)
    # A dict of one's own, say, would cross as its items.
    lost = isinstance(made, Function) and not isinstance(one, Handle)
    return made.hold(*arguments) if lost else one


def _same_step(mine: Any, theirs: Any, step: tuple[str, tuple[Any, ...] | None]) -> None:
    want, error = _tried(theirs, lambda: _asked(theirs, *step))
    _note_whether_there(theirs, step[0], error)
    if error is not None:
        _raises_too(error, _asked, mine, *step)
    else:
        got, right = _asked(mine, *step), _record_of(want)
        if isinstance(right, Record) and right._kind == "closed":
            same_class(_record_of(got), right)  # it returns self, say: other steps ask what it has
        else:
            assert_same(got, right)


def _record_of(value: Any) -> Any:
    return value.record() if isinstance(value, Handle) else value


def _asked(one: Any, name: str, arguments: tuple[Any, ...] | None) -> Any:
    if arguments is None:
        return getattr(one, name)
    if name in _SPELLED:
        return _SPELLED[name](one, *arguments)
    if isinstance(one, Handle):
        return Function(one._channel, one._target, name)(*arguments)
    return getattr(one, name)(*arguments)


def _tried(asked: Any, ask: Callable[[], Any]) -> tuple[Any, Exception | None]:
    """The right answer, or the exception that is right here."""
    try:
        return ask(), None
    except StudentError as error:
        return None, error
    except Exception as error:
        if isinstance(asked, (Function, Handle)):
            raise  # no answer of the reference's
        return None, error


def _raises_too(error: Exception, ask: Callable[..., Any], *args: Any) -> None:
    """What is asked raises the same: where both files have an exception class of that name, it."""
    kind = error.raised.error if isinstance(error, StudentError) else type(error).__name__
    own = None if hasattr(builtins, kind) else kind

    def asked(*args: Any) -> Any:
        try:
            return ask(*args)
        except StudentError as raised:
            if own is not None and raised.is_a(own) is False:
                said = f"raised {raised.raised.error}, expected {own}"
                raise Mismatch("raised", said, raised, type(own, (), {})) from None
            raise

    assert_raises(_builtin(error), asked, *args)


def _builtin(error: Exception) -> type[Exception]:
    """The builtin exception that an error is, whoever derived one of their own from it."""
    every = (kind for kind in type(error).__mro__ if kind.__module__ == "builtins")
    return next((kind for kind in every if issubclass(kind, Exception)), Exception)
