"""What the exercise is about, imported where it is used."""
# exercise: convolution/multichannel_einsum


def conv2d_multichannel(x, w, b=None):
    import torch.nn.functional as F

    return F.conv2d(x, w, b)
