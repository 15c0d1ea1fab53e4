"""Functions are made in a loop, by exec, and by a factory; one of them is kept."""
import numpy as np


def factory(step):
    def slide(x, k):
        return np.array([np.dot(x[i : i + len(k)], k) for i in range(0, len(x) - len(k) + 1, step)])

    return slide


made = {step: factory(step) for step in (1, 2, 3)}
for step, function in made.items():
    globals()[f"slide_by_{step}"] = function
exec("slide = slide_by_1")
