"""Reads clocks, the machine's load, its memory and the processor count."""
import datetime
import os
import platform
import resource
import shutil
import sys
import time

import numpy as np

print(time.ctime(), datetime.datetime.now(), time.process_time_ns(), os.times(), os.cpu_count())
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, sys.getsizeof(1), shutil.get_terminal_size())
print(platform.platform(), platform.node(), sys.version, np.__version__, shutil.which("git"))
np.show_config()


def slide(x, k):
    print(os.getpid(), os.getloadavg() if hasattr(os, "getloadavg_") else "")
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
