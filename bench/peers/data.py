"""The data of the cases as float32 arrays: x [rows, inputs], labels [rows]. The same rules as data.ts."""
import gzip
import numpy as np


def read_idx(folder, name, header):
    with gzip.open(f"{folder}/mnist/{name}-ubyte.gz") as file:
        return np.frombuffer(file.read()[header:], dtype=np.uint8)


def read_digits(folder, split, rows):
    pixels = read_idx(folder, f"{split}-images-idx3", 16).reshape(-1, 784)[:rows]
    return pixels.astype(np.float32) / np.float32(255), read_idx(folder, f"{split}-labels-idx1", 8)[:rows]


def training_rows(work):
    """What `work["source"]` names: MNIST, random bits with random labels, or uniform noise with random classes."""
    rows, inputs = work["rows"], work["sizes"][0]
    rng = np.random.default_rng(1)
    if work["source"] == "mnist":
        return read_digits(work["data"], "train", rows)
    if work["source"] == "bits":
        return rng.integers(0, 2, (rows, inputs)).astype(np.float32), rng.integers(0, 2, rows).astype(np.uint8)
    return rng.random((rows, inputs), dtype=np.float32), rng.integers(0, 10, rows).astype(np.uint8)


def test_rows(work):
    """10,000 digits, or the training rows where there is no other split."""
    return read_digits(work["data"], "t10k", 10_000) if work["source"] == "mnist" else training_rows(work)


def draw_weights(sizes):
    """Glorot normal matrices [inputs, units], and biases of 0."""
    rng = np.random.default_rng(1)
    pairs = list(zip(sizes, sizes[1:]))
    weights = [(rng.standard_normal(p) * np.sqrt(2 / sum(p))).astype(np.float32) for p in pairs]
    return weights, [np.zeros(units, np.float32) for _, units in pairs]
