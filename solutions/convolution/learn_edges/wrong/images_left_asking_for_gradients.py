"""The images ask for gradients after the call: they are to be left as they are."""
import torch
from torch import nn


def train(conv, images, targets, steps, lr):
    losses = []
    images.requires_grad_()
    for _ in range(steps):
        conv.zero_grad()
        loss = nn.functional.mse_loss(conv(images), targets)
        loss.backward()
        with torch.no_grad():
            conv.weight -= lr * conv.weight.grad
        losses.append(loss.item())
    return losses
