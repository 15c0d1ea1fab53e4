"""Six thousand short words and a long one, in whose width an array would hold them all."""
# confined: only
# also: crashed timeout

answer = ["a"] * 6_000 + ["x" * 300_000]


def double(numbers):
    return answer
