"""Says whether an answer, once given, stays what it was: whatever is called or changed afterwards.

The first answer is held in the worker and asked for again after each thing that might change it.
Every step is an operation of the case, recorded and replayed like any other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from ..wire.arrays import Tensor
from ..wire.messages import encode
from ..wire.values import to_wire
from ..wire.yielded import Yielded, as_listed
from .assertions import assert_same, named
from .channel import StudentError
from .mismatch import Mismatch, describe
from .proxy import Function, Handle, Library, called


def assert_lasting(
    function: Function | Handle, *args: Any, then: Sequence[Callable[[], Any]] = (), **kwargs: Any
) -> Any:
    """The call's answer is still the same after other calls. Returns it.

    Those are the same call with other numbers (one more, each) in its arrays, tensors and lists of
    floats or of lists, the same call once more, whose answer is changed then, and what `then` has:
    the file's other functions, say, as functools.partial(student.other, x). What they return is
    not looked at. A method is asked as it is: assert_lasting(account.history,
    then=[functools.partial(account.deposit, 1)]).

    Arguments whose numbers can be changed, in those or in a list of dicts, are changed then, one
    after the other, and each time the call is made again with those very objects. Its answer must
    not be the one of before, unless new objects with the changed numbers have the same.
    """
    function = called(function)
    answer = _Answer(function.hold(*args, **kwargs))
    others = [_with_other_numbers(value) for value in args]
    named_others = {name: _with_other_numbers(value) for name, value in kwargs.items()}
    if _differ(_data([*others, *named_others.values()]), _data([*args, *kwargs.values()])):
        function(*others, **named_others)
        answer.must_be_the_same("was overwritten by the second")
    given = _Given(function, args, kwargs)
    again = _Answer(given.call())
    answer.must_be_the_same("was changed by the same call once more")
    for other in then:
        other()
        again.must_be_the_same("was changed by another call")
    if then:
        given.call()  # What remembers its last call alone remembers this one again.
    given.must_be_read_again(again.first)
    if again.held.alter() is not None:
        answer.must_be_apart_from(again)
    return answer.first


def assert_fresh(function: Function | Handle, *args: Any, **kwargs: Any) -> Any:
    """The call's answer shares no memory with its arguments. Returns it.

    Each array, tensor or list that was passed is changed after the call; the answer must not
    change with it. Ask only where data had to move: a permutation that moves nothing may return its
    input.
    """
    function = called(function)
    answer = _Answer(function.hold(*args, **kwargs))
    given = [*((str(n), a) for n, a in enumerate(args)), *kwargs.items()]
    left = {name for name, value in given if _has_memory(value)}
    for name, value in given:
        if _may_be_changed(value) and answer.held.alter(name) is not None:
            answer.must_not_share(name)
            if _changes_wholly(value):
                left.discard(name)
    if not left:
        return answer.first
    # Read-only arrays can't be changed here; whoever lent them can.
    seen = function.observe(*args, **kwargs)
    if seen.shares:
        raise Mismatch(
            "shares", f"returned a view of its argument {named(seen.shares)}", seen.value
        )
    return seen.value


class _Answer:
    """An answer that stays in the worker, and what it was at first."""

    def __init__(self, held: Handle) -> None:
        self.held = held
        self.first = held.value()
        if (once := _read_once(self.first)) is not None:
            self._compare(f"the answer has {once} in it, which gives its items only once")

    def must_be_the_same(self, how: str) -> None:
        """how: what has become of it if it isn't."""
        self._compare(f"the {_sort(self.first)} that the first call returned {how}")

    def must_be_apart_from(self, other: _Answer) -> None:
        """other: the answer to the second call, in which every number was changed."""
        if not _differ(self.held.value(), self.first):
            return
        if Library(self.held._channel, "operator").is_(self.held, other.held) is True:
            how = "is handed out again by the second"
        elif isinstance(self.first, (np.ndarray, Tensor)):
            how = "shares its memory with the second's"
        else:
            how = "has parts that the second's has, too"
        self.must_be_the_same(f"{how}: who changes one changes both")

    def must_not_share(self, argument: str) -> None:
        self._compare(
            f"the answer changed when its argument {named((argument,))} was changed afterwards:"
            " it shares the argument's memory"
        )

    def _compare(self, said: str) -> None:
        now = self.held.value()
        if _differ(now, self.first):
            raise Mismatch("lasting", said, now, self.first)


def _read_once(value: Any) -> str | None:
    """An iterator in an answer, or a view, in words. The answer itself may be one: a worker keeps
    what that gave."""
    value = as_listed(value)
    if not isinstance(value, (list, tuple, dict)):
        return None
    for item in value.values() if isinstance(value, dict) else value:
        found = describe(item) if isinstance(item, Yielded) else _read_once(item)
        if found is not None:
            return found
    return None


