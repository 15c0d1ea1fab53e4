"""A member of an Enum that is a number or a text as well (an IntEnum's): a record, and the number
or text itself, with all that Python's has."""

from __future__ import annotations

from typing import Any

from .kinds import Kind, Record


def member(kind: Kind, name: str, fields: dict[str, Any], base: Any) -> Any:
    """A record that is this plain value besides; of None, or of what nothing derives from, a record
    alone."""
    if type(base) not in _CLASSES:
        return Record(kind, name, fields, base)
    made = _CLASSES[type(base)](base)
    made._kind, made._name, made._fields, made._base, made._itself = kind, name, fields, base, None
    return made


def _formatted(self: Any, spec: str) -> str:
    return format(self._base, spec) if spec else repr(self)


def _same(self: Any, *_: Any) -> Any:
    return self


def _class(base: type) -> type:
    """The class of those that are of this one. isinstance() finds Record, too."""
    inherited = ("__eq__", "__hash__", "__repr__", "__getattr__")
    methods = {name: getattr(Record, name) for name in inherited}
    methods["__ne__"] = object.__ne__  # which asks __eq__, as an int's doesn't
    methods |= {"__str__": Record.__repr__, "__format__": _formatted}
    methods |= {"__copy__": _same, "__deepcopy__": _same, "__class__": property(lambda _: Record)}
    return type(f"Member of {base.__name__}", (base,), methods)


_CLASSES: dict[type, Any] = {base: _class(base) for base in (int, float, str)}
MEMBERS = frozenset(_CLASSES.values())
