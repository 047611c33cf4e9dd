// The predictions over two features, the others at their means; with two features, points to add and drag.

import { byId, onceAFrame, option } from './dom.js';
import { experiment, on, selectRow } from './experiment.js';
import { complete, products } from './features.js';
import { logit, means, sigmoid } from './neuron.js';
import { short } from './numbers.js';
import { edit } from './table.js';

const CELLS = 48;
const MARGIN = 44;
const NEAR = 14;
const MOST_POINTS = 2000;

/** The field in small, to be drawn large. */
const small = new OffscreenCanvas(CELLS + 1, CELLS + 1).getContext('2d');

let range = null;
let dragged = -1;
let moved = false;

const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

export function start() {
  const redraw = onceAFrame(draw);
  on('data', () => { if (dragged < 0) fit(); axes(); redraw(); });
  on('neuron row', redraw);
  document.addEventListener('themechange', redraw);
  for (const id of ['axis-x', 'axis-y']) byId(id).addEventListener('change', () => { fit(); redraw(); });
  const canvas = byId('surface');
  canvas.addEventListener('pointerdown', press);
  canvas.addEventListener('pointermove', drag);
  canvas.addEventListener('pointerup', release);
  canvas.addEventListener('pointercancel', () => { dragged = -1; });
}

const chosen = () => [Number(byId('axis-x').value), Number(byId('axis-y').value)];

/** The features that are not products of others. */
function free() {
  const made = new Set(products(experiment.data).map(([k]) => k));
  return experiment.data.names.map((_, j) => j).filter((j) => !made.has(j));
}

const editable = () => free().length === 2 && chosen().every((j) => free().includes(j)) && chosen()[0] !== chosen()[1];

function axes() {
  const { names } = experiment.data;
  for (const [id, fallback] of [['axis-x', 0], ['axis-y', Math.min(1, names.length - 1)]]) {
    const select = byId(id);
    const kept = [...select.options].map((o) => o.text).join() === names.join() ? select.value : fallback;
    select.replaceChildren(...names.map((name, j) => option(j, name)));
    select.value = kept;
  }
  byId('axis-y').parentElement.hidden = names.length === 1;
  byId('surface-tools').hidden = !editable();
  byId('surface').classList.toggle('editable', editable());
  byId('surface-note').textContent = names.length === 1 ? 'One feature across, the prediction upwards.'
    : editable() ? 'The line is where ŷ = ½. Points can be dragged.'
      : 'The other features are held at their means. The line is where ŷ = ½.';
  fit();
}

/** What the axes run over. */
function fit() {
  const { data } = experiment;
  const limits = (j) => {
    let low = Infinity;
    let high = -Infinity;
    for (const x of data.x) { low = Math.min(low, x[j]); high = Math.max(high, x[j]); }
    const space = (high - low || 1) * 0.2;
    return [low - space, high + space];
  };
  const [a, b] = chosen();
  range = { x: limits(a), y: data.names.length === 1 ? [-0.1, 1.1] : limits(b) };
}

function scale(canvas) {
  const size = canvas.width - MARGIN;
  return {
    x: (value) => MARGIN + ((value - range.x[0]) / (range.x[1] - range.x[0])) * size,
    y: (value) => size - ((value - range.y[0]) / (range.y[1] - range.y[0])) * size,
    back: (px, py) => [range.x[0] + ((px - MARGIN) / size) * (range.x[1] - range.x[0]), range.y[0] + ((size - py) / size) * (range.y[1] - range.y[0])],
    size,
  };
}

function draw() {
  const { W, data } = experiment;
  const canvas = byId('surface');
  const paper = canvas.getContext('2d');
  paper.fillStyle = color('--card');
  paper.fillRect(0, 0, canvas.width, canvas.height);
  if (!range || W.length !== data.names.length) return;
  const to = scale(canvas);
  if (data.names.length === 1) line(paper, to);
  else field(paper, to);
  frame(paper, to, canvas);
  points(paper, to);
}

