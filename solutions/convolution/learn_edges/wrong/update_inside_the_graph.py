"""The update is done where autograd is watching, which refuses it: a step isn't part of what is differentiated."""
import torch


def train(conv, images, targets, steps, lr):
    losses = []
    for _ in range(steps):
        y = conv(images)
        loss = ((y - targets) ** 2).mean()
        conv.weight.grad = None
        loss.backward()
        conv.weight -= lr * conv.weight.grad
        losses.append(loss.item())
    return losses
