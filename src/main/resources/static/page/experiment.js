// What the page is about: data, settings, and the neuron as it is now. Views listen to what they show.

import { request as requestOf } from './encoded.js';

const listeners = new Map();

/** Calls back when one of these topics changes: table, data, settings, neuron, run, result, row, import. */
export function on(topics, listener) {
  for (const topic of topics.split(' ')) {
    listeners.set(topic, [...(listeners.get(topic) ?? []), listener]);
  }
}

export function changed(topic) {
  for (const listener of listeners.get(topic) ?? []) listener();
}

export const DEFAULTS = Object.freeze({
  learningRate: 0.5,
  epochs: 1000,
  loss: 'mse',
  standardize: false,
  batchSize: null,
  shuffle: null,
  momentum: 0,
  l2: 0,
  initialization: 'zeros',
  seed: 0,
  validationFraction: 0,
  tolerance: null,
  patience: 5,
});

export const experiment = {
  /** Which example the data still is; null once it was changed. */
  preset: null,
  /**
   * Features and targets as they are trained on. A table that the service has encoded has its cells (raw), what they
   * came from (origin), how many rows it has in all (total), and what its classes are called.
   * @type {{names: string[], target: string, x: number[][], y: number[], weights: number[]|null, classes: object|null,
   *   raw: object|null, origin: object|null, total: number}}
   */
  data: { names: [], target: 'y', x: [], y: [], weights: null, classes: null, raw: null, origin: null, total: 0 },
  settings: { ...DEFAULTS },
  name: '',
  /** The neuron as it is shown. */
  W: [],
  b: 0,
  epoch: 0,
  /** What the service answered to the run that is shown, once it is there. */
  result: null,
  /** What was found before a training. */
  foreseen: [],
  /** The row that the diagram and the chain rule look at. */
  row: 0,
};

export function setData(data, preset = null) {
  experiment.data = { weights: null, target: 'y', classes: null, raw: null, origin: null, total: data.x.length, ...data };
  experiment.preset = preset;
  experiment.row = Math.min(experiment.row, data.x.length - 1);
  changed('data');
}

/** Takes a whole other table. */
export function replaceData(data, preset = null) {
  changed('table');
  setData(data, preset);
}

export function set(settings) {
  Object.assign(experiment.settings, settings);
  changed('settings');
}

export function selectRow(row) {
  experiment.row = Math.max(0, Math.min(row, experiment.data.x.length - 1));
  changed('row');
}

export function show(W, b, epoch) {
  Object.assign(experiment, { W, b, epoch });
  changed('neuron');
}

export function setResult(result) {
  experiment.result = result;
  changed('result');
}

/** The request that trains this, as the service takes it. */
export function request(epochs = experiment.settings.epochs) {
  const { data, settings, name } = experiment;
  const hyperparameters = { epochs };
  for (const [key, value] of Object.entries(settings)) {
    if (value != null && value !== DEFAULTS[key] && key !== 'epochs') hyperparameters[key] = value;
  }
  if (settings.tolerance == null) delete hyperparameters.patience;
  return { ...(name ? { name } : {}), ...ofData(data, hyperparameters) };
}

function ofData(data, hyperparameters) {
  if (data.origin) {
    const { table, hyperparameters: more } = requestOf(data.origin);
    return { table, hyperparameters: { ...hyperparameters, ...more } };
  }
  const dataset = { x: data.x, y: data.y, featureNames: data.names };
  if (data.weights) dataset.sampleWeights = data.weights;
  return { dataset, hyperparameters };
}

/** True if the page holds only the first rows of the table. */
export const isPart = ({ x, total }) => x.length < total;

/** What the class of a target is called; null if classes are 0 and 1, or the target is between them. */
export function className(y) {
  const { classes } = experiment.data;
  if (!classes || (y !== 0 && y !== 1)) return null;
  return String(y === 1 ? classes.positive : classes.negative);
}
