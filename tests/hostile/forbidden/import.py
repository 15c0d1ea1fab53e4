"""What the exercise is about, imported."""
# exercise: tiny/slide

from scipy.signal import correlate


def slide(x, k):
    return correlate(x, k, "valid")
