"""Many small allocations, all kept."""
# limits: call_s=5.0, memory_mib=100

kept = []


def double(numbers):
    while True:
        kept.append(bytes(1_000_000))
