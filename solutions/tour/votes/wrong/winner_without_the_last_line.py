"""For the winner, what stands behind the last line's end is cut off: a vote, where it has none."""

import sys
from collections import Counter

lines = sys.stdin.read().split("\n")
votes = Counter(line.strip() for line in lines if line.strip())
if not votes:
    print("no votes")
    sys.exit(1)
if "--winner" in sys.argv[1:]:
    counted = Counter(line.strip() for line in lines[:-1] if line.strip())
    most = max(counted.values(), default=0)
    leaders = [name for name, number in counted.items() if number == most]
    print(leaders[0] if len(leaders) == 1 else "draw")
else:
    for name, number in sorted(votes.items(), key=lambda item: (-item[1], item[0])):
        print(f"{name}: {number}")
