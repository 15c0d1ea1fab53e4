"""Says whether a call raises what it should: an exception of Python's, or one of the file's own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .channel import StudentError
from .mismatch import Mismatch
from .proxy import Function

Expected = type[Exception] | Function


def assert_raises(
    error: Expected | tuple[Expected, ...],
    function: Callable[..., Any],
    *args: Any,
    **kwargs: Any,
) -> StudentError:
    """The call raises this exception, or one derived from it. Returns it: str() is its message.

    error: a builtin exception, one of the file's own by its name (student.NoSuchKey), or a tuple,
    of which any will do.
    """
    every: tuple[Any, ...] = error if isinstance(error, tuple) and error else (error,)
    name = " or ".join(map(_name_of, every))
    # What a report says was to be raised is a class, as a student knows it.
    want = every[0] if isinstance(every[0], type) and len(every) == 1 else type(name, (), {})
    try:
        value = function(*args, **kwargs)
    except StudentError as raised:
        found = [_is_of(raised, one) for one in every]
        if any(found):
            return raised
        said = f"raised {raised.raised.error}, expected {name}"
        lacking = [_name_of(one) for one, known in zip(every, found, strict=True) if known is None]
        if lacking:
            said += f": the file has no exception class {' or '.join(lacking)}"
        raise Mismatch("raised", said, raised, want) from None
    raise Mismatch("not_raised", f"returned a value, expected {name}", value, want)


def _name_of(error: Expected) -> str:
    if isinstance(error, type) and issubclass(error, Exception):
        return error.__name__
    if isinstance(error, Function) and error.name_in_file is not None:
        return error.name_in_file
    raise TypeError(f"expected an exception class, ValueError or student.NoSuchKey, got {error!r}")


def _is_of(raised: StudentError, error: Expected) -> bool | None:
    """None where it is asked for a class that the file doesn't have."""
    if isinstance(error, type):
        return isinstance(raised, error)
    return raised.is_a(_name_of(error))
