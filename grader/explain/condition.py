"""When it fails: the simplest condition that separates failing cases from passing ones.

A condition is one feature, or two together. It is said only when it separates perfectly with at
least MIN_SIDE cases on each side; otherwise the strongest one-sided truth, or nothing. A feature
that is exotic (what the numbers happen to be like) has to separate perfectly and alone, where
nothing plainer does. No condition is said that the call shown beside it doesn't meet.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

MIN_SIDE = 5
# A one-sided truth says something only if it speaks of a good part of its side.
MIN_SHARE = 0.5
# Of so large a part, it explains as much as an exact truth about what the numbers are like.
AS_MUCH = 0.8


@dataclass(frozen=True, slots=True)
class Table:
    """Cases as bits: bit i of a mask is case i. masks: by feature, the cases where it holds;
    exotic: the features that need more than others to be said."""

    masks: Mapping[str, int]
    total: int
    failed: int = 0
    exotic: frozenset[str] = frozenset()

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
    exotic: frozenset[str] = frozenset()
    failed = total = 0
    for table in tables:
        exotic |= table.exotic
        for name, mask in table.masks.items():
            masks[name] = masks.get(name, 0) | mask << total
        failed |= table.failed << total
        total += table.total
    return Table(masks, total, failed, exotic)


def ordered(table: Table, wider: Table) -> Table:
    """The table with the features first that go wrong the least in a wider one.

    What a check's own cases can't tell apart, those of the function's other checks often can.
    """

    def misses(name: str) -> int:
        """Cases that the feature sorts wrongly; one that marks the passing cases does well too."""
        wrong = (wider.masks.get(name, 0) ^ wider.failed).bit_count()
        return min(wrong, wider.total - wrong)

    names = sorted(table.masks, key=misses)
    return replace(table, masks={name: table.masks[name] for name in names})


def when(
    table: Table, shown: Mapping[str, bool] | None = None, explained: bool = False
) -> str | None:
    """The sentence for these cases, or None where nothing certain can be said.

    shown: what is true of the call that stands beside the sentence, which must bear it out.
    explained: a cause is named too; then only what is plain is worth adding.
    """
    failing, passing = table.failed.bit_count(), table.passed.bit_count()
    if failing >= MIN_SIDE and not passing:
        return f"it fails on every case ({failing} of {failing})"
    condition = exact_condition(table, shown, explained)
    if condition is not None:
        return f"it fails where {condition}, and only there"
    return _one_sided(table, shown) if failing >= MIN_SIDE else None


def exact_condition(
    table: Table, shown: Mapping[str, bool] | None = None, explained: bool = False
) -> str | None:
    """The condition alone, where one separates perfectly with enough cases on each side."""
    if min(table.failed.bit_count(), table.passed.bit_count()) < MIN_SIDE:
        return None
    true = {n: m for n, m in table.masks.items() if shown is None or shown.get(n, False)}
    plain = {n: m for n, m in true.items() if n not in table.exotic}
    found = _single(plain, table) or _pair(plain, table)
    if found or explained:
        return found
    return None if _one_sided(table, shown, AS_MUCH) else _single(true, table)


def _single(masks: Mapping[str, int], table: Table) -> str | None:
    return next((name for name, mask in masks.items() if mask == table.failed), None)


def _pair(masks: Mapping[str, int], table: Table) -> str | None:
    # Only features that hold on every failing case can be part of a conjunction that does; those
    # that let the fewest passing cases in are the likeliest to be the reason and not an accident.
    wide = [(n, m) for n, m in masks.items() if m & table.failed == table.failed]
    wide.sort(key=lambda each: (each[1] & table.passed).bit_count())
    for i, (one, first) in enumerate(wide):
        for other, second in wide[i + 1 :]:
            if first & second == table.failed:
                return f"{one} and {other}"
    return None


def _one_sided(
    table: Table, shown: Mapping[str, bool] | None, least: float = MIN_SHARE
) -> str | None:
    """The plain feature that speaks of the largest share of the passing or the failing cases.

    least: the share that it has to speak of.
    """
    best: tuple[float, str] | None = None
    for name, mask in table.masks.items():
        for side, other, verb in (
            (table.passed, table.failed, "passes"),
            (table.failed, table.passed, "fails"),
        ):
            count = (mask & side).bit_count()
            if name in table.exotic or mask & other or count < MIN_SIDE or not other:
                continue
            if shown is not None and shown.get(name) is not (verb == "fails"):
                continue
            share = count / side.bit_count()
            if share >= least and (best is None or share > best[0]):
                best = (share, f"every case where {name} {verb}")
    return best[1] if best else None
