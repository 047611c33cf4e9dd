"""Random trainings, predictions and explanations against the reference."""

import numpy as np

import configurations
import reference
from service import ROUNDING, Difference, close, request, rows, same

EPS = np.finfo(float).eps
SMALLEST = 5e-324
# An error larger than the rounding of float64 shows in the seventh digit of a training at the latest.
UNSTABLE = 1e-8


def expected(x, y, s, **hyperparameters):
    """The reference's training, and how far rounding takes one in float64 from it."""
    exact = reference.train(x, y, s, **hyperparameters)
    coarse = reference.train(x, y, s, dtype=np.float64, **hyperparameters)
    scale = 1 + np.abs(exact.W).max() + abs(exact.b)
    spread = max(np.abs(exact.W - coarse.W).max(), abs(exact.b - coarse.b), abs(exact.loss - coarse.loss))
    if not spread < UNSTABLE * scale:
        raise Difference(f"the generator made an unstable training: float64 is off by {spread:.3g}")
    return exact, 100 * float(spread)


def training(rng, service):
    """W, b, loss, history, end and accuracy of a training; then rows predicted and explained with it."""
    x, y = configurations.table(rng)
    x, s = configurations.spoil(rng, x), configurations.weights(rng, len(y))
    chosen = configurations.hyperparameters(rng, x, y, s)
    points = int(rng.choice([1000, rng.integers(1, 60)]))
    exact, spread = expected(x, y, s, lossHistoryPoints=points, **chosen)
    if exact.margin < 1e-11:
        # Rounding would decide when it stops.
        chosen.pop("tolerance"), chosen.pop("patience")
        exact, spread = expected(x, y, s, lossHistoryPoints=points, **chosen)
    model = service.train(request(x, y, s, lossHistoryPoints=points, **chosen))
    same("epochsRun", model["epochsRun"], exact.epochs)
    same("stopReason", model["stopReason"], exact.reason)
    close("W", model["W"], exact.W, absolute=spread)
    close("b", model["b"], exact.b, absolute=spread + ROUNDING * np.abs(exact.W).max())
    close("loss", model["loss"], exact.loss, absolute=spread + 1e-13)
    same("lossHistoryStride", model["lossHistoryStride"], exact.stride)
    close("lossHistory", model["lossHistory"], exact.history, absolute=spread + 1e-13)
    same("validationLossHistory", model["validationLossHistory"], [])
    prediction(rng, service, model, x)
    targets_are_classes = np.isin(y if s is None else y[s > 0], (0, 1)).all()
    if exact.accuracy is not None:
        close("accuracy", model.get("accuracy", np.nan), exact.accuracy)
    elif not targets_are_classes:
        same("accuracy", model.get("accuracy"), None)
    explanation(rng, service, model["W"], model["b"], x, y)


def prediction(rng, service, model, x):
    """Rows that were not trained on."""
    fresh = x[rng.integers(len(x), size=5)] + rng.normal(size=(5, x.shape[1])) * (x.std(axis=0) if rng.random() < 0.9 else x.std())
    threshold = float(np.round(rng.uniform(0, 1), 2))
    answer = service.call("/predict", {"modelId": model["modelId"], "x": rows(fresh), "threshold": threshold})
    exact = reference.predict(model["W"], model["b"], fresh)
    terms = np.abs(fresh) @ np.abs(model["W"]) + abs(model["b"])
    close("predictions", answer["predictions"], exact, relative=0,
          absolute=exact * (4 + (x.shape[1] + 2) * terms) * EPS + SMALLEST)
    same("labels", answer["labels"], [int(value >= threshold) for value in answer["predictions"]])


