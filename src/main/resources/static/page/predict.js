// Predicting: a row, its answer and how it comes about; the same call for a terminal, a page and a script.

import { byId, copy, html, later, onceAFrame, option } from './dom.js';
import { cellText } from './encoded.js';
import { experiment, on } from './experiment.js';
import { logit, sigmoid } from './neuron.js';
import { exact, json, parse, percent, prediction, short, shortened } from './numbers.js';
import * as service from './service.js';
import { run } from './training.js';

const FIELDS = 12;
const LANGUAGES = { curl: 'curl', javascript: 'JavaScript', python: 'Python' };

let built = '';
let language = 'curl';
let asked = 0;

export function start() {
  byId('predict').addEventListener('submit', (event) => { event.preventDefault(); answer(); });
  const answerLater = later(250, answer);
  const write = onceAFrame(snippets);
  byId('predict').addEventListener('input', answerLater);
  on('data', build);
  on('neuron run result', () => {
    if (run.state !== 'playing') {
      write();
      answerLater();
    }
  });
}

function build() {
  const { data } = experiment;
  const shape = json([data.names, data.raw?.columns.map(({ name, role, levels, missing }) => [name, role, levels.map(({ value }) => value), missing]) ?? null]);
  if (shape === built) return;
  built = shape;
  byId('predict').replaceChildren(data.raw ? ofCells() : ofNumbers(),
    html('p', { id: 'prediction', class: 'answer', role: 'status' }),
    html('p', { id: 'prediction-how', class: 'hint' }),
    html('div', { class: 'snippets' },
      html('div', { class: 'row', role: 'group', 'aria-label': 'The same call elsewhere' },
        Object.entries(LANGUAGES).map(([key, title]) => html('button', { type: 'button', class: 'small', 'data-language': key, 'aria-pressed': String(key === language), onclick: () => { language = key; snippets(); } }, title)),
        html('button', { type: 'button', class: 'small', id: 'snippet-copy', onclick: (event) => copy(byId('snippet').textContent, event.target) }, 'Copy')),
      html('pre', { id: 'snippet', tabindex: 0 })));
}

function ofNumbers() {
  const { names, x: [start] } = experiment.data;
  return names.length <= FIELDS
    ? html('div', { class: 'inputs' }, names.map((name, j) => html('label', {}, name, html('input', { 'data-feature': j, value: exact(start[j]), inputmode: 'decimal', autocomplete: 'off' }))))
    : html('label', {}, 'The row, with commas', html('textarea', { 'data-all': '', rows: 3 }, start.map(exact).join(', ')));
}

/** The columns that become features. */
const columns = () => experiment.data.raw.columns.filter(({ role }) => role === 'feature');

/** A field for each column: a choice of levels, or a number. */
function ofCells() {
  const [start] = experiment.data.raw.cells;
  return html('div', { class: 'inputs' }, experiment.data.raw.columns.map((column, j) => (column.role === 'feature'
    ? html('label', {}, html('span', { title: column.name }, shortened(column.name)), field(column, start[j]))
    : null)));
}

function field({ name, encoding }, start) {
  if (encoding?.kind !== 'category') return html('input', { 'data-column': name, value: cellText(start), inputmode: 'decimal', autocomplete: 'off', placeholder: 'missing' });
  return html('select', { 'data-column': name },
    encoding.missing === undefined ? null : option('', '(missing)', start === null),
    encoding.levels.map(({ value }) => option(value, shortened(value), value === cellText(start))));
}

/** What was typed: a number for each feature, or a cell for each column by its name; NaN for what is no number. */
function entered() {
  const form = byId('predict');
  const all = form.querySelector('[data-all]');
  if (all) return all.value.split(/[,;\s]+/).filter(Boolean).map((text) => parse(text));
  if (!experiment.data.raw) return [...form.querySelectorAll('[data-feature]')].map((input) => number(input));
  return columns().map(({ name, encoding }) => {
    const input = form.querySelector(`[data-column="${CSS.escape(name)}"]`);
    if (input.value.trim() === '') return null;
    return encoding?.kind === 'category' ? input.value : number(input);
  });
}

