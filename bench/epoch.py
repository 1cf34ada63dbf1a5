"""An epoch of 784-200-100-10 (ReLU, batch 100, SGD 0.1) in NumPy, on request: a line on stdin is an epoch to run,
the answer on stdout its seconds and its mean loss. One thread. Usage: python3 epoch.py MNIST_DIR"""
import os

for name in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ[name] = "1"
import gzip, sys, time
import numpy as np


def read(name, header):
    with gzip.open(f"{sys.argv[1]}/{name}-ubyte.gz") as file:
        return np.frombuffer(file.read()[header:], dtype=np.uint8)


SIZES, RATE, BATCH = [784, 200, 100, 10], np.float32(0.1), 100
images = read("train-images-idx3", 16).reshape(-1, SIZES[0]).astype(np.float32) / np.float32(255)
targets = np.eye(SIZES[-1], dtype=np.float32)[read("train-labels-idx1", 8)]
rng = np.random.default_rng(1)
W = [(rng.standard_normal((i, o)) * np.sqrt(2 / (i + o))).astype(np.float32) for i, o in zip(SIZES, SIZES[1:])]
B = [np.zeros(o, np.float32) for o in SIZES[1:]]


def train_epoch():
    order, loss = rng.permutation(len(images)), 0.0
    for start in range(0, len(images), BATCH):
        rows = order[start : start + BATCH]
        x, t = images[rows], targets[rows]
        h1 = x @ W[0]
        h1 += B[0]
        np.maximum(h1, 0, out=h1)
        h2 = h1 @ W[1]
        h2 += B[1]
        np.maximum(h2, 0, out=h2)
        a = h2 @ W[2]
        a += B[2]
        a -= a.max(1, keepdims=True)
        np.exp(a, out=a)
        a /= a.sum(1, keepdims=True)
        loss -= float(np.log((a * t).sum(1)).sum())
        a -= t
        a /= BATCH
        d2 = a @ W[2].T
        d2 *= h2 > 0
        d1 = d2 @ W[1].T
        d1 *= h1 > 0
        for k, (before, error) in enumerate(((x, d1), (h1, d2), (h2, a))):
            gradient = before.T @ error
            gradient *= RATE
            W[k] -= gradient
            B[k] -= RATE * error.sum(0)
    return loss / len(images)


for _ in sys.stdin:
    begin = time.perf_counter()
    loss = train_epoch()
    print(time.perf_counter() - begin, loss, flush=True)
