"""Numbers at the ends of their range, and tables that once gave wrong ones: each has its value here."""

import json
import math

import numpy as np

import reference
from service import (
    CSV, JSON, NDJSON, NPY, Difference, close, close_training, codes, csv, npy, request, rows, same,
)

ODD = [[1.0], [-1.0], [5.0]]


def columns_at_both_ends(rng, service):
    """A deviation whose square underflows, and one whose square overflows."""
    table = np.array([[1, 3, 2], [1.5, 1, 1], [2, 2, 5], [1.2, 7, 4], [1.9, 4, 4.5]])
    y = [0, 1, 1, 0, 1]
    for powers in ([1e-200, 1, 1], [1, 1e155, 1], [1e-200, 1e155, 1e-300], [1e300, 1e-290, 1e200]):
        x = table * powers
        settings = {"learningRate": 0.5, "epochs": 50, "standardize": True}
        exact = reference.train(x, y, **settings)
        model = service.train(request(x, y, **settings))
        close("W × scale", model["W"] * np.array(powers), exact.W * powers)
        close("b", model["b"], exact.b)
        close("loss", model["loss"], exact.loss)
        same("accuracy", model["accuracy"], exact.accuracy)
        close("predictions", service.predict(model, x), reference.predict(exact.W, exact.b, x))


def accuracy_counts_weights(rng, service):
    model = service.train(request(ODD, [1, 0, 0], [1, 1, 0], epochs=50))
    same("accuracy", model["accuracy"], 1.0)
    model = service.train(request(ODD, [1, 0, 0], [1, 2, 1], epochs=1, learningRate=1e-9, initial={"W": [1], "b": 0}))
    same("accuracy", model["accuracy"], 0.75)


def huge_row_of_weight_zero(rng, service):
    """It overflows every sum, and must not be in any."""
    for settings in ({}, {"loss": "crossEntropy"}, {"standardize": True}, {"batchSize": 1, "shuffle": False}):
        settings |= {"epochs": 100, "learningRate": 1.5}
        without = service.train(request([[0], [1], [2]], [0, 1, 1], [1, 1, 2], **settings))
        within = service.train(request([[0], [1], [1e308], [2]], [0, 1, 1, 1], [1, 1, 0, 2], **settings))
        close_training(within, without)
        same("findings", codes(within), codes(without))


def saturated_neuron_learns(rng, service):
    """σ′(±40) = σ(h) σ(−h) is e^−40 on both sides, not 0 on one."""
    for b, y in ((40, 0), (-40, 1)):
        settings = {"learningRate": 1e17, "epochs": 1, "initial": {"W": [0], "b": b}}
        exact = reference.train([[1]], [y], **settings)
        model = service.train(request([[1]], [y], **settings))
        close("W", model["W"], exact.W, 1e-12)
        close("b", model["b"], exact.b, 1e-12)


def slope_is_exact_on_both_sides(rng, service):
    """ŷ(1 − ŷ) and 1 − ŷ lose no digits where ŷ is near 1."""
    for h in (0.5, 3, 10, 20, 36, 37, 40, 100, 300):
        for logit in (h, -h):
            answer = service.call("/explain", {"W": [0], "b": logit, "x": [1], "y": float(logit > 0)})
            e = math.exp(-h)
            close(f"dyHat_dh at {logit}", answer["dyHat_dh"], e / (1 + e) ** 2, 1e-14)
            close(f"dLoss_dyHat at {logit}", abs(answer["dLoss_dyHat"]), 2 * e / (1 + e), 1e-14)
            # Trainings, whose loss it is, take 1 − ŷ from the rounded ŷ for logits up to 18.
            rounded = 4e-16 * (1 + e) / e if 0 < logit <= 18 else 0
            close(f"loss at {logit}", answer["loss"], (e / (1 + e)) ** 2, 1e-14 + rounded)


def logits_far_below(rng, service):
    """σ falls to the smallest number and then to 0."""
    x = [[-700.0], [-708.5], [-720.0], [-740.0], [-745.0], [-746.0], [-800.0], [-1e300], [40.0], [800.0]]
    answer = service.call("/predict", {"W": [1], "b": 0, "x": x})
    expected = [math.exp(row[0]) if row[0] < 0 else 1.0 for row in x]
    close("predictions", answer["predictions"], expected, 0, 1e-15 * np.array(expected) + 5e-324)
    same("predictions[6:8]", answer["predictions"][6:8], [0.0, 0.0])
    settings = {"learningRate": 1e300, "epochs": 1, "initial": {"W": [0], "b": -720}}
    model = service.train(request([[1]], [1], **settings))
    close("W", model["W"], [2 * math.exp(-720) * 1e300], 1e-9)
    flat = service.train(request([[-800.0]], [1], learningRate=1.0, epochs=1, initial={"W": [1], "b": 0}))
    same("W of a neuron whose slope is 0", flat["W"], [1.0])
    for loss in ("mse", "crossEntropy"):
        lossy = service.train(request([[-720.0]], [0], learningRate=1e-9, epochs=1, loss=loss, initial={"W": [1], "b": 0}))
        expected = math.exp(-720) if loss == "crossEntropy" else 0.0
        close(f"{loss} at −720", lossy["lossHistory"], [expected], 0, 5e-324)


