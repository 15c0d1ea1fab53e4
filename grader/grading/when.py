"""When it fails: the simplest condition that separates failing cases from passing ones.

A condition is one feature, or two together. It is said only when it separates perfectly with at
least MIN_SIDE cases on each side; otherwise the strongest one-sided truth, or nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

MIN_SIDE = 5
# A one-sided truth says something only if it speaks of a good part of its side.
MIN_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Table:
    """Cases as bits: bit i of a mask is case i. masks: by feature, the cases where it holds."""

    masks: Mapping[str, int]
    total: int
    failed: int = 0

    @property
    def passed(self) -> int:
        return ((1 << self.total) - 1) & ~self.failed


def masks_of(rows: Sequence[Mapping[str, bool]]) -> dict[str, int]:
    """By feature, the rows where it holds."""
    masks: dict[str, int] = {}
    for number, row in enumerate(rows):
        for name, holds in row.items():
            masks[name] = masks.get(name, 0) | holds << number
    return masks


def joined(tables: Sequence[Table]) -> Table:
    """Several checks' cases as one table."""
    masks: dict[str, int] = {}
    failed = total = 0
    for table in tables:
        for name, mask in table.masks.items():
            masks[name] = masks.get(name, 0) | mask << total
        failed |= table.failed << total
        total += table.total
    return Table(masks, total, failed)


def when(table: Table) -> str | None:
    """The sentence for these cases, or None where nothing certain can be said."""
    failing, passing = table.failed.bit_count(), table.passed.bit_count()
    if failing >= MIN_SIDE and not passing:
        return f"it fails on every case ({failing} of {failing})"
    condition = exact_condition(table)
    if condition is not None:
        return f"it fails where {condition}, and only there"
    return _one_sided(table) if failing >= MIN_SIDE else None


def exact_condition(table: Table) -> str | None:
    """The condition alone, where one separates perfectly with enough cases on each side."""
    if min(table.failed.bit_count(), table.passed.bit_count()) < MIN_SIDE:
        return None
    return _exact(table)


def _exact(table: Table) -> str | None:
    for name, mask in table.masks.items():
        if mask == table.failed:
            return name
    # Only features that hold on every failing case can be part of a conjunction that does; those
    # that let the fewest passing cases in are the likeliest to be the reason and not an accident.
    wide = [(n, m) for n, m in table.masks.items() if m & table.failed == table.failed]
    wide.sort(key=lambda each: (each[1] & table.passed).bit_count())
    for i, (one, first) in enumerate(wide):
        for other, second in wide[i + 1 :]:
            if first & second == table.failed:
                return f"{one} and {other}"
    return None


def _one_sided(table: Table) -> str | None:
    """The feature that speaks of the largest share of the passing or of the failing cases."""
    best: tuple[float, str] | None = None
    for name, mask in table.masks.items():
        for side, other, verb in (
            (table.passed, table.failed, "passes"),
            (table.failed, table.passed, "fails"),
        ):
            count = (mask & side).bit_count()
            if mask & other or count < MIN_SIDE or not other:
                continue
            share = count / side.bit_count()
            if share >= MIN_SHARE and (best is None or share > best[0]):
                best = (share, f"every case where {name} {verb}")
    return best[1] if best else None
