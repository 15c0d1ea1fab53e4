"""After fifty steps the rate becomes smaller: lr says how long each step is, the last as the first."""
import torch
from torch.nn import functional as F


def train(conv, images, targets, steps, lr):
    losses = []
    opt = torch.optim.SGD(conv.parameters(), lr=lr)
    schedule = torch.optim.lr_scheduler.StepLR(opt, 50, 0.1)
    for _ in range(steps):
        opt.zero_grad()
        loss = F.mse_loss(conv(images), targets)
        loss.backward()
        opt.step()
        schedule.step()
        losses.append(loss.item())
    return losses
