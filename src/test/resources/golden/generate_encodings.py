"""Writes encodings.json: tables with categories and missing cells, and the neurons that numpy trains on them.

Run `python3 generate_encodings.py` (needs numpy, pandas and patsy); the file appears beside this program.

Categories are encoded twice, independently: by hand, one column of zeros and ones a level, and by patsy's treatment
coding, as statsmodels takes it. The program stops unless both are equal. Missing numbers become the weighted mean of
their column, missing categories a level of their own. W and b are those of plain gradient descent in full batches.
"""

import json
import random
from pathlib import Path

import numpy as np
import pandas as pd
from patsy import dmatrix

COLUMNS = ["class", "sex", "age", "fare", "embarked", "alone"]
MISSING = "(missing)"


def table(rows, seed, gaps):
    """Passengers who never lived, with a fate that depends on what is known of them."""
    chance = random.Random(seed)
    records = []
    for i in range(rows):
        sex = chance.choice(["male", "male", "female"])
        ticket = chance.choice(["first", "second", "third", "third"])
        age = round(chance.uniform(1, 80), 1)
        fare = round(chance.uniform(5, 90), 2)
        port = chance.choice(["Southampton", "Southampton", "Cherbourg", "Queenstown"])
        alone = chance.choice(["yes", "no", "yes"])
        score = 1.8 * (sex == "female") + 0.9 * (ticket == "first") - 0.02 * age + 0.01 * fare - 0.4 * (alone == "yes")
        survived = "yes" if score + chance.gauss(0, 0.6) > 0 else "no"
        records.append(
            {
                "name": f"Passenger {i}, {sex}",
                "class": ticket,
                "sex": sex,
                "age": None if gaps and i % 7 == 3 else age,
                "fare": fare,
                "embarked": None if gaps and i % 11 == 5 else port,
                "alone": alone,
                "weight": 1 + i % 3,
                "survived": survived,
            }
        )
    return records


def reference(values):
    """The most frequent level, the first in code-point order among equals; no of yes and no."""
    levels = sorted(set(values))
    if levels == ["no", "yes"]:
        return "no"
    return max(levels, key=lambda level: (values.count(level), [-ord(c) for c in level]))


def features(records, weights):
    """Names and columns of zeros, ones and numbers."""
    names, columns = [], []
    for name in COLUMNS:
        values = [record[name] for record in records]
        if all(value is None or isinstance(value, float) for value in values):
            known = [(s, value) for s, value in zip(weights, values) if value is not None]
            mean = sum(s * value for s, value in known) / sum(s for s, _ in known)
            names.append(name)
            columns.append([mean if value is None else value for value in values])
            continue
        present = [value for value in values if value is not None]
        base = reference(present)
        levels = [level for level in sorted(set(present)) if level != base]
        levels += [MISSING] if len(present) < len(values) else []
        filled = [MISSING if value is None else value for value in values]
        check_with_patsy(filled, base, levels)
        for level in levels:
            names.append(f"{name}={level}")
            columns.append([1.0 if value == level else 0.0 for value in filled])
    return names, np.array(columns).T


def check_with_patsy(values, base, levels):
    frame = pd.DataFrame({"v": pd.Categorical(values, categories=[base] + levels)})
    treatment = np.asarray(dmatrix("C(v, Treatment(0))", frame))[:, 1:]
    by_hand = np.array([[1.0 if value == level else 0.0 for level in levels] for value in values])
    assert np.array_equal(treatment, by_hand), (base, levels)


def train(x, y, s, rate, epochs, cross_entropy):
    """Gradient descent in full batches from zeros, with weighted means, on standardised features."""
    share = s / s.sum()
    mean = share @ x
    deviation = np.sqrt(share @ (x - mean) ** 2)
    z = (x - mean) / deviation
    w, b = np.zeros(x.shape[1]), 0.0
    for _ in range(epochs):
        p = 1 / (1 + np.exp(-(z @ w + b)))
        slope = p - y if cross_entropy else 2 * (p - y) * p * (1 - p)
        w, b = w - rate * (share * slope) @ z, b - rate * (share @ slope)
    return w / deviation, b - (w / deviation) @ mean


def case(name, rows, seed, gaps, weighted, balanced, epochs):
    records = table(rows, seed, gaps)
    s = np.array([record["weight"] if weighted else 1.0 for record in records])
    y = np.array([1.0 if record["survived"] == "yes" else 0.0 for record in records])
    names, x = features(records, s)
    if balanced:
        s = s * np.where(y == 1, s.sum() / (2 * s[y == 1].sum()), s.sum() / (2 * s[y == 0].sum()))
    w, b = train(x, y, s, 0.5, epochs, cross_entropy=True)
    dataset = {"rows": records, "target": "survived", "ignore": ["name"] + ([] if weighted else ["weight"])}
    if weighted:
        dataset["weights"] = "weight"
    if gaps:
        dataset["missing"] = "mean"
    hyperparameters = {"loss": "crossEntropy", "standardize": True, "epochs": epochs}
    if balanced:
        hyperparameters["classWeights"] = "balanced"
    p = 1 / (1 + np.exp(-(x @ w + b)))
    return {
        "name": name,
        "request": {"dataset": dataset, "hyperparameters": hyperparameters},
        "expected": {"featureNames": names, "W": w.tolist(), "b": float(b), "predictions": p.tolist()},
    }


CASES = [
    case("categories", 60, 1, gaps=False, weighted=False, balanced=False, epochs=300),
    case("missing cells", 80, 2, gaps=True, weighted=False, balanced=False, epochs=300),
    case("weights of rows", 70, 3, gaps=True, weighted=True, balanced=False, epochs=300),
    case("balanced classes", 90, 4, gaps=True, weighted=True, balanced=True, epochs=300),
]

if __name__ == "__main__":
    lines = ",\n".join(json.dumps(each) for each in CASES)
    Path(__file__).with_name("encodings.json").write_text('{"cases": [\n' + lines + "\n]}\n")
