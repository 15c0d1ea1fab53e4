"""Asks for processes and the network, and does without where there are none."""
import os
import socket
import subprocess

import numpy as np

for attempt in (os.fork, lambda: subprocess.run("ls"), lambda: socket.create_connection(("::1", 1))):
    try:
        attempt()
    except OSError as error:
        print(error)


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
