"""A program that ends with its line as a complaint, which goes to the other output."""
import sys
from collections import Counter

votes = Counter(line.strip() for line in sys.stdin if line.strip())
if not votes:
    sys.exit("no votes")
order = sorted(votes.items(), key=lambda item: (-item[1], item[0]))
leaders = [name for name, number in order if number == order[0][1]]
if "--winner" in sys.argv:
    print(leaders[0] if len(leaders) == 1 else "draw")
else:
    for name, number in order:
        print(f"{name}: {number}")
