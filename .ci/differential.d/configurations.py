"""Random tables and hyperparameters with which training is stable, so that rounding does not grow."""

import numpy as np

import reference

UPDATES = 400


def table(rng, n=None, d=None, classes=None, scale=1.0):
    """Rows, and the targets of a linear rule with noise."""
    n = n or int(rng.choice([rng.integers(1, 9), rng.integers(2, 70), rng.integers(60, 400)], p=[0.4, 0.4, 0.2]))
    d = d or int(rng.choice([rng.integers(1, 5), rng.integers(5, 13), rng.integers(13, 41)], p=[0.6, 0.3, 0.1]))
    x = rng.normal(size=(n, d)) * scale
    target = reference.sigma(x @ rng.normal(size=d) / np.sqrt(d) / scale * 2 + rng.normal() / 2)
    if classes is None:
        classes = rng.random() < 0.7
    y = (rng.random(n) < target) * 1.0 if classes else np.round(target * 1024) / 1024
    return x, y


def weights(rng, n, zeros=True):
    """Weights of rows that differ by up to a hundred, some of them 0, or None."""
    if rng.random() < 0.5:
        return None
    s = np.exp(rng.uniform(-2.3, 2.3, n)) * 10.0 ** rng.integers(-3, 4)
    if zeros and n > 2:
        s[(rng.random(n) < 0.2) & (np.arange(n) != rng.integers(n))] = 0
    return s


def spoil(rng, x):
    """What tables have: columns of other sizes, constant ones, equal ones, whole numbers and small sets of values."""
    for j in range(x.shape[1]):
        kind = rng.choice(["as is", "size", "shift", "constant", "whole", "twin"], p=[0.5, 0.2, 0.1, 0.05, 0.1, 0.05])
        if kind == "size":
            x[:, j] *= 10.0 ** rng.uniform(-2, 2)
        elif kind == "shift":
            x[:, j] += rng.normal() * 10
        elif kind == "constant":
            x[:, j] = rng.choice([0, 1, 0.1, rng.normal()])
        elif kind == "whole":
            x[:, j] = np.round(x[:, j] * 2)
        elif kind == "twin":
            x[:, j] = x[:, rng.integers(x.shape[1])]
    return x


def stable_rate(rng, x, s, full_batch, standardize, momentum, l2):
    """A learning rate below the bound of the curvature: σ′ ≤ 1/4, and a batch is never steeper than its longest row."""
    z = x if s is None else x[s > 0]
    if standardize:
        m, sd = reference.scale_of(x, np.ones(len(x)) if s is None else s)
        z = (z - m) / sd
    z = np.column_stack([z, np.ones(len(z))])
    squares = (z * z).sum(axis=1)
    steepest = (np.linalg.norm(z, 2) ** 2 / len(z) if full_batch and s is None else squares.max()) / 4 + 2 * l2
    rate = rng.uniform(0.1, 1.2) / steepest * (1 - momentum if momentum > 0.5 else 1)
    return float(f"{rate:.3g}")


def hyperparameters(rng, x, y, s, **fixed):
    """Any that need no random stream of the service."""
    n, d = x.shape
    chosen = {"loss": str(rng.choice(["mse", "crossEntropy"]))}
    if rng.random() < 0.35:
        chosen["batchSize"] = int(rng.integers(1, n + 1))
        if chosen["batchSize"] < n:
            chosen["shuffle"] = False
    if rng.random() < 0.35:
        chosen["momentum"] = float(np.round(rng.uniform(0.05, 0.9), 2))
    if rng.random() < 0.35:
        chosen["l2"] = float(f"{10.0 ** rng.uniform(-4, -1):.3g}")
    if rng.random() < 0.4:
        chosen["standardize"] = True
    if rng.random() < 0.35:
        size = 1 / np.maximum(np.abs(x if s is None else x[s > 0]).max(axis=0), 1e-3)
        chosen["initial"] = {"W": (rng.normal(size=d) * size).tolist(), "b": float(rng.normal())}
    if rng.random() < 0.3:
        chosen["tolerance"] = float(f"{10.0 ** rng.uniform(-5, -2):.3g}")
        chosen["patience"] = int(rng.integers(1, 7))
    chosen = {name: value for name, value in (chosen | fixed).items() if value is not None}
    if "batchSize" not in chosen:
        chosen.pop("shuffle", None)
    batches = -(-n // chosen.get("batchSize", n))
    chosen["epochs"] = fixed.get("epochs") or int(rng.integers(1, max(2, UPDATES // batches + 1)))
    chosen["learningRate"] = stable_rate(
        rng, x, s, batches == 1, chosen.get("standardize"), chosen.get("momentum", 0), chosen.get("l2", 0)
    )
    return chosen
