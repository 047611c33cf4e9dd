// What hinders learning, each with a button that applies its cure.

import { change as changeCells } from './cells.js';
import { byId, html, later } from './dom.js';
import { experiment, on, request, set } from './experiment.js';
import { product, productName } from './features.js';
import { shortened } from './numbers.js';
import * as service from './service.js';
import { edit } from './table.js';
import { run, start as train } from './training.js';

const TITLES = {
  NO_HEADER: 'A table without names',
  INDEX_COLUMN: 'A column that counts the rows',
  MIXED_COLUMN: 'Numbers among the categories',
  DROPPED_ROWS: 'Rows were left out',
  UNSCALED_FEATURE: 'Columns of very different size',
  CONSTANT_FEATURE: 'A column that never changes',
  SAME_AS_BIAS: 'A column that does what the bias does',
  DUPLICATE_FEATURE: 'The same column twice',
  ONE_CLASS: 'Only one answer to learn',
  IMBALANCED: 'One class is rare',
  CONTRADICTING_ROWS: 'Rows that contradict each other',
  NOT_SEPARABLE: 'No straight line can do it',
  RATE_TOO_HIGH: 'The steps are too long',
  RATE_TOO_LOW: 'The steps are too short',
  STILL_FALLING: 'It is not finished',
  SATURATED: 'Stuck on the flat end of the sigmoid',
  OVERFITTING: 'It learns by heart',
};

let aborter = null;

export function start() {
  on('data settings', () => byId('findings').setAttribute('aria-busy', 'true'));
  on('data settings', later(300, foresee));
  on('result run', draw);
}

/** Asks what can be found before a training. */
async function foresee() {
  aborter?.abort();
  aborter = new AbortController();
  try {
    experiment.foreseen = (await service.dryRun(request(), aborter.signal)).findings;
    experiment.fault = null;
  } catch (e) {
    if (e.name === 'AbortError') return;
    experiment.foreseen = [];
    experiment.fault = e.message;
  }
  byId('findings').removeAttribute('aria-busy');
  draw();
}

function draw() {
  const found = experiment.result?.findings ?? experiment.foreseen;
  const nothing = experiment.result ? 'Nothing stands in its way.' : 'Nothing in the data stands in its way. Train, and see.';
  byId('findings').replaceChildren(...(experiment.fault && !experiment.result ? [html('p', { class: 'fault' }, experiment.fault)]
    : found.length ? found.map(show) : [html('p', {}, run.state === 'playing' ? 'Let us see …' : nothing)]));
}

function show(finding) {
  const cure = cureOf(finding);
  return html('div', { class: 'finding', 'data-code': finding.code },
    html('h3', {}, TITLES[finding.code] ?? finding.code),
    html('p', {}, finding.message),
    html('p', {}, html('strong', {}, 'What to do: '), finding.suggestion),
    cure ? html('button', { type: 'button', class: 'small', onclick: async () => { if (await cure.apply() !== false) train(); } }, cure.title) : null);
}

/** The cure as a button: what it says, and what it does. */
function cureOf({ code, cure, rowChange }) {
  const { data } = experiment;
  if (data.origin) return cureOfCells(cure);
  if (cure?.hyperparameters?.classWeights) return { title: 'Give both classes the same weight and train', apply: () => edit(balance) };
  if (cure?.hyperparameters) {
    return { title: hyperparameters(cure.hyperparameters), apply: () => set(cure.hyperparameters) };
  }
  const ignored = cure?.dataset?.ignore?.map((name) => data.names.includes(name) ? data.names.indexOf(name) : Number(name));
  if (ignored?.every((j) => j < data.names.length)) {
    return { title: `Leave out ${ignored.map((j) => data.names[j]).slice(0, 3).join(', ')}${ignored.length > 3 ? ' …' : ''} and train`, apply: () => edit((next) => drop(next, ignored)) };
  }
  if (rowChange?.addProducts) {
    return { title: `Add ${rowChange.addProducts.map((pair) => productName(data.names, pair)).join(', ')} and train`, apply: () => edit((next) => multiply(next, rowChange.addProducts)) };
  }
  if (rowChange?.mergeRows) return { title: 'Make one row of equal ones and train', apply: () => edit(merge) };
  if (code === 'ONE_CLASS') return { title: 'Add a row of the other class and train', apply: () => edit(oppose) };
  return null;
}

