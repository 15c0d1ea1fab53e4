"""Leaves modules, links, devices and settings in its folder, for whoever comes next."""
# exercise: tiny/slide

import ctypes
import os
import stat

import numpy as np


def refused(attempt, *arguments):
    try:
        attempt(*arguments)
    except OSError:
        return
    raise SystemExit(f"it worked: {attempt} {arguments}")


assert os.listdir(".") == ["slide.py"], "somebody left something"
for name in ("numpy.py", "sitecustomize.py", "usercustomize.py", ".pythonrc", "grader.py"):
    with open(name, "w") as file:
        file.write("raise SystemExit")
os.makedirs(".cache/matplotlib")
os.makedirs(".local/lib/python3.11/site-packages")
refused(os.symlink, "@SOLUTIONS@", "link")
refused(os.symlink, "..", "link")
refused(os.link, "@CANARY@", "link")
refused(os.link, "numpy.py", "@FOLDER@/numpy.py")
refused(os.rename, "numpy.py", "@FOLDER@/numpy.py")
refused(os.rename, "@CANARY@", "canary")
refused(os.mkfifo, "fifo")
for kind, device in ((stat.S_IFCHR, os.makedev(1, 1)), (stat.S_IFBLK, os.makedev(8, 0))):
    refused(os.mknod, "device", 0o666 | kind, device)
refused(os.chmod, "numpy.py", 0o4777)
refused(os.setxattr, "numpy.py", "user.note", b"x")
# RENAME_WHITEOUT leaves a device, where it is let.
assert ctypes.CDLL(None).renameat2(-100, b"grader.py", -100, b"other.py", 4) != 0


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
