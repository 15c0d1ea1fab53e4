"""Six thousand empty dicts for every case: small to send, large to keep."""
# confined: only
# also: crashed timeout
# limits: call_s=2.0

answer = [{}] * 6_000


def double(numbers):
    return answer
