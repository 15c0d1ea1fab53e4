"""Layers of a network, and what is done with tensors around them."""

import torch
from torch import nn


def doubled(x):
    return 2 * x
    # wrong: return 2 * x.double()
    # wrong: return x.repeat(2)
    # wrong: return x


def negated(x):
    return -x
    # wrong: return x.neg_()
    # wrong: return -x.flatten()


def clip(x, low=0):
    x.clamp_(min=low)
    # wrong: x = x.clamp(min=low)
    # wrong: x.clamp_(max=low)
    return x


def conv(channels):
    return nn.Conv2d(1, channels, 3, padding=1, bias=False)
    # wrong: return nn.Conv2d(1, channels, 3, padding=1)
    # wrong: return nn.Conv2d(1, channels, 3, bias=False)
    # wrong: return nn.Conv2d(1, channels, 5, padding=2, bias=False)


def sharpened():
    layer = nn.Conv1d(1, 1, 3, bias=False)
    with torch.no_grad():
        layer.weight.copy_(torch.tensor([[[-1.0, 3.0, -1.0]]]))
        # wrong: layer.weight.copy_(torch.tensor([[[-1.0, 2.0, -1.0]]]))
    layer.weight.requires_grad_(False)
    # wrong: layer.weight.requires_grad_(True)
    return layer


class Scale(nn.Module):
    def __init__(self, by):
        super().__init__()
        self.by = nn.Parameter(torch.tensor(float(by)))
        # wrong: self.by = torch.tensor(float(by))
        # wrong: self.by = nn.Parameter(torch.tensor([float(by)]))
        self.register_buffer("calls", torch.tensor(0))

    def forward(self, x):
        self.calls += 1
        # wrong: self.calls = torch.tensor(1)
        # wrong: self.calls += len(x)
        return x * self.by if self.training else x
        # wrong: return x * self.by


class Net(nn.Sequential):
    def __init__(self, *widths):
        pairs = [*zip(widths, widths[1:])]
        super().__init__(*(nn.Linear(a, b) for a, b in pairs))
        # wrong: super().__init__(*(nn.Linear(b, a) for a, b in pairs))
        # wrong: super().__init__(*(nn.Linear(a, b) for a, b in pairs[:-1]))
        for layer in self:
            nn.init.ones_(layer.weight)
            # wrong: nn.init.zeros_(layer.weight)
            nn.init.zeros_(layer.bias)
            # wrong: nn.init.ones_(layer.bias)


def loss_of(model, x):
    model.zero_grad()
    # wrong: pass
    loss = model(x).pow(2).mean()
    # wrong: loss = model(x).pow(2).sum()
    # wrong: loss = model(x).abs().mean()
    loss.backward()
    return loss.item()
    # wrong: return loss


def statistics(x):
    return {"mean": x.mean(), "max": x.max(), "where": x.argmax().item()}
    # wrong: return {"mean": x.mean(), "max": x.max(), "where": x.argmin().item()}
    # wrong: return {"mean": x.sum(), "max": x.max(), "where": x.argmax().item()}
    # wrong: return {"mean": x.mean(), "max": x.argmax(), "where": x.argmax().item()}


def halves(x):
    return x[: len(x) // 2], x[len(x) // 2 :]
    # wrong: return x[: len(x) // 2], x[: len(x) // 2]
    # wrong: return x[len(x) // 2 :], x[: len(x) // 2]
    # wrong: return [*x]


def batches(x, size):
    for start in range(0, len(x), size):
        # wrong: for start in range(0, len(x) - size + 1, size):
        # wrong: for start in range(0, len(x)):
        yield x[start : start + size]


def is_sorted(x):
    return bool((x[1:] >= x[:-1]).all())
    # wrong: return (x[1:] >= x[:-1]).all()
    # wrong: return bool((x[1:] > x[:-1]).all())
    # wrong: return True


def seeded(seed):
    torch.manual_seed(seed)
    # wrong: torch.manual_seed(0)
    # wrong: torch.manual_seed(seed + 1)
    return torch.rand(3)


def train(model, data, rate, steps):
    losses = []
    optimizer = torch.optim.SGD(model.parameters(), lr=rate)
    # wrong: optimizer = torch.optim.SGD(model.parameters(), lr=rate / 2)
    for _ in range(steps):
        for x, y in data:
            optimizer.zero_grad()
            # wrong: pass
            loss = (model(x) - y).pow(2).mean()
            loss.backward()
            optimizer.step()
            # wrong: pass
        losses.append(loss.item())
        # wrong: losses.append(loss)
        # wrong: losses.append(float(steps))
    return losses


def frozen(model, *names):
    for name, parameter in model.named_parameters():
        if name in names:
            # wrong: if name not in names:
            parameter.requires_grad = False
            # wrong: parameter.data.zero_()
    return model
    # wrong: return None
