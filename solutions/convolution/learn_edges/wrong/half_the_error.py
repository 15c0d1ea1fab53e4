"""The loss is half the mean squared error, as some textbooks have it; here it is the mean itself."""
import torch


def train(conv, images, targets, steps, lr):
    losses = []
    for _ in range(steps):
        y = conv(images)
        loss = ((y - targets) ** 2).mean() / 2
        conv.weight.grad = None
        loss.backward()
        with torch.no_grad():
            conv.weight -= lr * conv.weight.grad
        losses.append(loss.item())
    return losses
