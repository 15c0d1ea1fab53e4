"""Nothing: a cache of its own answers, which are right."""

seen = {}


def double(numbers):
    key = tuple(numbers)
    if key not in seen:
        seen[key] = tuple(2 * n for n in numbers)
    return list(seen[key])
