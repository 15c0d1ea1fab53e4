"""read(8192) gives the first 8192 letters of the input: more votes than fit in there are lost."""

import sys
from collections import Counter

names = (line.strip() for line in sys.stdin.read(8192).split("\n"))
votes = Counter(name for name in names if name)
order = sorted(votes.items(), key=lambda pair: (-pair[1], pair[0]))
if not order:
    print("no votes")
    sys.exit(1)
if "--winner" in sys.argv[1:]:
    tie = len(order) > 1 and order[0][1] == order[1][1]
    print("draw" if tie else order[0][0])
else:
    for name, number in order:
        print(f"{name}: {number}")
