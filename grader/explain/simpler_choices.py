"""Makes a case simpler by making simpler what was chosen for it: parts left out, numbers lowered,
parts and single choices at their simplest.

Whatever is chosen, a strategy makes a legal input of it. So nothing here knows what an input is:
arrays, texts, lists and the steps of a program become simpler in the same way.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any

from ..judge.choices import Drawn
from ..judge.recording import Choice, Choices

# Of the parts that a lowered number may have made superfluous, how many are tried.
MAX_PARTS = 12
# Bytes of a packed choice, each of them a number of an array's.
WIDTH = 3
# Of the strategies that one is drawn from, how many are tried.
MAX_BRANCHES = 3
# How far a part reaches: from one place in the choices to another.
Part = tuple[int, int]


class Simplifier:
    """now: the simplest case so far. again: draws from other choices, None where that can't be.
    simplicity: the key by which cases are compared. fails: whether a case, simpler than `now`,
    is to take its place. Ends when nothing simpler fails, or with what these two raise."""

    def __init__(
        self,
        now: Drawn,
        again: Callable[[Choices], Drawn | None],
        simplicity: Callable[[Drawn], Any],
        fails: Callable[[Drawn], bool],
    ) -> None:
        self.now = now
        self._again, self._simplicity, self._fails = again, simplicity, fails
        self._tried: set[Choices] = {now.choices}

    def run(self) -> None:
        self._until_nothing_changes(self._sizes, self._nearer)

    def _sizes(self) -> None:
        self._at_simplest(self.now.arguments_at)
        self._until_nothing_changes(self._left_out, self._fewer)
        self._branches()
        self._at_simplest(self.now.parts)
        self._forward()

    def _until_nothing_changes(self, *passes: Callable[[], None]) -> None:
        before = None
        while before != self.now.choices:
            before = self.now.choices
            for one in passes:
                one()

    def _at_simplest(self, parts: Collection[Part]) -> None:
        """Parts at their simplest, the larger ones first."""
        for start, end in sorted(parts, key=lambda part: part[0] - part[1]):
            now = self.now
            if end - start > 1 and end <= len(now.choices):
                self._try(now.choices[:start] + now.simplest[start:end] + now.choices[end:])

    def _left_out(self) -> None:
        """Parts left out: items of a list, steps of a program."""
        number = 0
        while number < len(self.now.parts):
            left_out = _without(self.now.choices, self.now.parts[number])
            if not self._try(left_out, shorter=True):
                number += 1

    def _fewer(self) -> None:
        """A number lowered; where it says how many there are of something, one of those left
        out."""
        place = 0
        while place < len(self.now.choices):
            others = self._at(place, self._lower(place))
            if not any(self._lowered(place, choices) for choices in others):
                place += 1

    def _lower(self, place: int) -> Iterator[Choice]:
        choice, simplest = self.now.choices[place], self.now.simplest[place]
        return iter(()) if self.now.packed[place] else lower(choice, simplest)

    def _lowered(self, place: int, choices: Choices) -> bool:
        if self._try(choices):
            return True
        made = self._again(choices)
        if made is not None and self._try(_as_large_as_fits(choices, made)):
            return True
        spare = 0 if made is None else len(choices) - len(made.choices)
        return spare > 0 and any(
            self._try(_without(choices, (start, start + spare)), shorter=True)
            for start in self._superfluous(place, spare)
        )

    def _superfluous(self, place: int, size: int) -> Iterator[int]:
        """Where the choices may begin, so many of them, that were about what there is less of."""
        end = len(self.now.choices) - size
        parts = [start for start, stop in self.now.parts if stop - start == size]
        starts = [*range(place + 1, place + 1 + MAX_PARTS), *parts]
        yield from (n for n in dict.fromkeys(starts) if place < n < end)

    def _branches(self) -> None:
        """Another of several strategies (strategies.evenly), where what it draws is simpler. It
        may take more choices, or fewer: those behind stay with what they were drawn for."""
        for place in range(len(self.now.choices)):
            for branch in range(MAX_BRANCHES):
                if place < len(self.now.choices) and self.now.packed[place]:
                    self._branch(place, branch)

    def _branch(self, place: int, branch: int) -> None:
        chosen, behind = (*self.now.choices[:place], branch), self.now.choices[place + 1 :]
        made = self._again((*chosen, *behind))
        more = 0 if made is None else len(made.choices) - len(self.now.choices)
        if more > 0:
            # What they fill in is the simplest that fits.
            self._try((*chosen, *(0,) * more, *behind))
        elif more < 0:
            self._try((*chosen, *behind[-more:]))

    def _forward(self) -> None:
        """Of packed numbers those that are 0 behind the others: what stands last can't be left
        out."""
        for place, packed in enumerate(self.now.packed):
            if packed and place < len(self.now.choices):
                drawn = int(self.now.choices[place]).to_bytes(WIDTH)
                forward = int.from_bytes(sorted(drawn, key=lambda byte: byte == 0))
                for choices in self._at(place, iter([forward])):
                    self._try(choices)

    def _nearer(self) -> None:
        """Single choices nearer to their simplest."""
        place = 0
        while place < len(self.now.choices):
            if not any(map(self._try, self._at(place, self._nearer_at(place)))):
                place += 1

    def _nearer_at(self, place: int) -> Iterator[Choice]:
        choice, now = self.now.choices[place], self.now
        if now.packed[place]:
            return packed_nearer(int(choice))
        return nearer(choice, now.simplest[place], now.signs[place])

    def _at(self, place: int, others: Iterator[Choice]) -> Iterator[Choices]:
        before, behind = self.now.choices[:place], self.now.choices[place + 1 :]
        return ((*before, other, *behind) for other in others)

    def _try(self, choices: Choices, shorter: bool = False) -> bool:
        """Whether these give a simpler case that fails; it is then the one to go on from.
        shorter: only where fewer choices are taken, and not other ones in place of those that
        were left out."""
        if choices in self._tried:
            return False
        self._tried.add(choices)
        made = self._again(choices)
        if made is None or (shorter and len(made.choices) >= len(self.now.choices)):
            return False
        if made.choices != choices:
            if made.choices in self._tried:
                return False
            self._tried.add(made.choices)
        if self._simplicity(made) >= self._simplicity(self.now) or not self._fails(made):
            return False
        self.now = made
        return True


def _as_large_as_fits(choices: Choices, made: Drawn) -> Choices:
    """What was made of these, and where a number was too large there, the largest that is none:
    else it would be the simplest, which may be too simple to fail."""
    return tuple(
        largest if largest is not None and isinstance(asked, int) and asked > largest else now
        for asked, now, largest in zip(
            (*choices, *made.choices[len(choices) :]), made.choices, made.largest, strict=False
        )
    )


def _without(choices: Choices, part: Part) -> Choices:
    return choices[: part[0]] + choices[part[1] :]


def lower(choice: Choice, simplest: Choice) -> Iterator[Choice]:
    """Whole numbers nearer to the simplest, the boldest first; yes or no the same as it."""
    if not isinstance(choice, int) or not isinstance(simplest, int) or choice == simplest:
        return
    if isinstance(choice, bool):
        yield simplest
        return
    way = choice - simplest
    step = 1 if way > 0 else -1
    # Of large numbers not just an eighth at a time, nor then one after the other.
    parts = (2**n for n in range(1, max(4, abs(way).bit_length())))
    far = (abs(way) * (part - 1) // part for part in parts)
    nearer = (0, step, *(step * n for n in far), way - step)
    yield from dict.fromkeys(simplest + n for n in nearer if n != way)


def nearer(choice: Choice, simplest: Choice, sign: str | bytes) -> Iterator[Choice]:
    """Texts and fractions nearer to the simplest, the boldest first. sign: a text's simplest."""
    if choice == simplest or isinstance(choice, int):
        return
    yield simplest
    if isinstance(choice, str):
        yield from ("".join(part) for part in _shorter(choice, sign))
    elif isinstance(choice, bytes):
        yield from (bytes(part) for part in _shorter(choice, sign))
    elif math.isfinite(choice):
        half = choice / 2
        yield from (1.0, float(int(choice)), abs(choice), float(int(half)), half)


def _shorter(text: Sequence[Any], sign: Sequence[Any]) -> Iterator[Sequence[Any]]:
    half = len(text) // 2
    yield from (text[:half], text[half:])
    yield from ([*text[:i], *text[i + 1 :]] for i in range(len(text)))
    yield [*sign] * len(text)
    yield from ([*text[:i], *sign, *text[i + 1 :]] for i in range(len(text)))


def packed_nearer(number: int) -> Iterator[int]:
    """Packed numbers of which all, then one after the other, are 0, 1, 2 or −1; as one number,
    something smaller. Bytes of 0, 1, 3 and 2 stand for these (strategies.Numbers)."""
    drawn = number.to_bytes(WIDTH)
    yield from (int.from_bytes(bytes([byte] * WIDTH)) for byte in (0, 1, 3))
    for byte in (0, 1, 3, 2):
        for i in range(WIDTH):
            if drawn[i] not in (0, byte):
                yield int.from_bytes(bytes((*drawn[:i], byte, *drawn[i + 1 :])))
    if number:
        yield from (number // 2, number - 1)
