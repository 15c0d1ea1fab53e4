"""Threads are started until there is no memory for their stacks."""
# also: out_of_memory

import threading

stop = threading.Event()


def double(numbers):
    while True:
        threading.Thread(target=stop.wait, daemon=True).start()
