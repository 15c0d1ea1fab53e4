"""The gradient is estimated from small changes of each weight, which is never exact; backward() gives the real one."""
import torch


def loss_of(conv, images, targets):
    return ((conv(images) - targets) ** 2).mean().item()


@torch.no_grad()
def train(conv, images, targets, steps, lr, eps=1e-2):
    losses = []
    for _ in range(steps):
        now = loss_of(conv, images, targets)
        flat = conv.weight.view(-1)
        grad = torch.zeros_like(flat)
        for n in range(len(flat)):
            flat[n] += eps
            grad[n] = (loss_of(conv, images, targets) - now) / eps
            flat[n] -= eps
        flat -= lr * grad
        losses.append(now)
    return losses
