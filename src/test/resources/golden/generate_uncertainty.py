"""Writes uncertainty.json: unpenalised logistic regressions and what statsmodels says of their uncertainty.

Run `python3 generate_uncertainty.py` (needs numpy and statsmodels; written with version 0.13.5 as packaged by Debian);
the file appears beside this program, one case a line.

request.dataset is a dataset as of POST /train, or the name of a generated one in solvers.json.

expected:
    W, b, loss       the maximum-likelihood estimate; loss is the weighted mean cross-entropy
    standardErrors   from the inverse of the observed information; a row of weight k counts as k rows
    oddsRatios       exp(W[j]) with 95 % limits exp(W[j] -+ 1.959963984540054 * standard error)
    deviance         -2 log L of single trials: 2 * (sum of weights) * loss. A row with y = k / m and weight m stands for
                     m trials; the deviance of the grouped binomial, which other programs print, is smaller by that of
                     the saturated model: see groupedDeviance
    nullDeviance     the same of the model without features
    unavailable      true: none of this is to be had, with the reason

published: estimates in print, to as many digits as they were printed with. This program stops if its own differ.
"""

import json
from pathlib import Path

import numpy as np
import statsmodels.api as sm
from scipy.special import xlogy

HERE = Path(__file__).parent
TABLES = HERE.parents[2] / "main/resources/static/data"
QUANTILE = 1.959963984540054

HOURS = {
    "x": [[h] for h in (0.5, 0.75, 1, 1.25, 1.5, 1.75, 1.75, 2, 2.25, 2.5, 2.75, 3, 3.25, 3.5, 4, 4.25, 4.5, 4.75, 5, 5.5)],
    "y": [0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 1, 1, 1, 1, 1],
    "featureNames": ["hours"],
}
# Twelve groups of students: hours of study, how many there were, how many passed.
GROUPS = [(0.5, 14, 1), (1, 21, 2), (1.5, 25, 4), (2, 30, 9), (2.5, 28, 10), (3, 33, 15),
          (3.5, 27, 15), (4, 24, 17), (4.5, 19, 15), (5, 16, 14), (5.5, 9, 8), (6, 6, 6)]  # fmt: skip
# Beetles after five hours of carbon disulphide: log10 dose, how many there were, how many were killed (Bliss 1935).
BEETLES = [(1.6907, 59, 6), (1.7242, 60, 13), (1.7552, 62, 18), (1.7842, 56, 28),
           (1.8113, 63, 52), (1.8369, 59, 53), (1.861, 62, 61), (1.8839, 60, 60)]  # fmt: skip
# Launches of the space shuttle before the Challenger: temperature in degrees Fahrenheit, any O-ring damaged.
LAUNCHES = [(66, 0), (70, 1), (69, 0), (68, 0), (67, 0), (72, 0), (73, 0), (70, 0), (57, 1), (63, 1), (70, 1), (78, 0),
            (67, 0), (53, 1), (67, 0), (75, 0), (70, 0), (81, 0), (76, 0), (79, 0), (75, 1), (76, 0), (58, 1)]  # fmt: skip


def groups(table, name):
    return {"x": [[at] for at, _, _ in table], "y": [k / m for _, m, k in table],
            "sampleWeights": [m for _, m, _ in table], "featureNames": [name]}  # fmt: skip


def spector():
    """Whether grades improved: Spector and Mazzeo 1980."""
    data = sm.datasets.spector.load_pandas()
    names = list(data.exog.columns)
    return {"x": data.exog.to_numpy().tolist(), "y": data.endog.astype(int).tolist(), "featureNames": names}


def columns(file, *names):
    """Some columns of a table of the page, and its target."""
    with (TABLES / file).open(encoding="ascii") as lines:
        header = lines.readline().strip().split(",")
    table = np.loadtxt(TABLES / file, delimiter=",", skiprows=1)
    chosen = [header.index(name) for name in names]
    return {"x": table[:, chosen].tolist(), "y": table[:, -1].astype(int).tolist(), "featureNames": list(names)}


def generated(name):
    import generate_solvers

    return generate_solvers.load(generate_solvers.DATASETS[name])


