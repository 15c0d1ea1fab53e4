"""What tests name of the student's, or make of it, before a case has begun: `TODAY = Date(2024)` at
the top of their file, `Color.RED` among the parameters of a test.

There is nobody to ask yet. How it is made is remembered, and it is made anew for each case.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from typing import Any

from ..wire.names import BINARY
from .remote_objects import ASKED_BY_PYTEST, Talk

# Calls outside of any test. Each is made again for each case.
MOST_CALLS = 100
_MAX_DEPTH = 8
_set, _get = object.__setattr__, object.__getattribute__


class Later:
    """A constant of the student's, or what comes of one, or of a call. Before a case has begun only
    more of its kind can be made of it: any other use is refused."""

    def __init__(self, talk: Talk, name: str, make: Callable[[], Any]) -> None:
        """name: what is said of it; make: asks for it, while a case runs."""
        _set(self, "_talk", talk)
        _set(self, "_name", name)
        _set(self, "_make", make)

    def __getattr__(self, name: str) -> Any:
        if _is_open(self):
            return getattr(_made(self), name)
        said = name_of(self)
        if name == "__name__" and "." in said and not said.endswith(")"):
            return said  # as pytest names a case by an Enum's member
        if name.startswith("__") or name in ASKED_BY_PYTEST:
            raise AttributeError(name)
        return _of(self, f".{name}", lambda: getattr(_made(self), name))

    def __setattr__(self, name: str, value: Any) -> None:
        if not _is_open(self):
            raise _too_early(self)
        setattr(_made(self), name, value)

    def __call__(self, /, *args: Any, **kwargs: Any) -> Any:
        if _is_open(self):
            return _made(self)(*args, **kwargs)
        talk: Talk = _get(self, "_talk")
        return talk.call_later(name_of(self), lambda: _made(self), args, kwargs)

    def __bool__(self) -> bool:
        if not _is_open(self):
            raise _too_early(self)
        return bool(_made(self))


def _is_open(later: Later) -> bool:
    is_open: bool = _get(later, "_talk").open
    return is_open


def _of(later: Later, what: str, make: Callable[[], Any]) -> Later:
    return Later(_get(later, "_talk"), f"{name_of(later)}{what}", make)


def name_of(later: Later) -> str:
    name: str = _get(later, "_name")
    return name


def _made(later: Later) -> Any:
    """Made once in a case, whoever asks. Raises again what the student's code raised."""
    known: dict[Later, Callable[[], Any]] = _get(later, "_talk").made_later
    if later not in known:
        try:
            value = _get(later, "_make")()
        except Exception as error:
            known[later] = _raising(error)
        else:
            known[later] = lambda: value
    return known[later]()


def _raising(error: Exception) -> Callable[[], Any]:
    def again() -> Any:
        raise error

    return again


def _too_early(later: Later) -> BaseException:
    refused: BaseException = _get(later, "_talk").refuse(
        f"uses {name_of(later)} while the tests are collected"
    )
    return refused


def _special(method: str, gives_more: bool) -> Callable[..., Any]:
    """Looked up on the class, where __getattr__ isn't asked."""

    def use(self: Later, *args: Any) -> Any:
        if _is_open(self):
            return getattr(_made(self), method)(*map(made_now, args))
        if not gives_more:
            raise _too_early(self)
        return _of(self, "", lambda: getattr(_made(self), method)(*map(made_now, args)))

    return use


_ORDER = ("eq", "ne", "lt", "le", "gt", "ge")
for _name in (*_ORDER, "iter", "len", "contains", "int", "float", "index", "str"):
    setattr(Later, f"__{_name}__", _special(f"__{_name}__", gives_more=False))
for _name in ("getitem", "neg", *BINARY, *(f"r{name}" for name in BINARY)):
    setattr(Later, f"__{_name}__", _special(f"__{_name}__", gives_more=True))
Later.__hash__ = object.__hash__  # type: ignore[method-assign]  # it is lost with __eq__


def has_later(value: Any, depth: int = _MAX_DEPTH) -> bool:
    """Whether it is such a thing, or a list or another such value with one in it."""
    if isinstance(value, (list, tuple, set, frozenset)) and depth:
        return any(has_later(item, depth - 1) for item in value)
    if isinstance(value, dict) and depth:
        return any(has_later(item, depth - 1) for pair in value.items() for item in pair)
    return type(value) is Later


def made_now(value: Any) -> Any:
    """A value with what it is made of in this case. Raises what the student's code raised."""
    if type(value) is Later:
        return _made(value)
    if not has_later(value):
        return value
    if isinstance(value, dict):
        made = copy.copy(value)  # a defaultdict keeps what it makes values with
        made.clear()
        made.update({made_now(key): made_now(item) for key, item in value.items()})
        return made
    items = map(made_now, value)
    return type(value)(*items) if hasattr(value, "_fields") else type(value)(items)


def made_now_all(
    args: tuple[Any, ...], kwargs: Mapping[str, Any]
) -> tuple[list[Any], dict[str, Any]]:
    return [*map(made_now, args)], {name: made_now(value) for name, value in kwargs.items()}
