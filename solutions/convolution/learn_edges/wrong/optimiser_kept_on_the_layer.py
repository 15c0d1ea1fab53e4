"""The layer keeps its first optimiser, and that one its learning rate: a later call's is not used."""

import torch
from torch import nn


def train(conv, images, targets, steps, lr):
    if not hasattr(conv, "optimiser"):
        conv.optimiser = torch.optim.SGD(conv.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        conv.optimiser.zero_grad()
        loss = nn.functional.mse_loss(conv(images), targets)
        loss.backward()
        conv.optimiser.step()
        losses.append(loss.item())
    return losses
