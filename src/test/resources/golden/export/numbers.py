"""numbers: one sigmoid neuron, y = 1 / (1 + exp(-(xW + b)))."""

from math import exp

FEATURES = [
    "with space", "it's", "say \"x\"", "class", "größe", "\U00002167 \U0001f642", "\\",
    "*/ int evil(void); /*", "line\U0000000abreak\U0000000d\U0000000a", "${x} #{x} {{x}} %s %n",
    "''' \"\"\"", "tab\U00000009and \U00000001\U0000007f\U0000202e\U00002028", "nul\U00000000",
    "what??/", "y", "[x]",
]
W = [
    3.0E-7, 1.389735, 1.055098, -0.979724, -0.01826, -0.202036, 0.606372, 1.154893, -1.624562,
    -1.88661, 1.34306, -0.268932, 1.04912, -1.991576, -0.218451, 0.88616,
]
b = -0.3


def predict(x):
    """The prediction for one row: a number for each of FEATURES, in their order."""
    if len(x) != len(W):
        raise ValueError(f"{len(W)} features are needed, these are {len(x)}")
    h = sum((w * value for w, value in zip(W, x)), b)
    if h < 0:  # exp(-h) might overflow
        return exp(h) / (1 + exp(h))
    return 1 / (1 + exp(-h))
