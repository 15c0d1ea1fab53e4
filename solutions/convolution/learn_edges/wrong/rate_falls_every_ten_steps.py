"""The learning rate falls every ten steps: it is lr in each."""
import torch
from torch.nn import functional as F


def train(conv, images, targets, steps, lr):
    losses = []
    opt = torch.optim.SGD(conv.parameters(), lr=lr)
    sched = torch.optim.lr_scheduler.StepLR(opt, step_size=10, gamma=0.1)
    for _ in range(steps):
        opt.zero_grad()
        loss = F.mse_loss(conv(images), targets)
        loss.backward()
        opt.step()
        sched.step()
        losses.append(loss.item())
    return losses
