"""A module's name, put together at run time."""
# exercise: convolution/padded_strided_conv


def conv2d(x, k, stride=1, padding=0):
    signal = __import__("sci" + "py.sig" + "nal", fromlist=["signal"])
    return signal.correlate2d(x, k, "valid")
