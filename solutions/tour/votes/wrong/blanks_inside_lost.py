"""Two blanks within a name become one, and two names the same."""

import sys
from collections import Counter

votes = Counter()
for line in sys.stdin:
    name = " ".join(line.split())
    if name:
        votes[name] += 1
if not votes:
    print("no votes")
    sys.exit(1)
order = sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))
if "--winner" in sys.argv[1:]:
    tied = len(order) > 1 and order[1][1] == order[0][1]
    print("draw" if tied else order[0][0])
else:
    for name, number in order:
        print(f"{name}: {number}")
