"""An exception whose message is fifty megabytes long."""


def double(numbers):
    raise ValueError("x" * 50_000_000)