function number(input) {
  const value = parse(input.value);
  input.title = input.value;
  input.toggleAttribute('aria-invalid', false);
  if (!Number.isFinite(value)) input.setAttribute('aria-invalid', 'true');
  return value;
}

/** The row that was typed, as the service takes it; null if it cannot be predicted. */
function typed() {
  const values = entered();
  if (values.some(Number.isNaN)) return null;
  if (experiment.data.raw) return Object.fromEntries(columns().map(({ name }, j) => [name, values[j]]));
  return values.length === experiment.data.names.length ? values : null;
}

/** What is wrong with the row that was typed. */
function fault() {
  const d = experiment.data.names.length;
  const { length } = entered();
  return experiment.data.raw || length === d ? 'A number is missing.' : `The row needs ${d} numbers; ${length} were entered.`;
}

async function answer() {
  const mine = ++asked;
  snippets();
  const x = typed();
  const { W, b, data, result } = experiment;
  if (!x || W.length !== data.names.length) {
    say(x ? '' : fault());
    return;
  }
  if (data.raw && !result?.modelId) {
    say('', 'Train first: a row with categories can be predicted only by a trained model.');
    return;
  }
  try {
    const found = data.raw ? await ofModel(result.modelId, x) : await ofWeights(W, b, x);
    if (mine === asked) show(found);
  } catch (e) {
    if (mine === asked) say(e.message);
  }
}

function say(text, how = '') {
  byId('prediction').textContent = text;
  byId('prediction-how').textContent = how;
}

async function ofWeights(W, b, x) {
  const { predictions: [yHat], labels: [label] } = await service.predict({ W, b, x });
  return { W, b, x, yHat, label };
}

/** A row of cells, by the model; its features are those of the explanation. */
async function ofModel(modelId, x) {
  const { W, b } = experiment;
  const [{ predictions: [yHat], labels: [label] }, { dh_dW: features }] = await Promise.all([
    service.predict({ modelId, x: [x] }), service.explain({ modelId, x, y: 1 })]);
  return { W, b, x: features, yHat, label };
}

function show({ W, b, x, yHat, label }) {
  const h = logit(W, b, x);
  const parts = x.map((value, j) => [value * W[j], experiment.data.names[j]]).sort((p, q) => Math.abs(q[0]) - Math.abs(p[0]));
  const most = parts.slice(0, 3).map(([part, name]) => `${short(part, 3)} from ${shortened(name)}`).join(', ');
  say(`ŷ = ${prediction(yHat, yHat === 1 ? sigmoid(-h) : 1 - yHat)}, so class ${label}`,
    `h = ${short(h)}: ${most}${parts.length > 3 ? ' and the rest' : ''}, ${short(b, 3)} from the bias. σ makes ${percent(Math.min(yHat, 1 - Number.EPSILON))} of it.`);
}

function snippets() {
  for (const button of byId('predict').querySelectorAll('[data-language]')) {
    button.setAttribute('aria-pressed', String(button.dataset.language === language));
  }
  const x = typed();
  byId('snippet-copy').disabled = !x;
  if (!x) {
    byId('snippet').textContent = fault();
    return;
  }
  const id = experiment.result?.modelId;
  if (experiment.data.raw && !id) {
    byId('snippet').textContent = 'Train first: the call names the model.';
    byId('snippet-copy').disabled = true;
    return;
  }
  const body = json(id ? { modelId: id, x: [x] } : { W: experiment.W, b: experiment.b, x: [x] });
  const url = new URL('predict', document.baseURI).href;
  byId('snippet').textContent = {
    curl: `curl ${url} \\\n  -H 'Content-Type: application/json' \\\n  -d '${body}'`,
    javascript: `const response = await fetch('${url}', {\n  method: 'POST',\n  headers: {'Content-Type': 'application/json'},\n  body: '${body}',\n});\nconst {predictions} = await response.json();`,
    python: `import json, urllib.request\n\nrequest = urllib.request.Request(\n    "${url}",\n    json.dumps(${body}).encode(),\n    {"Content-Type": "application/json"})\nprint(json.load(urllib.request.urlopen(request))["predictions"])`,
  }[language];
}
