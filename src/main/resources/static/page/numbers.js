// Numbers as text. Data keep every digit: exact() and json() for what is sent, copied, edited or kept, shown() for what
// is read. Results are rounded: short(), prediction(), percent().

/** The shortest text that reads back to the same number, −0 included: 0.1234567890123456, 1e-7, -0. */
export const exact = (value) => (Object.is(value, -0) ? '-0' : String(value));

/** With the minus sign of print, and no plus. */
const readable = (text) => text.replace('+', '').replaceAll('-', '−');

/** JSON as JSON.stringify writes it, except that −0 stays −0, for readers that tell whole numbers from others too. */
export function json(value) {
  if (typeof value === 'number') return Object.is(value, -0) ? '-0.0' : JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((element) => json(element ?? null)).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${json(member)}`).join(',')}}`;
}

/** Whether a number can be cut off at its end without losing its size: 0.1234…, but not 0.00000…. */
const isMiddling = (value, room) => Math.abs(value) >= 1e-3 && Math.abs(value) < 10 ** (room - (value < 0 ? 4 : 3));

/** A number of the data to be read: all its digits, or the first ones, never rounded, and an ellipsis. */
export function shown(value, room = 8) {
  const text = readable(exact(value));
  if (text.length <= room) return text;
  if (isMiddling(value, room)) return `${text.slice(0, room - 1)}…`;
  const [mantissa, power] = readable(value.toExponential()).split('e');
  if (mantissa.length + 1 + power.length <= room) return `${mantissa}e${power}`;
  const least = mantissa.startsWith('−') ? 2 : 1;
  return `${mantissa.slice(0, Math.max(least, room - power.length - 2)).replace(/\.$/, '')}…e${power}`;
}

/** A result to four digits: 0.1966, 1.2e−7. */
export function short(value, digits = 4) {
  if (value == null || !Number.isFinite(value)) return '–';
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1e6 || size < 1e-4) {
    return readable(value.toExponential(Math.max(0, digits - 2)));
  }
  return readable(String(Number(value.toPrecision(digits))));
}

/** To as few more digits as keep it below a bound; null if many would not do. */
function below(bound, value, digits) {
  for (let more = digits; more <= digits + 4; more++) {
    if (Number(value.toPrecision(more)) < bound) return short(value, more);
  }
  return null;
}

/**
 * A prediction to four digits. It is 1 only if nothing is missing: 0.99999, 1 − 4.2e−18.
 * @param rest 1 − ŷ, where it is known to more digits than from ŷ
 */
export function prediction(yHat, rest = 1 - yHat, digits = 4) {
  if (!(rest > 0) || !Number.isFinite(yHat)) return short(yHat, digits);
  return (rest >= 5e-6 ? below(1, yHat, digits) : null) ?? `1 − ${short(rest, digits - 1)}`;
}

/** A share as a percentage, which is 100 % only for all: 99.97 %, > 99.9999 %. */
export function percent(share) {
  if (share == null || !Number.isFinite(share)) return '–';
  if (share >= 1) return `${short(100 * share, 3)} %`;
  const text = below(100, 100 * share, 3);
  return text === null ? '> 99.9999 %' : `${text} %`;
}

/** Both ends of a scale, to as few digits as tell them apart and from what is between them. */
export function ends(low, high) {
  const off = (value, digits) => Math.abs(parse(short(value, digits)) - value);
  let digits = 2;
  while (digits < 18 && Math.max(off(low, digits), off(high, digits)) > (high - low) / 50) digits++;
  return [short(low, digits), short(high, digits)];
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/**
 * What somebody typed, with a comma or a point before the decimals; NaN if it is no decimal number, or so small that
 * 0 would stand for it. Thousands are not set apart: 1,234 is between 1 and 2, and 1 234 is no number.
 * @param {string} text
 */
export function parse(text) {
  const plain = text.trim().replaceAll('−', '-').replace(/^([+-]?\d*),(\d+)(e[+-]?\d+)?$/i, '$1.$2$3');
  if (!NUMBER.test(plain)) return NaN;
  const value = Number(plain);
  return value === 0 && /[1-9]/.test(plain.split(/e/i)[0]) ? NaN : value;
}

/** A text of people's own, cut where it would take too much room. */
export const shortened = (text, room = 24) => ([...text].length <= room ? text : `${[...text].slice(0, room - 1).join('')}…`);

/** Thousands apart. */
export const whole = (value) => value.toLocaleString('en').replaceAll(',', ' ');
