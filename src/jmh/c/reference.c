/*
 * What the machine can do: full-batch gradient descent on one sigmoid neuron with squared error, written for speed
 * alone. The comparison in ../java measures the service's kernel against it.
 *
 * Vectors of eight doubles (gcc's vector extension, so any processor), rows in panels of 64, column by column, both
 * passes over a panel while it is in the first-level cache, the next panel prefetched meanwhile. Sums are added in
 * whatever order is fastest. Results are checked by the comparison to a loose tolerance, not to the bit.
 *
 *   gcc -O3 -march=native -mprefer-vector-width=512 -ffp-contract=fast -fno-math-errno -fno-trapping-math \
 *       -fopenmp -fPIC -shared -o libreference.so reference.c
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

typedef double vec __attribute__((vector_size(64), aligned(64)));
typedef int64_t ivec __attribute__((vector_size(64), aligned(64)));

enum { LANES = 8, ROWS = 64, VECTORS = ROWS / LANES, MAX_FEATURES = 512 };

static inline vec all(double value) {
  return (vec){value, value, value, value, value, value, value, value};
}

static inline vec choose(ivec mask, vec yes, vec no) {
  return (vec)((mask & (ivec)yes) | (~mask & (ivec)no));
}

static inline double sum(vec a) {
  return ((a[0] + a[4]) + (a[2] + a[6])) + ((a[1] + a[5]) + (a[3] + a[7]));
}

/* e^x for x <= 0: reduction by multiples of ln 2, then a polynomial of degree 11. */
static inline vec power(vec x) {
  x = choose((ivec)(x < -708.0), all(-708), x);
  vec shifted = x * 0x1.71547652b82fep+0 + 0x1.8p52;
  vec k = shifted - 0x1.8p52;
  vec r = x - k * 0x1.62e42fef00000p-1;
  r = r - k * 0x1.473de6af278edp-34;
  vec r2 = r * r, r4 = r2 * r2;
  vec q01 = r * 0x1.5555555555558p-3 + 0x1.0000000000001p-1;
  vec q23 = r * 0x1.111111110f803p-7 + 0x1.5555555553d62p-5;
  vec q45 = r * 0x1.a01a01b00c2c6p-13 + 0x1.6c16c1788c44dp-10;
  vec q67 = r * 0x1.71ddf6b3f10d1p-19 + 0x1.a019b90bc3fbdp-16;
  vec q89 = r * 0x1.af632ad6abee8p-26 + 0x1.289186d6aea07p-22;
  vec q = q89 * (r4 * r4) + ((q67 * r2 + q45) * r4 + (q23 * r2 + q01));
  return (vec)((ivec)((q * r2 + r) + 1.0) + ((ivec)shifted << 52));
}

/* Adds to the loss and to the bias's gradient; returns dL/dh. */
static inline vec error(vec h, vec y, vec *bias, vec *loss) {
  vec e = power((vec)((ivec)h | INT64_MIN));
  vec prediction = choose((ivec)(h < 0.0), e, all(1)) / (1.0 + e);
  vec difference = y - prediction;
  vec g = -2.0 * difference * (prediction - prediction * prediction);
  *loss += difference * difference;
  *bias += g;
  return g;
}

static void wide(long from, long to, int d, const double *x, const double *y, const double *p, vec *sums) {
  for (long i = from; i < to; i += ROWS) {
    const vec *panel = (const vec *)(x + i * d);
    const vec *targets = (const vec *)(y + i);
    const char *next = (const char *)(x + (i + ROWS) * d);
    vec h[VECTORS];
    for (int v = 0; v < VECTORS; v++) h[v] = all(p[d]);
    for (int j = 0; j < d; j++)
      for (int v = 0; v < VECTORS; v++) h[v] += panel[j * VECTORS + v] * p[j];
    for (int v = 0; v < VECTORS; v++) h[v] = error(h[v], targets[v], &sums[d], &sums[d + 1]);
    for (int j = 0; j < d; j++) {
      vec a = sums[j], b = panel[j * VECTORS] * h[0];
      for (int v = 0; v < VECTORS; v++) __builtin_prefetch(next + (j * VECTORS + v) * sizeof(vec));
      for (int v = 1; v < VECTORS; v += 2) a += panel[j * VECTORS + v] * h[v];
      for (int v = 2; v < VECTORS; v += 2) b += panel[j * VECTORS + v] * h[v];
      sums[j] = a + b;
    }
  }
}

/* Four features or fewer: everything stays in registers. */
#define NARROW(D)                                                                                            \
  static void narrow##D(long from, long to, const double *x, const double *y, const double *p, vec *sums) { \
    vec w[D], a[D], bias = sums[D], loss = sums[D + 1], b = all(p[D]);                                       \
    for (int j = 0; j < D; j++) w[j] = all(p[j]), a[j] = sums[j];                                            \
    for (long i = from; i < to; i += ROWS) {                                                                 \
      const vec *panel = (const vec *)(x + i * D);                                                           \
      const vec *targets = (const vec *)(y + i);                                                             \
      for (int v = 0; v < VECTORS; v++) {                                                                    \
        vec h = b;                                                                                           \
        for (int j = 0; j < D; j++) h += panel[j * VECTORS + v] * w[j];                                      \
        vec g = error(h, targets[v], &bias, &loss);                                                          \
        for (int j = 0; j < D; j++) a[j] += panel[j * VECTORS + v] * g;                                      \
      }                                                                                                      \
    }                                                                                                        \
    for (int j = 0; j < D; j++) sums[j] = a[j];                                                              \
    sums[D] = bias, sums[D + 1] = loss;                                                                      \
  }
