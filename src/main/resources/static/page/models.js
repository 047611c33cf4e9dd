// The models that the service keeps.

import { byId, html } from './dom.js';
import { experiment, on } from './experiment.js';
import { short } from './numbers.js';
import * as service from './service.js';
import { load, run } from './training.js';

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
      button('Export', () => save(model.modelId, title)),
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
  load(model);
}

/** The whole model as a file, number for number as the service has it. */
async function save(id, title) {
  const url = URL.createObjectURL(await service.exported(id));
  html('a', { href: url, download: `${title.replace(/[^\w.-]/g, '')}.json` }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}
