"""Blanks around a name are taken for a part of it: only the end of the line is cut off."""

import sys

votes = {}
for line in sys.stdin:
    name = line.rstrip("\n")
    if name.strip():
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
