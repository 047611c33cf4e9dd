"""Writes trainings.json: requests for POST /train and the answers that plain numpy arithmetic gives.

Run `python3 generate_trainings.py` (needs numpy); the file appears beside this program, one case a line.

This is a second implementation of the trainer's rules, written from their description and sharing nothing with the
Java code. It sums in numpy's order and calls numpy's exp and log1p, so it agrees with the trainer to rounding error,
not to the bit: compare W, b and losses relatively, with an absolute floor for weights that end near zero, and
everything else (strides, lengths, epochsRun, stopReason, accuracies) exactly.

A decision that rounding error could turn round (when to stop, which parameters were best, which side of 0.5 a
prediction is on) is reported as a warning. No case here gives one. The one tie that is meant, a prediction of
exactly 0.5, follows from arithmetic without rounding.
"""

import json
import math
import random
from fractions import Fraction
from pathlib import Path

import numpy as np

MASK = 2**64 - 1
GAMMA = 0x9E3779B97F4A7C15
INITIALIZATION, SHUFFLE, VALIDATION = 1, 2, 3
TIE = 1e-9

DEFAULTS = {
    "learningRate": 0.5, "epochs": 1000, "batchSize": None, "shuffle": None, "seed": 0, "momentum": 0.0, "l2": 0.0,
    "loss": "mse", "initialization": "zeros", "initial": None, "standardize": False,
    "tolerance": None, "patience": 5, "validationFraction": 0.0, "split": "classes",
}  # fmt: skip


# ---------------------------------------------------------------- random numbers


def finalise(z):
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


class Stream:
    """SplitMix64, one stream for each purpose of a seed."""

    def __init__(self, seed, purpose):
        self.state = finalise((seed + purpose * GAMMA) & MASK)

    def next(self):
        self.state = (self.state + GAMMA) & MASK
        return finalise(self.state)

    def uniform(self):
        """In (-1, 1), never an end."""
        return ((self.next() >> 12) + 0.5) * 2.0**-51 - 1

    def below(self, bound):
        return (self.next() * bound) >> 64

    def shuffle(self, order):
        for i in range(len(order) - 1, 0, -1):
            j = self.below(i + 1)
            order[i], order[j] = order[j], order[i]


# ---------------------------------------------------------------- losses


def sigmoid(h):
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-h))


def row_losses(loss, h, y):
    if loss == "mse":
        return (y - sigmoid(h)) ** 2
    return np.log1p(np.exp(-np.abs(h))) + np.maximum(h, 0) - y * h  # log(1 + e^h) - y h, without overflow


def loss_slopes(loss, h, y):
    """The derivative of each row's loss by its logit h."""
    y_hat = sigmoid(h)
    return -2 * (y - y_hat) * y_hat * (1 - y_hat) if loss == "mse" else y_hat - y


class Rows:
    """x (n, d), targets y (n) and weights s (n)."""

    def __init__(self, x, y, s):
        self.x, self.y, self.s = x, y, s

    def take(self, index):
        return Rows(self.x[index], self.y[index], self.s[index])

    def loss(self, hyper, W, b):
        """Weighted mean over the rows, without the penalty."""
        return self.s @ row_losses(hyper["loss"], self.x @ W + b, self.y) / self.s.sum()

    def gradient(self, hyper, W, b):
        slopes = self.s * loss_slopes(hyper["loss"], self.x @ W + b, self.y) / self.s.sum()
        return slopes @ self.x + 2 * hyper["l2"] * W, slopes.sum()

    def accuracy(self, W, b, warn):
        h = self.x @ W + b
        if np.any((np.abs(h) < TIE) & (h != 0)):  # exactly 0 comes from zero weights or from exact arithmetic only
            warn("a prediction is almost exactly 0.5")
        return float(self.s @ ((h >= 0) == (self.y == 1)) / self.s.sum())


class History:
    """At most `points` values at a stride that doubles whenever they would become more."""

    def __init__(self, points):
        self.points, self.stride, self.values = points, 1, []

    def record(self, epoch, value):
        if epoch % self.stride:
            return
        if len(self.values) == self.points:
            self.stride *= 2
            self.values = self.values[::2]
        if epoch % self.stride == 0:
            self.values.append(float(value))


