import assert from 'node:assert/strict';
import test from 'node:test';
import { complete, productName, products } from './page/features.js';
import { logit, means, measure, scaleOf, sigmoid } from './page/neuron.js';

const near = (actual, expected, tolerance = 1e-12) => assert.ok(Math.abs(actual - expected) <= tolerance, `${actual}, not ${expected}`);

test('sigmoid is 1/2 at 0, symmetric, and never overflows', () => {
  assert.equal(sigmoid(0), 0.5);
  near(sigmoid(2) + sigmoid(-2), 1);
  near(sigmoid(Math.log(3)), 0.75);
  assert.equal(sigmoid(1000), 1);
  assert.equal(sigmoid(-1000), 0);
});

test('logit is x·W + b', () => {
  assert.equal(logit([2, -1], 0.5, [3, 4]), 2.5);
});

// W = 0, b = 0: ŷ = 1/2 in each row.
const HALF = { names: ['x'], x: [[1], [3]], y: [0, 1], weights: null };

test('losses and accuracy by hand', () => {
  const found = measure([0], 0, HALF, 'mse');
  assert.equal(found.mse, 0.25);
  near(found.crossEntropy, Math.log(2));
  assert.equal(found.accuracy, 0.5); // 1/2 counts as 1
});

// dL/dh is −2 (y − ŷ) ŷ (1 − ŷ) = 1/4 and −1/4: dL/dW = (1/4 − 3/4) / 2, dL/db = 0.
test('the size of the gradient by hand', () => {
  near(measure([0], 0, HALF, 'mse').gradient, 0.25);
  near(measure([0], 0, HALF, 'crossEntropy').gradient, 0.5);
});

test('the gradient is that of finite differences', () => {
  const data = { names: ['a', 'b'], x: [[0.3, -1], [1.2, 0.4], [-0.7, 2]], y: [0, 1, 1], weights: [1, 2, 0.5] };
  const W = [0.4, -0.3];
  for (const loss of ['mse', 'crossEntropy']) {
    const at = (parameters) => measure([parameters[0], parameters[1]], parameters[2], data, loss)[loss];
    const slopes = [0, 1, 2].map((j) => {
      const step = 1e-6;
      const up = [...W, 0.1];
      const down = [...W, 0.1];
      up[j] += step;
      down[j] -= step;
      return (at(up) - at(down)) / (2 * step);
    });
    near(measure(W, 0.1, data, loss).gradient, Math.hypot(...slopes), 1e-8);
  }
});

test('a row of weight 0 does not count', () => {
  const data = { names: ['x'], x: [[1], [3], [1e300]], y: [0, 1, 0], weights: [1, 1, 0] };
  assert.deepEqual(measure([0], 0, data, 'mse'), measure([0], 0, HALF, 'mse'));
  assert.deepEqual(scaleOf(data), { mean: [2], deviation: [1] });
});

test('accuracy is 1 only if every row is right, and absent for targets between 0 and 1', () => {
  const almost = { names: ['x'], x: [[1], [-1]], y: [1, 1], weights: [1, 1e-300] };
  assert.ok(measure([9], 0, almost, 'mse').accuracy < 1);
  assert.equal(measure([1], 0, { ...HALF, y: [0.5, 1] }, 'mse').accuracy, null);
});

test('scale is the mean and the population deviation, 1 for a constant', () => {
  const data = { names: ['x', 'c'], x: [[1, 5], [3, 5]], y: [0, 1], weights: null };
  assert.deepEqual(scaleOf(data), { mean: [2, 5], deviation: [1, 1] });
  assert.deepEqual(means(data), [2, 5]);
});

test('products of features are found by name and in every row, and completed', () => {
  const names = ['a', 'b', productName(['a', 'b'], [0, 1])];
  assert.equal(names[2], 'a·b');
  assert.deepEqual(products({ names, x: [[2, 3, 6], [1, 4, 4]] }), [[2, [0, 1]]]);
  assert.deepEqual(products({ names, x: [[2, 3, 6], [1, 4, 5]] }), []);
  assert.deepEqual(complete([5, 2, 0], [[2, [0, 1]]]), [5, 2, 10]);
});
