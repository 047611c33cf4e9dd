// The parts that formulas are made of (MathML).

import { html, math } from './dom.js';
import { short } from './numbers.js';

export const mi = (text) => math('mi', {}, text);
export const mo = (text) => math('mo', { stretchy: 'false' }, text);
/** A number to four digits, or a word in its place. */
export const mn = (value, look) => math('mn', { class: look }, typeof value === 'number' ? short(value) : value);
export const paren = (...children) => [mo('('), ...children, mo(')')];
/** A number after an operator: in parentheses if it has a sign. */
export const signed = (value) => (value < 0 ? paren(mn(value)) : [mn(value)]);
export const over = (top, bottom) => math('mfrac', {}, math('mrow', {}, top), math('mrow', {}, bottom));
export const sub = (base, index) => math('msub', {}, base, index);
export const power = (base, exponent) => math('msup', {}, math('mrow', {}, base), math('mrow', {}, exponent));
export const hat = () => math('mover', { accent: 'true' }, mi('y'), mo('^'));
/** d top / d bottom. */
export const by = (top, bottom) => over([mi('d'), top], [mi('d'), bottom]);

/** A formula that can be broken between its pieces. */
export const pieces = (...list) => html('div', { class: 'pieces' }, list.map((piece) => math('math', {}, piece)));
