"""When it fails: the simplest condition that separates failing cases from passing ones.

A condition is one feature, or two together. It is said only when it separates perfectly with at
least MIN_SIDE cases on each side, two together with at least PAIR_SIDE unless these are all the
cases of a function; otherwise the strongest one-sided truth, or nothing. A feature that is exotic
(what the numbers happen to be like) has to separate perfectly and alone, where nothing plainer
does. No condition is said that the call shown beside it doesn't meet, nor one that a case which
fails elsewhere in the same report refutes, nor that every case fails where too many of another
check's pass.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import comb

MIN_SIDE = 5
# There are hundreds of pairs: one of them tells a few cases from the others by accident.
PAIR_SIDE = 10
# A one-sided truth says something only if it speaks of a good part of its side.
MIN_SHARE = 0.5
# Where most cases fail, one of so many features holds by accident on failing ones alone. So likely
# may that be at most, of a feature that is said; and so of passing ones.
BY_ACCIDENT = 5e-3
# A truth about a check's own cases is told though so large a part of another's say otherwise.
BY_THE_WAY = 0.1
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

    def fails_where(self, holds: bool, *names: str) -> bool:
        """Whether a case fails where all of these features hold, or where they don't. Cases of
        which one of them isn't known at all say nothing."""
        mask = self.failed
        for name in names:
            known = self._mask(name)
            if known is None:
                return False
            mask &= known
        return bool(mask if holds else self.failed & ~mask)

    def passes_where(self, *names: str) -> bool:
        """Whether some cases fail, and where these features hold more pass than by the way."""
        holds = (1 << self.total) - 1
        for name in names:
            holds &= self._mask(name) or 0
        if not self.failed or not holds:
            return False
        return (holds & self.passed).bit_count() > BY_THE_WAY * holds.bit_count()

    def _mask(self, name: str) -> int | None:
        """The cases where a feature holds; None where it isn't known. Of types, each case has its
        own alone: that none of these is float64 is told by the feature that it is not."""
        opposite = self.masks.get(name.replace(" is ", " is not ", 1))
        if name in self.masks or opposite is None:
            return self.masks.get(name)
        return ((1 << self.total) - 1) & ~opposite


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
    table: Table,
    shown: Mapping[str, bool] | None = None,
    explained: bool = False,
    elsewhere: Sequence[Table] | None = None,
) -> str | None:
    """The sentence for these cases, or None where nothing certain can be said.

    shown: what is true of the call that stands beside the sentence, which must bear it out.
    explained: a cause is named too; then only what is plain is worth adding. elsewhere: cases that
    the table leaves out, the failing ones of which must bear the sentence out as well; None where
    it leaves none out.
    """
    failing, passing = table.failed.bit_count(), table.passed.bit_count()
    if failing >= MIN_SIDE and not passing:
        return f"it fails on every case ({failing} of {failing})"
    condition = exact_condition(table, shown, explained, elsewhere)
    if condition is not None:
        return f"every case where {condition} fails, and no other"
    return _one_sided(table, shown, elsewhere or ()) if failing >= MIN_SIDE else None


def exact_condition(
    table: Table,
    shown: Mapping[str, bool] | None = None,
    explained: bool = False,
    elsewhere: Sequence[Table] | None = None,
) -> str | None:
    """The condition alone, where one separates perfectly with enough cases on each side."""
    if _smaller_side(table) < MIN_SIDE:
        return None
    least = MIN_SIDE if elsewhere is None else PAIR_SIDE
    elsewhere = elsewhere or ()
    true = {n: m for n, m in table.masks.items() if shown is None or shown.get(n, False)}
    plain = {n: m for n, m in true.items() if n not in table.exotic}
    found = _single(plain, table, elsewhere)
    if found is None and (pair := _pair(plain, table, elsewhere)):
        # Of too few cases it isn't said, nor is what is less plain.
        return pair if _smaller_side(table) >= least else None
    if found or explained:
        return found
    if _one_sided(table, shown, elsewhere, AS_MUCH):
        return None
    return _single(true, table, elsewhere)


def _smaller_side(table: Table) -> int:
    return min(table.failed.bit_count(), table.passed.bit_count())


def _fails_outside(elsewhere: Sequence[Table], *names: str) -> bool:
    return any(table.fails_where(False, *names) for table in elsewhere)


def _passes_inside(elsewhere: Sequence[Table], *names: str) -> bool:
    return any(table.passes_where(*names) for table in elsewhere)


def _single(masks: Mapping[str, int], table: Table, elsewhere: Sequence[Table]) -> str | None:
    alike = (name for name, mask in masks.items() if mask == table.failed)
    return next((name for name in alike if not _fails_outside(elsewhere, name)), None)


def _excludes_a_type(name: str) -> bool:
    return re.search(r" is not (float|u?int|bool)\d*$", name) is not None


def _pair(masks: Mapping[str, int], table: Table, elsewhere: Sequence[Table]) -> str | None:
    # Only features that hold on every failing case can be part of a conjunction that does; those
    # that let the fewest passing cases in are the likeliest to be the reason and not an accident,
    # unless all they say is which type something hasn't: that is true of nearly every case.
    wide = [(n, m) for n, m in masks.items() if m & table.failed == table.failed]
    wide.sort(key=lambda each: (_excludes_a_type(each[0]), (each[1] & table.passed).bit_count()))
    for i, (one, first) in enumerate(wide):
        for other, second in wide[i + 1 :]:
            if first & second != table.failed or _fails_outside(elsewhere, one, other):
                continue
            # Of so many pairs one holds by accident; where another check's cases say so, it does.
            if not _passes_inside(elsewhere, one, other):
                return f"{one} and {other}"
    return None


def _accident(drawn: int, side: int, total: int) -> float:
    """How likely it is that cases drawn at random are all of a side that has so many in all."""
    return comb(side, drawn) / comb(total, drawn)


def _one_sided(
    table: Table,
    shown: Mapping[str, bool] | None,
    elsewhere: Sequence[Table],
    least: float = MIN_SHARE,
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
            if any(
                one.passes_where(name) if verb == "fails" else one.fails_where(True, name)
                for one in elsewhere
            ):
                continue
            if _accident(mask.bit_count(), side.bit_count(), table.total) > BY_ACCIDENT:
                continue
            share = count / side.bit_count()
            if share >= least and (best is None or share > best[0]):
                best = (share, f"every case where {name} {verb}")
    return best[1] if best else None
