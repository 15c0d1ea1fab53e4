"""Defined where only a program comes."""
# says: slide is defined under if __name__, line 7: such lines are only run where the file is a program of its own.
import numpy as np

if __name__ == "__main__":

    def slide(x, k):
        return x
