"""Under the usual guard stand plots, files, input and exits: none of it runs."""
import numpy as np

def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])


def main():
    import matplotlib.pyplot as plt

    n = int(input("How long? "))
    plt.plot(slide(np.arange(n), np.ones(2)))
    plt.show()


if __name__ == "__main__":
    main()
    raise SystemExit(1 / 0)
