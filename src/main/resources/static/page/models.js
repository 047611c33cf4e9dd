// The models that the service keeps.

import { byId, html } from './dom.js';
import { experiment, on } from './experiment.js';
import { short } from './numbers.js';
import * as service from './service.js';
import { load, run } from './training.js';

/** What a model can be taken away as. */
const FORMATS = {
  json: 'JSON, to bring it back', onnx: 'ONNX', pmml: 'PMML',
  python: 'Python', javascript: 'JavaScript', java: 'Java', c: 'C', sql: 'SQL expression', excel: 'Excel formula', latex: 'LaTeX formula',
  numpy: 'The training, in NumPy',
};

/** Names that a message lists. */
const NAMED = 6;

let list = null;
let fault = '';

export function start() {
  on('result', refresh);
  refresh();
}

async function refresh() {
  if (run.state === 'playing') return;
  try {
    list = await service.models();
    fault = '';
  } catch (e) {
    fault = e.message;
  }
  draw();
}

function draw() {
  const models = list?.models ?? [];
  byId('models').replaceChildren(
    html('p', { class: 'fault', role: 'alert' }, fault),
    models.length > 0 ? html('ul', { class: 'scroll', tabindex: 0, 'aria-label': 'The models' }, models.map(line)) : html('p', {}, fault ? '' : 'None yet.'),
    html('div', { class: 'row' },
      html('button', { type: 'button', class: 'small', onclick: refresh }, 'Look again'),
      list ? html('span', { class: 'hint' }, `${list.count} of at most ${list.capacity}`) : null));
}

function line(model) {
  const title = model.name ?? model.modelId;
  const button = (text, action) => html('button', { type: 'button', class: 'small', 'aria-label': `${text} ${title}`, onclick: () => attempt(action) }, text);
  const when = new Date(model.createdAt).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', hour12: false });
  const isShown = model.modelId === experiment.result?.modelId;
  return html('li', { 'data-model': model.modelId },
    html('div', { class: 'name' }, title),
    html('div', { class: 'hint' }, `${model.loss === undefined ? 'brought from elsewhere' : `loss ${short(model.loss, 3)}`}, ${when}`, isShown ? html('span', { class: 'good' }, ' ● shown') : null),
    html('div', { class: 'actions' },
      button('Load', () => take(model.modelId)),
      exports(model.modelId, title),
      button('Delete', async () => { await service.forget(model.modelId); await refresh(); })));
}

async function attempt(action) {
  try {
    fault = '';
    await action();
  } catch (e) {
    fault = e.message;
  }
  draw();
}

async function take(id) {
  const model = await service.model(id);
  if (model.W.length !== experiment.data.names.length) {
    throw new Error(`It has ${model.W.length} inputs and the table above has ${experiment.data.names.length}: load its data first.`);
  }
  requireClasses(model);
  load(model, placed(model));
}

/** Refuses a model whose classes are called otherwise: its labels would not be those of the table. */
function requireClasses({ classes }) {
  const own = experiment.data.classes ?? { negative: 0, positive: 1 };
  if (!classes || (classes.negative === own.negative && classes.positive === own.positive)) return;
  throw new Error(`This model's classes are ${classes.negative} and ${classes.positive}; the table's are ${own.negative} and ${own.positive}. Load the model's data first.`);
}

/** The weights in the order of the table's columns: by the names, if the model has any. */
function placed({ W, featureNames }) {
  const { names } = experiment.data;
  if (!featureNames) return W;
  if (!names.every((name) => featureNames.includes(name))) {
    throw new Error(`Its inputs are ${some(featureNames)}, and the columns of the table above ${some(names)}: load its data first.`);
  }
  return names.every((name, j) => name === featureNames[j]) ? W : names.map((name) => W[featureNames.indexOf(name)]);
}

const some = (names) => names.slice(0, NAMED).join(', ') + (names.length > NAMED ? ' …' : '');

function exports(id, title) {
  const choice = html('select', { class: 'small', 'aria-label': `Export ${title} as`, onchange: () => { attempt(() => save(id, choice.value)); } },
    html('option', { value: '' }, 'Export…'),
    Object.entries(FORMATS).map(([value, text]) => html('option', { value }, text)));
  return choice;
}

/** The model as a file; the list is drawn again then, with nothing chosen. */
async function save(id, format) {
  const { file, content } = await service.exported(id, format);
  const url = URL.createObjectURL(content);
  html('a', { href: url, download: file }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}
