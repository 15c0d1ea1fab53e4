"""Through .data, with MSELoss as a module; prints its progress."""
import torch
from torch import nn


def train(conv: nn.Conv2d, images, targets, steps: int, lr: float) -> list:
    criterion = nn.MSELoss()
    history = []
    for epoch in range(steps):
        conv.zero_grad()
        loss = criterion(conv(images), targets)
        history.append(float(loss))
        loss.backward()
        for p in conv.parameters():
            p.data.add_(p.grad, alpha=-lr)
        print(f"epoch {epoch}: {history[-1]:.4f}")
    return history


if __name__ == "__main__":
    train(nn.Conv2d(1, 2, 3, padding=1, bias=False), torch.rand(2, 1, 5, 5), torch.rand(2, 2, 5, 5), 3, 0.1)
