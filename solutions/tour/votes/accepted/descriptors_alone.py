"""As a C program does it: read(0), write(1), _exit."""

import os
import sys

data = b""
while chunk := os.read(0, 4096):
    data += chunk
count = {}
for line in data.decode().splitlines():
    if name := line.strip():
        count[name] = count.get(name, 0) + 1
if not count:
    os.write(1, b"no votes\n")
    os._exit(1)
most = max(count.values())
if "--winner" in sys.argv:
    first = [name for name in count if count[name] == most]
    os.write(1, (first[0] if len(first) == 1 else "draw").encode() + b"\n")
else:
    for name in sorted(count, key=lambda name: (-count[name], name)):
        os.write(1, f"{name}: {count[name]}\n".encode())
