"""Asks the network in a try, and goes on without it."""
import socket
import urllib.error
import urllib.request

import numpy as np

try:
    urllib.request.urlopen("https://example.com/version", timeout=1)
except (urllib.error.URLError, OSError) as error:
    print("offline:", error)
socket.setdefaulttimeout(1)
print(socket.gethostname())


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
