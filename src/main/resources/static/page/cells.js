// The table on the page where columns are categories, have missing cells or classes with names: raw cells, which the
// service encodes again after each change.

import { byId, html, option } from './dom.js';
import { cellText, read } from './encoded.js';
import { changed, experiment, on, selectRow, setData } from './experiment.js';
import { parse, shortened } from './numbers.js';
import { sourceOfRows } from './source.js';

/** Levels up to which a cell is a choice. */
const MOST_CHOICES = 50;

let pending = null;
let aborter = null;
let newest = 0;

export const start = () => on('table', drop);

/** True if cells can be changed: the page holds all of the table. */
export const isEditable = () => experiment.data.origin?.source.kind === 'rows';

/** Runs an action once the service has encoded what was changed last. */
export function whenEncoded(action) {
  if (pending) pending.then((isGood) => isGood && action());
  else action();
}

/**
 * Has the table encoded with a change, and takes it over; of several changes the last answer counts.
 * @param {function} change of a copy of the origin: its options, its rows
 * @returns {Promise<boolean>} false if the service refuses the table, which then stays as it was
 */
export function change(apply) {
  const mine = ++newest;
  const next = copyOf(latest ?? experiment.data.origin);
  apply(next);
  latest = next;
  aborter?.abort();
  aborter = new AbortController();
  pending = encode(mine, next, aborter.signal);
  return pending;
}

/** The origin with all changes so far, while their answer is awaited. */
let latest = null;

/** Drops changes that are under way: another table has come. */
function drop() {
  newest++;
  aborter?.abort();
  latest = null;
  pending = null;
}

function copyOf({ source, options, classWeights }) {
  return {
    source: source.kind === 'rows' ? sourceOfRows(source.columns, source.cells.map((row) => [...row])) : source,
    options: { ...options },
    ...(classWeights ? { classWeights } : {}),
  };
}

async function encode(mine, origin, signal) {
  let fault = null;
  try {
    const data = await read(origin, signal);
    if (mine === newest) settle(() => setData(data));
  } catch (e) {
    if (mine === newest) {
      fault = e;
      settle(() => changed('data-refused'));
      byId('table-fault').textContent = `${e.message} The previous table is kept.`;
    }
  }
  // a change that was overtaken waits for the newer one
  return mine === newest ? fault === null : pending;
}

function settle(show) {
  latest = null;
  pending = null;
  show();
}

const isTarget = ({ role }) => role === 'target';

const CALLED = { target: 'the target', weights: 'weights', ignored: 'left out' };

export function head() {
  return html('tr', {},
    html('td', {}),
    experiment.data.raw.columns.map((column) => html('th', { scope: 'col', class: `raw ${column.role}`, title: column.name },
      shortened(column.name), CALLED[column.role] ? html('small', {}, CALLED[column.role]) : null)),
    html('td', {}));
}

export function line(i) {
  const { raw } = experiment.data;
  return html('tr', { 'data-row': i },
    html('th', { scope: 'row' }, isEditable() ? i + 1 : html('button', { type: 'button', class: 'icon', 'aria-label': `Show row ${i + 1}`, onclick: () => selectRow(i) }, i + 1)),
    raw.columns.map((column, j) => html('td', { class: isTarget(column) ? 'target' : column.role === 'ignored' ? 'left' : null }, cell(column, i, j))),
    html('td', {}, isEditable() ? html('button', {
      type: 'button', class: 'icon', 'aria-label': `Remove row ${i + 1}`, title: 'Remove this row', disabled: raw.cells.length === 1,
      onclick: () => change(({ source }) => source.cells.splice(i, 1)),
    }, '×') : null));
}

function cell(column, i, j) {
  const value = experiment.data.raw.cells[i][j];
  const text = cellText(value);
  if (!isEditable() || column.role === 'ignored') return html('span', { title: text }, shortened(text));
  const label = `${column.name}, row ${i + 1}`;
  const put = (next) => change(({ source }) => { source.cells[i][j] = next; });
  const described = { 'aria-label': label, onfocus: () => selectRow(i) };
  const choices = choicesOf(column);
  if (choices) {
    return html('select', { ...described, onchange: (event) => put(event.target.value === '' ? null : choices[Number(event.target.value)]) },
      takesMissing() || value === null ? option('', '(missing)', value === null) : null, choices.map((choice, k) => option(k, shortened(cellText(choice)), choice === value)));
  }
  return html('input', { ...described, value: text, autocomplete: 'off', onchange: (event) => write(event.target, column, value, put) });
}

/** The values of a category, as they are in the cells; null for a column of numbers, or of too many values. */
function choicesOf(column) {
  if (column.kind === 'number' && !(isTarget(column) && experiment.data.classes)) return null;
  if (column.levels.length === 0 || column.distinct > MOST_CHOICES) return null;
  if (!valuesOf.has(column)) {
    const j = experiment.data.raw.columns.indexOf(column);
    valuesOf.set(column, [...new Set(experiment.data.raw.cells.map((row) => row[j]))].filter((one) => one !== null));
  }
  return valuesOf.get(column);
}

/** The different cells of a column; worked out once. */
const valuesOf = new WeakMap();

/** True if cells may be missing, so that one can be emptied and its row stays. */
const takesMissing = () => experiment.data.origin.options.missing === 'mean';

function write(input, { name, kind }, before, put) {
  const text = input.value.trim();
  const number = parse(text);
  const fault = text === '' ? (takesMissing() ? null : 'a cell may be empty only if missing cells are replaced by the mean')
    : kind === 'number' && !Number.isFinite(number) ? `“${shortened(text)}” is not a number` : null;
  if (fault) {
    input.setAttribute('aria-invalid', 'true');
    byId('table-fault').textContent = `${name}: ${fault}; ${cellText(before) || 'the missing cell'} still counts.`;
  } else {
    put(text === '' ? null : kind === 'number' ? number : text);
  }
}

/** Adds a copy of the last row. */
export const addRow = () => change(({ source }) => source.cells.push([...source.cells.at(-1)]));

/** True if a row is told by its features and its class: each feature is a column of numbers, and there are two classes. */
export function canPlace() {
  const { raw } = experiment.data;
  return isEditable() && raw.columns.every((column) => (isTarget(column) ? column.distinct === 2
    : column.role === 'feature' && column.encoding.kind === 'number' && column.encoding.missing === undefined));
}

/** The value of the target for a class, as it is in the cells. */
function classCell(y) {
  const { raw, y: targets } = experiment.data;
  return raw.cells[targets.indexOf(y)][raw.columns.findIndex(isTarget)];
}

/** The cells of a row with these features. */
const cellsOf = (features, target) => {
  const { names, raw } = experiment.data;
  return raw.columns.map((column) => (isTarget(column) ? target : features[names.indexOf(column.name)]));
};

/** Adds a row of these features and this class. */
export const addPlaced = (features, y) => change(({ source }) => source.cells.push(cellsOf(features, classCell(y))));

/** Gives a row other features. */
export const movePlaced = (i, features) => change(({ source }) => {
  source.cells[i] = cellsOf(features, source.cells[i][experiment.data.raw.columns.findIndex(isTarget)]);
});
