"""The learning rate is halved where the loss rises; each step is as long as lr says."""
import torch
import torch.nn.functional as F


def train(conv, images, targets, steps, lr):
    losses = []
    for _ in range(steps):
        loss = F.mse_loss(conv(images), targets)
        if losses and loss.item() > losses[-1]:
            lr = lr / 2
        (gradient,) = torch.autograd.grad(loss, conv.weight)
        with torch.no_grad():
            conv.weight -= lr * gradient
        losses.append(loss.item())
    return losses
