"""Calls that are quick one by one and use up the processor time together."""
# earns: any
# limits: call_s=1.0, cpu_s=1.0, submission_s=20.0

import time


def double(numbers):
    until = time.process_time() + 0.3
    while time.process_time() < until:
        pass
    return [2 * n for n in numbers]
