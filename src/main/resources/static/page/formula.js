// The parts that formulas are made of (MathML).

import { html, math } from './dom.js';
import { sigmoid } from './neuron.js';
import { exact, prediction, short, shown } from './numbers.js';

export const mi = (text) => math('mi', {}, text);
export const mo = (text) => math('mo', { stretchy: 'false' }, text);
/** A number to four digits, or a word in its place. */
export const mn = (value, look) => math('mn', { class: look }, typeof value === 'number' ? short(value) : value);
/** A number of the data, with all its digits. */
export const exactly = (value) => math('mn', {}, exact(value).replaceAll('-', '−'));
/** ŷ = σ(h), which is never 1. */
export const squeezed = (h) => math('mn', {}, prediction(sigmoid(h), sigmoid(-h)));
export const paren = (...children) => [mo('('), ...children, mo(')')];
/** A number after an operator: in parentheses if it has a sign. */
export const signed = (value, write = mn) => {
  const number = write(value);
  return number.textContent.startsWith('−') ? paren(number) : [number];
};
export const over = (top, bottom) => math('mfrac', {}, math('mrow', {}, top), math('mrow', {}, bottom));
export const sub = (base, index) => math('msub', {}, base, index);
export const power = (base, exponent) => math('msup', {}, math('mrow', {}, base), math('mrow', {}, exponent));
export const hat = () => math('mover', { accent: 'true' }, mi('y'), mo('^'));
/** d top / d bottom. */
export const by = (top, bottom) => over([mi('d'), top], [mi('d'), bottom]);

const LISTED = 4;
/** A row of the data in one line, with the first of its features: 3: (1, 0, 1) → 1. */
export function row(i, x, y, whole = false) {
  const write = (value) => shown(value, whole ? Infinity : undefined);
  return `${i + 1}: (${x.slice(0, LISTED).map(write).join(', ')}${x.length > LISTED ? ', …' : ''}) → ${write(y)}`;
}

const SHORT_TERM = 24; // characters: an exact number of the data and a sign

/** The pieces of a term that a sum adds: factor · weight. A long one can be broken before the dot. */
export const term = (operator, factor, weight) => {
  const [left, right] = [[operator, factor].flat(), [mo('·'), weight].flat()];
  const length = [...left, ...right].reduce((sum, part) => sum + (part?.textContent.length ?? 0), 0);
  return length > SHORT_TERM ? [left, right] : [[...left, ...right]];
};

/** A formula that can be broken between its pieces. */
export const pieces = (...list) => html('div', { class: 'pieces' }, list.map((piece) => math('math', {}, piece)));
