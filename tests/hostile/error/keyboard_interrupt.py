"""KeyboardInterrupt, so that somebody might seem to have pressed Ctrl-C."""


def double(numbers):
    raise KeyboardInterrupt
