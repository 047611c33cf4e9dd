// What the page is about: data, settings, and the neuron as it is now. Views listen to what they show.

const listeners = new Map();

/** Calls back when one of these topics changes: table, data, settings, neuron, run, result, row. */
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
  /** @type {{names: string[], target: string, x: number[][], y: number[], weights: number[]|null}} */
  data: { names: [], target: 'y', x: [], y: [], weights: null },
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
  experiment.data = { weights: null, target: 'y', ...data };
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
  const dataset = { x: data.x, y: data.y, featureNames: data.names };
  if (data.weights) dataset.sampleWeights = data.weights;
  return { ...(name ? { name } : {}), dataset, hyperparameters };
}
