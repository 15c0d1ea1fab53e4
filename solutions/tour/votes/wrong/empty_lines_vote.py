"""A line without a name is counted as a vote for nobody: it is none."""

import sys

votes = {}
for line in sys.stdin:
    name = line.strip()
    votes[name] = votes.get(name, 0) + 1
if not votes:
    print("no votes")
    sys.exit(1)
names = sorted(votes, key=lambda name: (-votes[name], name))
if "--winner" in sys.argv:
    best = max(votes.values())
    leading = [name for name in names if votes[name] == best]
    if len(leading) > 1:
        print("draw")
    else:
        print(leading[0])
else:
    for name in names:
        print(name + ":", votes[name])
