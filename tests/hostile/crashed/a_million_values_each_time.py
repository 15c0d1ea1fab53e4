"""Answers that take long to count, as many as there are cases."""
# limits: call_s=4.0


def double(numbers):
    return ["a", None] * 499_990
