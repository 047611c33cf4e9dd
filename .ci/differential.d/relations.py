"""Relations between answers of the service that hold whatever the numbers are."""

import itertools
import json
import time
import urllib.parse

import numpy as np

import configurations
import reference
from service import (
    CSV, JSON, NDJSON, NOTHING, NPY, Difference, close, close_training, codes, csv, events, npy, request, rows, same,
    same_training,
)

# What equal trainings have in common to the last bit.
BITS = ("W", "b", "loss", "accuracy", "lossHistory", "epochsRun", "stopReason", "fingerprint")


def problem(rng, full_batch=True, s=True, **fixed):
    """x, y, weights and hyperparameters for a training in full batches without early end."""
    n, d = int(rng.integers(4, 40)), int(rng.integers(1, 7))
    x, y = configurations.table(rng, n, d)
    x[:, rng.integers(d)] *= 10.0 ** rng.uniform(-1, 1)
    s = configurations.weights(rng, n) if s else None
    fixed = {"tolerance": None, "patience": None} | ({"batchSize": None} if full_batch else {}) | fixed
    return x, y, s, configurations.hyperparameters(rng, x, y, s, **fixed)


def with_columns(chosen, columns):
    """Hyperparameters whose start goes with columns in another order."""
    if "initial" not in chosen:
        return chosen
    return chosen | {"initial": chosen["initial"] | {"W": [chosen["initial"]["W"][j] for j in columns]}}


def columns_in_another_order(rng, service):
    x, y, s, chosen = problem(rng)
    order = rng.permutation(x.shape[1])
    straight = service.train(request(x, y, s, **chosen))
    permuted = service.train(request(x[:, order], y, s, **with_columns(chosen, order)))
    close_training(permuted, straight, [straight["W"][j] for j in order])


def rows_in_another_order(rng, service):
    x, y, s, chosen = problem(rng)
    order = rng.permutation(len(y))
    straight = service.train(request(x, y, s, **chosen))
    permuted = service.train(request(x[order], y[order], s if s is None else s[order], **chosen))
    close_training(permuted, straight)
    same("findings", codes(permuted), codes(straight))


def weights_times_a_factor(rng, service):
    x, y, _, chosen = problem(rng, full_batch=False)
    s = configurations.weights(rng, len(y))
    s = np.ones(len(y)) if s is None else s
    straight = service.train(request(x, y, s, **chosen))
    doubled = service.train(request(x, y, s * 2.0 ** rng.integers(-40, 40), **chosen))
    same_training(doubled, straight, BITS[:-1])
    same("findings by a power of two", codes(doubled), codes(straight))
    scaled = service.train(request(x, y, s * 10.0 ** rng.uniform(-9, 9), **chosen))
    close_training(scaled, straight)
    same("findings by any factor", codes(scaled), codes(straight))


def equal_weights_are_none(rng, service):
    x, y, _, chosen = problem(rng, full_batch=False)
    plain = service.train(request(x, y, **chosen))
    weighted = service.train(request(x, y, np.full(len(y), 0.3), **chosen))
    close_training(weighted, plain)
    same("findings", codes(weighted), codes(plain))


def twice_is_weight_two(rng, service):
    x, y, _, chosen = problem(rng)
    i = rng.integers(len(y))
    s = np.ones(len(y))
    s[i] = 2
    weighted = service.train(request(x, y, s, **chosen))
    twice = service.train(request(np.vstack([x, x[i]]), np.append(y, y[i]), **chosen))
    close_training(weighted, twice)


def weight_zero_is_absent(rng, service):
    """Whatever stands in the row, a target between the classes too."""
    x, y, s, chosen = problem(rng)
    s = np.ones(len(y)) if s is None else s
    at = rng.integers(len(y) + 1)
    wild = rng.normal(size=x.shape[1]) * 10.0 ** rng.integers(0, 9)
    without = service.train(request(x, y, s, **chosen))
    within = service.train(request(
        np.insert(x, at, wild, axis=0), np.insert(y, at, rng.choice([0, 1, 0.5])), np.insert(s, at, 0), **chosen
    ))
    close_training(within, without)
    same("findings", codes(within), codes(without))


