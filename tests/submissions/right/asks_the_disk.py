"""Asks how full the disk is, walks its folder, and makes paths of every kind."""
import glob
import os
import pathlib
import shutil
import sys

import numpy as np

here = pathlib.Path(__file__).parent.resolve()
os.makedirs(here / "data" / "out", exist_ok=True)
print(list(os.walk(here)), glob.glob("*.py"), shutil.disk_usage(here), os.path.getsize(__file__))
sys.path.insert(0, str(here))
sys.path.append(os.path.join(here, "..", "lib"))
sys.path.append(os.path.abspath(os.path.join(os.path.dirname(__file__), "..")))
(here / "data" / "helper.py").write_text("WIDTH = 1")
sys.path.append("data")
from helper import WIDTH


def slide(x, k):
    assert WIDTH
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
