// The data table: cells, rows and columns to edit, and examples.

import * as cells from './cells.js';
import { byId, html, option } from './dom.js';
import { experiment, isPart, on, replaceData, selectRow, set, setData } from './experiment.js';
import { reopen } from './import.js';
import { exact, parse, shortened, whole } from './numbers.js';
import { PRESETS } from './presets.js';

/** Rows that are shown at once, fewer if they are long. */
const MOST_ROWS = 50;
const LEAST_ROWS = 5;
const MOST_CELLS = 5000;

let first = 0;

const pageLength = () => {
  const columns = experiment.data.raw?.columns.length ?? experiment.data.names.length;
  return Math.max(LEAST_ROWS, Math.min(MOST_ROWS, Math.floor(MOST_CELLS / columns)));
};

export function start() {
  for (const [key, preset] of Object.entries(PRESETS)) byId('preset').append(option(key, preset.title));
  byId('preset').addEventListener('change', (event) => choose(event.target.value));
  on('table', () => { first = 0; });
  on('data', () => { first = Math.min(first, Math.max(0, experiment.data.x.length - 1)); draw(); });
  on('data-refused', draw);
  on('row', mark);
}

/** Takes an example. */
export async function choose(key) {
  const preset = PRESETS[key];
  if (!preset) return;
  first = 0;
  const data = await preset.load();
  set({ standardize: false, ...preset.settings });
  replaceData(data, key);
}

const copyOf = (data) => ({ ...data, names: [...data.names], x: data.x.map((row) => [...row]), y: [...data.y], weights: data.weights ? [...data.weights] : null });

/** Changes a copy of the data. */
export function edit(change) {
  const data = copyOf(experiment.data);
  change(data);
  setData(data);
}

/** Draws again, with the focus in the cell where it was. */
function draw() {
  const focused = byId('table').contains(document.activeElement) ? document.activeElement.getAttribute('aria-label') : null;
  redraw();
  if (focused) [...byId('table').querySelectorAll('[aria-label]')].find((element) => element.getAttribute('aria-label') === focused)?.focus();
}

function redraw() {
  const { data, preset } = experiment;
  const select = byId('preset');
  select.querySelector('option[value=""]')?.remove();
  if (!preset) select.prepend(option('', 'your own', true));
  select.value = preset ?? '';
  byId('preset-note').textContent = preset ? PRESETS[preset].note : note(data);
  byId('table-fault').textContent = '';
  const end = Math.min(first + pageLength(), data.x.length);
  const view = data.raw ? cells : { head, line };
  const rows = [];
  for (let i = first; i < end; i++) rows.push(view.line(i));
  byId('table').replaceChildren(html('table', {}, html('thead', {}, view.head()), html('tbody', {}, rows)));
  byId('table-buttons').replaceChildren(...buttons(end));
  mark();
}

const counted = (n, noun) => `${whole(n)} ${noun}${n === 1 ? '' : 's'}`;

/** What the table is, where it is no example. */
function note(data) {
  const { raw, classes, headerless, names, total, x } = data;
  const from = raw ? ` from ${counted(raw.columns.filter(({ role }) => role === 'feature').length, 'column')}` : '';
  return [
    `${counted(total, 'row')} of ${counted(names.length, 'feature')}${from}.`,
    classes ? `${shortened(String(classes.positive))} is 1, ${shortened(String(classes.negative))} is 0.` : '',
    headerless ? 'The first line held numbers alone and is the first row; the names of the columns can be changed in the table.' : '',
    isPart(data) ? `The page holds the first ${counted(x.length, 'row')} and trains on all of the file; cells cannot be changed here.` : '',
  ].filter(Boolean).join(' ');
}

function head() {
  const { data } = experiment;
  return html('tr', {},
    html('td', {}),
    data.names.map((name, j) => html('th', { scope: 'col' }, html('input', {
      value: name, 'aria-label': `Name of column ${j + 1}`, title: name, size: Math.min(Math.max(name.length, 2), 12),
      onchange: (event) => rename(event.target, j),
    }))),
    html('th', { scope: 'col', class: 'target' }, html('input', {
      value: data.target, 'aria-label': 'Name of the target', title: 'The target: what the neuron is to answer', size: 2,
      onchange: (event) => { data.target = event.target.value.trim() || 'y'; },
    })),
    html('td', {}));
}