/** The logits over a grid of the two features: products of them follow, all others are held at their means. */
function grid() {
  const { W, b, data } = experiment;
  const [i, j] = chosen();
  const made = products(data).filter(([k]) => k !== i && k !== j);
  const row = means(data);
  const h = new Float64Array((CELLS + 1) ** 2);
  for (let r = 0; r <= CELLS; r++) {
    for (let c = 0; c <= CELLS; c++) {
      row[j] = range.y[1] - (r / CELLS) * (range.y[1] - range.y[0]);
      row[i] = range.x[0] + (c / CELLS) * (range.x[1] - range.x[0]);
      for (const [k, [p, q]] of made) row[k] = row[p] * row[q];
      h[r * (CELLS + 1) + c] = logit(W, b, row);
    }
  }
  return h;
}

function parts(name) {
  const hex = color(name).replace('#', '');
  const full = hex.length === 3 ? [...hex].map((digit) => digit + digit).join('') : hex;
  return [0, 2, 4].map((at) => parseInt(full.slice(at, at + 2), 16));
}

function field(paper, to) {
  const h = grid();
  const low = parts('--down-soft');
  const high = parts('--up-soft');
  const mid = parts('--card');
  const size = CELLS + 1;
  const image = paper.createImageData(size, size);
  h.forEach((logit, at) => {
    const yHat = sigmoid(logit);
    const side = yHat >= 0.5 ? high : low;
    const share = Math.abs(yHat - 0.5) * 2;
    for (let k = 0; k < 3; k++) image.data[4 * at + k] = mid[k] + share * (side[k] - mid[k]);
    image.data[4 * at + 3] = 255;
  });
  small.putImageData(image, 0, 0);
  paper.imageSmoothingEnabled = true;
  paper.drawImage(small.canvas, 0.5, 0.5, CELLS, CELLS, MARGIN, 0, to.size, to.size);
  border(paper, to, h);
}

/** Where the logit is 0: through each cell of the grid a straight piece (marching squares). */
function border(paper, to, h) {
  const step = to.size / CELLS;
  paper.beginPath();
  for (let r = 0; r < CELLS; r++) {
    for (let c = 0; c < CELLS; c++) {
      const at = r * (CELLS + 1) + c;
      const corners = [[c, r, h[at]], [c + 1, r, h[at + 1]], [c + 1, r + 1, h[at + CELLS + 2]], [c, r + 1, h[at + CELLS + 1]]];
      const crossings = corners.map((p, k) => crossing(p, corners[(k + 1) % 4])).filter(Boolean);
      for (let k = 0; k + 1 < crossings.length; k += 2) {
        paper.moveTo(MARGIN + crossings[k][0] * step, crossings[k][1] * step);
        paper.lineTo(MARGIN + crossings[k + 1][0] * step, crossings[k + 1][1] * step);
      }
    }
  }
  paper.strokeStyle = color('--text');
  paper.lineWidth = 3;
  paper.stroke();
}

function crossing([x0, y0, h0], [x1, y1, h1]) {
  if (h0 < 0 === h1 < 0) return null;
  const share = h0 / (h0 - h1);
  return [x0 + share * (x1 - x0), y0 + share * (y1 - y0)];
}

function line(paper, to) {
  const { W, b } = experiment;
  paper.beginPath();
  for (let k = 0; k <= 200; k++) {
    const x = range.x[0] + (k / 200) * (range.x[1] - range.x[0]);
    paper.lineTo(to.x(x), to.y(sigmoid(W[0] * x + b)));
  }
  paper.strokeStyle = color('--accent');
  paper.lineWidth = 4;
  paper.stroke();
}

