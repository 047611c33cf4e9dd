"""One sigmoid neuron in numpy, written from the formulas of the mathematics alone.

It shares no code, no order of addition and, where numpy has more than 64 bits, not even the precision with the
service. Run in float64 as well, it says how far rounding alone takes a training.
"""

import dataclasses

import numpy as np

EXACT = np.longdouble


@dataclasses.dataclass
class Trained:
    W: np.ndarray
    b: float
    loss: float
    history: list
    stride: int
    epochs: int
    reason: str
    accuracy: float | None
    # How close an epoch's loss came to the bound that tolerance draws: where rounding could decide.
    margin: float
    # The losses of the rows held out, before each epoch.
    watched: list


def sigma(h):
    e = np.exp(-np.abs(h))
    return np.where(h >= 0, 1, e) / (1 + e)


def slope(h):
    """σ′(h) = σ(h) σ(−h)"""
    return sigma(h) * sigma(-h)


def row_losses(h, y, loss):
    if loss == "mse":
        # y − ŷ = y σ(−h) − (1 − y) σ(h) cancels nothing where the neuron is right and sure of it.
        return (y * sigma(-h) - (1 - y) * sigma(h)) ** 2
    return np.maximum(h, 0) + np.log1p(np.exp(-np.abs(h))) - y * h


def dloss_dh(h, y, loss):
    error = (1 - y) * sigma(h) - y * sigma(-h)
    return 2 * error * slope(h) if loss == "mse" else error


def loss_of(W, b, x, y, s, loss):
    s = s / s.max()
    return (s * row_losses(x @ W + b, y, loss)).sum() / s.sum()


def accuracy_of(W, b, x, y, s):
    """None where there are no classes, or where rounding decides a label."""
    kept = s > 0
    h = x[kept] @ W + b
    if not np.isin(y[kept], (0, 1)).all() or np.any((h != 0) & (np.abs(h) < 1e-9 * (1 + np.abs(x[kept]) @ np.abs(W)))):
        return None
    s = s[kept] / s.max()
    return float((s * ((h >= 0) == y[kept])).sum() / s.sum())


def scale_of(x, s):
    """Mean and deviation of each column over the weight of the rows; a column of one value has deviation 1."""
    kept = s > 0
    x, s = x[kept], s[kept] / s.max()
    power = 2.0 ** np.frexp(np.abs(x).max(axis=0).astype(float))[1].astype(x.dtype)
    unit = x / power
    mean = (s[:, None] * unit).sum(axis=0) / s.sum()
    deviation = np.sqrt((s[:, None] * (unit - mean) ** 2).sum(axis=0) / s.sum())
    constant = x.min(axis=0) == x.max(axis=0)
    return np.where(constant, x[0], mean * power), np.where(constant, 1, deviation * power)


def thinned(history, points):
    stride = 1
    while len(history[::stride]) > points:
        stride *= 2
    return history[::stride], stride


