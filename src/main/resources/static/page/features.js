// Features that are products of others, as the cure for “no straight line” adds them. They are told by their names,
// a·b, and by being so in every row.

const SAME = 1e-6;

export const productName = (names, [i, j]) => `${names[i]}·${names[j]}`;

/** With all its digits; 0 without a sign. */
export const product = (a, b) => a * b + 0;

/** Which features are products of which: [[feature, [factor, factor]], …]. */
export function products(data) {
  const found = [];
  data.names.forEach((name, k) => {
    const factors = name.split('·').map((part) => data.names.indexOf(part));
    if (factors.length === 2 && factors.every((j) => j >= 0 && j !== k) && data.x.every((row) => Math.abs(row[k] - row[factors[0]] * row[factors[1]]) <= SAME * Math.max(1, Math.abs(row[k])))) {
      found.push([k, factors]);
    }
  });
  return found;
}

/** Puts the products into a row in which the other features have changed. */
export function complete(row, list) {
  for (const [k, [i, j]] of list) row[k] = product(row[i], row[j]);
  return row;
}
