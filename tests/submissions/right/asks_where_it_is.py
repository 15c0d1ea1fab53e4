"""Asks for its folder, its home, its user, its libraries: answers, and nothing of the machine."""
import getpass
import importlib.metadata
import os
import platform
import socket
import tempfile
from pathlib import Path

import numpy as np

here = os.path.dirname(__file__)
assert os.path.isabs(__file__) and os.path.isfile(__file__)
os.chdir(here)
assert os.listdir(".") == ["slide.py"]
assert Path.home() == Path.cwd() == Path(tempfile.gettempdir()) == Path(here)
assert Path("~").expanduser() == Path(here)
assert getpass.getuser() == "student"
assert importlib.metadata.version("numpy") == np.__version__
assert platform.system() and platform.python_version()
for name in ("HOSTNAME", "SUDO_USER", "MAIL", "OLDPWD"):
    assert name not in os.environ


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
