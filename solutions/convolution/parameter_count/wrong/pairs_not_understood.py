"""A kernel given as a pair can't be squared; find out first what was given."""
def conv_parameters(in_channels, out_channels, kernel_size, bias=True):
    weights = out_channels * in_channels * kernel_size ** 2
    biases = out_channels if bias else 0
    return weights + biases


def dense_parameters(in_features, out_features, bias=True):
    params = in_features * out_features
    if bias:
        params += out_features
    return params


def sharing_factor(h, w, k):
    dense = (h * w) * (h * w)
    return dense / (k * k)
