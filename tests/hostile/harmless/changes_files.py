"""Changes, empties, renames and removes files that are there."""
# exercise: tiny/slide

import os

import numpy as np


def refused(attempt, *arguments):
    try:
        attempt(*arguments)
    except OSError:
        return
    raise SystemExit(f"it worked: {attempt} {arguments}")

for path in ("@CANARY@", "@SOLUTIONS@/tiny/slide/solution.py", "@CACHE@/tiny/slide.cases",
             np.__file__, "@REPO@/grader/process/main.py"):
    refused(open, path, "a")
    refused(open, path, "r+b")
    refused(os.open, path, os.O_RDONLY | os.O_TRUNC)
    refused(os.truncate, path, 0)
    refused(os.rename, path, path + ".gone")
    refused(os.link, path, "@FOLDER@/link")
    refused(os.unlink, path)
    refused(os.chmod, path, 0o777)
    refused(os.chown, path, 0, 0)
    refused(os.utime, path, (0, 0))
    refused(os.setxattr, path, "user.attack", b"1")


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
