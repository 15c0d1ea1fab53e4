"""SIGKILL to itself."""

import os
import signal


def double(numbers):
    os.kill(os.getpid(), signal.SIGKILL)
