class R:
    pass


def conv2d(x, k, stride=1, padding=0):
    return R()
