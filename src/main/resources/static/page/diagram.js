// The neuron drawn, and its formula with today's numbers.

import { byId, onceAFrame, svg } from './dom.js';
import { className, experiment, on } from './experiment.js';
import * as m from './formula.js';
import { logit, sigmoid } from './neuron.js';
import { prediction, short, shortened, shown } from './numbers.js';

const SHOWN = 7;
const TERMS = 8;

/** Where things are, from left to right, on a wide and on a narrow page. */
const WIDE = { left: -50, width: 750, letters: 18, name: 82, node: 92, nodeWidth: 58, room: 7, label: 212, sum: 394, slope: 496, slopeWidth: 60, answer: 602, plate: [26, 7.2] };
const NARROW = { left: -24, width: 464, letters: 7, name: 58, node: 62, nodeWidth: 56, room: 6, label: 166, sum: 252, slope: 304, slopeWidth: 46, answer: 356, plate: [30, 8] };
const NARROWER_THAN = 520;

let at = WIDE;

export function start() {
  const picture = onceAFrame(() => { if (isReady()) draw(); });
  const text = onceAFrame(() => { if (isReady()) formula(); });
  const redraw = () => { picture(); text(); };
  on('neuron data row', redraw);
  new ResizeObserver(redraw).observe(byId('diagram'));
}

const isReady = () => experiment.data.x.length > 0 && experiment.W.length === experiment.data.names.length;

const sign = (value) => (value < 0 ? 'down' : 'up');

/** Which features are drawn: all, or those with the largest weights. */
function chosen() {
  const { W, data } = experiment;
  const all = data.names.map((_, j) => j);
  if (all.length <= SHOWN) return all;
  return all.sort((a, b) => Math.abs(W[b] ?? 0) - Math.abs(W[a] ?? 0)).slice(0, SHOWN - 1).sort((a, b) => a - b);
}

const exactly = (value) => shown(value, Infinity);

function draw() {
  const { W, b, data, row } = experiment;
  at = byId('diagram').clientWidth < NARROWER_THAN ? NARROW : WIDE;
  const x = data.x[row];
  const features = chosen();
  const more = data.names.length - features.length;
  const lines = features.length + (more ? 1 : 0) + 1;
  const step = Math.min(48, 300 / lines);
  const height = Math.max(150, lines * step + 24);
  const middle = height / 2 - 6;
  const largest = Math.max(1e-12, ...features.map((j) => Math.abs(W[j])), Math.abs(b));
  const picture = svg('svg', { viewBox: `${at.left} 0 ${at.width} ${height}`, role: 'img', class: at === NARROW ? 'narrow' : null, 'aria-label': describe(x) });
  const place = (k) => 24 + k * step;
  features.forEach((j, k) => wire(picture, place(k), middle, W[j], largest));
  wire(picture, place(lines - 1), middle, b, largest);
  features.forEach((j, k) => input(picture, place(k), data.names[j], x[j]));
  features.forEach((j, k) => label(picture, place(k), middle, `W`, j, W[j]));
  if (more) picture.append(svg('text', { x: 20, y: place(features.length) + 4, class: 'quiet' }, `and ${more} more, none with a larger weight`));
  input(picture, place(lines - 1), 'bias', 1);
  label(picture, place(lines - 1), middle, 'b', null, b);
  output(picture, middle, logit(W, b, x), data.y[row]);
  byId('diagram').replaceChildren(picture);
  for (const text of picture.querySelectorAll('[data-width]')) squeeze(text);
}

/** Makes a number as narrow as its place is. */
function squeeze(text) {
  if (text.getComputedTextLength() <= text.dataset.width) return;
  text.setAttribute('textLength', text.dataset.width);
  text.setAttribute('lengthAdjust', 'spacingAndGlyphs');
}

function describe(x) {
  const { W, b, data, row } = experiment;
  const h = logit(W, b, x);
  const list = (values, write) => values.slice(0, TERMS).map((value, j) => `${data.names[j]} ${write(value)}`).join(', ')
    + (values.length > TERMS ? ` and ${values.length - TERMS} more` : '');
  return `The neuron with ${W.length} inputs. Weights: ${list(W, (w) => short(w))}; bias ${short(b)}. `
    + `Row ${row + 1}: ${list(x, exactly)}. It is answered with ${prediction(sigmoid(h), sigmoid(-h))}, the target is ${exactly(data.y[row])}.`;
}

function wire(picture, y, middle, weight, largest) {
  picture.append(svg('path', {
    class: `wire ${sign(weight)}`, d: `M${at.node + at.nodeWidth} ${y} C ${at.label + 40} ${y} ${at.sum - 100} ${middle} ${at.sum - 17} ${middle}`,
    'stroke-width': Math.max(0.6, (9 * Math.abs(weight)) / largest).toFixed(2), opacity: weight === 0 ? 0.35 : 0.85,
  }));
}

