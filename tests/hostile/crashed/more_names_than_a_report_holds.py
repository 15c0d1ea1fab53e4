"""A forged word that the file has ten thousand functions with endless names."""

import os
import sys

m = sys.modules["grader.wire.messages"]
loaded = m.Loaded(tuple(f"doubel{n}" for n in range(9_999)) + ("d" * 10**6,), {})
for number in range(3, 64):
    try:
        data = m.frame(m.encode(loaded))
        while data:
            data = data[os.write(number, data) :]
    except OSError:
        pass
os._exit(0)
