"""Prints go to a text of the student's own, or to a file, in every call."""
import contextlib
import io
import sys

import numpy as np

sys.stderr = open("errors.txt", "w")
_real, sys.stdout = sys.stdout, io.StringIO()
print("into the text")
sys.stdout = _real


def slide(x, k):
    with contextlib.redirect_stdout(io.StringIO()) as said, contextlib.redirect_stderr(io.StringIO()):
        print("quiet")
        y = np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
    assert said.getvalue() == "quiet\n"
    print("to a file", file=sys.stderr)
    return y
