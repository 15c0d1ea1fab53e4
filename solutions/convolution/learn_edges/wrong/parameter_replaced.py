"""A new Parameter takes the weight's place at each step: whoever holds the old one, an optimiser for example, no longer sees the layer learn."""
import torch
from torch import nn
import torch.nn.functional as F


def train(conv, images, targets, steps, lr):
    losses = []
    for _ in range(steps):
        loss = F.mse_loss(conv(images), targets)
        grad = torch.autograd.grad(loss, conv.weight)[0]
        conv.weight = nn.Parameter(conv.weight.detach() - lr * grad)
        losses.append(loss.item())
    return losses
