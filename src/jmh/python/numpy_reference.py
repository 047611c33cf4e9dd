"""Full-batch training as one writes it in numpy. Arguments: rows, features, threads.

Reads a number of epochs from a line, trains for as many, and answers the nanoseconds an epoch took.
"""

import os
import sys
import time

rows, features, threads = map(int, sys.argv[1:])
for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = str(threads)
# A kernel that was chosen for an older library would hold a current one back.
for name in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"):
    os.environ.pop(name, None)

import numpy as np  # noqa: E402

random = np.random.default_rng(1)
x = random.uniform(-1, 1, (rows, features))
y = random.integers(0, 2, rows).astype(float)


def train(epochs, rate=0.1):
    w = np.zeros(features)
    b = 0.0
    losses = []
    for _ in range(epochs):
        prediction = 1 / (1 + np.exp(-(x @ w + b)))
        error = y - prediction
        losses.append(np.mean(error * error))
        g = -2 * error * prediction * (1 - prediction)
        w -= rate * (x.T @ g) / rows
        b -= rate * np.mean(g)
    return losses


for line in sys.stdin:
    epochs = int(line)
    start = time.perf_counter_ns()
    train(epochs)
    print((time.perf_counter_ns() - start) / epochs, flush=True)
