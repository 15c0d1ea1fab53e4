"""Each call just under its limit, all of them over the submission's."""
# limits: call_s=0.5, submission_s=1.0

import time


def double(numbers):
    time.sleep(0.2)
    return [2 * n for n in numbers]
