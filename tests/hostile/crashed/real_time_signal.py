"""Ends its own process by a signal that has a number and no name."""

import signal


def double(numbers):
    signal.raise_signal(40)
