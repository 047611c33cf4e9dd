// The neuron's mathematics as the page draws it. What is trained, predicted and explained comes from the
// service; this is for pictures, where the last digit does not show.

/** σ(h), written so that the power never overflows. */
export function sigmoid(h) {
  const power = Math.exp(-Math.min(Math.abs(h), 708));
  return (h < 0 ? power : 1) / (1 + power);
}

/** h = x·W + b. */
export function logit(W, b, x) {
  let h = b;
  for (let j = 0; j < W.length; j++) h += W[j] * x[j];
  return h;
}

/**
 * Both losses, the share of right answers and the size of the gradient of the loss that is trained, over all rows.
 */
export function measure(W, b, data, lossName) {
  let squared = 0;
  let entropy = 0;
  let right = 0;
  let total = 0;
  const gradient = new Float64Array(W.length + 1);
  for (let i = 0; i < data.x.length; i++) {
    const h = logit(W, b, data.x[i]);
    const yHat = sigmoid(h);
    const y = data.y[i];
    const s = data.weights ? data.weights[i] : 1;
    squared += s * (y - yHat) ** 2;
    entropy += s * (Math.max(h, 0) + Math.log1p(Math.exp(-Math.abs(h))) - y * h);
    right += (yHat >= 0.5) === (y === 1) ? 1 : 0;
    total += s;
    const slope = s * (lossName === 'crossEntropy' ? yHat - y : -2 * (y - yHat) * yHat * (1 - yHat));
    for (let j = 0; j < W.length; j++) gradient[j] += slope * data.x[i][j];
    gradient[W.length] += slope;
  }
  return {
    mse: squared / total,
    crossEntropy: entropy / total,
    accuracy: data.y.every((y) => y === 0 || y === 1) ? right / data.x.length : null,
    gradient: Math.hypot(...gradient) / total,
  };
}

/** The mean of each feature. */
export function means(data) {
  return data.names.map((_, j) => data.x.reduce((sum, row) => sum + row[j], 0) / data.x.length);
}
