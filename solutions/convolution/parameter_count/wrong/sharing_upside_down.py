"""The factor is upside down: how many times fewer, so the larger count goes on top."""
def conv_parameters(in_channels, out_channels, kernel_size, bias=True):
    if isinstance(kernel_size, int):
        kh = kw = kernel_size
    else:
        kh, kw = kernel_size
    weights = out_channels * in_channels * kh * kw
    biases = out_channels if bias else 0
    return weights + biases


def dense_parameters(in_features, out_features, bias=True):
    params = in_features * out_features
    if bias:
        params += out_features
    return params


def sharing_factor(h, w, k):
    dense = (h * w) * (h * w)
    return (k * k) / dense
