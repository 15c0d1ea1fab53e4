import torch
import torch.nn as nn

def make_sobel():
    conv = nn.Conv2d(1, 2, 3, padding="same", bias=False)
    gx = torch.Tensor([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])
    gy = torch.Tensor([[-1, -2, -1], [0, 0, 0], [1, 2, 1]])
    with torch.no_grad():
        conv.weight.copy_(torch.stack((gx, gy)).view(2, 1, 3, 3))
    return conv

def edge_maps(image):
    sobel = make_sobel().to(image.device).to(image.dtype)
    with torch.no_grad():
        out = sobel(image.unsqueeze(0).unsqueeze(0))
    print("edges:", tuple(out.shape))
    return out.squeeze(0)

if __name__ == "__main__":
    edge_maps(torch.rand(28, 28))
