"""Writes breast-cancer.csv: scikit-learn's copy of the Wisconsin diagnostic breast cancer data.

Run `python3 export_breast_cancer.py` (needs scikit-learn; written with version 1.2.1 as packaged by Debian).
Feature names are scikit-learn's; the last column, `target`, is 1 for benign and 0 for malignant.
Every value is written with the fewest digits that read back to the same double.
"""

from pathlib import Path

from sklearn.datasets import load_breast_cancer

data = load_breast_cancer()
lines = [",".join([*data.feature_names, "target"])]
for features, target in zip(data.data, data.target):
    lines.append(",".join([*(repr(float(value)) for value in features), str(int(target))]))
Path(__file__).with_name("breast-cancer.csv").write_text("\n".join(lines) + "\n", encoding="ascii")
