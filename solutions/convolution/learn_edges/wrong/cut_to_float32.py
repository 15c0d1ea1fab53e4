"""Images and targets are turned into float32, so a float64 layer can't be trained with its own accuracy."""
import torch
import torch.nn.functional as F


def train(conv, images, targets, steps, lr):
    losses = []
    for _ in range(steps):
        weight = conv.weight.detach().float().requires_grad_()
        loss = F.mse_loss(F.conv2d(images.float(), weight, padding=1), targets.float())
        loss.backward()
        conv.weight.data -= lr * weight.grad
        losses.append(loss.item())
    return losses
