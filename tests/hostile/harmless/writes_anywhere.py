"""Writes modules that others would import, and files of every other kind."""
# exercise: tiny/slide

import os
import site
import sys

import numpy as np


def refused(attempt, *arguments):
    try:
        attempt(*arguments)
    except OSError:
        return
    raise SystemExit(f"it worked: {attempt} {arguments}")

folders = ["@FOLDER@", "@SOLUTIONS@", "@CACHE@", "@REPO@", "/tmp", "/dev/shm", "/var/tmp", "..",
           os.path.dirname(np.__file__), *site.getsitepackages(), sys.prefix]
for folder in folders:
    for name in ("numpy.py", "conftest.py", "sitecustomize.py", "attack.pth", "slide.py"):
        refused(open, os.path.join(folder, name), "w")
    refused(os.mkdir, os.path.join(folder, "attack"))
    refused(os.symlink, "/etc/passwd", os.path.join(folder, "attack"))
    refused(os.mkfifo, os.path.join(folder, "attack"))


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
