import copy

import pytest
import torch
from torch import nn
from torch.testing import assert_close

import layers
from layers import Net, Scale, batches, clip, conv, doubled, frozen, halves, loss_of, negated
from layers import is_sorted, seeded, sharpened, statistics, train


@pytest.fixture
def ramp():
    return torch.arange(6.0).reshape(2, 3)


def test_doubled(ramp):
    assert torch.equal(doubled(ramp), ramp + ramp)


def test_doubled_kind(ramp):
    got = doubled(ramp)
    assert isinstance(got, torch.Tensor)
    assert got.dtype == torch.float32
    assert got.shape == ramp.shape == (2, 3)


def test_negated(ramp):
    before = ramp.clone()
    assert_close(negated(ramp), -before)
    assert torch.equal(ramp, before)


def test_clip():
    x = torch.tensor([-1.0, 2.0])
    assert clip(x) is x
    assert x.tolist() == [0, 2]


@pytest.mark.parametrize("channels", [1, 2])
def test_conv(channels):
    layer = conv(channels)
    assert layer.bias is None
    assert layer.kernel_size == (3, 3)
    assert layer.weight.shape == (channels, 1, 3, 3)
    assert layer.weight.requires_grad


def test_conv_keeps_size():
    assert conv(2)(torch.zeros(1, 1, 5, 4)).shape == torch.Size([1, 2, 5, 4])


def test_conv_parameters():
    assert len(list(conv(3).parameters())) == 1
    assert [name for name, _ in conv(3).named_parameters()] == ["weight"]
    assert sum(p.numel() for p in conv(3).parameters()) == 27


def test_conv_zero():
    layer = conv(1)
    nn.init.zeros_(layer.weight)
    assert layer(torch.ones(1, 1, 3, 3)).abs().sum() == 0


def test_conv_is_a_layer():
    assert isinstance(conv(1), nn.Conv2d)
    assert type(conv(1)).__name__ == "Conv2d"


def test_sharpened():
    layer = sharpened()
    assert layer.weight.flatten().tolist() == [-1, 3, -1]
    assert not layer.weight.requires_grad
    assert layer(torch.tensor([[[1.0, 2.0, 4.0]]])).item() == 1


def test_scale():
    scale = Scale(3)
    assert scale(torch.ones(2)).tolist() == [3, 3]
    scale.eval()
    assert scale(torch.ones(2)).tolist() == [1, 1]
    assert scale.calls == 2
    assert not scale.training


def test_scale_state():
    state = Scale(2).state_dict()
    assert set(state) == {"by", "calls"}
    assert state["by"].item() == 2
    assert state["by"].shape == ()


def test_scale_loaded():
    first, second = Scale(2), Scale(5)
    second.load_state_dict(first.state_dict())
    assert second.by.item() == 2


def test_scale_learns():
    scale = Scale(3)
    scale(torch.ones(4)).sum().backward()
    assert scale.by.grad == 4


def test_scale_copied():
    scale = Scale(3)
    other = copy.deepcopy(scale)
    other.by.data.fill_(7)
    assert scale.by == 3


def test_net():
    net = Net(2, 3, 1)
    assert len(net) == 2
    assert [layer.out_features for layer in net] == [3, 1]
    assert net[0].weight.shape == (3, 2)
    assert net(torch.ones(1, 2)).item() == 6


def test_net_parts():
    first, last = Net(2, 3, 1)
    assert first.in_features == 2 and last.in_features == 3
    assert all(isinstance(layer, nn.Linear) for layer in Net(2, 3, 1))


def test_net_gradient():
    x = torch.ones(1, 2, requires_grad=True)
    Net(2, 1)(x).sum().backward()
    assert x.grad.tolist() == [[1, 1]]


def test_loss():
    net, x = Net(2, 1), torch.ones(3, 2)
    assert loss_of(net, x) == 4
    assert net[0].weight.grad.tolist() == [[4, 4]]


def test_loss_again():
    net, x = Net(1, 1), torch.ones(1, 1)
    loss_of(net, x)
    loss_of(net, x)
    assert net[0].bias.grad.item() == pytest.approx(2)
    assert isinstance(loss_of(net, x), float)


def test_loss_of_own_model():
    class Half(nn.Module):
        def __init__(self):
            super().__init__()
            self.w = nn.Parameter(torch.tensor(0.5))

        def forward(self, x):
            return self.w * x

    model = Half()
    assert loss_of(model, torch.tensor([2.0, 4.0])) == pytest.approx(2.5)
    assert model.w.grad == 10


def test_statistics():
    found = statistics(torch.tensor([1.0, 5.0, 3.0]))
    assert found == {"mean": torch.tensor(3.0), "max": torch.tensor(5.0), "where": 1}


def test_halves():
    first, last = halves(torch.arange(4))
    assert first.tolist() == [0, 1]
    assert torch.equal(last, torch.tensor([2, 3]))
    assert len(halves(torch.arange(5))) == 2


def test_halves_are_views():
    x = torch.zeros(4)
    first, _ = halves(x)
    first += 1
    assert x.tolist() == [1, 1, 0, 0]


def test_batches():
    assert [b.tolist() for b in batches(torch.arange(5), 2)] == [[0, 1], [2, 3], [4]]
    assert next(batches(torch.arange(5), 2)).tolist() == [0, 1]
    assert torch.equal(torch.cat(list(batches(torch.arange(5), 2))), torch.arange(5))


def test_sorted():
    assert is_sorted(torch.tensor([1, 2, 2])) is True
    assert is_sorted(torch.tensor([3, 2])) is False


@pytest.mark.parametrize("seed", [1, 2])
def test_seeded(seed):
    want = torch.rand(3, generator=torch.Generator().manual_seed(seed))
    assert torch.allclose(seeded(seed), want)


def test_seeded_goes_on():
    first = layers.seeded(4)
    torch.manual_seed(4)
    assert torch.equal(first, torch.rand(3))


def test_train():
    net, data = Net(1, 1), [(torch.ones(1, 1), torch.zeros(1, 1))]
    losses = train(net, data, 0.1, 3)
    assert losses == pytest.approx([1.0, 0.36, 0.1296])
    assert net[0].weight.item() == pytest.approx(0.608)


def test_train_lowers():
    losses = train(Net(1, 1), [(torch.ones(1, 1), torch.zeros(1, 1))], 0.05, 5)
    assert losses == sorted(losses, reverse=True)
    assert losses[-1] < losses[0]


def test_frozen():
    net = frozen(Net(1, 2, 1), "0.weight")
    assert [p.requires_grad for p in net.parameters()] == [False, True, True, True]
    assert net[0].weight.sum() == 2
