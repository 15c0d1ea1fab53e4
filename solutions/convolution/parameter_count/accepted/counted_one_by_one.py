"""Counts filter by filter; the factor comes out as an int where it is exact."""
def conv_parameters(in_channels, out_channels, kernel_size, bias=True):
    if isinstance(kernel_size, int):
        kernel_size = [kernel_size] * 2
    one_filter = 0
    for row in range(kernel_size[0]):
        for column in range(kernel_size[1]):
            one_filter += in_channels
    if bias == True:
        one_filter += 1
    return one_filter * out_channels


def dense_parameters(in_features, out_features, bias=True):
    if not bias:
        return in_features * out_features
    return (in_features + 1) * out_features


def sharing_factor(h, w, k):
    times, rest = divmod(h * h * w * w, k * k)
    return times if rest == 0 else times + rest / (k * k)
