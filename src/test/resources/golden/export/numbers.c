/* numbers: one sigmoid neuron, y = 1 / (1 + exp(-(xW + b))). */
#include <math.h>

#define FEATURES 16

const char *const feature_names[FEATURES] = {
  "with space", "it's", "say \"x\"", "class", "gr\303\266\303\237e",
  "\342\205\247 \360\237\231\202", "\\", "*/ int evil(void); /*", "line\012break\015\012",
  "${x} #{x} {{x}} %s %n", "''' \"\"\"", "tab\011and \001\177\342\200\256\342\200\250", "nul\000",
  "what\077\077/", "y", "[x]",
};

static const double W[FEATURES] = {
  3.0E-7, 1.389735, 1.055098, -0.979724, -0.01826, -0.202036, 0.606372, 1.154893, -1.624562,
  -1.88661, 1.34306, -0.268932, 1.04912, -1.991576, -0.218451, 0.88616,
};
static const double b = -0.3;

/* The prediction for one row: FEATURES numbers, in the order of feature_names. */
double predict(const double *x) {
  double h = b;
  for (int j = 0; j < FEATURES; j++) {
    h += W[j] * x[j];
  }
  return 1 / (1 + exp(-h));
}
