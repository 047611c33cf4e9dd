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
  const rows = (list?.models ?? []).map(line);
  byId('models').replaceChildren(
    html('p', { class: 'fault', role: 'alert' }, fault),
    rows.length === 0 ? html('p', {}, fault ? '' : 'None yet.') : html('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'The models' }, html('table', {},
      html('thead', {}, html('tr', {}, ['Name', 'Loss', 'When', ''].map((title) => html('th', { scope: 'col' }, title || html('span', { class: 'unseen' }, 'Actions'))))),
      html('tbody', {}, rows))),
    html('div', { class: 'row' },
      html('button', { type: 'button', class: 'small', onclick: refresh }, 'Look again'),
      list ? html('span', { class: 'hint' }, `${list.count} of at most ${list.capacity}`) : null));
}

function line(model) {
  const title = model.name ?? `${model.modelId.slice(0, 6)}…`;
  const button = (text, action) => html('button', { type: 'button', class: 'small', 'aria-label': `${text} ${title}`, onclick: () => attempt(action) }, text);
  return html('tr', { 'data-model': model.modelId },
    html('td', { class: 'name' }, title, model.modelId === experiment.result?.modelId ? html('span', { class: 'good', title: 'This one is shown' }, ' ●') : null),
    html('td', {}, short(model.loss, 3)),
    html('td', {}, new Date(model.createdAt).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', hour12: false })),
    html('td', { class: 'actions' }, html('div', {},
      button('Load', () => take(model.modelId)),
      button('Export', () => save(model.modelId, title)),
      button('Delete', async () => { await service.forget(model.modelId); await refresh(); }))));
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
