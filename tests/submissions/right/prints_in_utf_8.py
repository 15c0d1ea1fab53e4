"""The terminal is told to take UTF-8; bytes are written beside the text."""
import sys

print("\ud83d")
sys.stdout.reconfigure(encoding="utf-8", line_buffering=True)
sys.stderr.reconfigure(errors="backslashreplace")
import numpy as np

sys.stdout.buffer.write(b"caf\xc3\xa9\n")
sys.stdout.flush()
print("café", sys.stdout.isatty(), sys.stdout.encoding, sys.stdin.read())
sys.stdout.write("no new line")
assert sys.stdout.fileno() == 1
assert sys.__stdout__ is sys.stdout


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])

