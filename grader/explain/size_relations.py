"""Which sizes follow from others: the side of a gradient from those of image, kernel and stride.

No formula is known here. A size follows from some others where it was the same in all recorded
cases in which those were the same, and enough cases bear that out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

# The name of a drawn argument, and the field inside it where that is a Case.
Slot = tuple[str, str]
# A plain number (axis −1), or the length of one axis of an array.
Size = tuple[Slot, int]
Row = Mapping[Size, int]
MAX_SOURCES = 4
# Cases that have to bear a rule out, and how many of them for each of two values at least.
CONFIRMED = 12
CONFIRMED_EACH = 4
# Rules are looked for among so many sizes at most: an exercise has a dozen.
MAX_SIZES = 16


@dataclass(frozen=True, slots=True)
class Rule:
    """size follows from sources: values has it for each combination of those that came up."""

    size: Size
    sources: tuple[Size, ...]
    values: Mapping[tuple[int | None, ...], int]

    def smaller(self, row: Row) -> Iterator[Row]:
        """Lengths that go together and of which none is larger than here, numbers as they are."""
        now = tuple(row.get(source) for source in self.sources)
        for key, length in sorted(self.values.items(), key=lambda each: each[1]):
            together = [
                *zip(self.sources, key, now, strict=True),
                (self.size, length, row.get(self.size)),
            ]
            if all(_is_cut(*one) for one in together) and (key, length) != (
                now,
                row.get(self.size),
            ):
                yield {size: new for size, new, _ in together if new is not None}

    def holds(self, row: Row) -> bool:
        """Whether these sizes go together; not where their like never came up."""
        return self.size not in row or self.values.get(_key(row, self.sources)) == row[self.size]


def _is_cut(size: Size, new: int | None, now: int | None) -> bool:
    """Whether a length is not made longer; a number has to stay, an absent size absent."""
    if new is None or now is None or size[1] < 0:
        return new == now
    return new <= now


def rules(rows: Sequence[Row]) -> tuple[Rule, ...]:
    """The rules that recorded sizes keep, each with as few sources as do."""
    if len(rows) < CONFIRMED:
        return ()
    seen: dict[Size, set[int]] = {}
    for row in rows:
        for size, length in row.items():
            seen.setdefault(size, set()).add(length)
    vary = [size for size, lengths in seen.items() if len(lengths) > 1][:MAX_SIZES]
    found = (_rule(size, [s for s in vary if s != size], rows) for size in vary if size[1] >= 0)
    return tuple(_pooled([rule for rule in found if rule is not None]))


def _pooled(found: Sequence[Rule]) -> Iterator[Rule]:
    """The rules, each with what others know that say the same of other axes: rows and columns."""
    for rule in found:
        values = dict(rule.values)
        for other in found:
            if _arguments(other) == _arguments(rule):
                agree = all(values.get(key, n) == n for key, n in other.values.items())
                values |= other.values if agree else {}
        yield replace(rule, values=values)


def _arguments(rule: Rule) -> tuple[Slot, ...]:
    return (rule.size[0], *(source[0] for source in rule.sources))


def _rule(size: Size, others: Sequence[Size], rows: Sequence[Row]) -> Rule | None:
    having = [row for row in rows if size in row]
    for count in range(1, MAX_SOURCES + 1):
        for sources in combinations(others, count):
            values = _values(size, sources, having)
            if values is not None:
                return Rule(size, sources, values)
    return None


def _values(
    size: Size, sources: tuple[Size, ...], rows: Sequence[Row]
) -> dict[tuple[int | None, ...], int] | None:
    values: dict[tuple[int | None, ...], int] = {}
    confirmed: Counter[int] = Counter()
    for row in rows:
        key, length = _key(row, sources), row[size]
        if key in values:
            if values[key] != length:
                return None
            confirmed[length] += 1
        values[key] = length
    often = [n for n in confirmed.values() if n >= CONFIRMED_EACH]
    return values if confirmed.total() >= CONFIRMED and len(often) > 1 else None


def _key(row: Row, sources: tuple[Size, ...]) -> tuple[int | None, ...]:
    return tuple(row.get(source) for source in sources)


def smaller(row: Row, rows: Sequence[Row]) -> Iterator[Row]:
    """The recorded rows of the same sizes of which none is larger than here, the smallest first."""
    below = {
        tuple(sorted(other.items())): other
        for other in rows
        if other.keys() == row.keys() and other != row and all(other[s] <= row[s] for s in row)
    }
    yield from sorted(below.values(), key=lambda other: sum(other.values()))
