"""The squared errors are divided by the number of images: the mean is over all entries, maps and pixels as well."""
import torch


def train(conv, images, targets, steps, lr):
    losses = []
    for _ in range(steps):
        y = conv(images)
        loss = ((y - targets) ** 2).sum() / len(images)
        conv.weight.grad = None
        loss.backward()
        with torch.no_grad():
            conv.weight -= lr * conv.weight.grad
        losses.append(loss.item())
    return losses
