"""Opens descriptor 0, logs to the standard output, and says it when it exits."""

import atexit
import logging
import sys
from collections import Counter

logging.basicConfig(stream=sys.stdout, format="%(message)s", level=logging.INFO)
lines = []
atexit.register(lambda: [logging.info(line) for line in lines])

votes = Counter(filter(None, map(str.strip, open(0))))
if not votes:
    lines.append("no votes")
    sys.exit(1)
places = sorted(votes.items(), key=lambda place: (-place[1], place[0]))
if "--winner" in sys.argv:
    alone = len(places) == 1 or places[0][1] > places[1][1]
    lines.append(places[0][0] if alone else "draw")
else:
    lines += [f"{name}: {number}" for name, number in places]
