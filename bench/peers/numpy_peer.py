"""NumPy: every product by BLAS, everything else in place, parameters and gradients in one flat array each."""
from protocol import WORK, missing, serve

try:
    import numpy as np
except ImportError as error:
    missing(f"NumPy: {error}")
from blas_of_numpy import name_blas
from data import draw_weights, test_rows, training_rows

SIZES, BATCH, RATE = WORK["sizes"], WORK["batch"], np.float32(WORK["rate"])
BINARY = WORK["loss"] == "sigmoid"
LAST = len(SIZES) - 2


def flatten(parts):
    """One flat array, and views of it with the shapes of the parts."""
    flat = np.concatenate([part.ravel() for part in parts])
    views, at = [], 0
    for part in parts:
        views.append(flat[at : at + part.size].reshape(part.shape))
        at += part.size
    return flat, views


drawn_weights, drawn_biases = draw_weights(SIZES)
flat, views = flatten(drawn_weights + drawn_biases)
W, B = views[: LAST + 1], views[LAST + 1 :]
gradient, gradient_views = flatten([np.zeros_like(view) for view in views])
dW, dB = gradient_views[: LAST + 1], gradient_views[LAST + 1 :]
scratch, mean, square = np.zeros_like(flat), np.zeros_like(flat), np.zeros_like(flat)
images, labels = training_rows(WORK) if WORK["task"] == "train" else test_rows(WORK)
targets = labels.astype(np.float32)[:, None] if BINARY else np.eye(SIZES[-1], dtype=np.float32)[labels]
rng = np.random.default_rng(2)
steps = 0


def forward(x):
    """The activations of every layer, the last one's as probabilities."""
    outputs = [x]
    for k in range(LAST + 1):
        z = outputs[k] @ W[k]
        z += B[k]
        if k < LAST:
            np.maximum(z, 0, out=z)
        outputs.append(z)
    z = outputs[-1]
    if BINARY:
        np.negative(z, out=z)
        np.exp(z, out=z)
        z += 1
        np.reciprocal(z, out=z)
    else:
        z -= z.max(1, keepdims=True)
        np.exp(z, out=z)
        z /= z.sum(1, keepdims=True)
    return outputs


def summed_loss(a, t):
    if BINARY:
        return -float(np.log(np.where(t > 0, a, 1 - a)).sum())
    return -float(np.log((a * t).sum(1)).sum())


def step(x, t):
    global steps
    outputs = forward(x)
    error = outputs.pop()
    loss = summed_loss(error, t)
    error -= t
    error /= len(x)
    for k in range(LAST, -1, -1):
        np.matmul(outputs[k].T, error, out=dW[k])
        error.sum(0, out=dB[k])
        if k > 0:
            error = error @ W[k].T
            error *= outputs[k] > 0
    steps += 1
    if WORK["optimizer"] == "adam":
        update_adam()
    else:
        np.multiply(gradient, RATE, out=gradient)
        np.subtract(flat, gradient, out=flat)
    return loss


def update_adam():
    np.multiply(mean, np.float32(0.9), out=mean)
    np.multiply(gradient, np.float32(0.1), out=scratch)
    np.add(mean, scratch, out=mean)
    np.multiply(square, np.float32(0.999), out=square)
    np.multiply(gradient, gradient, out=gradient)
    np.multiply(gradient, np.float32(0.001), out=gradient)
    np.add(square, gradient, out=square)
    np.sqrt(square, out=scratch)
    np.multiply(scratch, np.float32((1 - 0.999**steps) ** -0.5), out=scratch)
    np.add(scratch, np.float32(1e-8), out=scratch)
    np.divide(mean, scratch, out=scratch)
    np.multiply(scratch, np.float32(RATE / (1 - 0.9**steps)), out=scratch)
    np.subtract(flat, scratch, out=flat)


def train_epoch(share):
    order, loss = rng.permutation(len(images)), 0.0
    end = int(len(images) * share) // BATCH * BATCH
    for start in range(0, end, BATCH):
        rows = order[start : start + BATCH]
        loss += step(images[rows], targets[rows])
    return loss / end


def train(epochs):
    loss = 0.0
    while epochs > 0:
        loss = train_epoch(min(epochs, 1))
        epochs -= 1
    return loss


def predict():
    return float(forward(images)[-1][0, 0])


def evaluate():
    x, classes = test_rows(WORK)
    a = forward(x)[-1]
    if BINARY:
        return summed_loss(a, classes[:, None]) / len(x), np.mean((a[:, 0] > 0.5) == classes)
    return summed_loss(a, np.eye(SIZES[-1], dtype=np.float32)[classes]) / len(x), np.mean(a.argmax(1) == classes)


serve(f"NumPy {np.__version__} + {name_blas()}", train, predict, evaluate)