function frame(paper, to, canvas) {
  const { names } = experiment.data;
  const [i, j] = chosen();
  paper.strokeStyle = color('--quiet');
  paper.lineWidth = 1;
  paper.strokeRect(MARGIN + 0.5, 0.5, to.size - 1, to.size - 1);
  paper.fillStyle = color('--quiet');
  paper.font = '20px system-ui';
  paper.textBaseline = 'alphabetic';
  const bottom = canvas.height - 14;
  paper.textAlign = 'left';
  paper.fillText(short(range.x[0], 2), MARGIN, bottom);
  paper.textAlign = 'right';
  paper.fillText(short(range.x[1], 2), canvas.width - 4, bottom);
  paper.textAlign = 'center';
  paper.fillText(names[i].slice(0, 30), MARGIN + to.size / 2, bottom);
  paper.save();
  paper.translate(28, to.size / 2);
  paper.rotate(-Math.PI / 2);
  paper.fillText(names.length === 1 ? 'ŷ' : names[j].slice(0, 30), 0, 0);
  paper.textAlign = 'left';
  paper.fillText(short(range.y[0], 2), -to.size / 2, 0);
  paper.textAlign = 'right';
  paper.fillText(short(range.y[1], 2), to.size / 2 - 2, 0);
  paper.restore();
}

function place(i) {
  const { data } = experiment;
  const [a, b] = chosen();
  return [data.x[i][a], data.names.length === 1 ? data.y[i] : data.x[i][b]];
}

/** Class 1 is a disc, class 0 a square: told apart without colour too. */
function points(paper, to) {
  const { data, row } = experiment;
  const up = color('--up');
  const down = color('--down');
  const radius = data.x.length > 200 ? 6 : 10;
  for (let i = Math.min(data.x.length, MOST_POINTS) - 1; i >= 0; i--) {
    const [x, y] = place(i);
    const px = to.x(x);
    const py = to.y(y);
    paper.beginPath();
    if (data.y[i] >= 0.5) paper.arc(px, py, radius, 0, 2 * Math.PI);
    else paper.rect(px - radius * 0.88, py - radius * 0.88, radius * 1.76, radius * 1.76);
    paper.fillStyle = data.y[i] >= 0.5 ? up : down;
    paper.fill();
    paper.lineWidth = i === row ? 5 : 1.5;
    paper.strokeStyle = i === row ? color('--text') : color('--card');
    paper.stroke();
  }
}

function at(event) {
  const canvas = byId('surface');
  const box = canvas.getBoundingClientRect();
  const factor = canvas.width / box.width;
  return [(event.clientX - box.left) * factor, (event.clientY - box.top) * factor];
}

function hit(px, py) {
  const to = scale(byId('surface'));
  const reach = NEAR * 1.6;
  let best = -1;
  let nearest = reach * reach;
  for (let i = 0; i < experiment.data.x.length; i++) {
    const [x, y] = place(i);
    const distance = (to.x(x) - px) ** 2 + (to.y(y) - py) ** 2;
    if (distance < nearest) { nearest = distance; best = i; }
  }
  return best;
}

function press(event) {
  const [px, py] = at(event);
  const point = hit(px, py);
  moved = false;
  if (point >= 0) {
    selectRow(point);
    if (editable()) {
      dragged = point;
      byId('surface').setPointerCapture(event.pointerId);
    }
  } else if (editable()) {
    add(px, py);
  }
}

const round = (value, j) => {
  const span = j ? range.y[1] - range.y[0] : range.x[1] - range.x[0];
  const digits = Math.max(0, 2 - Math.floor(Math.log10(span / 3)));
  return Number(value.toFixed(Math.min(digits, 12)));
};

/** A row at a place of the picture. */
function rowAt(px, py, row) {
  const [i, j] = chosen();
  [row[i], row[j]] = scale(byId('surface')).back(px, py).map(round);
  return complete(row, products(experiment.data));
}

function add(px, py) {
  const y = Number(document.querySelector('input[name="point-class"]:checked').value);
  const row = rowAt(px, py, experiment.data.names.map(() => 0));
  edit((data) => { data.x.push(row); data.y.push(y); data.weights?.push(1); });
  selectRow(experiment.data.x.length - 1);
}

function drag(event) {
  if (dragged < 0) return;
  moved = true;
  experiment.data.x[dragged] = rowAt(...at(event), [...experiment.data.x[dragged]]);
  draw();
}

function release() {
  const point = dragged;
  dragged = -1;
  if (point >= 0 && moved) edit(() => {});
}