# ---------------------------------------------------------------- the training


def split(rows, hyper):
    """Indexes of the training rows and of the rows held out, both increasing."""
    fraction, n = hyper["validationFraction"], len(rows.y)
    if fraction == 0:
        return np.arange(n), None
    order = list(range(n))
    Stream(hyper["seed"], VALIDATION).shuffle(order)
    if hyper["split"] == "classes":
        order = [i for i in order if rows.s[i] > 0]
    held = max(1, math.floor(fraction * len(order) + 0.5))
    classes = {0: [], 1: []}
    if hyper["split"] == "classes" and all(rows.y[i] in classes for i in order):
        for i in order:
            classes[rows.y[i]].append(i)
        exact = {c: Fraction(held * len(members), len(order)) for c, members in classes.items()}
        taken = {c: math.floor(share) for c, share in exact.items()}
        while sum(taken.values()) < held:  # to the larger remainder, of equal ones to class 0
            taken[max((0, 1), key=lambda c: exact[c] - taken[c])] += 1
        for c in (0, 1):  # one row at least is trained on
            excess = max(0, taken[c] - max(0, len(classes[c]) - 1))
            taken[c], taken[1 - c] = taken[c] - excess, taken[1 - c] + excess
        held_out = [i for c, members in classes.items() for i in members[: taken[c]]]
    else:
        held_out = order[:held]
    return np.setdiff1d(np.arange(n), held_out), np.sort(held_out)


def scaling(rows, hyper):
    """Weighted mean and deviation of each column; 0 and 1 if not asked for."""
    d = rows.x.shape[1]
    if not hyper["standardize"]:
        return np.zeros(d), np.ones(d)
    mean = rows.s @ rows.x / rows.s.sum()
    deviation = np.sqrt(rows.s @ (rows.x - mean) ** 2 / rows.s.sum())
    # A constant column has deviation 0 by definition; the sums above need not: three times 0.1 is not 0.3 in doubles.
    counted = rows.x[rows.s > 0]
    constant = counted.min(axis=0) == counted.max(axis=0)
    return np.where(constant, counted[0], mean), np.where(constant, 1.0, deviation)


def start(hyper, mean, deviation):
    d = len(mean)
    if hyper["initial"] is not None:
        W = np.array(hyper["initial"]["W"], dtype=float)
        return W * deviation, hyper["initial"]["b"] + W @ mean
    if hyper["initialization"] == "uniform":
        stream = Stream(hyper["seed"], INITIALIZATION)
        drawn = [stream.uniform() for _ in range(d + 1)]
        return np.array(drawn[:d]), drawn[d]
    return np.zeros(d), 0.0


def batches_of_epochs(n, hyper):
    """For each epoch, forever, the list of its batches' row indexes."""
    size = hyper["batchSize"] or n
    order = list(range(n))
    shuffled = size < n and hyper["shuffle"] is not False
    stream = Stream(hyper["seed"], SHUFFLE)
    while True:
        if shuffled:
            stream.shuffle(order)
        yield [np.array(order[i : i + size]) for i in range(0, n, size)]


