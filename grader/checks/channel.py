"""What carries a check's operations to a worker, and what the student's code raised there.

An exception of the student's arrives as a StudentError that is also the builtin it was, so
`pytest.raises(ValueError)` works.
"""

from __future__ import annotations

import builtins
from typing import Protocol

from ..wire.messages import Operation, Outcome, Raised, Returned
from .in_step import InStep


class Channel(Protocol):
    """Carries one operation of the current case and returns its number and its outcome."""

    def run(self, operation: Operation) -> tuple[int, Outcome]: ...


class ChecksChannel(Channel, Protocol):
    """One that a check holds on to. in_step: its answers to the case that runs; None where none
    came yet."""

    in_step: InStep | None


class StudentError(Exception):
    """The student's code raised. `raised` is what crossed; never shown with our own frames."""

    raised: Raised
    # Where the exception itself stayed: it is what the operation of this number came to.
    _channel: Channel | None = None
    _number = -1

    def __str__(self) -> str:
        """What str() is over there: a KeyError's is its key with quotes, which this has already."""
        return self.raised.message

    def is_a(self, name: str) -> bool | None:
        """Whether it is of the file's own class of this name, or of one derived from that; None
        where the file has no such class."""
        assert self._channel is not None
        _, outcome = self._channel.run(Operation("caught", self._number, name))
        value = outcome.value if isinstance(outcome, Returned) else None
        return value if isinstance(value, bool) else None


def student_error(raised: Raised, channel: Channel | None = None, number: int = -1) -> StudentError:
    """A StudentError that is also the builtin exception the student's was derived from.

    Only subclasses of Exception are echoed: a SystemExit from over there must not end us.
    channel, number: which operation raised it, and what carries more of them.
    """
    error = _echoed(raised)
    error.raised, error._channel, error._number = raised, channel, number
    return error


def _echoed(raised: Raised) -> StudentError:
    for name in raised.bases:
        base = getattr(builtins, name, None)
        if isinstance(base, type) and issubclass(base, Exception) and base is not Exception:
            try:
                return _error_class(base)(_told(base, raised.message))
            except TypeError:  # it wants other arguments, as UnicodeDecodeError does: its base
                continue
    return StudentError(raised.message)


def _told(base: type[Exception], message: str) -> str:
    """An exception's argument, of its message: a KeyError's is written with quotes around it."""
    inside = message[1:-1]
    return inside if issubclass(base, KeyError) and repr(inside) == message else message


# One class for each builtin: Hypothesis tells errors apart by their classes.
_ERROR_CLASSES: dict[str, type[StudentError]] = {}


def _error_class(base: type[Exception]) -> type[StudentError]:
    name = base.__name__
    if name not in _ERROR_CLASSES:
        _ERROR_CLASSES[name] = type("StudentError", (StudentError, base), {})
    return _ERROR_CLASSES[name]