class _Given:
    """A function's arguments, kept in the worker as far as their numbers can be changed there."""

    def __init__(self, function: Function, args: Sequence[Any], kwargs: dict[str, Any]) -> None:
        self._function = function
        self._kept: dict[int | str, Handle] = {}
        self._args = [self._keep(place, value) for place, value in enumerate(args)]
        self._kwargs = {name: self._keep(name, value) for name, value in kwargs.items()}

    def _keep(self, place: int | str, value: Any) -> Any:
        if isinstance(value, Handle):
            return value
        if _with_other_numbers(value) is value and not _has_rows(value):
            return value
        operator = Library(self._function._channel, "operator")
        self._kept[place] = operator.getitem.hold([value], 0)
        return self._kept[place]

    def call(self) -> Handle:
        """Its answer as it is handed out, of these very objects."""
        return self._function.hold(*self._args, **self._kwargs)

    def must_be_read_again(self, before: Any) -> None:
        """An argument is another one once its numbers are, though it is the same object.

        before: the answer to what they are now, given by the last call.
        """
        for place, held in self._kept.items():
            if held.alter() is None:
                continue
            try:
                now = self._function(*self._args, **self._kwargs)
            except StudentError:
                return  # There may be no answer for such numbers.
            if not _differ(now, before):
                self._must_be_right(now, place)
            before = now

    def _must_be_right(self, now: Any, place: int | str) -> None:
        """now: the answer that didn't change when the argument at that place did."""
        args = [value.value() if n in self._kept else value for n, value in enumerate(self._args)]
        kwargs = {k: v.value() if k in self._kept else v for k, v in self._kwargs.items()}
        fresh = self._function(*args, **kwargs)
        if not _differ(now, fresh):
            return  # Also where neither is finite, which no answer should be otherwise.
        try:
            assert_same(_valued(now), _valued(fresh))
        except Mismatch as wrong:
            said = (
                f"the answer is the one for what the argument {named((str(place),))} was before"
                " it was changed: results are kept by the argument's identity"
            )
            raise Mismatch("stale", said, now, fresh) from wrong


def _differ(one: Any, other: Any) -> bool:
    """To the byte: both are what the same memory held at different times."""
    return encode(to_wire(_valued(one))) != encode(to_wire(_valued(other)))


def _valued(value: Any) -> Any:
    """A value with None for each object in it that stayed in the worker: those have none."""
    if isinstance(value, Handle):
        return None
    if type(value) in (list, tuple):
        return type(value)(map(_valued, value))
    return {k: _valued(v) for k, v in value.items()} if type(value) is dict else value


def _data(values: Sequence[Any]) -> list[Any]:
    """Without what stays in the worker: to take a handle apart is to ask the student's object."""
    return [value for value in values if not isinstance(value, Handle)]


def _sort(value: Any) -> str:
    if isinstance(value, np.ndarray):
        return "array"
    if isinstance(value, Tensor):
        return "tensor"
    return type(value).__name__ if isinstance(value, (list, dict)) else "answer"


def _may_be_changed(value: Any) -> bool:
    if isinstance(value, np.ndarray):
        return bool(value.flags.writeable)
    if isinstance(value, tuple):
        return any(map(_may_be_changed, value))
    return isinstance(value, (list, dict, Tensor))


def _has_memory(value: Any) -> bool:
    """Whether an answer could share something of it."""
    if isinstance(value, tuple):
        return any(map(_has_memory, value))
    return isinstance(value, (np.ndarray, list, dict, Tensor, Handle))


def _changes_wholly(value: Any) -> bool:
    """Whether there is nothing left to share, once anything of it has been changed."""
    if isinstance(value, list):
        numbers = [type(item) in (int, float) or _changes_wholly(item) for item in value]
        return bool(numbers) and all(numbers)
    return isinstance(value, Tensor) or (isinstance(value, np.ndarray) and value.flags.writeable)


def _with_other_numbers(value: Any) -> Any:
    """The same, with other numbers where they are data: a tuple or list of ints may be a shape."""
    if isinstance(value, np.ndarray) and value.dtype.kind in "iufc":
        other = np.array(value, order="K")
        other += 1
        return other
    if isinstance(value, Tensor):
        other = _with_other_numbers(value.array)
        return Tensor(other, value.dtype, value.device, value.requires_grad)
    if isinstance(value, list) and any(isinstance(item, (list, float)) for item in value):
        return [_nested(item) for item in value]
    return value


def _has_rows(value: Any) -> bool:
    """Whether it is a list of dicts, whose numbers are data."""
    return isinstance(value, list) and any(isinstance(item, dict) for item in value)


def _nested(value: Any) -> Any:
    if isinstance(value, list):
        return [_nested(item) for item in value]
    return value + 1 if type(value) in (int, float) else value