def epochs_in_two_parts(rng, service):
    x, y, s, chosen = problem(rng, full_batch=False, momentum=None, standardize=None)
    first = chosen["epochs"]
    second = int(rng.integers(1, 50))
    whole = service.train(request(x, y, s, **chosen | {"epochs": first + second}))
    half = service.train(request(x, y, s, **chosen))
    rest = {name: value for name, value in chosen.items() if name != "initial"} | {"epochs": second}
    for start in ({"startFrom": half["modelId"]}, {"initial": {"W": half["W"], "b": half["b"]}}):
        on = service.train(request(x, y, s, **rest | start))
        same("lossHistory", half["lossHistory"] + on["lossHistory"], whole["lossHistory"])
        same_training(on, whole, ("W", "b", "loss", "accuracy"))


def classes_exchanged(rng, service):
    """y → 1 − y turns W and b around."""
    x, y, s, chosen = problem(rng, full_batch=False)
    straight = service.train(request(x, y, s, **chosen))
    if "initial" in chosen:
        start = chosen["initial"]
        chosen["initial"] = {"W": [-w for w in start["W"]], "b": -start["b"]}
    turned = service.train(request(x, 1 - y, s, **chosen))
    straight["b"] = -straight["b"]
    if reference.accuracy_of(np.array(turned["W"]), turned["b"], x, 1 - y, np.ones(len(y)) if s is None else s) is None:
        turned.pop("accuracy", None), straight.pop("accuracy", None)
    elif not np.any(turned["W"]) and not turned["b"]:
        turned.pop("accuracy", None), straight.pop("accuracy", None)
    close_training(turned, straight, [-w for w in straight["W"]])
    same("findings", codes(turned), codes(straight))


def standardized_by_hand(rng, service):
    x, y, s, chosen = problem(rng, standardize=None, initial=None)
    m, sd = reference.scale_of(x, np.ones(len(y)) if s is None else s)
    z = (x - m) / sd
    chosen["learningRate"] = configurations.stable_rate(rng, z, s, True, False, chosen.get("momentum", 0),
                                                        chosen.get("l2", 0))
    by_service = service.train(request(x, y, s, **chosen | {"standardize": True}))
    by_hand = service.train(request(z, y, s, **chosen))
    by_hand["W"] = (by_hand["W"] / sd).tolist()
    by_hand["b"] -= float(np.dot(by_hand["W"], m))
    close_training(by_service, by_hand)


def column_shifted(rng, service):
    x, y, s, chosen = problem(rng, standardize=True, initial=None)
    shifted = x + np.round(rng.normal(size=x.shape[1]) * 8)
    straight = service.train(request(x, y, s, **chosen))
    model = service.train(request(shifted, y, s, **chosen))
    close("W", model["W"], straight["W"], absolute=NOTHING)
    close("predictions", service.predict(model, shifted), service.predict(straight, x))


def column_scaled(rng, service):
    """By a power of two, which rounds nothing."""
    x, y, s, chosen = problem(rng, full_batch=False, standardize=True, initial=None)
    powers = 2.0 ** rng.integers(-200, 200, x.shape[1])
    straight = service.train(request(x, y, s, **chosen))
    model = service.train(request(x * powers, y, s, **chosen))
    straight["W"] = (straight["W"] / powers).tolist()
    same_training(model, straight, BITS[:-1])


def query(chosen, **more):
    return urllib.parse.urlencode({
        name: json.dumps(value) if not isinstance(value, str) else value for name, value in (chosen | more).items()
    })


def every_format_of_a_table(rng, service):
    """JSON, CSV with and without a header, and NumPy's format: one training."""
    x, y, _, chosen = problem(rng, full_batch=False, s=False)
    names = [f"feature {j}" for j in range(x.shape[1])]
    table = np.column_stack([x, y])
    expected = service.train(request(x, y, **chosen))
    for what, body, kind in (
        ("CSV with a header", csv(table, names + ["target"]), CSV),
        ("CSV without a header", csv(table), CSV),
        ("npy", npy(table), NPY),
    ):
        answer = service.call("/train?" + query(chosen, lossHistoryPoints=1000), body, kind)
        for part in BITS + ("dataset",):
            same(f"{part} of {what}", answer.get(part), expected.get(part))


def finished(service, location):
    """The model of a job, once it has ended."""
    for _ in range(3000):
        state = service.call(location)
        if state["state"] not in ("QUEUED", "RUNNING"):
            break
        time.sleep(0.01)
    if state["state"] != "SUCCEEDED":
        raise Difference(f"{location} ended as {state}")
    return service.call("/models/" + state["modelId"])