def rows(dataset):
    if isinstance(dataset, str):
        return generated(dataset)
    x, y = np.array(dataset["x"], float), np.array(dataset["y"], float)
    return x, y, np.array(dataset.get("sampleWeights", np.ones(len(y))), float)


def estimated(x, y, s):
    """Estimates and standard errors, the intercept last; from Logit where all weights are 1, else from GLM."""
    design = np.hstack([x, np.ones((len(y), 1))])
    scale = np.sqrt((design**2).mean(axis=0))  # the tolerance is absolute
    design /= scale
    if (s == 1).all():
        fit = sm.Logit(y, design).fit(method="newton", tol=1e-11, maxiter=200, disp=False)
    else:
        model = sm.GLM(y, design, sm.families.Binomial(), freq_weights=s)
        fit = model.fit(tol=1e-14, maxiter=200)
        fit = model.fit(start_params=fit.params)  # its standard errors are those of the estimate before the last
    return fit.params / scale, fit.bse / scale


def expected(dataset):
    x, y, s = rows(dataset)
    beta, errors = estimated(x, y, s)
    h = x @ beta[:-1] + beta[-1]
    losses = np.log1p(np.exp(-np.abs(h))) + np.maximum(h, 0) - y * h
    mean = s @ y / s.sum()
    saturated = -2 * s @ (xlogy(y, y) + xlogy(1 - y, 1 - y))
    answer = {
        "W": beta[:-1].tolist(),
        "b": float(beta[-1]),
        "loss": float(s @ losses / s.sum()),
        "standardErrors": {"W": errors[:-1].tolist(), "b": float(errors[-1])},
        "oddsRatios": [
            {"value": float(np.exp(w)), "low": float(np.exp(w - QUANTILE * e)), "high": float(np.exp(w + QUANTILE * e))}
            for w, e in zip(beta[:-1], errors[:-1])
        ],
        "deviance": float(2 * s @ losses),
        "nullDeviance": float(-2 * s.sum() * (xlogy(mean, mean) + xlogy(1 - mean, 1 - mean))),
    }
    if saturated > 0:
        answer["groupedDeviance"] = answer["deviance"] - float(saturated)
    check(x, y, s, beta, errors)
    return answer


def check(x, y, s, beta, errors):
    """Stops unless the gradient is 0 and the errors follow from the information matrix."""
    design = np.hstack([x, np.ones((len(y), 1))])
    y_hat = 1 / (1 + np.exp(-design @ beta))
    scale = np.sqrt((design**2).mean(axis=0))
    information = (design * (s * y_hat * (1 - y_hat))[:, None]).T @ design
    if np.abs((s * (y_hat - y)) @ design / scale).max() > 1e-9 * s.sum():
        raise SystemExit("not at the maximum")
    np.testing.assert_allclose(np.sqrt(np.diag(np.linalg.inv(information))), errors, rtol=1e-9)


def agree(name, printed, computed):
    """Stops unless every printed number is the computed one, rounded."""
    for key, value in printed.items():
        if key == "source":
            continue
        if isinstance(value, dict):
            agree(name, value, computed[key])
            continue
        pairs = zip(value, computed[key]) if isinstance(value, list) else [(value, computed[key])]
        for text, number in pairs:
            digits = len(text.partition(".")[2])
            if abs(float(text) - number) > 0.5001 * 10**-digits:
                raise SystemExit(f"{name}: {key} {text} in print, {number} computed")


def numbers(printed):
    if isinstance(printed, dict):
        return {key: value if key == "source" else numbers(value) for key, value in printed.items()}
    return [float(text) for text in printed] if isinstance(printed, list) else float(printed)


def case(name, dataset, published=None, unavailable=None, **hyper):
    one = {"name": name, "request": {"dataset": dataset, "hyperparameters": {"loss": "crossEntropy", **hyper}}}
    one["expected"] = {"unavailable": True, "reason": unavailable} if unavailable else expected(dataset)
    if published:
        agree(name, published, one["expected"])
        one["published"] = numbers(published)
    return one


