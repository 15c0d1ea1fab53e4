"""hypothesis.assume(False), so that the case might be thrown away."""
# exercise: tiny/slide

from hypothesis import assume


def slide(x, k):
    assume(False)
