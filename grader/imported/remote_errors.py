"""What a test catches where the student's code raised: an exception of Python's own, of one of its
modules, or of the class that the test imported.
"""

from __future__ import annotations

import builtins
import sys
from functools import lru_cache
from typing import Any

from ..wire.messages import Raised
from .remote_objects import Error, ErrorClass, Talk

# Their exceptions end a test without failing it, or stop it.
_OF_TESTS = ("bdb", "doctest", "unittest")


def error_of(
    talk: Talk,
    raised: Raised,
    number: int,
    args: tuple[Any, ...] | None,
    known: list[type[Error]],
) -> BaseException:
    """The exception that a test sees: a builtin itself where it was one, otherwise of the class
    that the test imported, or of one with its name. known: such classes, nearest first."""
    if raised.types[:1] == ("SystemExit",):
        left = SystemExit(*((raised.message,) if args is None else args))
        left.raised = raised  # type: ignore[attr-defined]  # judged by what crossed
        return left
    builtin = _builtin_of(raised)
    if raised.types[:1] == (builtin.__name__,) and args is not None:
        plain = _plain(builtin, args)
        if plain is not None and str(plain) == raised.message:
            plain.raised = raised  # type: ignore[attr-defined]  # judged by what crossed
            return plain
    named = bool(known) and known[0].__name__ == raised.error
    kind = known[0] if named and _derived_as(known[0], builtin, raised) else _class(raised, builtin)
    made = [] if args is None else list(args)
    error: Error = kind.__new__(kind, *made)
    error.args = tuple(made) if args is not None else (raised.message,)
    error.raised, error._talk, error._number = raised, talk, number
    return error


def _builtin_of(raised: Raised) -> type[Exception]:
    for name in raised.bases:
        base = getattr(builtins, name, None)
        if isinstance(base, type) and issubclass(base, Exception):
            return base
    return Exception


def _plain(kind: type[Exception], args: tuple[Any, ...]) -> Exception | None:
    try:
        return kind(*args)
    except TypeError:
        return None


def _derived_as(kind: type[Error], builtin: type[Exception], raised: Raised) -> bool:
    """Whether an imported class is derived from what the student's is; it is made so where it can
    be: a test may ask whether what was raised is of just that class."""
    if issubclass(kind, builtin) and _no_other(kind, raised):
        return True
    first = next(one for one in reversed(kind.__mro__) if isinstance(one, ErrorClass))
    if first.__name__ not in [name.rpartition(".")[2] for name in raised.types]:
        return False
    before = first.__bases__
    try:
        first.__bases__ = (Error, builtin)
    except TypeError:  # an OSError is laid out in a way of its own
        return False
    first._bases = vars(first).get("_bases") or before
    return _no_other(kind, raised)


def as_imported(kind: type[Error]) -> None:
    """Makes a class again what it was before the student's was known."""
    if before := vars(kind).get("_bases"):
        kind.__bases__ = before
        del kind._bases


def _no_other(kind: type[Error], raised: Raised) -> bool:
    """Whether the reference's class has no base that the student's lacks."""
    ours = {c.__name__ for c in kind.__mro__ if c.__module__ == "builtins"}
    own = {c._name for c in kind.__mro__ if isinstance(c, ErrorClass)}
    return ours <= {*raised.bases} and own <= {n.rpartition(".")[2] for n in raised.types}


def _class(raised: Raised, builtin: type[Exception]) -> type[Error]:
    names = tuple(name.rpartition(".")[2] for name in raised.types)
    place = _in_a_module(raised) or ("builtins", builtin.__name__)
    return _error_class(raised.error, *place, names)


def _in_a_module(raised: Raised) -> tuple[str, str] | None:
    """Which class of one of Python's modules it is of, `json.JSONDecodeError` say. A test that
    names one has it loaded."""
    for name in raised.types:
        module, _, own = name.rpartition(".")
        top = module.partition(".")[0]
        if top in sys.stdlib_module_names and top not in ("builtins", *_OF_TESTS):
            kind = vars(sys.modules[module]).get(own) if module in sys.modules else None
            if isinstance(kind, type) and issubclass(kind, Exception):
                return module, own
    return None


@lru_cache(maxsize=256)
def _error_class(name: str, module: str, own: str, names: tuple[str, ...]) -> type[Error]:
    kind = vars(sys.modules[module])[own]
    bases = (Error,) if kind is Exception else (Error, kind)
    return type(name, bases, {"_names": names})
