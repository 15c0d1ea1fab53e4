"""A million numbers where a few are asked for."""
# limits: call_s=3.0


answer = [0] * 1_000_000


def double(numbers):
    return answer
