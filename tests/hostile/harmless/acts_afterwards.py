"""Exit handlers, destructors and threads that act when the check is over."""

import os
import sys
import threading
import time


class Last:
    def __del__(self):
        act()


def act():
    for number in range(3, 64):
        try:
            os.write(number, b"forged")
        except OSError:
            pass
    try:
        open("@FOLDER@/afterwards", "w")
    except OSError:
        pass


def later():
    # Longer than the check lasts, and over when the wire is closed.
    time.sleep(30)
    act()


last = Last()
sys.modules["last"] = last
sys.modules["atexit_of_its_own"] = sys.modules.get("atexit")
if sys.modules["atexit_of_its_own"]:
    sys.modules["atexit_of_its_own"].register(act)
threading._register_atexit(act)
threading.Thread(target=later).start()
threading.Thread(target=later, daemon=True).start()

def double(numbers):
    return [2 * n for n in numbers]