function rename(input, j) {
  const name = input.value.trim();
  const taken = experiment.data.names.some((other, k) => k !== j && other === name);
  if (name === '' || taken) {
    refuse(input, name === '' ? 'A column needs a name.' : `There is a column ${name} already.`);
    return;
  }
  edit((data) => { data.names[j] = name; });
}

function line(i) {
  const { data } = experiment;
  return html('tr', { 'data-row': i },
    html('th', { scope: 'row' }, i + 1),
    data.x[i].map((value, j) => html('td', {}, cell(value, `${data.names[j]}, row ${i + 1}`, i, (number, next) => { next.x[i][j] = number; }))),
    html('td', { class: 'target' }, cell(data.y[i], `Target, row ${i + 1}`, i, (number, next) => { next.y[i] = number; }, true)),
    html('td', {}, html('button', {
      type: 'button', class: 'icon', 'aria-label': `Remove row ${i + 1}`, title: 'Remove this row', disabled: data.x.length === 1,
      onclick: () => edit((next) => { next.x.splice(i, 1); next.y.splice(i, 1); next.weights?.splice(i, 1); }),
    }, '×')));
}

function cell(value, label, i, put, isTarget = false) {
  return html('input', {
    value: exact(value), 'aria-label': label, inputmode: 'decimal', autocomplete: 'off',
    onfocus: () => selectRow(i),
    onchange: (event) => {
      const number = parse(event.target.value);
      if (!Number.isFinite(number)) {
        refuse(event.target, `${label}: “${event.target.value.slice(0, 20)}” is not a number; ${exact(value)} still counts.`);
      } else if (isTarget && (number < 0 || number > 1)) {
        refuse(event.target, `${label}: a target must be from 0 to 1; ${exact(value)} still counts.`);
      } else {
        edit((data) => put(number, data));
      }
    },
  });
}

function refuse(input, message) {
  input.setAttribute('aria-invalid', 'true');
  byId('table-fault').textContent = message;
}

function ofNumbers(button) {
  const { data } = experiment;
  return [
    button('+ row', () => edit((next) => { next.x.push(next.names.map(() => 0)); next.y.push(0); next.weights?.push(1); first = Math.max(0, next.x.length - pageLength()); })),
    button('+ column', () => edit((next) => {
      let k = next.names.length + 1;
      while (next.names.includes(`x${k}`)) k++;
      next.names.push(`x${k}`);
      next.x.forEach((row) => row.push(0));
    })),
    button('− column', () => edit((next) => { next.names.pop(); next.x.forEach((row) => row.pop()); }), data.names.length === 1),
  ];
}

/** Of a table with categories: rows to add, and how its columns are read. */
function ofCells(button) {
  return [
    cells.isEditable() ? button('+ row', () => { cells.addRow(); first = Math.max(0, experiment.data.x.length + 1 - pageLength()); }) : null,
    button('Change how it is read', reopen),
  ].filter(Boolean);
}

function buttons(end) {
  const { data } = experiment;
  const button = (text, onclick, disabled = false) => html('button', { type: 'button', class: 'small', onclick, disabled }, text);
  const list = data.raw ? ofCells(button) : ofNumbers(button);
  if (data.x.length > pageLength()) {
    list.push(
      html('span', { class: 'hint' }, `rows ${first + 1}–${end} of ${data.x.length}`),
      button('‹ before', () => { first = Math.max(0, first - pageLength()); draw(); }, first === 0),
      button('next ›', () => { first += pageLength(); draw(); }, end === data.x.length));
  }
  return list;
}

function mark() {
  for (const row of byId('table').querySelectorAll('tr[data-row]')) {
    row.classList.toggle('selected', Number(row.dataset.row) === experiment.row);
  }
}
