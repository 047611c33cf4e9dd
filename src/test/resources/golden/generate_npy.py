"""Writes npy/*.npy: small arrays as numpy itself saves them, and arrays that the service must refuse.

Run `python3 generate_npy.py` (needs numpy); the files appear in the folder npy beside this program. Every readable table but type-…
holds the same numbers, a table of 3 rows and 4 columns with value (i, j) = VALUES[i][j], each exactly a float32.
"""

from pathlib import Path

import numpy as np

VALUES = [[0.5, -1.25, 3e10, 1.0], [-0.0, 2.0**-30, 7.0, 0.0], [1e-3, 8.0, -9.0, 1.0]]
HERE = Path(__file__).resolve().parent / "npy"


def save(name, array, version=None):
    with open(HERE / f"{name}.npy", "wb") as file:
        np.lib.format.write_array(file, array, version=version, allow_pickle=True)


def main():
    table = np.array(VALUES, dtype="<f4").astype("<f8")
    for kind in ("f8", "f4"):
        save(f"{kind}-c", table.astype(f"<{kind}"))
        save(f"{kind}-fortran", np.asfortranarray(table.astype(f"<{kind}")))
    save("f8-version-2", table, (2, 0))
    save("f8-version-3", table, (3, 0))
    save("f8-one-row", table[0])
    counted = np.array([[50 * i + j for j in range(4)] for i in range(3)])
    save("type-b1", np.array([[(i + j) % 2 == 1 for j in range(4)] for i in range(3)]))
    for kind in ("i1", "i2", "i4", "i8"):
        save(f"type-{kind}", (counted - 60).astype(f"<{kind}"))
    for kind in ("u1", "u2", "u4", "u8", "f2"):
        save(f"type-{kind}", counted.astype(f"<{kind}"))
    save("type-f8-big-endian", counted.astype(">f8"))
    save("type-i4-big-endian", (counted - 60).astype(">i4"))
    save("type-u2-big-endian", counted.astype(">u2"))
    save("refused-beyond-double", np.array([[2**53, 2**53 + 1], [0, 0], [2**64 - 1, 1]], dtype="<u8"))
    save("refused-complex", table.astype("<c16"))
    save("refused-objects", table.astype(object))
    save("refused-structured", np.zeros(3, dtype=[("x", "<f8"), ("y", "<f8")]))
    save("refused-three-dimensions", np.zeros((2, 3, 4)))
    save("refused-no-dimensions", np.float64(1.0) * np.ones(()))
    save("refused-no-rows", np.zeros((0, 4)))
    save("predictions", np.array([0.25, 0.5, 1.0]))


if __name__ == "__main__":
    main()
