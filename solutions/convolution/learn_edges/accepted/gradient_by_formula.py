"""No autograd at all: the gradient is a product of the error with the unfolded images."""
import torch
import torch.nn.functional as F


@torch.no_grad()
def train(conv, images, targets, steps, lr):
    columns = F.unfold(images, 3, padding=1)                       # (N, 9, H*W)
    wanted = targets.flatten(2)                                    # (N, 2, H*W)
    losses = []
    for _ in range(steps):
        error = conv.weight.flatten(1) @ columns - wanted
        losses.append(error.square().mean().item())
        gradient = 2 * torch.einsum("nol,nkl->ok", error, columns) / error.numel()
        conv.weight.sub_(lr * gradient.view_as(conv.weight))
    return losses
