"""Nothing: the work is done in a thread that is waited for."""

import threading


def double(numbers):
    if numbers is None:
        raise TypeError("None")
    answer = []
    worker = threading.Thread(target=lambda: answer.extend(2 * n for n in numbers))
    worker.start()
    worker.join()
    return answer
