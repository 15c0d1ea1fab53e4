"""Only the ten names with the most votes are printed: each name has its line."""

import sys
from collections import Counter

votes = Counter(line.strip() for line in sys.stdin if line.strip())
order = sorted(votes.items(), key=lambda item: (-item[1], item[0]))[:10]
if not order:
    print("no votes")
    sys.exit(1)
if "--winner" in sys.argv[1:]:
    leaders = [name for name, number in order if number == order[0][1]]
    print(leaders[0] if len(leaders) == 1 else "draw")
else:
    for name, number in order:
        print(f"{name}: {number}")
