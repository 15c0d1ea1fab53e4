"""The gradient is cut to length 50 before the step, so the longest steps come out too short."""
import torch
from torch.nn import functional as F


def train(conv, images, targets, steps, lr):
    losses = []
    opt = torch.optim.SGD(conv.parameters(), lr=lr)
    for _ in range(steps):
        opt.zero_grad()
        loss = F.mse_loss(conv(images), targets)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(conv.parameters(), 50.0)
        opt.step()
        losses.append(loss.item())
    return losses
