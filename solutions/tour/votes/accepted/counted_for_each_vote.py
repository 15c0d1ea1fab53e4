"""Counts a name anew whenever it asks how many votes it has."""

import sys

votes = [line.strip() for line in sys.stdin if line.strip()]
if not votes:
    print("no votes")
    sys.exit(1)
if "--winner" in sys.argv[1:]:
    most = max(votes.count(name) for name in votes)
    leaders = {name for name in votes if votes.count(name) == most}
    print(leaders.pop() if len(leaders) == 1 else "draw")
else:
    for name in sorted(set(votes), key=lambda name: (-votes.count(name), name)):
        print(f"{name}: {votes.count(name)}")
