"""A module's name, put together at run time."""
# exercise: tiny/slide


def slide(x, k):
    signal = __import__("sci" + "py.sig" + "nal", fromlist=["signal"])
    return signal.correlate(x, k, "valid")
