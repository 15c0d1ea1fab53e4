"""What a generator, another iterator or a view of a dict gave, read up to a bound.

In an author's check it is what it was, and no list: a generator has no length, no items by number
and none of a list's methods, and Python says so in its own words, since the class is called as
Python's is. Only that it can be walked through more than once.
"""

from __future__ import annotations

from collections.abc import ItemsView, Iterable, Iterator, KeysView, Set, ValuesView
from types import new_class
from typing import Any

# Those that have a class of their own; any other iterator's is called "iterator".
_ITERATORS = (
    *("generator", "map", "filter", "zip", "enumerate", "reversed", "callable_iterator"),
    *("list_iterator", "list_reverseiterator", "tuple_iterator", "range_iterator", "set_iterator"),
    *("str_iterator", "str_ascii_iterator", "bytes_iterator", "bytearray_iterator"),
    *("dict_keyiterator", "dict_valueiterator", "dict_itemiterator", "dict_reversekeyiterator"),
    *("chain", "islice", "accumulate", "takewhile", "dropwhile", "starmap", "zip_longest"),
    *("count", "cycle", "repeat", "pairwise", "product", "permutations", "combinations", "groupby"),
)


class Yielded:
    """gave: the items; kind: what gave them; endless: there were more than MAX_ITEMS. Its equal is
    another that gave the same, and no list: whether it counts as one is for assert_same to say."""

    __slots__ = ("_at", "endless", "gave", "kind")
    __hash__ = None  # type: ignore[assignment]  # as of any value that is compared by its items

    def __new__(
        cls, gave: Iterable[Any] = (), kind: str = "generator", endless: bool = False
    ) -> Yielded:
        return super().__new__(_CLASSES.get(kind, _OTHER) if cls is Yielded else cls)

    def __init__(
        self, gave: Iterable[Any] = (), kind: str = "generator", endless: bool = False
    ) -> None:
        self.gave = list(gave)
        self.kind = kind
        self.endless = endless
        self._at = 0

    def __iter__(self) -> Iterator[Any]:
        return iter(self.gave[self._at :])

    def __eq__(self, other: object) -> bool:
        return self.gave == other.gave if isinstance(other, Yielded) else NotImplemented

    def __repr__(self) -> str:
        return f"<{self.kind} of {self.gave!r}>"

    def __format__(self, spec: str) -> str:
        """In an assert's own message: its reader wants to see the items."""
        return format(self.gave, spec)


class _OfAnIterator(Yielded):
    __slots__ = ()

    def __next__(self) -> Any:
        if self._at >= len(self.gave):
            raise StopIteration
        self._at += 1
        return self.gave[self._at - 1]


class _OfAView(Yielded):
    __slots__ = ()

    def __len__(self) -> int:
        return len(self.gave)

    def __reversed__(self) -> Iterator[Any]:
        return iter(self.gave[::-1])

    def __repr__(self) -> str:
        return f"{self.kind}({self.gave!r})"


class _OfASetView(_OfAView, Set[Any]):
    """Keys and items are compared and joined as sets are."""

    __slots__ = ()
    __hash__ = None  # type: ignore[assignment]  # as above

    def __contains__(self, item: object) -> bool:
        return item in self.gave

    def __eq__(self, other: object) -> bool:
        is_set = isinstance(other, (set, frozenset))
        return Set.__eq__(self, other) if is_set else super().__eq__(other)

    @classmethod
    def _from_iterable(cls, it: Iterable[Any]) -> Any:
        return set(it)


def _called(name: str, base: type[Yielded]) -> type[Yielded]:
    made: type[Yielded] = new_class(name, (base,), {}, lambda space: space.update(__slots__=()))
    return made


_OTHER = _called("iterator", _OfAnIterator)
_CLASSES = {
    **{name: _called(name, _OfAnIterator) for name in _ITERATORS},
    **{name: _called(name, _OfASetView) for name in ("dict_keys", "dict_items")},
    "dict_values": _called("dict_values", _OfAView),
}
for view, name in ((KeysView, "dict_keys"), (ItemsView, "dict_items"), (ValuesView, "dict_values")):
    view.register(_CLASSES[name])
CLASSES = frozenset({_OTHER, *_CLASSES.values()})


def as_listed(value: Any) -> Any:
    """The list of what was given, for the engine, which takes the items as a list's in most places;
    anything else as it is."""
    return value.gave if isinstance(value, Yielded) else value
