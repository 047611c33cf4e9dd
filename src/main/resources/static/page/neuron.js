// The neuron's mathematics as the page draws it. What is trained, predicted and explained comes from the
// service; this is for pictures, where the last digit does not show.

/** σ(h), written so that the power never overflows. */
export function sigmoid(h) {
  const power = Math.exp(-Math.abs(h));
  return (h < 0 ? power : 1) / (1 + power);
}

/** h = x·W + b. */
export function logit(W, b, x) {
  let h = b;
  for (let j = 0; j < W.length; j++) h += W[j] * x[j];
  return h;
}

/**
 * Both losses, the share of right answers and the size of the gradient of the loss that is trained, over all rows as
 * they weigh, without weight decay. The share is 1 only if every row is right; a row of weight 0 does not count.
 */
export function measure(W, b, data, lossName) {
  let squared = 0;
  let entropy = 0;
  let right = 0;
  let total = 0;
  let allRight = true;
  const gradient = new Float64Array(W.length + 1);
  for (let i = 0; i < data.x.length; i++) {
    const s = data.weights ? data.weights[i] : 1;
    if (s === 0) continue;
    const h = logit(W, b, data.x[i]);
    const yHat = sigmoid(h);
    const rest = sigmoid(-h);
    const y = data.y[i];
    const error = y === 1 ? rest : y - yHat;
    squared += s * error ** 2;
    entropy += s * (Math.max(h, 0) + Math.log1p(Math.exp(-Math.abs(h))) - y * h);
    const isRight = (yHat >= 0.5) === (y === 1);
    if (isRight) right += s;
    allRight &&= isRight;
    total += s;
    const slope = s * (lossName === 'crossEntropy' ? -error : -2 * error * yHat * rest);
    for (let j = 0; j < W.length; j++) gradient[j] += slope * data.x[i][j];
    gradient[W.length] += slope;
  }
  const share = right / total;
  return {
    mse: squared / total,
    crossEntropy: entropy / total,
    accuracy: data.y.every((y) => y === 0 || y === 1) ? Math.min(share, allRight ? 1 : 1 - Number.EPSILON) : null,
    gradient: Math.hypot(...gradient) / total,
  };
}

/** The mean of each feature. */
export function means(data) {
  return data.names.map((_, j) => data.x.reduce((sum, row) => sum + row[j], 0) / data.x.length);
}

/** The scale that a training on all rows takes: the weighted mean and the population deviation of each feature. */
export function scaleOf(data) {
  const weight = (i) => (data.weights ? data.weights[i] : 1);
  const total = data.x.reduce((sum, _, i) => sum + weight(i), 0);
  const average = (value) => data.x.reduce((sum, row, i) => (weight(i) > 0 ? sum + weight(i) * value(row) : sum), 0) / total;
  const mean = data.names.map((_, j) => average((row) => row[j]));
  const deviation = mean.map((m, j) => Math.sqrt(average((row) => (row[j] - m) ** 2)) || 1);
  return { mean, deviation };
}
