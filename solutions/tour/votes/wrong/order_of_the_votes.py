"""Names are printed in the order in which they were first read: most votes come first."""

import sys

votes = {}
for line in sys.stdin:
    name = line.strip()
    if name:
        votes[name] = votes.get(name, 0) + 1
if not votes:
    print("no votes")
    sys.exit(1)
names = list(votes)
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