/** The cure of a table that the service encodes: a change that is sent as it stands. */
function cureOfCells(cure) {
  if (cure?.hyperparameters?.classWeights) {
    return { title: 'Give both classes the same weight and train', apply: () => changeCells((origin) => { origin.classWeights = cure.hyperparameters.classWeights; }) };
  }
  if (cure?.hyperparameters) return { title: hyperparameters(cure.hyperparameters), apply: () => set(cure.hyperparameters) };
  const { ignore: left, missing } = cure?.dataset ?? {};
  if (missing === 'mean') return { title: 'Put the mean in place of missing cells and train', apply: () => changeCells(({ options }) => { options.missing = missing; }) };
  if (!left) return null;
  return {
    title: `Leave out ${left.slice(0, 3).map((name) => shortened(name)).join(', ')}${left.length > 3 ? ' …' : ''} and train`,
    apply: () => changeCells(({ options }) => { options.ignore = [...(options.ignore ?? []), ...left]; }),
  };
}

function hyperparameters(changes) {
  const words = Object.entries(changes).map(([key, value]) => ({
    standardize: 'Bring the columns to one scale',
    learningRate: `Set α to ${value}`,
    epochs: `Train for ${value} epochs`,
    loss: 'Use cross-entropy',
    tolerance: 'Stop when it no longer gets better',
    validationFraction: 'Hold out no rows',
  })[key]).filter(Boolean);
  return changes.epochs ? words[0] : `${words.join(', ')} and train`;
}

function drop(data, features) {
  const kept = data.names.map((_, j) => j).filter((j) => !features.includes(j));
  data.names = kept.map((j) => data.names[j]);
  data.x = data.x.map((row) => kept.map((j) => row[j]));
}

function multiply(data, pairs) {
  const names = pairs.map((pair) => productName(data.names, pair));
  data.x.forEach((row) => row.push(...pairs.map(([i, j]) => product(row[i], row[j]))));
  data.names.push(...names);
}

/** Both classes weigh the same, the rows of a class among each other as before. */
function balance(data) {
  const weights = data.weights ?? data.y.map(() => 1);
  const sum = (isOne) => weights.reduce((total, weight, i) => total + ((data.y[i] >= 0.5) === isOne ? weight : 0), 0);
  const ones = sum(true);
  const zeros = sum(false);
  data.weights = data.y.map((y, i) => (weights[i] === 0 ? 0 : weights[i] * ((ones + zeros) / 2 / (y >= 0.5 ? ones : zeros))));
}

/** One row of equal ones, with the weighted mean of their targets. */
function merge(data) {
  const rows = new Map();
  data.x.forEach((x, i) => {
    const key = JSON.stringify(x);
    const weight = data.weights?.[i] ?? 1;
    if (weight === 0) return; // it is none
    const row = rows.get(key) ?? { x, sum: 0, weight: 0 };
    row.sum += weight * data.y[i];
    row.weight += weight;
    rows.set(key, row);
  });
  const list = [...rows.values()];
  data.x = list.map((row) => row.x);
  data.y = list.map((row) => row.sum / row.weight);
  data.weights = list.every((row) => row.weight === 1) ? null : list.map((row) => row.weight);
}

/** A row on the other side of the mean. */
function oppose(data) {
  data.x.push(data.names.map((_, j) => {
    const values = data.x.map((row) => row[j]);
    return Math.max(...values) + 1;
  }));
  data.y.push(data.y[0] >= 0.5 ? 0 : 1);
  data.weights?.push(1);
}
