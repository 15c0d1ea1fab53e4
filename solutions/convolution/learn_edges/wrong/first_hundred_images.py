"""Only the first hundred images count: each step takes all of them, however many there are."""
import torch
from torch.nn import functional as F


def train(conv, images, targets, steps, lr):
    losses = []
    opt = torch.optim.SGD(conv.parameters(), lr=lr)
    for _ in range(steps):
        opt.zero_grad()
        loss = F.mse_loss(conv(images[:100]), targets[:100])
        loss.backward()
        opt.step()
        losses.append(loss.item())
    return losses
