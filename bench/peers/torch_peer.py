"""
PyTorch as its own guide to speed has it: tensors loaded once, no DataLoader, gradients set to None, the faster of the
plain and the foreach optimizer (found by a short trial before the first answer).
"""
from protocol import WORK, missing, serve

try:
    import torch
except ImportError as error:
    missing(f"PyTorch: {error}")
import copy, time
import numpy as np
from torch import nn
from torch.nn import functional as F
from data import draw_weights, test_rows, training_rows

torch.set_num_threads(WORK["threads"])
torch.manual_seed(1)
SIZES, BATCH = WORK["sizes"], WORK["batch"]
BINARY = WORK["loss"] == "sigmoid"


def tensors(x, labels):
    return torch.from_numpy(x), torch.from_numpy(labels.astype("float32")[:, None] if BINARY else labels.astype("int64"))


def build():
    if WORK.get("network") == "lenet":
        filters = [nn.Conv2d(1, 6, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2)]
        dense = [nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10)]
        return nn.Sequential(nn.Unflatten(1, (1, 28, 28)), *filters, nn.Flatten(), *dense)
    layers = []
    for weights, biases in zip(*draw_weights(SIZES)):
        layer = nn.Linear(*weights.shape)
        with torch.no_grad():
            layer.weight.copy_(torch.from_numpy(weights.T))
            layer.bias.copy_(torch.from_numpy(biases))
        layers += [layer, nn.ReLU()]
    return nn.Sequential(*layers[:-1])


def numbers_of(place, *shape):
    """As one-convolution.ts draws them; channels last there."""
    n = np.arange(np.prod(shape), dtype=np.int64)
    return torch.from_numpy((((n * 7919 + place) % 997) / 997 - 0.5).astype(np.float32).reshape(shape))


def figure_of(results):
    """That of one-convolution.ts."""
    logs = []
    for result in results:
        values = result.detach().contiguous().numpy().ravel().astype(np.float64)
        places = (np.arange(len(values), dtype=np.int64) * 7919) % 997 / 997
        logs.append(np.log((values**2 * places).sum() / len(values)) / 2)
    return float(np.exp(np.mean(logs)))


def serve_convolution():
    """A layer by itself, forward and all gradients; in its own order of memory, or channels last, whichever is faster."""
    layer = nn.Conv2d(32, 64, 3, padding=1)
    with torch.no_grad():
        layer.weight.copy_(numbers_of(2, 3, 3, 32, 64).permute(3, 2, 0, 1))
        layer.bias.copy_(numbers_of(3, 64))
    x, dy = [numbers_of(*p).permute(0, 3, 1, 2).contiguous() for p in ((0, BATCH, 28, 28, 32), (1, BATCH, 28, 28, 64))]
    x.requires_grad_()

    def step(x, dy):
        layer.zero_grad(set_to_none=True)
        x.grad = None
        y = layer(x)
        y.backward(dy)
        return y

    def train_as(x, dy, epochs):
        for _ in range(int(epochs * WORK["rows"] / BATCH)):
            step(x, dy)
        return 1.0

    turned = [t.detach().to(memory_format=torch.channels_last) for t in (x, dy)]
    turned[0].requires_grad_()
    seconds = {}
    for _ in range(3):
        for name, (a, b) in dict(plain=(x, dy), last=turned).items():
            begin = time.perf_counter()
            train_as(a, b, 1)
            seconds[name] = min(seconds.get(name, 1e9), time.perf_counter() - begin)
    best = (x, dy) if seconds["plain"] <= seconds["last"] else turned
    said = "" if best[0] is x else ", channels last"

    def evaluate():
        y, gradient = step(*best), best[0].grad
        turned = [y.permute(0, 2, 3, 1), gradient.permute(0, 2, 3, 1), layer.weight.grad.permute(2, 3, 1, 0), layer.bias.grad]
        return figure_of(turned), 1.0

    serve(f"PyTorch {torch.__version__}{said}", lambda epochs: train_as(*best, epochs), lambda: 1.0, evaluate)


if WORK.get("network") == "convolution":
    serve_convolution()
    raise SystemExit


def make_optimizer(model, foreach):
    kind = torch.optim.Adam if WORK["optimizer"] == "adam" else torch.optim.SGD
    return kind(model.parameters(), lr=WORK["rate"], foreach=foreach)


measure_loss = F.binary_cross_entropy_with_logits if BINARY else F.cross_entropy
images, targets = tensors(*(training_rows(WORK) if WORK["task"] == "train" else test_rows(WORK)))
model = build()


def train_epoch(model, optimizer, share):
    order = torch.randperm(len(images))
    end = int(len(images) * share) // BATCH * BATCH
    losses = torch.zeros(())
    for start in range(0, end, BATCH):
        rows = order[start : start + BATCH]
        optimizer.zero_grad(set_to_none=True)
        loss = measure_loss(model(images[rows]), targets[rows])
        loss.backward()
        optimizer.step()
        losses += loss.detach()
    return losses.item() * BATCH / end


def faster_optimizer():
    """Tries both on a copy of the model, some hundred steps each, in turn."""
    seconds = {False: [], True: []}
    share = min(1, 100 * BATCH / len(images))
    for _ in range(3):
        for foreach in seconds:
            trial = copy.deepcopy(model)
            optimizer = make_optimizer(trial, foreach)
            begin = time.perf_counter()
            train_epoch(trial, optimizer, share)
            seconds[foreach].append(time.perf_counter() - begin)
    foreach = min(seconds, key=lambda key: min(seconds[key]))
    return make_optimizer(model, foreach), ", foreach" if foreach else ""


if WORK["task"] == "train":
    optimizer, variant = faster_optimizer()
else:
    optimizer, variant = None, ""


def train(epochs):
    loss = 0.0
    while epochs > 0:
        loss = train_epoch(model, optimizer, min(epochs, 1))
        epochs -= 1
    return loss


@torch.inference_mode()
def predict():
    return torch.softmax(model(images), 1)[0, 0].item()


@torch.inference_mode()
def evaluate():
    x, labels = tensors(*test_rows(WORK))
    logits = model(x)
    right = ((logits > 0) == labels) if BINARY else (logits.argmax(1) == labels)
    return measure_loss(logits, labels).item(), right.float().mean().item()


serve(f"PyTorch {torch.__version__}{variant}", train, predict, evaluate)
