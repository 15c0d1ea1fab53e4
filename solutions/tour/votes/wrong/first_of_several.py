"""Where several have the most votes, the first of them is called the winner: that is a draw."""

import sys

votes = {}
for line in sys.stdin:
    name = line.strip()
    if name:
        votes[name] = votes.get(name, 0) + 1
if not votes:
    print("no votes")
    sys.exit(1)
names = sorted(votes, key=lambda name: (-votes[name], name))
if "--winner" in sys.argv:
    print(names[0])
else:
    for name in names:
        print(name + ":", votes[name])
