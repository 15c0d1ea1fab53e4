"""Named arguments of one call, as an author's strategy draws them."""

from __future__ import annotations

from typing import Any

from .names import is_name


class Case:
    """Named arguments of one call: `*case` gives them in order, `case.x` by name.

    Only ever drawn by a strategy or read from a recording. No name begins with an underscore: those
    are the names that libraries look for on a stranger's object, to ask it what it is.
    """

    __slots__ = ("_fields",)
    _fields: dict[str, Any]

    def __init__(self, /, **fields: Any) -> None:
        for name in fields:
            if name.startswith("_") or name in _METHODS_OF_CASE or not is_name(name):
                raise ValueError(f"{name[:40]!r} can't be the name of an argument in a case")
        object.__setattr__(self, "_fields", fields)

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"a Case is frozen: {name} can't be set")

    def __getattr__(self, name: str) -> Any:
        try:
            return object.__getattribute__(self, "_fields")[name]
        except KeyError:
            raise AttributeError(f"this case has no {name}, only {list(self._fields)}") from None

    def __iter__(self) -> Any:
        return iter(self._fields.values())

    def keys(self) -> Any:
        """With __getitem__, makes `**case` work."""
        return self._fields.keys()

    def __getitem__(self, name: str) -> Any:
        return self._fields[name]

    def __repr__(self) -> str:
        return f"Case({', '.join(f'{k}={v!r}' for k, v in self._fields.items())})"


_METHODS_OF_CASE = frozenset({"keys"})
