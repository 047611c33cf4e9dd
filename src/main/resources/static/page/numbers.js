// Numbers as people read them.

/** Four digits that count: 0.1966, 1.2e−7. */
export function short(value, digits = 4) {
  if (value == null || !Number.isFinite(value)) return '–';
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1e6 || size < 1e-4) {
    return value.toExponential(Math.max(0, digits - 2)).replace('e-', 'e−').replace('e+', 'e').replace(/^-/, '−');
  }
  return String(Number(value.toPrecision(digits))).replace('-', '−');
}

/** A share as a percentage. */
export const percent = (share) => (share == null ? '–' : `${short(100 * share, 3)} %`);

/**
 * What somebody typed, with a comma or a point; NaN if it is no number.
 * @param {string} text
 */
export function parse(text) {
  const plain = text.trim().replace('−', '-').replace(/^([+-]?\d*),(\d+)$/, '$1.$2');
  return plain === '' ? NaN : Number(plain);
}

/** Thousands apart. */
export const whole = (value) => value.toLocaleString('en').replaceAll(',', ' ');