NARROW(1)
NARROW(2)
NARROW(3)
NARROW(4)

static void pass(long from, long to, int d, const double *x, const double *y, const double *p, vec *sums) {
  switch (d) {
    case 1: narrow1(from, to, x, y, p, sums); break;
    case 2: narrow2(from, to, x, y, p, sums); break;
    case 3: narrow3(from, to, x, y, p, sums); break;
    case 4: narrow4(from, to, x, y, p, sums); break;
    default: wide(from, to, d, x, y, p, sums);
  }
}

/*
 * Trains; returns the loss that the last epoch saw. rows is a multiple of 64, x is in panels (value (i, j) of a panel
 * at j * 64 + i), p holds d weights and the bias and is modified.
 */
double train(long rows, int d, const double *x, const double *y, double *p, double rate, int epochs, int threads) {
  double loss = 0;
  static vec partial[2][MAX_FEATURES + 2];
  for (int epoch = 0; epoch < epochs; epoch++) {
    long middle = threads == 1 ? rows : rows / 2 / ROWS * ROWS;
    for (int half = 0; half < threads; half++) memset(partial[half], 0, (d + 2) * sizeof(vec));
    if (threads == 1) {
      pass(0, rows, d, x, y, p, partial[0]);
    } else {
#pragma omp parallel for num_threads(2) schedule(static, 1)
      for (int half = 0; half < 2; half++)
        pass(half ? middle : 0, half ? rows : middle, d, x, y, p, partial[half]);
    }
    for (int j = 0; j <= d; j++) p[j] -= rate * (sum(partial[0][j] + partial[1][j]) / rows);
    loss = sum(partial[0][d + 1] + partial[1][d + 1]) / rows;
  }
  return loss;
}

/* Up to eight rows in one vector; x column by column, the weights s 0 for rows that are not there. */
double train_tiny(int rows, int d, const double *x, const double *y, const double *s, double *p, double rate, int epochs) {
  vec columns[8], targets = *(const vec *)y, weights = *(const vec *)s;
  double q[9], loss = 0, mean = 1.0 / rows;
  for (int j = 0; j < d; j++) columns[j] = ((const vec *)x)[j];
  memcpy(q, p, (d + 1) * sizeof(double));
  for (int epoch = 0; epoch < epochs; epoch++) {
    vec h = all(q[d]), bias = all(0), losses = all(0);
    for (int j = 0; j < d; j++) h += columns[j] * q[j];
    vec g = weights * error(h, targets, &bias, &losses);
    for (int j = 0; j < d; j++) q[j] -= rate * (sum(columns[j] * g) * mean);
    q[d] -= rate * (sum(g) * mean);
    loss = sum(losses * weights) * mean;
  }
  memcpy(p, q, (d + 1) * sizeof(double));
  return loss;
}

/* A row an update, rows as they came (row-major), the plain loop as anyone would write it. */
double train_single(long rows, int d, const double *x, const double *y, double *p, double rate, int epochs) {
  double loss = 0;
  for (int epoch = 0; epoch < epochs; epoch++) {
    loss = 0;
    for (long i = 0; i < rows; i++) {
      double h = p[d];
      for (int j = 0; j < d; j++) h += x[i * d + j] * p[j];
      double a = h < 0 ? h : -h, clamped = a < -708 ? -708 : a;
      double shifted = clamped * 0x1.71547652b82fep+0 + 0x1.8p52, k = shifted - 0x1.8p52;
      double r = clamped - k * 0x1.62e42fef00000p-1;
      r = r - k * 0x1.473de6af278edp-34;
      double r2 = r * r, r4 = r2 * r2;
      double q01 = r * 0x1.5555555555558p-3 + 0x1.0000000000001p-1;
      double q23 = r * 0x1.111111110f803p-7 + 0x1.5555555553d62p-5;
      double q45 = r * 0x1.a01a01b00c2c6p-13 + 0x1.6c16c1788c44dp-10;
      double q67 = r * 0x1.71ddf6b3f10d1p-19 + 0x1.a019b90bc3fbdp-16;
      double q89 = r * 0x1.af632ad6abee8p-26 + 0x1.289186d6aea07p-22;
      double e = (q89 * (r4 * r4) + ((q67 * r2 + q45) * r4 + (q23 * r2 + q01))) * r2 + r + 1;
      int64_t bits, exponent;
      memcpy(&bits, &e, sizeof bits);
      memcpy(&exponent, &shifted, sizeof exponent);
      bits += (int64_t)((uint64_t)exponent << 52);
      memcpy(&e, &bits, sizeof e);
      double prediction = (h < 0 ? e : 1) / (1 + e), difference = y[i] - prediction;
      double step = rate * -2 * difference * (prediction - prediction * prediction);
      for (int j = 0; j < d; j++) p[j] -= step * x[i * d + j];
      p[d] -= step;
      loss += difference * difference;
    }
    loss /= rows;
  }
  return loss;
}
