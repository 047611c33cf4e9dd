"""Writes the tables that the page offers, from scikit-learn's copies: see SOURCES.md beside them.

Run `python3 export_tables.py` (needs scikit-learn; written with version 1.2.1 as packaged by Debian).
Feature names are scikit-learn's; the last column is the target: benign (1 = benign, 0 = malignant) or setosa
(1 = Iris setosa, 0 = another species). Every value is written with the fewest digits that read back to the same double.
"""

from pathlib import Path

from sklearn.datasets import load_breast_cancer, load_iris

TABLES = Path(__file__).parents[3] / "main/resources/static/data"


def write(name, feature_names, target_name, rows, targets):
    lines = [",".join([*feature_names, target_name])]
    for features, target in zip(rows, targets):
        lines.append(",".join([*(repr(float(value)) for value in features), str(int(target))]))
    (TABLES / name).write_text("\n".join(lines) + "\n", encoding="ascii")


cancer = load_breast_cancer()
write("breast-cancer.csv", cancer.feature_names, "benign", cancer.data, cancer.target)
iris = load_iris()
names = [name.removesuffix(" (cm)") for name in iris.feature_names]
write("iris-setosa.csv", names, "setosa", iris.data, iris.target == 0)