function input(picture, y, name, value) {
  picture.append(
    svg('text', { x: at.name, y: y + 5, 'text-anchor': 'end' }, shortName(name, at.letters), svg('title', {}, name)),
    svg('rect', { class: 'node', x: at.node, y: y - 13, width: at.nodeWidth, height: 26, rx: 13 }),
    svg('text', { x: at.node + at.nodeWidth / 2, y: y + 5, 'text-anchor': 'middle', 'data-width': at.nodeWidth - 6 }, shown(value, at.room), svg('title', {}, exactly(value))));
}

function label(picture, y, middle, letter, j, value) {
  const height = y + (middle - y) * 0.12;
  const text = at === NARROW ? ` ${short(value, 3)}` : ` = ${short(value, 3)}`;
  const width = at.plate[0] + at.plate[1] * text.length;
  picture.append(
    svg('rect', { class: 'plate', x: at.label - width / 2, y: height - 10, width, height: 20, rx: 5 }),
    svg('text', { class: `label ${sign(value)}`, x: at.label, y: height + 4, 'text-anchor': 'middle' },
      letter, j === null ? null : svg('tspan', { 'font-size': 10, dy: 3 }, j + 1), svg('tspan', j === null ? {} : { dy: -3 }, text)));
}

function output(picture, middle, h, y) {
  const yHat = sigmoid(h);
  const { sum, slope, slopeWidth, answer, left, width } = at;
  const ending = prediction(yHat, sigmoid(-h), 3);
  const room = left + width - answer;
  const centre = slope + slopeWidth / 2;
  const run = slopeWidth - 16;
  picture.append(
    svg('path', { class: 'wire plain', d: `M${sum + 20} ${middle} H ${slope} M ${slope + slopeWidth} ${middle} H ${answer - 6}` }),
    svg('circle', { class: 'node', cx: sum, cy: middle, r: 20 }),
    svg('text', { x: sum, y: middle + 6, 'text-anchor': 'middle', 'font-size': 17 }, 'Σ'),
    svg('text', { x: at === NARROW ? sum : (sum + slope) / 2 + 10, y: middle - (at === NARROW ? 28 : 12), 'text-anchor': 'middle' }, `h = ${short(h, 3)}`),
    svg('rect', { class: 'node', x: slope, y: middle - 26, width: slopeWidth, height: 52, rx: 8 }),
    svg('path', { class: 'wire plain', d: `M${slope + 8} ${middle + 16} C ${centre + 4} ${middle + 16} ${centre - 4} ${middle - 16} ${slope + 8 + run} ${middle - 16}` }),
    svg('circle', { cx: slope + 8 + run * yHat, cy: middle + 16 - 32 * yHat, r: 4, fill: 'currentColor', class: yHat >= 0.5 ? 'up' : 'down' }),
    svg('text', { x: centre, y: middle + 44, 'text-anchor': 'middle', class: 'quiet' }, 'σ'),
    svg('text', { class: 'answer', x: answer, y: middle + 5, 'data-width': room }, at === NARROW ? ending : `ŷ ${ending}`),
    svg('text', { class: 'quiet', x: answer, y: middle + 25, 'data-width': room }, `target ${targetText(y)}`, svg('title', {}, className(y) ?? exactly(y))),
    svg('text', { class: 'quiet', x: answer, y: middle - 16 }, at === NARROW ? 'ŷ' : ''),
    svg('text', { class: 'quiet', x: sum, y: middle + 44, 'text-anchor': 'middle' }, `row ${experiment.row + 1}`));
}

/** A name that is cut so that a feature of a level keeps some of both: emba…=Q. */
function shortName(name, room) {
  const end = name.length > room ? name.indexOf('=') : -1;
  if (end < 0) return shortened(name, room);
  const level = shortened(name.slice(end + 1), Math.floor(room / 2));
  return `${shortened(name.slice(0, end), room - level.length - 1)}=${level}`;
}

/** The target, with what its class is called. */
function targetText(y) {
  const name = className(y);
  return name === null ? shown(y, at.room) : `${y} (${shortened(name, at.room + 2)})`;
}

function formula() {
  const { W, b, data, row } = experiment;
  const x = data.x[row];
  const h = logit(W, b, x);
  const weight = (value) => (value < 0 ? m.paren(m.mn(value, sign(value))) : m.mn(value, sign(value)));
  const terms = x.slice(0, TERMS).flatMap((value, j) => m.term(m.mo(j ? '+' : '='), m.signed(value, m.exactly), weight(W[j])));
  const rest = x.length > TERMS ? [[m.mo('+'), m.mi('…')]] : [];
  byId('formula').replaceChildren(
    m.pieces([m.mi('h'), m.mo('='), m.mi('x'), m.mo('·'), m.mi('W'), m.mo('+'), m.mi('b')], ...terms, ...rest, [m.mo('+'), weight(b)], [m.mo('='), m.mn(h)]),
    m.pieces([m.hat(), m.mo('='), m.mi('σ'), m.paren(m.mi('h')), m.mo('='), m.over([m.mn(1)], [m.mn(1), m.mo('+'), m.power(m.mi('e'), [m.mo('−'), m.signed(h)])])], [m.mo('='), m.squeezed(h)]));
}