def train(x, y, weights=None, held_out=None, dtype=EXACT, lossHistoryPoints=1000, **hyperparameters):
    """Trains as POST /train says, without shuffling; rows held out are another x, y and weights."""
    get = hyperparameters.get
    x, y = np.asarray(x, dtype), np.asarray(y, dtype)
    s = np.ones(len(y), dtype) if weights is None else np.asarray(weights, dtype)
    s = s / s.max()
    loss, rate, l2 = get("loss", "mse"), dtype(get("learningRate", 0.5)), dtype(get("l2", 0))
    momentum, tolerance, patience = dtype(get("momentum", 0)), get("tolerance"), get("patience", 5)
    epochs, size = get("epochs", 1000), get("batchSize") or len(y)

    m, sd = scale_of(x, s) if get("standardize") else (np.zeros(x.shape[1], dtype), np.ones(x.shape[1], dtype))
    z = np.where(s[:, None] > 0, (x - m) / sd, 0)
    initial = get("initial") or {"W": np.zeros(x.shape[1]), "b": 0}
    W = np.asarray(initial["W"], dtype) * sd
    b = dtype(initial["b"]) + (np.asarray(initial["W"], dtype) * m).sum()
    vW, vb = np.zeros_like(W), dtype(0)
    if held_out is not None:
        z_out, y_out, s_out = (np.asarray(part, dtype) for part in held_out)
        z_out = (z_out - m) / sd

    history, watched, best, waited, margin, reason = [], [], np.inf, 0, np.inf, "EPOCHS_COMPLETED"
    lowest = (np.inf, None, None)
    for _ in range(epochs):
        if held_out is not None:
            watched.append(float(loss_of(W, b, z_out, y_out, s_out, loss)))
            lowest = min(lowest, (watched[-1], W, b), key=lambda seen: seen[0])
        total = dtype(0)
        for start in range(0, len(y), size):
            zb, yb, sb = z[start : start + size], y[start : start + size], s[start : start + size]
            if not sb.any():
                continue
            h = zb @ W + b
            total += (sb * row_losses(h, yb, loss)).sum() + sb.sum() * l2 * (W * W).sum()
            g = sb * dloss_dh(h, yb, loss) / sb.sum()
            vW = momentum * vW - rate * (g @ zb + 2 * l2 * W)
            vb = momentum * vb - rate * g.sum()
            W, b = W + vW, b + vb
        history.append(float(total / s.sum()))
        if tolerance is None:
            continue
        seen = history[-1] if held_out is None else watched[-1]
        margin = min(margin, abs(seen - (best - tolerance)))
        best, waited = (seen, 0) if seen < best - tolerance else (best, waited + 1)
        if waited >= patience:
            reason = "CONVERGED" if held_out is None else "EARLY_STOPPED"
            break
    if held_out is not None and tolerance is not None:
        _, W, b = min(lowest, (loss_of(W, b, z_out, y_out, s_out, loss), W, b), key=lambda seen: seen[0])

    points, stride = thinned(history, lossHistoryPoints)
    return Trained(
        W / sd, b - (W / sd * m).sum(), float(loss_of(W, b, z, y, s, loss) + l2 * (W * W).sum()), points, stride,
        len(history), reason, accuracy_of(W, b, z, y, s), float(margin), thinned(watched, lossHistoryPoints)[0],
    )


def predict(W, b, x):
    return sigma(np.asarray(x, EXACT) @ np.asarray(W, EXACT) + EXACT(b))


def explain(W, b, x, y, rate, loss):
    """The quantities of each row, and their means and the step of all."""
    W, b, x, y = np.asarray(W, EXACT), EXACT(b), np.asarray(x, EXACT), np.asarray(y, EXACT)
    h = x @ W + b
    error = (1 - y) * sigma(h) - y * sigma(-h)
    g = dloss_dh(h, y, loss)
    dW, db = (g[:, None] * x).mean(axis=0), g.mean()
    rows = {
        "h": h, "yHat": sigma(h), "loss": row_losses(h, y, loss),
        "dLoss_dyHat": 2 * error if loss == "mse" else error / slope(h),
        "dyHat_dh": slope(h), "dLoss_dh": g, "dh_dW": x, "dh_db": np.ones_like(h),
        "dLoss_dW": g[:, None] * x, "dLoss_db": g,
    }
    after = row_losses(x @ (W - rate * dW) + b - rate * db, y, loss).mean()
    means = {"loss": rows["loss"].mean(), "dLoss_dW": dW, "dLoss_db": db}
    return rows, means, {"W": W - rate * dW, "b": b - rate * db, "loss": after}


def hessian(W, b, x, y, loss, l2):
    """The second derivatives of the loss, W first and b last, and the curvature of each row."""
    W, b, x, y = np.asarray(W, EXACT), EXACT(b), np.asarray(x, EXACT), np.asarray(y, EXACT)
    h = x @ W + b
    t = slope(h)
    c = t if loss != "mse" else 2 * (t * t + (sigma(h) - y) * t * (sigma(-h) - sigma(h)))
    z = np.hstack([x, np.ones((len(x), 1), EXACT)])
    H = (c[:, None, None] * z[:, :, None] * z[:, None, :]).mean(axis=0)
    H[np.arange(len(W)), np.arange(len(W))] += 2 * l2
    return H, c
