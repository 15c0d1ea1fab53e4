"""An answer too large to be sent."""

answer = b"x" * 34_000_000


def double(numbers):
    return answer