def train(request, warn=lambda message: None):
    hyper = {**DEFAULTS, **request.get("hyperparameters", {})}
    points = request.get("lossHistoryPoints", 1000)
    dataset = request["dataset"]
    x, y = np.array(dataset["x"], dtype=float), np.array(dataset["y"], dtype=float)
    everything = Rows(x, y, np.array(dataset.get("sampleWeights", np.ones(len(y))), dtype=float))

    training, held_out = split(everything, hyper)
    raw = everything.take(training)
    raw_held = None if held_out is None else everything.take(held_out)
    mean, deviation = scaling(raw, hyper)
    rows = Rows((raw.x - mean) / deviation, raw.y, raw.s)
    held = None if raw_held is None else Rows((raw_held.x - mean) / deviation, raw_held.y, raw_held.s)

    W, b = start(hyper, mean, deviation)
    v_W, v_b = np.zeros_like(W), 0.0
    losses, held_losses = History(points), History(points)
    candidates = []  # (held-out loss, W, b) at every epoch's start and at the end
    best, wait, reason = math.inf, 0, "EPOCHS_COMPLETED"

    def penalty():
        return hyper["l2"] * (W @ W)

    def held_loss():
        return held.loss(hyper, W, b) + penalty()

    for epoch, batches in zip(range(hyper["epochs"]), batches_of_epochs(len(training), hyper)):
        if held:
            candidates.append((held_loss(), W, b))
            held_losses.record(epoch, candidates[-1][0])
        total = 0.0
        for index in batches:
            batch = rows.take(index)
            weight = batch.s.sum()
            if weight == 0:
                continue
            total += weight * (batch.loss(hyper, W, b) + penalty())
            g_W, g_b = batch.gradient(hyper, W, b)
            v_W = hyper["momentum"] * v_W - hyper["learningRate"] * g_W
            v_b = hyper["momentum"] * v_b - hyper["learningRate"] * g_b
            W, b = W + v_W, b + v_b
        epoch_loss = total / rows.s.sum()
        losses.record(epoch, epoch_loss)

        if hyper["tolerance"] is not None:
            watched = candidates[-1][0] if held else epoch_loss
            target = best - hyper["tolerance"]
            if abs(watched - target) < TIE:
                warn(f"epoch {epoch}: improvement almost exactly the tolerance")
            best, wait = (watched, 0) if watched < target else (best, wait + 1)
            if wait >= hyper["patience"]:
                reason = "EARLY_STOPPED" if held else "CONVERGED"
                break

    if held and hyper["tolerance"] is not None:
        candidates.append((held_loss(), W, b))
        chosen = min(candidates, key=lambda candidate: candidate[0])  # the first of equals
        close = [c for c in candidates if c is not chosen and c[0] - chosen[0] < TIE]
        if close:
            warn("two epochs share the lowest held-out loss")
        W, b = chosen[1:]

    raw_W, raw_b = W / deviation, b - W @ (mean / deviation)
    labelled = np.isin(y, (0, 1)).all()
    answer = {"W": [float(w) + 0.0 for w in raw_W], "b": float(raw_b) + 0.0}
    answer["loss"] = float(raw.loss(hyper, raw_W, raw_b) + penalty())
    if labelled:
        answer["accuracy"] = raw.accuracy(raw_W, raw_b, warn)
    answer["lossHistory"], answer["lossHistoryStride"] = losses.values, losses.stride
    if held:
        answer["validationLossHistory"] = held_losses.values
        answer["validationLoss"] = float(raw_held.loss(hyper, raw_W, raw_b) + penalty())
        if labelled:
            answer["validationAccuracy"] = raw_held.accuracy(raw_W, raw_b, warn)
    answer["epochsRun"], answer["stopReason"] = epoch + 1, reason
    return answer


# ---------------------------------------------------------------- datasets


def table(seed, n, d, targets="labels", noise=0.5, scales=None, offsets=None, decimals=2):
    """n rows from a hidden neuron: features rounded to some decimals, targets as labels or as soft values in (0, 1)."""
    rng = random.Random(seed)
    scales, offsets = scales or [1] * d, offsets or [0] * d
    hidden = [4 * rng.random() - 2 for _ in range(d)]
    x, y = [], []
    for _ in range(n):
        unit = [4 * rng.random() - 2 for _ in range(d)]
        h = sum(w * u for w, u in zip(hidden, unit)) + noise * (8 * rng.random() - 4)
        x.append([round(u * scale + offset, decimals) for u, scale, offset in zip(unit, scales, offsets)])
        y.append(int(h > 0) if targets == "labels" else round(1 / (1 + math.exp(-h)), 3))
    return {"x": x, "y": y}


def weighted(dataset, weights):
    return {**dataset, "sampleWeights": weights}


def with_column(dataset, values):
    """One more feature at the end."""
    return {**dataset, "x": [[*row, value] for row, value in zip(dataset["x"], values)]}


