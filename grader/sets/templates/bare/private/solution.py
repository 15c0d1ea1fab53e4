def NAME(x):
    return x
