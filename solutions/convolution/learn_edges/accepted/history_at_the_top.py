"""Writes every loss down at the top of the file as well, and hands out a list of its own."""
import torch
import torch.nn.functional as F

HISTORY = []


def train(conv, images, targets, steps, lr):
    began = len(HISTORY)
    optimizer = torch.optim.SGD(conv.parameters(), lr=lr)
    for step in range(steps):
        optimizer.zero_grad()
        loss = F.mse_loss(conv(images), targets)
        loss.backward()
        optimizer.step()
        HISTORY.append(loss.item())
    return HISTORY[began:]
