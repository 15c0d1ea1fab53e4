"""Nothing is squeezed and nothing expanded: a text comes back, but no run became shorter."""


def squeeze(text):
    return text


def expand(short):
    return short
