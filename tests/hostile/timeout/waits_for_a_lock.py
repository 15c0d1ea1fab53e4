"""A lock that nobody will release."""

import threading

lock = threading.Lock()
lock.acquire()


def double(numbers):
    lock.acquire()