def explanation(rng, service, W, b, x, y):
    """One row with a target of its own, then several rows."""
    rate, loss = float(np.round(rng.uniform(0.01, 2), 3)), str(rng.choice(["mse", "crossEntropy"]))
    some = rng.integers(len(x), size=int(rng.integers(2, 5)))
    for picked, target in ((some[:1], y[some[:1]]), (some, y[some])):
        body = {"W": W, "b": b, "x": rows(x[picked]), "y": rows(target), "learningRate": rate, "loss": loss}
        if len(picked) == 1:
            body |= {"x": body["x"][0], "y": body["y"][0]}
        answer = service.call("/explain", body)
        each, means, step = reference.explain(W, b, x[picked], target, rate, loss)
        h = np.asarray(each["h"], float)
        # The logit's own rounding, carried through factors of size 1, and of 1/σ′ in dL/dŷ of cross-entropy.
        rounding = (x.shape[1] + 8) * EPS * (1 + np.abs(x[picked]) @ np.abs(W) + abs(b))
        for i, row in enumerate([answer] if len(picked) == 1 else answer["rows"]):
            steepness = 1 + np.abs(np.asarray(each["dLoss_dyHat"][i], float)) if loss == "crossEntropy" else 1
            for name, values in each.items():
                size = 4 * (1 + np.abs(np.asarray(values[i], float)))
                factor = steepness * (1 + np.exp(abs(h[i]))) if name == "dLoss_dyHat" and loss != "mse" else 1
                close(f"explain {name} of row {i}", row[name], values[i], 1e-13, size * rounding[i] * factor)
        rounding = rounding.max() * 4 * (1 + np.abs(x[picked]).max()) ** 2 * (1 + rate)
        for name, value in means.items():
            close(f"explain {name}", answer[name], value, 1e-13, rounding)
        for name, value in step.items():
            slack = rounding * (1 + np.abs(x[picked]).sum(axis=1).max() if name == "loss" else 1)
            close(f"explain step {name}", answer["step"][name], value, 1e-13, slack)
        close("explain gradientCheck dLoss_db", answer["gradientCheck"]["dLoss_db"], means["dLoss_db"], 1e-5, 1e-7)
        newton(service, {name: body[name] for name in ("W", "b", "x", "y", "loss")}, x[picked], target, rounding)


def newton(service, body, x, y, rounding):
    """Newton's step: its Hessian, and that the change solves the system."""
    answer = service.call("/explain", body | {"solver": "newton", "l2": 0.01})
    H, c = reference.hessian(body["W"], body["b"], x, y, body["loss"], 0.01)
    for i, row in enumerate([answer] if len(x) == 1 else answer["rows"]):
        close(f"curvature of row {i}", row["curvature"], c[i], 1e-12, rounding)
    size = 1 + np.abs(x).max() ** 2
    close("newton.hessian", answer["newton"]["hessian"], H, 1e-12, rounding * size)
    if "change" in answer["newton"]:
        change = np.append(answer["newton"]["change"]["W"], answer["newton"]["change"]["b"])
        gradient = np.append(answer["dLoss_dW"], answer["dLoss_db"])
        moved = np.abs(np.asarray(answer["newton"]["hessian"])) @ np.abs(change)
        close("H change", answer["newton"]["hessian"] @ change, -gradient, 1e-12, 1e-12 * moved)
        close("newton.expectedImprovement", answer["newton"]["expectedImprovement"], -gradient @ change / 2, 1e-9, 1e-12)


def large(rng, service):
    """More rows than a chunk of the service holds, and more columns than a vector."""
    n, d = int(rng.choice([4095, 4096, 4097, 8193])), int(rng.choice([1, 4, 5, 17]))
    x, y = configurations.table(rng, n, d)
    s = configurations.weights(rng, n)
    chosen = configurations.hyperparameters(
        rng, x, y, s, tolerance=None, patience=None, epochs=int(rng.integers(1, 6)),
        batchSize=min(n, int(rng.choice([n, 4096, 1000]))), shuffle=False,
    )
    exact, spread = expected(x, y, s, **chosen)
    model = service.train(request(x, y, s, **chosen))
    close("W", model["W"], exact.W, absolute=spread)
    close("b", model["b"], exact.b, absolute=spread + ROUNDING * np.abs(exact.W).max())
    close("loss", model["loss"], exact.loss, absolute=spread)
    close("lossHistory", model["lossHistory"], exact.history, absolute=spread)


KINDS = {"training": training, "training of thousands of rows": large}
