"""Behind `no votes` the program goes on, and looks for the most of nothing: max raises an exception."""

import sys
from collections import Counter

votes = Counter(line.strip() for line in sys.stdin if line.strip())
if not votes:
    print("no votes")
most = max(votes.values())
if "--winner" in sys.argv[1:]:
    leaders = [name for name, number in votes.items() if number == most]
    print(leaders[0] if len(leaders) == 1 else "draw")
else:
    for name, number in sorted(votes.items(), key=lambda item: (-item[1], item[0])):
        print(f"{name}: {number}")
