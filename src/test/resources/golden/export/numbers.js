// numbers: one sigmoid neuron, y = 1 / (1 + exp(-(xW + b))).
const FEATURES = [
  "with space", "it's", "say \"x\"", "class", "größe", "\u2167 \ud83d\ude42", "\\",
  "*/ int evil(void); /*", "line\u000abreak\u000d\u000a", "${x} #{x} {{x}} %s %n", "''' \"\"\"",
  "tab\u0009and \u0001\u007f\u202e\u2028", "nul\u0000", "what??/", "y", "[x]",
];
const W = [
  3.0E-7, 1.389735, 1.055098, -0.979724, -0.01826, -0.202036, 0.606372, 1.154893, -1.624562,
  -1.88661, 1.34306, -0.268932, 1.04912, -1.991576, -0.218451, 0.88616,
];
const b = -0.3;

/** The prediction for one row: a number for each of FEATURES, in their order. */
function predict(x) {
  if (x.length !== W.length) throw new RangeError(`${W.length} features are needed, these are ${x.length}`);
  const h = W.reduce((sum, w, j) => sum + w * x[j], b);
  return 1 / (1 + Math.exp(-h));
}
