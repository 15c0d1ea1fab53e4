"""The formula is worked out with symbols, once, at the top."""
# needs: sympy
import numpy as np
import sympy as sp

a, b = sp.symbols("a b")
product = sp.lambdify((a, b), a * b, "numpy")
sp.init_printing()


def slide(x, k):
    assert product(2, 3) == 6
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
