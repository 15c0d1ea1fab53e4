"""What one submission's answers may cost the grader: bytes kept, values looked at, memory filled.

A worker's processor time and memory have limits of their own. What it sends is decoded, compared
and explained here, where a byte can become fifty and a comparison has no clock. No right answer
comes near these bounds, however it is written down; what goes beyond them costs its submission
the case.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from ..process.batches import MAX_BATCH, Space
from ..wire.msgpack_size import count
from ..wire.ranges import in_ranges

Answers = Sequence[msgspec.Raw]
# Per byte of the reference's answer. A list of tensors of one number each, where an array of
# bytes was due, is nine.
VALUES_PER_BYTE = 10
# For one check, beyond that: a check may ignore an answer, and then it may be anything.
SPARE_VALUES = 10**6
# Estimated, of decoded answers that are kept to be explained.
MAX_KEPT = 128 * 2**20
BYTES_PER_VALUE = 200
# Counted in all, of answers that might be kept: a failure without its values is one all the same.
LOOKS = 2 * 10**6
# Of a check's answers, per byte of the reference's and beyond that. The list of tensors above is
# forty-five.
BYTES_PER_BYTE = 100
SPARE_BYTES = 16 * 2**20
# A right answer that is larger is not kept for what it might say about the wrong ones.
MAX_RIGHT = 2**16


class AnswerBudget:
    """What is left for one submission."""

    def __init__(self) -> None:
        self._bytes = MAX_BATCH
        self._memory = MAX_KEPT
        self._spare = SPARE_VALUES
        self._looks = LOOKS

    def room(self, expected: int) -> Space:
        """For the next check's answers; expected: bytes of the reference's.

        Wrong answers to other checks leave enough for right ones to this.
        """
        self.next_check()
        left = self._bytes + 2 * expected + 2**20
        most = min(left, BYTES_PER_BYTE * expected + SPARE_BYTES, MAX_BATCH)
        return Space(most, VALUES_PER_BYTE * expected + SPARE_VALUES)

    def next_check(self) -> None:
        """What is spare is so for each check."""
        self._spare = SPARE_VALUES

    def kept(self, answers: Answers) -> None:
        """These stay as they came, in bytes."""
        self._bytes = max(self._bytes - size(answers), 0)

    def may_be_judged(self, answers: Answers, expected: Answers) -> bool:
        """Whether a case's answers are decoded at all. Those that are not can't be right, or a
        check ignores them and there are far too many."""
        usual = VALUES_PER_BYTE * (size(expected) + in_ranges(expected))
        found = size(answers)  # a value has a byte at least, unless it is in a range
        if found > usual:
            if self._spare <= 0:
                return False
            found = values(answers, usual + self._spare)
        if found <= usual + self._spare:
            found += in_ranges(answers)
        beyond = max(found - usual, 0)
        # Where there are too many, nothing is spare any more: to count is work as well.
        self._spare, before = max(self._spare - beyond, 0), self._spare
        return beyond <= before

    def may_be_explained(self, answers: Answers) -> bool:
        """Whether what a case's answers decode to may be kept."""
        left = min((self._memory - size(answers)) // BYTES_PER_VALUE, self._looks)
        if left <= 0:
            return False
        found = values(answers, left)
        if found <= left:
            found = min(found + in_ranges(answers), left + 1)
        self._looks -= found
        if found > left:
            return False
        self._memory -= size(answers) + BYTES_PER_VALUE * found
        return True


def size(answers: Answers) -> int:
    """Of answers as they came, in bytes."""
    return sum(len(memoryview(raw)) for raw in answers)


def values(answers: Answers, most: int) -> int:
    """How many values there are in them; more than `most` where there are more than that."""
    found = 0
    for raw in answers:
        if found > most:
            break
        found += count(raw, most - found)
    return found
