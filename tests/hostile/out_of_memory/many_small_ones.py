"""Many small allocations, all kept."""

kept = []


def double(numbers):
    while True:
        kept.append(bytes(100_000))
