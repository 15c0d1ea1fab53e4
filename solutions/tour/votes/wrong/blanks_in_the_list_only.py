"""Blanks are taken off for the list and not for the winner, whose votes are counted line by line."""

import sys
from collections import Counter

lines = sys.stdin.read().split("\n")
votes = Counter(line.strip() for line in lines if line.strip())
if not votes:
    print("no votes")
    sys.exit(1)
if "--winner" in sys.argv[1:]:
    votes = Counter(line for line in lines if line)
    most = max(votes.values())
    leaders = [name for name, number in votes.items() if number == most]
    print(leaders[0] if len(leaders) == 1 else "draw")
else:
    for name, number in sorted(votes.items(), key=lambda item: (-item[1], item[0])):
        print(f"{name}: {number}")
