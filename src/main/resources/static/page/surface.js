// The predictions over two features, the others at their means; with two features, points to add and drag.

import { addPlaced, canPlace, movePlaced } from './cells.js';
import { byId, onceAFrame, option } from './dom.js';
import { className, experiment, on, selectRow } from './experiment.js';
import { complete, products } from './features.js';
import { shortened } from './numbers.js';
import { MOST_POINTS, paint, place, scale } from './picture.js';
import { edit } from './table.js';

const NEAR = 14;
/** A press that moves fewer pixels than this chooses a point and leaves its numbers as they are. */
const STILL = 3;

/** The two features and what they run over. */
let view = null;
let dragged = -1;
let moved = false;
let pressed = null;

export function start() {
  const redraw = onceAFrame(draw);
  const begin = () => { axes(); fit(); redraw(); };
  on('table', () => { view = null; });
  on('data', () => { axes(); if (!showsAll()) fit(); redraw(); });
  on('neuron row', redraw);
  document.addEventListener('themechange', redraw);
  for (const id of ['axis-x', 'axis-y']) byId(id).addEventListener('change', begin);
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

const editable = () => (!experiment.data.origin || canPlace()) && free().length === 2 && chosen().every((j) => free().includes(j)) && chosen()[0] !== chosen()[1];

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
  byId('surface-note').textContent = note();
  for (const name of document.querySelectorAll('[data-class]')) {
    const y = Number(name.dataset.class);
    name.textContent = className(y) === null ? y : shortened(className(y));
  }
}

/** How the picture is to be read. */
function note() {
  const { names, x, total } = experiment.data;
  const drawn = Math.min(x.length, MOST_POINTS);
  const points = [legend(), drawn < total ? ` The first ${drawn} of ${total} rows are drawn.` : ''].join('');
  if (names.length === 1) return `One feature across, the prediction upwards.${points}`;
  if (editable()) return `The line is where ŷ = ½. Points can be dragged.${points}`;
  const follow = free().length < names.length ? ', products follow' : '';
  return `The other features are held at their means${follow}. The line is where ŷ = ½.${points}`;
}

/** Which class is which sign, where classes have names. */
function legend() {
  return experiment.data.classes ? ` Discs are ${shortened(className(1))} (1), squares ${shortened(className(0))} (0).` : '';
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
  const [across, up] = chosen();
  view = { axes: [across, up], x: limits(across), y: data.names.length === 1 ? [-0.1, 1.1] : limits(up) };
}

/** Whether every point is in the picture as it is: it then stays, so that nothing jumps under the pointer. */
function showsAll() {
  const [across, up] = chosen();
  const within = (value, [low, high]) => value >= low && value <= high;
  return view !== null && view.axes[0] === across && view.axes[1] === up
    && experiment.data.x.every((_, i) => place(i, view).every((value, k) => within(value, k ? view.y : view.x)));
}

const draw = () => paint(byId('surface'), view);

function at(event) {
  const canvas = byId('surface');
  const box = canvas.getBoundingClientRect();
  const factor = canvas.width / box.width;
  return [(event.clientX - box.left) * factor, (event.clientY - box.top) * factor];
}

function hit(px, py) {
  const to = scale(byId('surface'), view);
  const reach = NEAR * 1.6;
  let best = -1;
  let nearest = reach * reach;
  for (let i = 0; i < experiment.data.x.length; i++) {
    const [x, y] = place(i, view);
    const distance = (to.x(x) - px) ** 2 + (to.y(y) - py) ** 2;
    if (distance < nearest) { nearest = distance; best = i; }
  }
  return best;
}

function press(event) {
  const [px, py] = at(event);
  const point = hit(px, py);
  moved = false;
  pressed = [event.clientX, event.clientY];
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

/** Where the pointer is, as near as it can show; 0 without a sign. */
const round = (value, j) => {
  const span = j ? view.y[1] - view.y[0] : view.x[1] - view.x[0];
  const digits = Math.max(0, 2 - Math.floor(Math.log10(span / 3)));
  return Number(value.toFixed(Math.min(digits, 100))) + 0;
};

/** A row at a place of the picture. */
function rowAt(px, py, row) {
  const [i, j] = chosen();
  [row[i], row[j]] = scale(byId('surface'), view).back(px, py).map(round);
  return complete(row, products(experiment.data));
}

function add(px, py) {
  const y = Number(document.querySelector('input[name="point-class"]:checked').value);
  const row = rowAt(px, py, experiment.data.names.map(() => 0));
  const select = () => selectRow(experiment.data.x.length - 1);
  if (experiment.data.origin) {
    addPlaced(row, y).then((isTaken) => isTaken && select());
  } else {
    edit((data) => { data.x.push(row); data.y.push(y); data.weights?.push(1); });
    select();
  }
}

function drag(event) {
  if (dragged < 0) return;
  if (!moved && Math.hypot(event.clientX - pressed[0], event.clientY - pressed[1]) < STILL) return;
  moved = true;
  experiment.data.x[dragged] = rowAt(...at(event), [...experiment.data.x[dragged]]);
  draw();
}

function release() {
  const point = dragged;
  dragged = -1;
  if (point < 0 || !moved) return;
  if (experiment.data.origin) movePlaced(point, experiment.data.x[point]);
  else edit(() => {});
}
