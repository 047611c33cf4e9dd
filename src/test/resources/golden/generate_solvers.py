"""Writes solvers.json: trainings, the minimum of their loss, and the passes that newton and lbfgs need to reach it.

Run `python3 generate_solvers.py` (needs numpy and scipy; takes some minutes); the file appears beside this program,
one case a line, and a Markdown table of the passes is printed.

The minimum comes from a trust-region method in 80-bit arithmetic, which shares no code with the two solvers below: it
solves each quadratic model exactly, through the eigenvalues of the Hessian. The gradient at the end, and for the
cross-entropy with l2 > 0 also the duality gap, bound its distance from the true minimum. The solvers are a second
implementation of the rules that the trainer follows, written from their description.

Datasets: a table of src/main/resources/static/data by its file, rows written out, or the recipe of a generated set.
    A generated set takes its numbers from SplitMix64 as RandomStream does, from the stream INITIALIZATION of the seed:

    signed() = nextSigned()
    normal() = 0.5 * (signed() + signed() + ... + signed()), 12 of them, added from left to right

    v[j] = strength * normal()                 for j = 0 ... features - 1
    o[j] = normal()                            for j = 0 ... features - 1, only with "scales"
    then for each row:
        c = normal()                           only with "common"
        u[j] = normal()                        for j = 0 ... features - 1; with "common": common * c + own * normal()
        x[j] = u[j]; with "scales": scales[j] * (o[j] + u[j])
        h = intercept; h = h + v[j] * u[j]     for j = 0 ... features - 1
        t = h + noise * normal()
        y = 1 if t > 0 else 0; with "soft": min(1, max(0, 0.5 + soft * t))
        r = signed()                           only with "weighted"; the weight is 0 if r < -0.8, else r + 1

    Additions and multiplications only, so that every language gets the same doubles. "sha256" is the fingerprint of
    the dataset: n, d as int64, x by rows, y, and -1, or the count and the weights; all little-endian.

expected:
    loss             the smallest loss, the penalty included (relative error below 1e-12)
    W, b             where it is reached, if the Hessian there is well-conditioned
    separable        true: there is no minimum, the loss tends to 0 as W grows; then "loss" is 0
    startLoss        the loss at W = b = 0
    lossFromZeros    for mse, if a descent from W = b = 0 ends in another, higher minimum: the highest found
    plateaus         true: for mse, a descent from W = b = 0 can also end with a few rows on the wrong side and all
                     others saturated; the loss is then near k / n, and W grows
    passes           of each solver from the start, its own limit of epochs as the limit: "to1e6" the first pass with a
                     loss below loss * (1 + 1e-6), or below 1e-6 * startLoss if separable (null if none); "toStop" all
                     passes; "stop" the reason; "loss" the lowest. A pass is one evaluation of loss and gradient over
                     all rows; the one at the start and those of refused steps count.
"""

import hashlib
import json
import math
import sys
from pathlib import Path

import numpy as np
from scipy.linalg import cho_factor, cho_solve
from scipy.optimize import linprog

TABLES = Path(__file__).parents[3] / "main/resources/static/data"
EPSILON = 2.0**-52
LONG = np.longdouble

# ---------------------------------------------------------------- datasets

GAMMA = 0x9E3779B97F4A7C15
INITIALIZATION = 1


