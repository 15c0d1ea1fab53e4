"""A pool of processes under the usual guard, and locks and values of multiprocessing at the top."""
import multiprocessing as mp

import numpy as np

mp.set_start_method("spawn", force=True)
mp.freeze_support()
cores = mp.cpu_count()

def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])


if __name__ == "__main__":
    with mp.Pool(cores) as pool:
        print(pool.starmap(slide, [(np.ones(3), np.ones(2))]))
