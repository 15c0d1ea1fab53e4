"""The program asks for one more name when there is none left, and ends in an EOFError before it prints anything."""

import sys

votes = {}
while True:
    name = input().strip()
    if name == "end":
        break
    if name:
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
