"""The step is gathered in a new tensor on the CPU, where a layer on a GPU can't meet it: make it like the weight."""
import torch
import torch.nn.functional as F


def train(conv, images, targets, steps, lr):
    losses = []
    for _ in range(steps):
        step = torch.zeros(conv.weight.shape, dtype=conv.weight.dtype)
        loss = F.mse_loss(conv(images), targets)
        step -= lr * torch.autograd.grad(loss, conv.weight)[0]
        with torch.no_grad():
            conv.weight += step
        losses.append(loss.item())
    return losses