def cases():
    yield case("hours of study, 20 students", HOURS, {
        "source": "Wikipedia, Logistic regression", "W": ["1.5046"], "b": "-4.0777",
        "standardErrors": {"W": ["0.6287"], "b": "1.7610"}, "deviance": "16.0598", "nullDeviance": "27.7259",
    })  # fmt: skip
    yield case("hours of study, 20 students, standardize", HOURS, standardize=True)
    yield case("hours of study, 12 groups", groups(GROUPS, "hours"))
    yield case("beetles, 8 groups", groups(BEETLES, "log10 dose"), {
        "source": "Dobson, An Introduction to Generalized Linear Models", "W": ["34.27"], "b": "-60.72",
        "standardErrors": {"W": ["2.91"], "b": "5.18"}, "groupedDeviance": "11.23",
    })  # fmt: skip
    launches = {"x": [[t] for t, _ in LAUNCHES], "y": [y for _, y in LAUNCHES], "featureNames": ["temperature"]}
    yield case("space shuttle, 23 launches", launches, {
        "source": "Dalal, Fowlkes, Hoadley 1989, as fitted in textbooks", "W": ["-0.2322"], "b": "15.0429",
        "standardErrors": {"W": ["0.1082"], "b": "7.3786"}, "deviance": "20.315", "nullDeviance": "28.267",
    })  # fmt: skip
    yield case("grades, 32 students", spector(), {
        "source": "Greene, Econometric Analysis: Spector and Mazzeo 1980", "W": ["2.826", "0.095", "2.379"],
        "b": "-13.021", "standardErrors": {"W": ["1.263", "0.142", "1.065"], "b": "4.931"},
    })  # fmt: skip
    yield case("iris by sepal width", columns("iris-setosa.csv", "sepal width"))
    two = columns("breast-cancer.csv", "mean texture", "mean smoothness")
    yield case("breast cancer by two features", two)
    yield case("breast cancer by two features, standardize", two, standardize=True)
    yield case("breast cancer by six features", columns("breast-cancer.csv", "mean radius", "mean texture",
               "mean smoothness", "mean symmetry", "texture error", "area error"))  # fmt: skip
    yield case("1000 rows, 10 features", "nonseparable")
    yield case("2000 rows, 20 correlated features", "correlated")
    yield case("2000 rows, columns from 1e-3 to 1e6", "illConditioned")
    yield case("10000 rows, 2 % ones", "imbalanced")
    weights = [1 + i * 7 % 4 for i in range(20)]
    yield case("hours of study, whole weights", {**HOURS, "sampleWeights": weights})
    repeated = {"x": [x for x, k in zip(HOURS["x"], weights) for _ in range(k)],
                "y": [y for y, k in zip(HOURS["y"], weights) for _ in range(k)]}  # fmt: skip
    yield case("hours of study, rows repeated instead", {**repeated, "featureNames": ["hours"]})
    zeros = [0 if i % 5 == 2 else k for i, k in enumerate(weights)]
    yield case("hours of study, whole weights and zeros", {**HOURS, "sampleWeights": zeros})

    yield case("l2", HOURS, l2=0.001, unavailable="l2")
    yield case("mse", HOURS, loss="mse", unavailable="loss")
    yield case("a column twice", {**HOURS, "x": [[h, h] for [h] in HOURS["x"]], "featureNames": ["hours", "again"]},
               unavailable="rank")  # fmt: skip
    yield case("a constant column", {**HOURS, "x": [[h, 3] for [h] in HOURS["x"]], "featureNames": ["hours", "three"]},
               unavailable="rank")  # fmt: skip
    yield case("separable", {"x": [[0, 0, 1], [1, 1, 1], [1, 0, 1], [0, 1, 1]], "y": [0, 1, 1, 0]},
               unavailable="separable")  # fmt: skip
    yield case("three passes", HOURS, epochs=3, unavailable="epochs")


def main():
    done = [json.dumps(one, separators=(",", ":"), allow_nan=False) for one in cases()]
    text = '{"cases":[\n' + ",\n".join(done) + "\n]}\n"
    (HERE / "uncertainty.json").write_text(text, encoding="ascii")
    print(f"{len(done)} cases, {len(text)} bytes")


if __name__ == "__main__":
    main()
