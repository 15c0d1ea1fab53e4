"""A line is read as a row of a table: `Lee, Ann` is cut at the comma, and quotes are taken off."""

import csv
import sys
from collections import Counter

names = [row[0].strip() for row in csv.reader(sys.stdin) if row]
votes = Counter(name for name in names if name)
if not votes:
    print("no votes")
    sys.exit(1)
most = max(votes.values())
leaders = [name for name in votes if votes[name] == most]
if "--winner" in sys.argv:
    print(leaders[0] if len(leaders) == 1 else "draw")
else:
    for name in sorted(votes, key=lambda name: (-votes[name], name)):
        print(f"{name}: {votes[name]}")
