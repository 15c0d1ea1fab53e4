"""Solutions of a corpus with what may be wrong in them.

A comment `# wrong: …` below a line is a submission of its own, which has that in the line's place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

WRONG = re.compile(r"\s*# wrong: (.*)")


def submissions_of(solution: str) -> Iterator[str]:
    """The solution; then files that each have one thing wrong in every block that has so many."""
    blocks = [_ways(block) for block in solution.split("\n\n\n")]
    for number in range(max(map(len, blocks))):
        yield "\n\n\n".join(ways[number] if number < len(ways) else ways[0] for ways in blocks)


def _ways(block: str) -> list[str]:
    """A function or class as it is right, then with each thing that may be wrong in it."""
    lines = block.splitlines()
    right = [line for line in lines if not WRONG.match(line)]
    ways, at = [right], -1
    for line in lines:
        if found := WRONG.match(line):
            indent = re.match(r" *", right[at])
            ways.append([*right[:at], f"{indent[0]}{found[1]}", *right[at + 1 :]])
        else:
            at += 1
    return ["\n".join(way) + "\n" for way in ways]