def accepted(service, path, body, kind=JSON, **headers):
    status, answered, content = service.send(path, body, kind, **headers)
    if status != 202:
        raise Difference(f"{path}: answered {status} instead of 202: {content.decode()[:300]}")
    return finished(service, urllib.parse.urlsplit(answered["Location"]).path)


def upload_is_a_training(rng, service):
    x, y, _, chosen = problem(rng, s=False)
    table = np.column_stack([x, y])
    expected = service.train(request(x, y, **chosen))
    for what, body, kind in (
        ("CSV with a header", csv(table, [f"f{j}" for j in range(x.shape[1])] + ["y"]), CSV),
        ("CSV without a header", csv(table), CSV),
        ("npy", npy(table), NPY),
        ("NDJSON", b"".join(json.dumps(row).encode() + b"\n" for row in rows(table)), NDJSON),
    ):
        answer = accepted(service, "/trainings/upload?" + query(chosen, lossHistoryPoints=1000), body, kind)
        for part in BITS:
            same(f"{part} of {what}", answer.get(part), expected.get(part))


def lines_are_trainings(rng, service):
    """Many shapes and settings, some of them equal, which train side by side."""
    shapes = [problem(rng, full_batch=False) for _ in range(3)]
    requests = []
    for _ in range(12):
        x, y, s, chosen = shapes[rng.integers(3)]
        requests.append(request(x, y, s, **chosen | {"learningRate": chosen["learningRate"] / int(rng.integers(1, 9))}))
    body = b"".join(json.dumps(one).encode() + b"\n" for one in requests)
    lines = service.raw("/train", body, NDJSON, Accept=NDJSON).decode().splitlines()
    same("lines", len(lines), len(requests))
    for line, one in zip(lines, requests):
        same_training(json.loads(line), service.train(one), BITS)


def job_and_stream_are_trainings(rng, service):
    x, y, s, chosen = problem(rng, full_batch=False)
    body = request(x, y, s, **chosen)
    expected = service.train(body)
    same_training(accepted(service, "/train", body, Prefer="respond-async"), expected, BITS)
    streamed = list(events(service.raw("/train?progressPoints=7", body, Accept="text/event-stream")))
    same("last event", streamed[-1][0], "done")
    same_training(streamed[-1][1], expected, BITS)
    last = [data for name, data in streamed if name == "progress"][-1]
    same("epoch of the last progress", last["epoch"], chosen["epochs"])
    same("W of the last progress", last["W"], expected["W"])
    same("b of the last progress", last["b"], expected["b"])
    close("loss of the last progress", last["loss"], expected["loss"])


def goes_on_by_name(rng, service):
    x, y, s, chosen = problem(rng, momentum=None, standardize=None, initial=None)
    names = [f"f{j}" for j in range(x.shape[1])]
    half = service.train(request(x, y, s, names, **chosen))
    order = rng.permutation(len(names))
    straight = service.train(request(x, y, s, names, **chosen | {"startFrom": half["modelId"]}))
    on = service.train(request(x[:, order], y, s, [names[j] for j in order], **chosen | {"startFrom": half["modelId"]}))
    close_training(on, straight, [straight["W"][j] for j in order])
    other = names[:-1] + ["another"]
    service.refused("/train", request(x, y, s, other, **chosen | {"startFrom": half["modelId"]}), 422,
                    "another", names[-1])


def exported_code_predicts(rng, service):
    x, y, s, chosen = problem(rng)
    model = service.train(request(x, y, s, **chosen))
    space = {}
    exec(service.raw(f"/models/{model['modelId']}/export?format=python").decode(), space)
    fresh = x * rng.choice([1, 10, 100])
    expected = [space["predict"](row) for row in rows(fresh)]
    close("predictions", service.predict(model, fresh), expected, 1e-12)
    imported = service.call("/models", json.loads(service.raw(f"/models/{model['modelId']}/export?format=json")))
    same("predictions of the import", service.predict(imported, fresh), service.predict(model, fresh))


