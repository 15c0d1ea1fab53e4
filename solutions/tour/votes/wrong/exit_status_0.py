"""Without a vote the program ends as if all were well: its exit status is 0, and should be 1."""

import sys

votes = {}
for line in sys.stdin:
    name = line.strip()
    if name:
        votes[name] = votes.get(name, 0) + 1
if not votes:
    print("no votes")
    sys.exit()
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
