"""The learning rate falls once the loss has not fallen for ten steps: it is lr in each."""
import torch
from torch.nn import functional as F


def train(conv, images, targets, steps, lr):
    losses = []
    opt = torch.optim.SGD(conv.parameters(), lr=lr)
    sched = torch.optim.lr_scheduler.ReduceLROnPlateau(opt)
    for _ in range(steps):
        opt.zero_grad()
        loss = F.mse_loss(conv(images), targets)
        loss.backward()
        opt.step()
        sched.step(loss.item())
        losses.append(loss.item())
    return losses