def every_way_to_predict(rng, service):
    """Rows together and alone, in every format and protocol: the same bits."""
    x, y, s, chosen = problem(rng)
    names = [f"f{j}" for j in range(x.shape[1])]
    model = service.train(request(x, y, s, names, **chosen))
    of, expected = "model=" + model["modelId"], service.predict(model, x)
    by_name = [dict(zip(names, row)) for row in rows(x)]
    lines = b"".join(json.dumps(row).encode() + b"\n" for row in by_name)
    order = rng.permutation(len(names))
    shuffled = csv(x[:, order], [names[j] for j in order])
    here, tensor = "/models/" + model["modelId"], {"name": "x", "shape": list(x.shape), "datatype": "FP64"}
    answers = {
        "a row": [service.predict(model, row)[0] for row in x],
        "W and b": service.call("/predict", {"W": model["W"], "b": model["b"], "x": rows(x)})["predictions"],
        "rows by name": service.call("/predict", {"modelId": model["modelId"], "x": by_name})["predictions"],
        "NDJSON": service.call(f"/predict?{of}", lines, NDJSON)["predictions"],
        "CSV by name": service.call(f"/predict?{of}", shuffled, CSV)["predictions"],
        "CSV without a header": service.call(f"/predict?{of}", csv(x), CSV)["predictions"],
        "npy": service.call(f"/predict?{of}", npy(x), NPY)["predictions"],
        "MLflow": service.call(f"{here}/invocations", {"dataframe_records": by_name})["predictions"],
        "MLflow's CSV": service.call(f"{here}/invocations", shuffled, CSV)["predictions"],
        "TensorFlow Serving": service.call(f"/v1{here}:predict", {"instances": rows(x)})["predictions"],
        "Open Inference": service.call(
            f"/v2{here}/infer", {"inputs": [tensor | {"data": rows(x.ravel())}], "outputs": [{"name": "y"}]}
        )["outputs"][0]["data"],
    }
    for way, predictions in answers.items():
        same(f"predictions by {way}", predictions, expected)


def explained_step_is_an_epoch(rng, service):
    x, y = configurations.table(rng, int(rng.integers(1, 20)), int(rng.integers(1, 7)))
    start = {"W": rng.normal(size=x.shape[1]).tolist(), "b": float(rng.normal())}
    settings = {"learningRate": float(np.round(rng.uniform(0.01, 3), 3)), "loss": str(rng.choice(["mse", "crossEntropy"]))}
    model = service.train(request(x, y, initial=start, epochs=1, **settings))
    step = service.call("/explain", start | {"x": rows(x), "y": rows(y)} | settings)["step"]
    same_training(model, step, ("W", "b", "loss"))


def start_from_the_seed(rng, service):
    """A step too short to round shows the uniform start; from there the training is that of the seed."""
    x, y, s, chosen = problem(rng, full_batch=False, initial=None, standardize=None)
    chosen |= {"initialization": "uniform", "seed": int(rng.integers(1 << 31))}
    start = service.train(request(x, y, s, **chosen | {"epochs": 1, "learningRate": 1e-300}))
    if not np.all(np.abs(start["W"] + [start["b"]]) < 1):
        raise Difference(f"starts outside of (−1, 1): {start['W']}, {start['b']}")
    drawn = service.train(request(x, y, s, **chosen))
    chosen |= {"initialization": None, "initial": {"W": start["W"], "b": start["b"]}}
    given = service.train(request(x, y, s, **{name: value for name, value in chosen.items() if value is not None}))
    same_training(given, drawn)


def shuffled_is_some_order(rng, service):
    """One epoch over few rows: there is an order of them with which the reference ends there."""
    x, y = configurations.table(rng, int(rng.integers(2, 6)), 2)
    settings = {"batchSize": 1, "epochs": 1, "learningRate": 0.3, "loss": str(rng.choice(["mse", "crossEntropy"]))}
    seed = int(rng.integers(1000))
    model = service.train(request(x, y, shuffle=True, seed=seed, **settings))
    again = service.train(request(x, y, shuffle=True, seed=seed, **settings))
    same_training(again, model)
    nearest = min(
        float(np.abs(np.append(trained.W, trained.b) - np.append(model["W"], model["b"])).max())
        for order in itertools.permutations(range(len(y)))
        for trained in [reference.train(x[list(order)], y[list(order)], dtype=np.float64, **settings)]
    )
    if nearest > 1e-12:
        raise Difference(f"no order of the rows gives W {model['W']} and b {model['b']}; the nearest is {nearest:.3g} off")


