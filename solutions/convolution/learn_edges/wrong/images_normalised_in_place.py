"""The images are centred on the spot: they belong to the caller, and the layer is to see them as they are."""
import torch


def train(conv, images, targets, steps, lr):
    losses = []
    images -= images.mean()
    for _ in range(steps):
        y = conv(images)
        loss = ((y - targets) ** 2).mean()
        conv.weight.grad = None
        loss.backward()
        with torch.no_grad():
            conv.weight -= lr * conv.weight.grad
        losses.append(loss.item())
    return losses
