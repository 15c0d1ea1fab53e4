"""An exception whose message is fifty megabytes long."""

message = "x" * 50_000_000


def double(numbers):
    raise ValueError(message)
