"""Threads, pools of threads, queues, locks and timers work out the windows."""
import concurrent.futures
import queue
import threading
from multiprocessing.pool import ThreadPool

import numpy as np

lock, done = threading.Lock(), threading.Event()
timer = threading.Timer(0.01, done.set)
timer.start()
timer.join()
threading.Thread(target=threading.Event().wait, daemon=True).start()


def slide(x, k):
    found = queue.Queue()
    n = len(x) - len(k) + 1

    def work(i):
        with lock:
            found.put((i, np.dot(x[i : i + len(k)], k)))

    threads = [threading.Thread(target=work, args=(i,)) for i in range(n)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        assert list(pool.map(abs, range(3))) == [0, 1, 2]
    y = sorted(found.queue, key=lambda pair: pair[0])
    return np.array([value for _, value in y])
