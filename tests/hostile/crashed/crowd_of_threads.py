"""More threads than there may be, each of them asleep and next to no memory."""
# limits: call_s=4.0

import threading
import time

threading.stack_size(2**16)


def double(numbers):
    stay = threading.Event()
    for _ in range(300):
        threading.Thread(target=stay.wait, daemon=True).start()
    time.sleep(3600)
