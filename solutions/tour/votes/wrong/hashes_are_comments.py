"""A line that begins with # is taken for a remark: names are counted as they are spelled."""

import sys
from collections import Counter

votes = Counter(line.strip() for line in sys.stdin if line.strip() and line[0] != "#")
order = sorted(votes.items(), key=lambda item: (-item[1], item[0]))
if not order:
    print("no votes")
    sys.exit(1)
if "--winner" in sys.argv[1:]:
    most = order[0][1]
    leaders = [name for name, number in order if number == most]
    print(leaders[0] if len(leaders) == 1 else "draw")
else:
    for name, number in order:
        print(f"{name}: {number}")
