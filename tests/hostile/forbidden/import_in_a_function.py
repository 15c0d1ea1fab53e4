"""What the exercise is about, imported where it is used."""
# exercise: convolution/padded_strided_conv


def conv2d(x, k, stride=1, padding=0):
    import torch.nn.functional as F

    return F.conv2d(x, k)
