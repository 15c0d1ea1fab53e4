"""An argument that counts what is done with it: comparisons of its items, or items that are read.

In a worker it is a list. Where comparisons are counted its items are numbers or texts that count
them; where reads are, the list does. Neither says how far it has counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Literal

Of = Literal["comparisons", "reads"]
_PLAIN = (int, float, str)
# Lists that were handed out in this case, and what they counted; by id(), which they keep alive.
_tallies: dict[int, tuple[Any, list[int]]] = {}


class Counted:
    """A list that a check hands to the student's code, to know how much is done with it.

    of: "comparisons" of its items with anything, by sorting, `in` and min() too, or "reads" of
    items from the list. Items are numbers or texts. `student.f.observe(Counted(x)).asked[0]` is how
    often that was done; assert_growth compares it for several lengths.
    """

    def __init__(self, items: Any, of: Of = "comparisons") -> None:
        self.items = list(items)
        self.of = of
        if of not in ("comparisons", "reads"):
            raise TypeError(f"a Counted counts comparisons or reads, not {of!r}")
        if any(type(item) not in _PLAIN for item in self.items):
            raise TypeError("the items of a Counted are numbers or texts")

    def __len__(self) -> int:
        return len(self.items)

    def __repr__(self) -> str:
        return repr(self.items)


def handed(counted: Counted) -> Any:
    """The list that a student's code is given."""
    tally = [0]
    if counted.of == "reads":
        made: Any = _read_list(tally)(counted.items)
    else:
        kinds = {kind: _comparing(kind, tally) for kind in set(map(type, counted.items))}
        made = [kinds[type(item)](item) for item in counted.items]
    _tallies[id(made)] = (made, tally)
    return made


def count_of(value: Any) -> int | None:
    """How much was done with a list that was handed out; None for anything else."""
    known = _tallies.get(id(value))
    return known[1][0] if known is not None and known[0] is value else None


def forget() -> None:
    """The case is over."""
    _tallies.clear()


def _comparing(kind: type, tally: list[int]) -> Callable[[Any], Any]:
    """The class of items that are of this kind, and count when they are compared."""

    def method(name: str) -> Any:
        plain = getattr(kind, name)

        def compared(self: Any, other: Any) -> Any:
            tally[0] += 1
            return plain(self, other)

        return compared

    names = [f"__{name}__" for name in ("lt", "le", "gt", "ge", "eq", "ne")]
    space = {name: method(name) for name in names}
    # A class that says when it is equal has no hash, unless it says so.
    return type(kind.__name__, (kind,), {**space, "__hash__": kind.__hash__, "__slots__": ()})


def _read_list(tally: list[int]) -> type[list[Any]]:
    """The class of lists that count when their items are read."""

    class Numbers(list):  # type: ignore[type-arg]
        __slots__ = ()

        def __getitem__(self, index: Any) -> Any:
            found = list.__getitem__(self, index)
            tally[0] += len(found) if isinstance(index, slice) else 1
            return found

        def __iter__(self) -> Iterator[Any]:
            for item in list.__iter__(self):
                tally[0] += 1
                yield item

        def __reversed__(self) -> Iterator[Any]:
            for item in list.__reversed__(self):
                tally[0] += 1
                yield item

        def __contains__(self, item: Any) -> bool:
            return any(item is one or item == one for one in self)

        def index(self, item: Any, *within: Any) -> int:
            found = list.index(self, item, *within)
            tally[0] += found + 1
            return found

        def count(self, item: Any) -> int:
            tally[0] += list.__len__(self)
            return list.count(self, item)

    Numbers.__name__ = Numbers.__qualname__ = "list"
    return Numbers