def terms_that_cancel(rng, service):
    """The answer agrees with the exported code: 0.1 · 10¹⁶ − 0.1 · 10¹⁶ = 0."""
    W, x = [1e16, -1e16], [0.1, 0.1]
    same("prediction", service.call("/predict", {"W": W, "b": 0, "x": [x]})["predictions"], [0.5])
    model = service.call("/models", {"W": W, "b": 0})
    same("prediction by a model", service.predict(model, [x]), [0.5])


def a_table_without_a_header(rng, service):
    model = service.train(request([[0, 0], [1, 2]], [0, 1]))
    body = b"1,2\n3,4\n5,6\n"
    answer = service.call("/predict?model=" + model["modelId"], body, CSV)
    same("predictions", answer["predictions"], service.predict(model, [[1, 2], [3, 4], [5, 6]]))
    lines = service.raw("/predict?model=" + model["modelId"], body, CSV, Accept=CSV).decode().split()
    same("lines of CSV", len(lines), 4)
    scored = service.call(f"/models/{model['modelId']}/invocations", body, CSV)
    same("MLflow's predictions", scored["predictions"], answer["predictions"])


def minus_zero_is_minus_zero(rng, service):
    """As in NumPy's format, whose bits are never parsed from text."""
    table = np.array([[-0.0, 0], [1, 1]])
    settings = b'"hyperparameters": {"epochs": 3}'
    hashes = {
        what: service.call("/train" + path, body, kind)["dataset"]["sha256"]
        for what, path, body, kind in (
            ("npy", "?epochs=3", npy(table), NPY),
            ("JSON -0", "", b'{"dataset": {"x": [[-0], [1]], "y": [0, 1]}, ' + settings + b"}", JSON),
            ("JSON -0.0", "", b'{"dataset": {"x": [[-0.0], [1]], "y": [0, 1]}, ' + settings + b"}", JSON),
            ("CSV", "?epochs=3", csv(table, ["x", "y"]), CSV),
        )
    }
    for what, value in hashes.items():
        same(f"sha256 of {what}", value, hashes["npy"])


def byte_order_mark(rng, service):
    mark, body = "\ufeff".encode(), request(ODD, [1, 0, 0], epochs=5)
    expected = service.train(body)
    for what, kind in (("JSON", JSON), ("NDJSON", NDJSON)):
        answer = service.raw("/train", mark + json.dumps(body).encode() + b"\n", kind, Accept=kind)
        same(f"W of {what}", json.loads(answer).get("W"), expected["W"])
    lines = service.call("/predict?model=" + expected["modelId"], mark + b"[1]\n[5]\n", NDJSON)
    same("predictions of NDJSON", lines["predictions"], service.predict(expected, [[1], [5]]))


def rare_class_is_never_lost(rng, service):
    """One row of class 1 of four, and a quarter held out: it is always trained on."""
    for seed in range(8):
        model = service.train(request([[0], [1], [2], [9]], [0, 0, 0, 1], validationFraction=0.25, seed=seed, epochs=5))
        if "ONE_CLASS" in [code for code, _ in codes(model)]:
            raise Difference(f"seed {seed}: ONE_CLASS, though there are two")
        if "validationLoss" not in model:
            raise Difference(f"seed {seed}: no validationLoss")
        same("validationAccuracy's rows", model["validationAccuracy"] in (0.0, 1.0), True)


def a_tenth_of_either_class(rng, service):
    """IMBALANCED begins at the same share for both classes, whatever all rows weigh."""
    x = rows(np.arange(10)[:, None] / 10)
    for rare in range(3):
        y = np.array([1.0] * rare + [0.0] * (10 - rare))
        found = []
        for targets in (y, 1 - y):
            for s in (None, np.full(10, 0.1), np.full(10, 3.0), np.full(10, 1e-50)):
                found.append(codes(service.train(request(x, targets, s, epochs=5))))
        for others in found[1:]:
            same(f"findings with {rare} of 10", others, found[0])


KINDS = {
    function.__name__.replace("_", " "): function
    for function in (
        columns_at_both_ends, accuracy_counts_weights, huge_row_of_weight_zero, saturated_neuron_learns,
        slope_is_exact_on_both_sides, logits_far_below, terms_that_cancel, a_table_without_a_header,
        minus_zero_is_minus_zero, byte_order_mark, rare_class_is_never_lost, a_tenth_of_either_class,
    )
}
