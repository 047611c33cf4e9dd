// Predicting: a row, its answer and how it comes about; the same call for a terminal, a page and a script.

import { byId, copy, html, later, onceAFrame } from './dom.js';
import { experiment, on } from './experiment.js';
import { logit, sigmoid } from './neuron.js';
import { exact, json, parse, percent, prediction, short } from './numbers.js';
import * as service from './service.js';
import { run } from './training.js';

const FIELDS = 12;
const LANGUAGES = { curl: 'curl', javascript: 'JavaScript', python: 'Python' };

let names = '';
let language = 'curl';
let asked = 0;

export function start() {
  byId('predict').addEventListener('submit', (event) => { event.preventDefault(); answer(); });
  const answerLater = later(250, answer);
  const write = onceAFrame(snippets);
  byId('predict').addEventListener('input', answerLater);
  on('data', build);
  on('neuron run', () => {
    if (run.state !== 'playing') {
      write();
      answerLater();
    }
  });
}

function build() {
  const { data } = experiment;
  if (names === data.names.join('\n')) return;
  names = data.names.join('\n');
  const start = data.x[0];
  const fields = data.names.length <= FIELDS
    ? html('div', { class: 'inputs' }, data.names.map((name, j) => html('label', {}, name, html('input', { 'data-feature': j, value: exact(start[j]), inputmode: 'decimal', autocomplete: 'off' }))))
    : html('label', {}, 'The row, with commas', html('textarea', { 'data-all': '', rows: 3 }, start.map(exact).join(', ')));
  byId('predict').replaceChildren(fields,
    html('p', { id: 'prediction', class: 'answer', role: 'status' }),
    html('p', { id: 'prediction-how', class: 'hint' }),
    html('div', { class: 'snippets' },
      html('div', { class: 'row', role: 'group', 'aria-label': 'The same call elsewhere' },
        Object.entries(LANGUAGES).map(([key, title]) => html('button', { type: 'button', class: 'small', 'data-language': key, 'aria-pressed': String(key === language), onclick: () => { language = key; snippets(); } }, title)),
        html('button', { type: 'button', class: 'small', id: 'snippet-copy', onclick: (event) => copy(byId('snippet').textContent, event.target) }, 'Copy')),
      html('pre', { id: 'snippet', tabindex: 0 })));
}

/** What was typed, number by number; NaN where there is none. */
function numbers() {
  const all = byId('predict').querySelector('[data-all]');
  if (all) return all.value.split(/[,;\s]+/).filter(Boolean).map(parse);
  return [...byId('predict').querySelectorAll('[data-feature]')].map((input) => {
    const number = parse(input.value);
    input.title = input.value;
    input.toggleAttribute('aria-invalid', false);
    if (!Number.isFinite(number)) input.setAttribute('aria-invalid', 'true');
    return number;
  });
}

/** The row that was typed; null if it cannot be predicted. */
function typed() {
  const values = numbers();
  return values.length === experiment.data.names.length && values.every(Number.isFinite) ? values : null;
}

/** What is wrong with the row that was typed. */
function fault() {
  const d = experiment.data.names.length;
  const { length } = numbers();
  return length === d ? 'A number is missing.' : `The row needs ${d} numbers, and these are ${length}.`;
}

async function answer() {
  const mine = ++asked;
  snippets();
  const x = typed();
  const { W, b } = experiment;
  if (!x || W.length !== x.length) {
    byId('prediction').textContent = x ? '' : fault();
    byId('prediction-how').textContent = '';
    return;
  }
  try {
    const { predictions: [yHat], labels: [label] } = await service.predict({ W, b, x });
    if (mine !== asked) return;
    const h = logit(W, b, x);
    byId('prediction').textContent = `ŷ = ${prediction(yHat, yHat === 1 ? sigmoid(-h) : 1 - yHat)}, so class ${label}`;
    const parts = x.map((value, j) => [value * W[j], experiment.data.names[j]]).sort((p, q) => Math.abs(q[0]) - Math.abs(p[0]));
    byId('prediction-how').textContent = `h = ${short(h)}: ${parts.slice(0, 3).map(([part, name]) => `${short(part, 3)} from ${name}`).join(', ')}${parts.length > 3 ? ' and the rest' : ''}, ${short(b, 3)} from the bias. σ makes ${percent(Math.min(yHat, 1 - Number.EPSILON))} of it.`;
  } catch (e) {
    if (mine !== asked) return;
    byId('prediction').textContent = e.message;
    byId('prediction-how').textContent = '';
  }
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
  const body = json(id ? { modelId: id, x: [x] } : { W: experiment.W, b: experiment.b, x: [x] });
  const url = new URL('predict', document.baseURI).href;
  byId('snippet').textContent = {
    curl: `curl ${url} \\\n  -H 'Content-Type: application/json' \\\n  -d '${body}'`,
    javascript: `const response = await fetch('${url}', {\n  method: 'POST',\n  headers: {'Content-Type': 'application/json'},\n  body: '${body}',\n});\nconst {predictions} = await response.json();`,
    python: `import json, urllib.request\n\nrequest = urllib.request.Request(\n    "${url}",\n    json.dumps(${body}).encode(),\n    {"Content-Type": "application/json"})\nprint(json.load(urllib.request.urlopen(request))["predictions"])`,
  }[language];
}