SLIDES = {"x": [[0, 0, 1], [1, 1, 1], [1, 0, 1], [0, 1, 1]], "y": [0, 1, 1, 0]}
SMALL = table(107, 12, 2, noise=0.35)
MIXED = {
    "x": [[-3, 0.1], [2, -0.7], [5, 1e-3], [-1, 0.3], [0, -1.1], [4, 0.2], [-2, 2.5], [1, -0.9], [3, 1.7], [-4, -0.6]],
    "y": [0, 1, 1, 0, 1, 1, 0, 0, 1, 0],
}
SOFT = table(12, 9, 3, targets="soft")
WIDE = table(13, 24, 6)
SCALED = table(14, 16, 3, scales=[0.01, 1, 250], offsets=[0.3, -7, 1000], decimals=4)
SCALED_SOFT = table(15, 14, 2, targets="soft", scales=[30, 0.2], offsets=[-450, 5], decimals=3)
NOISY = table(16, 20, 4, noise=1.5)
NOISY_LARGE = table(17, 60, 5, noise=1.0)
THIRDS = [1, 0.5, 2, 0.25, 1 / 3, 3, 0.1, 1.7, 0.9, 1, 2.5, 0.6]
WITH_ZEROS = [1, 0, 2, 0.5, 0, 1, 1, 0, 0.75, 1.5, 0, 1]


# ---------------------------------------------------------------- cases


def case(name, dataset, points=25, **hyper):
    request = {"dataset": dataset}
    if hyper:
        request["hyperparameters"] = hyper
    if points is not None:
        request["lossHistoryPoints"] = points
    return {"name": name, "request": request}