def mix(bits):
    """The finaliser of SplitMix64, of many states at once."""
    bits = (bits ^ (bits >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    bits = (bits ^ (bits >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return bits ^ (bits >> np.uint64(31))


class Stream:
    """The stream INITIALIZATION of a seed."""

    def __init__(self, seed):
        self.state = mix(np.array([(seed + INITIALIZATION * GAMMA) % 2**64], np.uint64))

    def signed(self, count):
        states = self.state + np.arange(1, count + 1, dtype=np.uint64) * np.uint64(GAMMA)
        self.state = states[-1:]
        return ((mix(states) >> np.uint64(12)).astype(float) + 0.5) * 2.0**-51 - 1

    def normals(self, count):
        return normals(self.signed(12 * count).reshape(count, 12))


def normals(signed):
    """One near-normal number from each 12, which are added from left to right."""
    total = signed[..., 0]
    for i in range(1, 12):
        total = total + signed[..., i]
    return 0.5 * total


def generated(recipe):
    n, d = recipe["rows"], recipe["features"]
    stream = Stream(recipe["seed"])
    v = recipe["strength"] * stream.normals(d)
    o = stream.normals(d) if "scales" in recipe else None
    first = 1 if "common" in recipe else 0
    count = first + d + 1
    parts = []
    for begin in range(0, n, 4000):
        rows = min(4000, n - begin)
        signed = stream.signed(rows * (12 * count + recipe.get("weighted", False))).reshape(rows, -1)
        drawn = normals(signed[:, : 12 * count].reshape(rows, count, 12))
        u = drawn[:, first : first + d]
        if "common" in recipe:
            u = recipe["common"] * drawn[:, :1] + recipe["own"] * u
        x = np.array(recipe["scales"]) * (o + u) if "scales" in recipe else u
        h = np.full(rows, float(recipe["intercept"]))
        for j in range(d):
            h = h + v[j] * u[:, j]
        t = h + recipe["noise"] * drawn[:, -1]
        if "soft" in recipe:
            y = np.minimum(1.0, np.maximum(0.0, 0.5 + recipe["soft"] * t))
        else:
            y = np.where(t > 0, 1.0, 0.0)
        r = signed[:, -1]
        s = np.where(r < -0.8, 0.0, r + 1) if recipe.get("weighted") else np.ones(rows)
        parts.append((x, y, s))
    return tuple(np.concatenate(part) for part in zip(*parts))


def fingerprint(x, y, s, weighted):
    numbers = [np.array(x.shape, "<i8"), x.astype("<f8"), y.astype("<f8")]
    numbers += [np.array(len(s), "<i8"), s.astype("<f8")] if weighted else [np.array(-1, "<i8")]
    return hashlib.sha256(b"".join(part.tobytes() for part in numbers)).hexdigest()


def recipe(seed, rows, features, strength=1, intercept=0, noise=1.6, **more):
    return {"seed": seed, "rows": rows, "features": features, "strength": strength, "intercept": intercept,
            "noise": noise, **more}  # fmt: skip


DATASETS = {
    "slides": {"x": [[0, 0, 1], [1, 1, 1], [1, 0, 1], [0, 1, 1]], "y": [0, 1, 1, 0]},
    "iris": {"file": "iris-setosa.csv"},
    "cancer": {"file": "breast-cancer.csv"},
    "nonseparable": recipe(1, 1000, 10),
    "illConditioned": recipe(2, 2000, 8, scales=[1e-3, 1e-2, 0.1, 1, 100, 1e3, 1e5, 1e6]),
    "correlated": recipe(3, 2000, 20, common=0.995, own=0.1),
    "imbalanced": recipe(4, 10000, 20, strength=0.5, intercept=-6),
    "wide": recipe(5, 40, 100, strength=0, noise=1),
    "weighted": recipe(6, 300, 4, soft=0.25, weighted=True),
    "large": recipe(7, 100000, 32, strength=0.5),
}
SMALL = [[-1.2, 0.4], [0.3, -0.9], [1.1, 1.4], [-0.7, -1.3], [2, 0.2], [0.1, 0.8],
         [-1.6, 1], [0.9, -0.4], [-0.2, -0.1], [1.5, -1.1], [-0.5, 0.6], [0.6, 1.9]]  # fmt: skip
LABELS = [0, 0, 1, 0, 1, 1, 0, 0, 1, 1, 1, 0]
ODD = {
    "xor": {"x": [[0, 0], [0, 1], [1, 0], [1, 1]], "y": [0, 1, 1, 0]},
    "duplicated column": {"x": [[a, b, b] for a, b in SMALL], "y": LABELS},
    "collinear columns": {"x": [[a, b, 10 * a - 100 * b + 5] for a, b in SMALL], "y": LABELS},
    "constant column": {"x": [[a, 3.7, b] for a, b in SMALL], "y": LABELS},
    "timestamps": {"x": [[1.7e9 + a, b] for a, b in SMALL], "y": LABELS},
    "1e150 and 1e-150": {"x": [[a * 1e150, b * 1e-150] for a, b in SMALL], "y": LABELS},
    "outlier": {"x": [*SMALL[:-1], [1e6, 1.9]], "y": LABELS},
    "soft targets all alike": {"x": SMALL, "y": [0.3] * 12},
    "soft targets": {"x": SMALL, "y": [0.1, 0.25, 0.8, 0.05, 1, 0.6, 0.3, 0.45, 0.5, 0.9, 0.55, 0]},
}
EVERY = {**DATASETS, **ODD}


def load(dataset):
    """The rows x, y and weights of a dataset."""
    if "file" in dataset:
        table = np.loadtxt(TABLES / dataset["file"], delimiter=",", skiprows=1)
        x, y = table[:, :-1], table[:, -1]
    elif "x" in dataset:
        x, y = np.array(dataset["x"], float), np.array(dataset["y"], float)
    else:
        x, y, s = generated(dataset)
        dataset["sha256"] = fingerprint(x, y, s, dataset.get("weighted", False))
        return x, y, s
    return x, y, np.ones(len(y))


# ---------------------------------------------------------------- the minimum


class Objective:
    """The loss in 80-bit arithmetic, of z[j] = W[j] * deviation[j] and z[d] = b + mean @ W."""

    def __init__(self, x, y, s, loss, l2):
        kept = s > 0
        x, self.y, self.s = x[kept].astype(LONG), y[kept].astype(LONG), s[kept].astype(LONG)
        self.s = self.s / self.s.sum()
        self.loss = loss
        self.mean = self.s @ x
        self.mean = self.mean + self.s @ (x - self.mean)
        self.deviation = np.sqrt(self.s @ (x - self.mean) ** 2)
        flat = self.deviation <= 1e-15 * np.abs(self.mean)
        self.deviation = np.where(flat, LONG(1), self.deviation)
        self.z = np.hstack([np.where(flat, LONG(0), (x - self.mean) / self.deviation), np.ones((len(x), 1), LONG)])
        self.short = self.z.astype(float)
        self.l = np.append(l2 / self.deviation**2, LONG(0))
        self.l2 = l2

    def of(self, W, b):
        return np.append(W * self.deviation, b + self.mean @ W)

    def parameters(self, z):
        W = z[:-1] / self.deviation
        return W, z[-1] - self.mean @ W

    def at(self, z):
        """The loss, the gradient, and each row's derivatives of first and second order by its logit."""
        h = self.z @ z
        e = np.exp(-np.abs(h))
        p, q = np.where(h >= 0, 1, e) / (1 + e), np.where(h >= 0, e, 1) / (1 + e)
        error = np.where(self.y == 1, -q, np.where(self.y == 0, p, p - self.y))
        if self.loss == "mse":
            losses, slopes = error**2, 2 * error * p * q
            curvatures = 2 * ((p * q) ** 2 + error * p * q * (q - p))
        else:
            losses = np.log1p(e) + np.where(h >= 0, (1 - self.y) * h, -self.y * h)
            slopes, curvatures = error, p * q
        value = self.s @ losses + self.l @ (z * z)
        return value, (self.s * slopes) @ self.z + 2 * self.l * z, curvatures

    def hessian(self, curvatures):
        c = (self.s * curvatures).astype(float)
        return (self.short * c[:, None]).T @ self.short + np.diag(2 * self.l.astype(float))

    def duality_gap(self, z):
        """For the cross-entropy with l2 > 0: how far above the minimum the loss is at most."""
        for _ in range(50):  # the bias where the residuals add up to 0
            _, g, c = self.at(z)
            z = z.copy()
            z[-1] -= g[-1] / (self.s @ c)
        value, g, _ = self.at(z)
        h = self.z @ z
        e = np.exp(-np.abs(h))
        entropy = np.log1p(e) + np.abs(h) * e / (1 + e)  # -p ln p - q ln q
        free = (g - 2 * self.l * z)[:-1]
        return float(value - (self.s @ entropy - np.sum(free**2 / (4 * self.l[:-1]))))


def trust_region_step(H, g, radius):
    """The minimum of g @ p + p @ H @ p / 2 over |p| <= radius, by the eigenvalues of H."""
    values, vectors = np.linalg.eigh(H)
    c = vectors.T @ g

    def length(shift):
        return np.linalg.norm(c / (values + shift))

    low = max(0.0, -values[0])
    floor = 1e-14 * max(abs(values[0]), abs(values[-1]), 1e-300)
    if values[0] > floor and length(0.0) <= radius:
        return -vectors @ (c / values)
    low += floor
    if length(low) <= radius:  # the hard case: along the lowest eigenvector to the edge
        p = -c / (values + low)
        p[0] += math.sqrt(max(0.0, radius**2 - p @ p))
        return vectors @ p
    high = low + np.linalg.norm(g) / radius
    for _ in range(200):
        middle = math.sqrt(low * high) if high > 4 * low else (low + high) / 2
        low, high = (middle, high) if length(middle) > radius else (low, middle)
    return -vectors @ (c / (values + high))


def descend(objective, z, radius=1.0, growth=2.0, passes=2000):
    """A local minimum, with the largest element of the gradient there."""
    z = z.astype(LONG)
    value, g, c = objective.at(z)
    for _ in range(passes):
        H = objective.hessian(c)
        step = trust_region_step(H, g.astype(float), radius)
        expected = -float(g @ step + step @ H @ step / 2)
        if expected <= 1e-17 * float(value) or float(value) < 1e-30:
            break
        next_value, next_g, next_c = objective.at(z + step)
        ratio = float(value - next_value) / expected
        if ratio > 0.75 and np.linalg.norm(step) > 0.9 * radius:
            radius *= growth
        elif ratio < 0.25:
            radius /= 4
        if next_value < value:
            z, value, g, c = z + step, next_value, next_g, next_c
        elif expected <= 1e-14 * float(value):
            break
    for _ in range(20):  # the last digits: Newton as long as the gradient falls
        tried = z - np.linalg.lstsq(objective.hessian(c), g.astype(float), rcond=1e-13)[0]
        _, tried_g, tried_c = objective.at(tried)
        if not np.abs(tried_g).max() < np.abs(g).max():
            break
        z, g, c = tried, tried_g, tried_c
    return z, objective.at(z)[0], float(np.abs(g).max())


def is_separable(x, y, s):
    """True if some W, b != 0 puts no row on the wrong side and some rows on the right one, by a linear program."""
    if not np.isin(y, (0, 1)).all() or len(y) > 5000:
        return False
    deviation = x.std(axis=0)
    sides = np.where(y == 1, 1, -1)[:, None] * np.hstack([(x - x.mean(axis=0)) / np.where(deviation > 0, deviation, 1),
                                                          np.ones((len(y), 1))])  # fmt: skip
    found = linprog(-sides.sum(axis=0), A_ub=-sides, b_ub=np.zeros(len(y)), bounds=(-1, 1), method="highs")
    return -found.fun > 1e-6


def minimum(x, y, s, loss, l2, warn):
    """What is expected of a training on these rows, without the passes."""
    d = x.shape[1]
    objective = Objective(x, y, s, loss, l2)
    zeros = np.zeros(d + 1)
    answer = {"startLoss": float(objective.at(zeros.astype(LONG))[0])}
    separable = l2 == 0 and is_separable(x, y, s)
    paces = ((1.0, 2.0), (0.25, 1.1), (0.05, 1.02)) if loss == "mse" else ((1.0, 2.0),)
    ends = [] if separable and loss != "mse" else [descend(objective, zeros, *pace) for pace in paces]
    if separable:
        plateaus = any(value > 1e-6 * answer["startLoss"] for _, value, _ in ends)
        return {"loss": 0.0, "separable": True, **answer, **({"plateaus": True} if plateaus else {})}, None
    z, value, slope = min(ends, key=lambda end: end[1])
    if loss == "mse":
        entropy = descend(Objective(x, y, s, "crossEntropy", max(l2, 1e-6)), zeros)[0]
        random = np.random.default_rng(0)
        starts = [entropy, entropy / 4, -entropy]
        starts += [scale * random.normal(size=d + 1) for scale in ((1, 3, 10, 1, 3) if len(y) <= 10000 else ())]
        for start in starts:
            other, other_value, other_slope = descend(objective, start)
            if other_value < value * (1 - 1e-9):
                z, value, slope = other, other_value, other_slope
        highest = max(end[1] for end in ends)
        if value < highest * (1 - 1e-9):
            answer["lossFromZeros"] = float(highest)
    H = objective.hessian(objective.at(z)[2])
    eigenvalues = np.linalg.eigvalsh(H)
    condition = eigenvalues[-1] / eigenvalues[0] if eigenvalues[0] > 0 else math.inf
    lowest = eigenvalues[eigenvalues > 1e-13 * eigenvalues[-1]][0]
    decrement = float(slope) ** 2 * (d + 1) / (2 * lowest)
    answer = {"loss": float(value), **answer}
    facts = f"condition {condition:.1e}, gradient {slope:.1e}, still to fall {decrement:.1e}"
    gap = 0.0
    if loss == "crossEntropy" and l2 > 0:
        gap = objective.duality_gap(z)
        facts += f", duality gap {gap:.1e}"
    certain = decrement <= 1e-14 * value and gap <= 1e-14 * value and eigenvalues[0] > -1e-13 * eigenvalues[-1]
    if not certain:
        warn(f"the minimum is not certain: {facts}")
    if condition < 1e9:
        W, b = objective.parameters(z)
        answer["W"], answer["b"] = [float(w) + 0.0 for w in W], float(b) + 0.0
    return answer, facts


# ---------------------------------------------------------------- the solvers


class Scaled:
    """The loss of z on the common scale, and a count of its evaluations."""

    def __init__(self, x, y, s, loss, l2):
        self.x, self.y, self.loss = x, y, loss
        self.share = s / s.sum()
        self.kappa = 0.125 if loss == "mse" else 0.25
        mean = self.share @ x
        mean = mean + self.share @ (x - mean)
        deviation = np.sqrt(self.share @ (x - mean) ** 2)
        deviation[deviation <= 4 * EPSILON * np.abs(mean)] = 0
        scale = np.sqrt(deviation**2 + 2 * l2 / self.kappa)
        scale[scale == 0] = 1
        self.rows = np.hstack([(x - mean) / scale, np.ones((len(x), 1))])
        self.rows[s == 0] = 0
        self.l = np.append(l2 / scale**2, 0.0)
        self.mean, self.scale = mean, scale
        self.losses = []

    def of(self, W, b):
        return np.append(W * self.scale, b + self.mean @ W)

    def evaluate(self, z):
        """One pass: loss, gradient and the predictions."""
        h = self.rows @ z
        e = np.exp(-np.abs(h))
        y_hat = np.where(h >= 0, 1.0, e) / (1 + e)
        t = e / (1 + e) ** 2
        if self.loss == "mse":
            losses, slopes = (y_hat - self.y) ** 2, 2 * (y_hat - self.y) * t
        else:
            losses, slopes = np.log1p(e) + np.maximum(h, 0) - self.y * h, y_hat - self.y
        value = self.share @ losses + self.l @ (z * z)
        self.losses.append(float(value) if np.isfinite(value) else math.inf)
        return self.losses[-1], (self.share * slopes) @ self.rows + 2 * self.l * z, (y_hat, t)

    def hessian(self, state, gauss_newton=False):
        y_hat, t = state
        if self.loss != "mse":
            c = t
        elif gauss_newton:
            c = 2 * t * t
        else:
            c = 2 * (t * t + (y_hat - self.y) * t * (1 - 2 * y_hat))
        return (self.rows * (self.share * c)[:, None]).T @ self.rows + np.diag(2 * self.l)


def newton(scaled, z, passes=100, tolerance=1e-10):
    n = len(z)
    f, g, state = scaled.evaluate(z)
    kappa = scaled.kappa + 2 * scaled.l.max()
    mu, stalled = 0.0, 0
    while True:
        if not g.any():
            return "STATIONARY"
        H, exact = scaled.hessian(state), True
        while True:
            floor = 1e-12 * max(np.diag(H).max(), 1e-300) / kappa
            try:
                factor = cho_factor(H + max(mu, floor) * kappa * np.eye(n), lower=True)
                pivots = np.diag(factor[0]) ** 2
                positive = pivots.min() >= 1e-14 * pivots.max()
            except np.linalg.LinAlgError:
                positive = False
            if not positive:
                if scaled.loss == "mse" and exact:
                    H, exact = scaled.hessian(state, gauss_newton=True), False
                    continue
                mu = max(10 * mu, 100 * floor)
            else:
                step = -cho_solve(factor, g)
                if -(g @ step) / 2 <= tolerance and mu <= 1e-3:
                    return "CONVERGED"
                if len(scaled.losses) == passes:
                    return "EPOCHS_COMPLETED"
                expected = -(g @ step) - step @ H @ step / 2
                tried, tried_g, tried_state = scaled.evaluate(z + step)
                if tried <= f - 1e-4 * expected + 2 * EPSILON * abs(f):
                    break
                mu = max(10 * mu, 1e-8)
            if mu > 1e6 * n:
                return "ROUNDING"
        ratio = (f - tried) / expected if expected > 0 else 1.0
        stalled = stalled + 1 if f - tried <= 2 * EPSILON * abs(f) else 0
        z, f, g, state = z + step, tried, tried_g, tried_state
        if stalled == 3:
            return "ROUNDING"
        if ratio > 0.75:
            mu = mu / 10 if mu / 10 >= 1e-9 else 0.0
        elif ratio < 0.25:
            mu = max(4 * mu, 1e-6)


def lbfgs(scaled, z, passes=1000, tolerance=1e-6, memory=10):
    f, g, _ = scaled.evaluate(z)
    pairs, first, stalled = [], 1.0, 0
    while True:
        if not g.any():
            return "STATIONARY"
        if np.abs(g).max() <= tolerance:
            return "CONVERGED"
        direction, shares = -g, []
        for s, y, sy in reversed(pairs):
            share = (s @ direction) / sy
            direction = direction - share * y
            shares.append(share)
        if pairs:
            s, y, sy = pairs[-1]
            direction = direction * (sy / (y @ y))
        else:
            direction = direction * first * min(1 / scaled.kappa, 10 / np.linalg.norm(g))
        for (s, y, sy), share in zip(pairs, reversed(shares)):
            direction = direction + (share - (y @ direction) / sy) * s
        slope = g @ direction
        if not slope < 0:
            if not pairs:
                return "ROUNDING"
            pairs = []
            continue
        a = 1.0
        while True:
            if len(scaled.losses) == passes:
                return "EPOCHS_COMPLETED"
            tried, tried_g, _ = scaled.evaluate(z + a * direction)
            if tried <= f + 1e-4 * a * slope + 2 * EPSILON * abs(f) or a < 1e-12:
                break
            parabola = -slope * a * a / (2 * (tried - f - a * slope)) if math.isfinite(tried) else 0.0
            a = min(max(parabola, 0.1 * a), 0.5 * a)
        if not tried <= f + 2 * EPSILON * abs(f):
            if not pairs:
                return "ROUNDING"
            pairs = []
            continue
        stalled = stalled + 1 if f - tried <= 2 * EPSILON * abs(f) else 0
        s, y = a * direction, tried_g - g
        if s @ y > 1e-10 * np.linalg.norm(s) * np.linalg.norm(y):
            pairs = [*pairs, (s, y, s @ y)][-memory:]
            first = 1.0
        else:
            pairs, first = [], 4 * first
        z, f, g = z + a * direction, tried, tried_g
        if stalled == 3:
            return "ROUNDING"


def passes(x, y, s, loss, l2, expected, initial):
    target = 1e-6 * expected["startLoss"] if expected.get("separable") else expected["loss"] * (1 + 1e-6)
    answer = {}
    for solver in (newton, lbfgs):
        scaled = Scaled(x, y, s, loss, l2)
        stop = solver(scaled, scaled.of(np.array(initial["W"], float), initial["b"]))
        reached = next((i + 1 for i, value in enumerate(scaled.losses) if value <= target), None)
        answer[solver.__name__] = {"to1e6": reached, "toStop": len(scaled.losses), "stop": stop,
                                   "loss": min(scaled.losses)}  # fmt: skip
    return answer


# ---------------------------------------------------------------- cases


def standardized(x, s):
    counted = x[s > 0]
    mean = s @ x / s.sum()
    deviation = np.sqrt(s @ (x - mean) ** 2 / s.sum())
    constant = counted.min(axis=0) == counted.max(axis=0)
    mean, deviation = np.where(constant, counted[0], mean), np.where(constant, 1.0, deviation)
    return (x - mean) / deviation, mean, deviation


def solved(name, rows, loss, l2=0, standardize=False, initial=None):
    x, y, s = rows
    if standardize:
        x, mean, deviation = standardized(x, s)
    full = f"{name}, {loss}" + (f", l2 {l2:g}" if l2 else "") + (", standardize" if standardize else "")
    full += ", saturated start" if initial else ""
    expected, facts = minimum(x, y, s, loss, l2, lambda message: print(f"WARNING {full}: {message}", file=sys.stderr))
    if standardize and "W" in expected:
        W = np.array(expected["W"]) / deviation
        expected["W"], expected["b"] = W.tolist(), float(expected["b"] - mean @ W)
    expected["passes"] = passes(x, y, s, loss, l2, expected, initial or {"W": [0] * x.shape[1], "b": 0})
    print(f"{full}: {facts}", file=sys.stderr, flush=True)
    hyperparameters = {"loss": loss}
    if l2:
        hyperparameters["l2"] = l2
    if standardize:
        hyperparameters["standardize"] = True
    if initial:
        hyperparameters["initial"] = initial
    return {"name": full, "request": {"dataset": name, "hyperparameters": hyperparameters}, "expected": expected}


def cases(names):
    for name in names:
        rows = load(EVERY[name])
        for standardize in (False, True) if name in ("slides", "iris", "cancer") else (False,):
            for loss in ("mse", "crossEntropy") if name not in ODD else ():
                for l2 in (0, 1e-4, 1e-2):
                    yield solved(name, rows, loss, l2, standardize)
        if name in ("nonseparable", "illConditioned", "imbalanced", "weighted"):
            for l2 in (0, 1e-2):
                far = 1e3 / rows[0].std(axis=0)
                initial = {"W": [float(f"{w:.3g}") for w in far], "b": -500}
                yield solved(name, rows, "crossEntropy", l2, initial=initial)
        if name in ODD:
            for l2 in (0, 1e-3) if name != "1e150 and 1e-150" else (0,):
                yield solved(name, rows, "crossEntropy", l2)


def table(done):
    print("| case | newton: to 1e-6 | to stop | stop | lbfgs: to 1e-6 | to stop | stop | above the minimum |")
    print("|---|---|---|---|---|---|---|---|")
    for one in done:
        expected = one["expected"]
        cells = [one["name"] + (" (separable)" if expected.get("separable") else "")]
        for solver in ("newton", "lbfgs"):
            p = expected["passes"][solver]
            cells += ["**never**" if p["to1e6"] is None else p["to1e6"], p["toStop"], p["stop"]]
        scale = expected["startLoss"] if expected.get("separable") else expected["loss"]
        above = [(expected["passes"][solver]["loss"] - expected["loss"]) / scale for solver in ("newton", "lbfgs")]
        cells.append(" / ".join(f"{value:.0e}" for value in above))
        print("| " + " | ".join(str(cell) for cell in cells) + " |")


def main():
    done = list(cases(sys.argv[1:] or EVERY))
    compact = {"separators": (",", ":"), "allow_nan": False}
    sets = ",\n".join(f"{json.dumps(name)}:{json.dumps(one, **compact)}" for name, one in EVERY.items())
    text = '{"datasets":{\n' + sets + '\n},"cases":[\n'
    text += ",\n".join(json.dumps(one, **compact) for one in done) + "\n]}\n"
    if not sys.argv[1:]:
        Path(__file__).with_name("solvers.json").write_text(text, encoding="ascii")
    table(done)
    print(f"{len(done)} cases, {len(text)} bytes", file=sys.stderr)


if __name__ == "__main__":
    main()
