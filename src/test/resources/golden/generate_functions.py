"""Writes exp.csv, log1p.csv and sigmoid.csv: high-precision values to measure errors in ulps against.

Run `python3 generate_functions.py` (needs mpmath); the files appear beside this program.

Each line is `x,hi,lo` in hexadecimal doubles, as both Python's float.fromhex and Java's Double.parseDouble read them:
hi is the double nearest to f(x), lo the double nearest to f(x) - hi. The error of a computed y is therefore
((y - hi) - lo) / ulp(hi).

The arithmetic has 400 digits: f(x) - hi can be 308 orders of magnitude below f(x) (sigmoid(708) is 1 - 3e-308),
and at least 60 digits of it must be left. lo is rounded to a multiple of 2^-1074 like every double: where f(x) is below
2^-1012 (exp and sigmoid, x < -701.5) that rounding exceeds 2^-11 ulp of hi, and at x = -708 it reaches half an ulp.
"""

import math
import random
from pathlib import Path

from mpmath import libmp, mp, mpf

mp.dps = 400
LIMIT = 708.0
HALF_LN2 = mp.log(2) / 2


def nearest_double(value):
    """Correctly rounded, half to even, subnormals included: Python divides integers so."""
    numerator, denominator = libmp.to_rational(value._mpf_)
    return numerator / denominator


def exp(x):
    return mp.exp(mpf(x))


def log1p(z):
    return mp.log(1 + mpf(z))


def sigmoid(h):
    return 1 / (1 + mp.exp(-mpf(h)))


def with_neighbours(x, steps=1):
    """x and the doubles up to so many steps below and above it."""
    found = [x]
    below = above = x
    for _ in range(steps):
        below, above = math.nextafter(below, -math.inf), math.nextafter(above, math.inf)
        found += [below, above]
    return found


def log_spaced(rng, count, lowest, highest):
    """Random magnitudes, their logarithms uniform from 10^lowest to 10^highest."""
    return [10.0 ** rng.uniform(lowest, highest) for _ in range(count)]


def both_signs(values):
    return [signed for value in values for signed in (value, -value)]


def exp_points():
    rng = random.Random(1)
    points = both_signs([0.0, *with_neighbours(1.0), math.log(2), 0.5]) + [LIMIT, -LIMIT]
    points += [math.nextafter(LIMIT, 0), math.nextafter(-LIMIT, 0)]
    points += [rng.uniform(-LIMIT, LIMIT) for _ in range(1100)]
    points += [rng.uniform(-2, 2) for _ in range(200)]
    points += both_signs(log_spaced(rng, 250, -20, 0) + log_spaced(rng, 30, -300, -20))
    # Even multiples of ln2/2 are where the reduced argument vanishes, odd ones where the rounding to a power of 2 tips.
    multiples = list(range(-20, 21)) + rng.sample(range(-2042, 2043), 340)
    for multiple in multiples:
        points += with_neighbours(nearest_double(multiple * HALF_LN2))
    return [x for x in points if abs(x) <= LIMIT]


def log1p_points():
    rng = random.Random(2)
    turn = math.sqrt(2) - 1  # where 1 + z leaves [1, sqrt 2], the usual range of the reduction
    points = [0.0, 1.0, *with_neighbours(1.0, 4), *with_neighbours(0.5, 4), *with_neighbours(turn, 20)]
    points += [rng.random() for _ in range(900)]
    points += log_spaced(rng, 300, -300, 0) + log_spaced(rng, 400, -20, 0)
    points += [10.0 ** -exponent for exponent in range(301)]
    points += [turn + offset for offset in both_signs(log_spaced(rng, 100, -15, -2))]
    return [z for z in points if 0 <= z <= 1]


def sigmoid_points():
    rng = random.Random(3)
    points = both_signs([0.0, *with_neighbours(1.0), *with_neighbours(LIMIT), math.log(3)])
    points += [rng.uniform(-LIMIT, LIMIT) for _ in range(400)]
    points += [rng.uniform(-40, 40) for _ in range(500)]
    points += [rng.uniform(-6, 6) for _ in range(300)]
    points += both_signs(log_spaced(rng, 170, -20, 1) + log_spaced(rng, 20, -300, -20))
    points += both_signs([rng.uniform(35, 38.5) for _ in range(75)])  # where it saturates at 1
    for multiple in range(-42, 43):
        points += with_neighbours(nearest_double(multiple * HALF_LN2))
    return [h for h in points if abs(h) <= LIMIT]


def write(function, points):
    name = function.__name__
    lines = [f"# x,hi,lo with {name}(x) = hi + lo, hexadecimal doubles, written by generate_functions.py"]
    for x in sorted(set(points)):
        exact = function(x)
        hi = nearest_double(exact)
        lo = nearest_double(exact - mpf(hi)) + 0.0  # never -0
        lines.append(f"{(x + 0.0).hex()},{hi.hex()},{lo.hex()}")
    Path(__file__).with_name(f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="ascii")
    print(f"{name}.csv: {len(lines) - 1} points")


if __name__ == "__main__":
    write(exp, exp_points())
    write(log1p, log1p_points())
    write(sigmoid, sigmoid_points())