def cases():
    entropy = {"loss": "crossEntropy"}
    named = {**SLIDES, "featureNames": ["x1", "x2", "x3"], "sampleWeights": [1, 1, 1, 1]}
    extreme = {"x": [[20, 1], [-20, 0.5], [1, 1]], "y": [0, 1, 1]}

    # The slides, and each hyperparameter alone.
    yield case("slides, mse", SLIDES, points=None, learningRate=0.5, epochs=1000, loss="mse")
    yield case("slides, crossEntropy", SLIDES, points=None, learningRate=0.5, epochs=1000, **entropy)
    yield case("slides, every default", SLIDES)
    yield case("one epoch", MIXED, epochs=1)
    yield case("slides, names and equal weights change nothing", named, epochs=100)
    yield case("large learningRate", MIXED, learningRate=2.5, epochs=60)
    yield case("crossEntropy", MIXED, epochs=120, **entropy)
    yield case("soft targets, mse", SOFT, epochs=150)
    yield case("soft targets, crossEntropy", SOFT, epochs=150, **entropy)
    yield case("saturated, mse", extreme, epochs=5, initial={"W": [40, 0.1], "b": -0.3})
    yield case("saturated, crossEntropy", extreme, epochs=5, initial={"W": [40, 0.1], "b": -0.3}, **entropy)
    yield case("4100 rows", table(19, 4100, 1, decimals=3), points=10, epochs=12, learningRate=2)
    yield case("a prediction of exactly 0.5 counts as 1",
               weighted({"x": [[2], [2], [2]], "y": [0, 0, 1]}, [1, 1, 2]), epochs=3)  # fmt: skip

    # Sample weights.
    yield case("fractional weights", weighted(SMALL, THIRDS), epochs=100)
    yield case("zero weights, crossEntropy", weighted(SMALL, WITH_ZEROS), epochs=100, **entropy)

    # Mini-batches.
    yield case("batchSize 1 in order, as on the slides", SLIDES, batchSize=1, shuffle=False, epochs=200)
    yield case("batchSize 1, shuffled by default", SMALL, batchSize=1, epochs=40)
    yield case("batchSize 2, negative seed", SMALL, batchSize=2, shuffle=True, seed=-12345, epochs=60, **entropy)
    yield case("batchSize 5 of 12 in order", SMALL, batchSize=5, shuffle=False, epochs=60)
    yield case("batchSize 5 of 12, seed near 2^63", SMALL, batchSize=5, seed=2**63 - 2, epochs=60)
    yield case("batchSize n is never shuffled", SMALL, batchSize=12, shuffle=True, seed=3, epochs=60)
    yield case("batches without weight are skipped", weighted(SMALL, [1, 0, 0, 0, 2, 0.5, 0, 0, 1, 1, 0, 3]),
               batchSize=2, shuffle=False, momentum=0.6, l2=0.01, epochs=40)  # fmt: skip
    yield case("weights, batches and shuffling", weighted(SMALL, THIRDS), batchSize=4, seed=99, epochs=50, **entropy)

    # Momentum, penalty, start.
    yield case("momentum", SMALL, momentum=0.9, epochs=80)
    yield case("momentum, crossEntropy, batches", MIXED, momentum=0.5, learningRate=0.05, batchSize=3, seed=8,
               epochs=60, **entropy)  # fmt: skip
    yield case("l2", SMALL, l2=0.02, epochs=120)
    yield case("l2, crossEntropy, batches, lowest seed", WIDE, l2=0.1, batchSize=7, seed=-(2**63), epochs=40,
               **entropy)  # fmt: skip
    yield case("uniform, seed 0", SLIDES, initialization="uniform", epochs=30)
    yield case("uniform, highest seed", WIDE, initialization="uniform", seed=2**63 - 1, epochs=30, **entropy)
    yield case("uniform and shuffled share a seed", SMALL, initialization="uniform", seed=-1, batchSize=5, epochs=30)
    yield case("initial", SMALL, initial={"W": [-0.75, 1.1], "b": 0.3}, epochs=60)
    yield case("seed and patience alone change nothing", SMALL, seed=77, patience=2, epochs=30)

    # Standardising.
    yield case("standardize", SCALED, standardize=True, epochs=150)
    yield case("standardize soft targets, weights, momentum, l2", weighted(SCALED_SOFT, [*THIRDS, 0, 1.5]),
               standardize=True, momentum=0.4, l2=0.003, epochs=100, **entropy)  # fmt: skip
    yield case("standardize, initial, l2", SCALED, standardize=True, l2=0.01, epochs=60,
               initial={"W": [20, -0.4, 0.003], "b": -11.5})  # fmt: skip
    yield case("standardize, uniform, batches", SCALED, standardize=True, initialization="uniform", seed=5,
               batchSize=6, epochs=60, **entropy)  # fmt: skip
    yield case("standardize, columns constant at 3 and at 0.1", with_column(with_column(SMALL, [3] * 12), [0.1] * 12),
               standardize=True, initial={"W": [0.2, -0.1, 0.05, 0.4], "b": 0.25}, epochs=60)  # fmt: skip
    yield case("standardize, constant but for rows of weight 0",
               weighted(with_column(SMALL, [0.97 if s else -4 for s in WITH_ZEROS]), WITH_ZEROS),
               standardize=True, epochs=60, **entropy)  # fmt: skip

    # Stopping on the training loss.
    yield case("converged", SMALL, tolerance=1e-4, epochs=2000)
    yield case("converged, patience 1, crossEntropy", SOFT, tolerance=2e-4, patience=1, epochs=2000, **entropy)
    yield case("converged, batches and momentum", NOISY, tolerance=1e-3, patience=8, batchSize=6, seed=21,
               momentum=0.3, learningRate=0.1, epochs=300)  # fmt: skip
    yield case("nothing to learn", {"x": [[1, -2], [0.3, 4], [-1.5, 0]], "y": [0.5, 0.5, 0.5]}, tolerance=1e-6,
               patience=3, epochs=50)  # fmt: skip
    settings = {"tolerance": 5e-4, "patience": 3, "learningRate": 0.8}
    stopped = train(case("", MIXED, **settings)["request"])["epochsRun"]
    yield case("converged in the very last epoch", MIXED, epochs=stopped, **settings)

    # Validation rows without early stopping, drawn from all rows and by class.
    yield case("validation, half a row rounds up", MIXED, validationFraction=0.25, split="rows", epochs=60)
    yield case("validation, at least one row", SLIDES, validationFraction=0.05, split="rows", seed=4, epochs=60, **entropy)
    yield case("validation, soft targets, l2, batches", SOFT, validationFraction=0.4, split="rows", seed=-9, batchSize=2, l2=0.01,
               epochs=50)  # fmt: skip
    yield case("validation, standardize, weights", weighted(SCALED_SOFT, [*THIRDS, 0.4, 1.5]), standardize=True,
               validationFraction=0.3, split="rows", seed=6, epochs=60, **entropy)  # fmt: skip
    yield case("validation, batchSize between training rows and n", SMALL, validationFraction=0.25, split="rows", batchSize=10,
               seed=12, epochs=40)  # fmt: skip

    yield case("validation by class, tie to class 0", MIXED, validationFraction=0.25, epochs=60)
    yield case("validation by class, one row of one class", SLIDES, validationFraction=0.25, seed=4, epochs=60, **entropy)
    yield case("validation by class, soft targets", SOFT, validationFraction=0.4, seed=-9, epochs=50)
    some = [0, 1, 0.5, 0, 2] * 12
    yield case("validation by class, some rows of weight 0", weighted(NOISY_LARGE, some), standardize=True,
               validationFraction=0.3, seed=6, epochs=60, batchSize=16)  # fmt: skip
    yield case("validation by class, early stop", NOISY, seed=11, epochs=150, validationFraction=0.3, tolerance=1e-4,
               **entropy)  # fmt: skip
    yield case("validation by class, nearly all", NOISY, seed=2, epochs=30, validationFraction=0.9)

    # Early stopping.
    share = {"validationFraction": 0.3, "tolerance": 1e-4, "split": "rows"}
    yield case("early stop, the best before the last", NOISY, seed=8, epochs=150, **share, **entropy)
    yield case("early stop, the best is the start", NOISY, seed=3, epochs=150, **share, **entropy,
               initial={"W": [0.15, -0.6, 0.3, -0.05], "b": -0.2})  # fmt: skip
    yield case("early stop, the best is the end, thinned", NOISY, points=20, seed=5, epochs=150, **share, **entropy)
    yield case("early stop, the best within the tolerance of an earlier one", NOISY, seed=8, epochs=100, patience=6,
               learningRate=0.8, validationFraction=0.35, split="rows", tolerance=5e-3, **entropy)  # fmt: skip
    yield case("early stop, tolerance 0", NOISY, seed=1, epochs=100, patience=3, learningRate=1.5,
               validationFraction=0.4, split="rows", tolerance=0)  # fmt: skip
    yield case("early stop never due, the best in the middle", NOISY, seed=5, epochs=80, patience=100, **share)
    yield case("early stop never due, the best is the end", NOISY, seed=1, epochs=80, patience=100, **share)
    weights = [0.25 + i * 7 % 11 / 8 for i in range(60)]
    yield case("early stop, standardize, weights, batches", weighted(NOISY_LARGE, weights), seed=0, epochs=80,
               patience=4, batchSize=8, standardize=True, learningRate=0.3, validationFraction=0.25, split="rows",
               tolerance=1e-4)  # fmt: skip
    yield case("everything at once", weighted(NOISY_LARGE, weights), points=8, seed=-2024, epochs=90, patience=6,
               batchSize=11, shuffle=True, momentum=0.35, l2=0.002, standardize=True, learningRate=0.07,
               initialization="uniform", validationFraction=0.2, split="rows", tolerance=1e-5, **entropy)  # fmt: skip

    # The loss history.
    yield case("history of 1", SMALL, points=1, epochs=37)
    yield case("history of 2", SMALL, points=2, epochs=64)
    yield case("history of 7", SMALL, points=7, epochs=100, **entropy)
    yield case("history exactly full", SMALL, points=20, epochs=20)
    yield case("history one too many", SMALL, points=20, epochs=21)
    yield case("history of 7, validation", NOISY, points=7, validationFraction=0.2, split="rows", epochs=90)


def main():
    done = []
    for one in cases():
        answer = train(one["request"], lambda message: print(f"WARNING {one['name']}: {message}"))
        done.append(json.dumps({**one, "expected": answer}, separators=(",", ":"), allow_nan=False))
    text = '{"cases":[\n' + ",\n".join(done) + "\n]}\n"
    Path(__file__).with_name("trainings.json").write_text(text, encoding="ascii")
    print(f"{len(done)} cases, {len(text)} bytes")


if __name__ == "__main__":
    main()
