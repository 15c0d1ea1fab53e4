"""A forged message of sixty megabytes says why the file can't be used."""

import os
import sys

m = sys.modules["grader.wire.messages"]
data = m.frame(m.encode(m.NotLoaded("raised", "x" * 60_000_000)))
for number in range(3, 64):
    try:
        while data:
            data = data[os.write(number, data) :]
    except OSError:
        pass
os._exit(0)