def by_class(y, s, fraction):
    """How many rows of class 0 and of class 1 are held out; None if they cannot be."""
    counts = [int(((y == c) & (s > 0)).sum()) for c in (0, 1)]
    n = sum(counts)
    held = max(1, int(np.floor(fraction * n + 0.5)))
    shares = [held * count // n for count in counts]
    remainders = [held * count % n for count in counts]
    shares[0 if remainders[0] >= remainders[1] else 1] += held - sum(shares)
    room = [max(0, count - 1) for count in counts]
    for c in (0, 1):
        over = max(0, shares[c] - room[c])
        shares[c], shares[1 - c] = shares[c] - over, shares[1 - c] + over
    return shares if shares[0] <= room[0] and shares[1] <= room[1] else None


def matching_hold_out(model, candidates, x, y, s, settings):
    """The reference, trained without some of these rows, must end where the model did and say the same of them."""
    nearest, reason = np.inf, "none may be held out"
    for out in map(list, candidates):
        kept = np.setdiff1d(np.arange(len(y)), out)
        trained = reference.train(x[kept], y[kept], s[kept], (x[out], y[out], s[out]), dtype=np.float64, **settings)
        off = float(np.abs(np.append(trained.W, trained.b) - np.append(model["W"], model["b"])).max())
        try:
            close("W", model["W"], trained.W, 1e-12, 1e-14)
            close("b", model["b"], trained.b, 1e-12, 1e-12 * (1 + np.abs(trained.W).max()))
            close("validationLossHistory", model["validationLossHistory"], trained.watched)
            W, b = np.array(model["W"]), model["b"]
            loss = reference.loss_of(W, b, x[out], y[out], s[out], settings["loss"])
            close("validationLoss", model["validationLoss"], loss, absolute=1e-15)
            accuracy = reference.accuracy_of(W, b, x[out], y[out], s[out])
            if accuracy is not None:
                close("validationAccuracy", model["validationAccuracy"], accuracy)
            return
        except Difference as difference:
            if off < nearest:
                nearest, reason = off, f"without rows {[int(i) for i in out]}, {difference}"
    raise Difference(f"no rows that may be held out lead there; the nearest: {reason}")


def held_out_by_class(rng, service):
    x, y = configurations.table(rng, int(rng.integers(3, 10)), 2, classes=True)
    s = np.where(rng.random(len(y)) < 0.3, rng.choice([0, 0, 3]), 1.0)
    s[rng.integers(len(y))] = 1.0
    settings = {"loss": str(rng.choice(["mse", "crossEntropy"])), "epochs": int(rng.integers(1, 12)),
                "standardize": bool(rng.random() < 0.3), "learningRate": 0.4}
    fraction = float(np.round(rng.uniform(0.05, 0.6), 2))
    body = request(x, y, s, validationFraction=fraction, seed=int(rng.integers(1000)), **settings)
    shares = by_class(y, s, fraction)
    if shares is None:
        service.refused("/train", body, 422)
        return
    drawn = [itertools.combinations(np.flatnonzero((y == c) & (s > 0)), shares[c]) for c in (0, 1)]
    candidates = [first + second for first, second in itertools.product(*map(list, drawn))]
    matching_hold_out(service.train(body), candidates, x, y, s, settings)


def held_out_by_row(rng, service):
    """Asked for, or because there are no classes; with an early end half of the time."""
    classes = rng.random() < 0.5
    x, y = configurations.table(rng, int(rng.integers(3, 9)), 2, classes=classes)
    settings = {"loss": str(rng.choice(["mse", "crossEntropy"])), "epochs": int(rng.integers(1, 30)), "learningRate": 0.4}
    if rng.random() < 0.5:
        settings |= {"tolerance": 0.0123, "patience": int(rng.integers(1, 4))}
    fraction = float(np.round(rng.uniform(0.05, 0.6), 2))
    body = request(x, y, validationFraction=fraction, seed=int(rng.integers(1000)), **settings)
    if classes:
        body["hyperparameters"]["split"] = "rows"
    held = max(1, int(np.floor(fraction * len(y) + 0.5)))
    candidates = itertools.combinations(range(len(y)), held)
    matching_hold_out(service.train(body), candidates, x, y, np.ones(len(y)), settings)


KINDS = {
    function.__name__.replace("_", " "): function
    for function in (
        columns_in_another_order, rows_in_another_order, weights_times_a_factor, equal_weights_are_none,
        twice_is_weight_two, weight_zero_is_absent, epochs_in_two_parts, classes_exchanged, standardized_by_hand,
        column_shifted, column_scaled, every_format_of_a_table, upload_is_a_training, lines_are_trainings,
        job_and_stream_are_trainings, goes_on_by_name, exported_code_predicts, every_way_to_predict,
        explained_step_is_an_epoch, start_from_the_seed, shuffled_is_some_order, held_out_by_class, held_out_by_row,
    )
}
