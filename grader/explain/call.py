"""The call that a case asked of the student, with its arguments by name, and how simple it is."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from string import ascii_lowercase
from typing import Any

import numpy as np

from ..checks.as_array import numeric_array
from ..judge.asked import unwrapped
from ..judge.recording import Recording
from ..wire.arrays import Tensor
from ..wire.messages import Operation
from ..wire.yielded import as_listed
from ..wording import value_text
from ..wording.origin import argument_of

# What a call returned and the worker kept, where nothing else is known of it.
RESULT = "result"


@dataclass(frozen=True)
class Call:
    """name and arguments as the reference's signature calls them. unsaid: parameters that were
    left at their defaults. made_up: names of ours, where nobody knows the parameter's."""

    name: str
    arguments: dict[str, Any]
    keywords: tuple[str, ...] = ()
    unsaid: dict[str, Any] = field(default_factory=dict)
    made_up: tuple[str, ...] = ()

    @property
    def all_arguments(self) -> dict[str, Any]:
        return self.arguments | self.unsaid


def call_of(operation: Operation, recording: Recording) -> Call:
    """An operation as a call with named arguments."""
    if operation.is_program:
        return _program(operation)
    operation = unwrapped(operation)
    name = operation.name or RESULT
    ours = operation.target is None
    parameters = list(recording.signatures.get(name, ())) if ours else []
    values = [argument_of(argument) for argument in operation.args]
    letters = _letters(len(values) - len(parameters), (*parameters, *operation.kwargs))
    names = [*parameters[: len(values)], *letters]
    keywords = {key: argument_of(argument) for key, argument in operation.kwargs.items()}
    arguments = dict(zip(names, values, strict=True)) | keywords
    defaults = recording.defaults.get(name, {}) if ours else {}
    unsaid = {k: v for k, v in defaults.items() if k not in arguments}
    return Call(name, arguments, tuple(keywords), unsaid, tuple(letters))


def as_asked(call: Call) -> Call:
    """With what was given by place so, and not by its parameter's name."""
    by_place = (key for key in call.arguments if key not in call.keywords)
    return replace(call, made_up=tuple(by_place))


def _arguments(operation: Operation) -> list[Any]:
    return list(map(argument_of, (*operation.args, *operation.kwargs.values())))


def _program(operation: Operation) -> Call:
    """A program's run, by what it was given."""
    named = zip(("stdin", "args", "files"), map(argument_of, operation.args), strict=False)
    shown = {name: value for name, value in named if value}
    return Call("the program", shown, tuple(shown))


def _letters(wanted: int, taken: Sequence[str]) -> list[str]:
    """Names for arguments whose own nobody knows: x, or a, b, c."""
    free = [letter for letter in ascii_lowercase if letter not in taken]
    return ["x"] if wanted == 1 and "x" in free else free[: max(wanted, 0)]


def simplicity(operation: Operation) -> tuple[float, ...]:
    """A key to sort calls by: what a person can compute by hand comes first."""
    return simplicity_of(_arguments(operation))


def simplicity_of(values: Sequence[Any]) -> tuple[float, ...]:
    """Few numbers, then plain options (stride 1, padding 0), then small whole numbers near zero."""
    arrays = [a for v in values if (a := _all_numbers(v)) is not None]
    options = [_float(v) for v in values if isinstance(v, (int, float))]
    flat = np.concatenate([a.ravel().astype(float) for a in arrays]) if arrays else np.zeros(0)
    strange = sum(1 for a in arrays if not a.flags.c_contiguous or not a.flags.writeable)
    return (
        float(flat.size),
        float(sum(abs(v) for v in options)),
        float(strange),
        float(np.sum(flat != np.round(flat))),
        float(np.sum(flat != 0)),
        _total(np.abs(flat)),
        float(np.sum(flat < 0)),
    )


def _all_numbers(value: Any) -> np.ndarray[Any, Any] | None:
    """The numbers in an argument, also those of rows of different lengths, and whole numbers too
    large for an array: a list with such a one isn't simpler than one without."""
    array = numbers(value)
    if array is not None or not isinstance(as_listed(value), (list, tuple)):
        return array
    return np.array(list(_leaves(value)))


def _leaves(value: Any) -> Iterator[float]:
    value = as_listed(value)
    if isinstance(value, (list, tuple)):
        for item in value:
            yield from _leaves(item)
    elif isinstance(value, (int, float)):
        yield _float(value)


def _float(number: float) -> float:
    try:
        return float(number)
    except OverflowError:
        return math.copysign(math.inf, number)


def _total(flat: np.ndarray[Any, Any]) -> float:
    """Infinite where a float doesn't hold it, without NumPy's warning on somebody's terminal."""
    with np.errstate(over="ignore"):
        return float(flat.sum())


def length(value: Any) -> int:
    """How much there is to read of a value besides arrays: signs of texts, items of the rest."""
    if isinstance(value, (str, bytes)):
        return len(value)
    if isinstance(value, dict):
        return 1 + sum(length(key) + length(item) for key, item in value.items())
    value = as_listed(value)
    if isinstance(value, (list, tuple, set, frozenset)):
        return 1 + sum(map(length, value))
    return 0 if isinstance(value, (Tensor, np.ndarray)) else 1


def reading(operations: Sequence[Operation]) -> tuple[float, ...]:
    """A key to sort cases by whose calls are equally simple: short texts and few steps first."""
    given = sum(length(value) for operation in operations for value in _arguments(operation))
    return (float(len(operations)), float(given))


def numbers(value: Any) -> np.ndarray[Any, Any] | None:
    """An argument's numbers as an array; None for a plain number or anything else."""
    value = as_listed(value)
    if isinstance(value, (list, tuple)):
        array = numeric_array(value) if value else None
        return None if array is None or array.dtype.kind == "c" else array
    return numeric_array(value) if isinstance(value, (Tensor, np.ndarray)) else None


def is_large(value: object) -> bool:
    """Whether a value is shown below the call and not in it."""
    return not isinstance(value, (bool, int, float, str, type(None)))


def call_text(call: Call, name: str = "", named: frozenset[str] = frozenset()) -> str:
    """name: where it is no function of the file's, but something of an object. named: arguments
    that a line above it makes."""
    bare = {key for key, value in call.arguments.items() if key in named or is_large(value)}
    parts = []
    for key, value in call.arguments.items():
        text = key if key in bare else value_text.text(value)
        parts.append(text if key in _unnamed(call, bare) else f"{key}={text}")
    return f"{name or call.name}({', '.join(parts)})"


def _unnamed(call: Call, bare: set[str]) -> list[str]:
    """The arguments that stand without their parameters' names: what stands for itself, and in
    Python all that comes before."""
    in_order = [key for key in call.arguments if key not in call.keywords]
    by_place = [n for n, key in enumerate(in_order) if key in bare or key in call.made_up]
    return in_order[: by_place[-1] + 1] if by_place else []
