// The hyperparameters, each with a word on what it does.

import { byId, html, option } from './dom.js';
import { DEFAULTS, experiment, on, set } from './experiment.js';
import { parse } from './numbers.js';

const LOSSES = { mse: 'squared error (MSE)', crossEntropy: 'cross-entropy' };
const STARTS = { zeros: 'all zero', uniform: 'random' };

const MAIN = [
  { key: 'learningRate', title: 'Learning rate α', hint: 'How far each step goes downhill. Too small: slow. Too large: it jumps over the valley.', least: Number.MIN_VALUE },
  { key: 'epochs', title: 'Epochs', hint: 'How many times it goes through all rows.', whole: true, least: 1 },
  { key: 'loss', title: 'Loss', hint: 'How an error is counted. Cross-entropy learns faster where the sigmoid is flat.', choices: LOSSES },
  { key: 'standardize', title: 'Bring features to one scale', hint: 'Helps when columns are of very different size. W and b still take the raw numbers.', check: true },
];

const MORE = [
  { key: 'batchSize', title: 'Batch size', hint: 'Rows per step. Empty: all rows. 1: a step after every row, as on the slides.', whole: true, least: 1, empty: 'all' },
  { key: 'initialization', title: 'Start', hint: 'Where W and b begin.', choices: STARTS },
  { key: 'seed', title: 'Seed', hint: 'Picks the random numbers. The same seed gives the same run, to the last bit.', whole: true, least: -Number.MAX_SAFE_INTEGER },
  { key: 'momentum', title: 'Momentum', hint: 'The share of the last step that is kept, like a ball that rolls. 0 to below 1.', least: 0, below: 1 },
  { key: 'l2', title: 'Weight decay (L2)', hint: 'Keeps weights small, so that it does not learn by heart.', least: 0 },
  { key: 'validationFraction', title: 'Rows held out', hint: 'A share of the rows that it does not see, to check whether it has learned by heart. 0 to below 1.', least: 0, below: 1 },
  { key: 'tolerance', title: 'Stop when better by less than', hint: 'Ends the training once the loss hardly improves. Empty: never.', least: 0, empty: 'never' },
  { key: 'patience', title: 'Patience', hint: 'How many epochs without improvement it takes to stop.', whole: true, least: 1 },
];

export function start() {
  const form = byId('settings');
  form.addEventListener('submit', (event) => event.preventDefault());
  form.append(
    MAIN.map(field).reduce(collect, document.createDocumentFragment()),
    html('details', {}, html('summary', {}, 'More settings'), html('div', { class: 'settings-more' }, MORE.map(field), nameField())),
    html('div', { class: 'row' }, html('button', { type: 'button', class: 'small', onclick: () => set({ ...DEFAULTS }) }, 'Back to the defaults')));
  on('settings', fill);
  fill();
}

const collect = (fragment, element) => { fragment.append(element); return fragment; };

function field(setting) {
  const id = `setting-${setting.key}`;
  const described = { id, 'aria-describedby': `${id}-hint ${id}-fault`, onchange: (event) => read(setting, event.target) };
  const input = setting.choices
    ? html('select', described, Object.entries(setting.choices).map(([value, text]) => option(value, text)))
    : html('input', { ...described, ...(setting.check ? { type: 'checkbox' } : { inputmode: 'decimal', autocomplete: 'off', placeholder: setting.empty }) });
  return html('div', { class: 'setting' },
    html('label', { for: id, class: setting.check ? 'check' : null }, setting.check ? [input, setting.title] : [setting.title, input]),
    html('p', { class: 'hint', id: `${id}-hint` }, setting.hint, ' ', html('code', { title: 'What it is called in the API' }, setting.key)),
    html('p', { class: 'fault', id: `${id}-fault`, role: 'alert' }));
}

function nameField() {
  return html('div', { class: 'setting' },
    html('label', { for: 'setting-name' }, 'Name of the model', html('input', {
      id: 'setting-name', autocomplete: 'off', placeholder: 'none', pattern: '[A-Za-z0-9][A-Za-z0-9._\\-]{0,63}',
      onchange: (event) => { experiment.name = event.target.checkValidity() ? event.target.value : ''; },
    })),
    html('p', { class: 'hint' }, 'Letters, digits, dots and hyphens. /predict finds the newest model by it.', ' ', html('code', {}, 'name')));
}

function read(setting, input) {
  const fault = check(setting, input);
  byId(`${input.id}-fault`).textContent = fault ?? '';
  input.toggleAttribute('aria-invalid', false);
  if (fault) {
    input.setAttribute('aria-invalid', 'true');
  } else {
    set({ [setting.key]: value(setting, input) });
  }
}

function value(setting, input) {
  if (setting.check) return input.checked;
  if (setting.choices) return input.value;
  return setting.empty && input.value.trim() === '' ? null : parse(input.value);
}

function check(setting, input) {
  const number = value(setting, input);
  if (setting.check || setting.choices || number === null) return null;
  if (!Number.isFinite(number)) return 'A number is needed here.';
  if (setting.whole && !Number.isInteger(number)) return 'A whole number is needed here.';
  if (setting.whole && number > Number.MAX_SAFE_INTEGER) return `It must be at most ${Number.MAX_SAFE_INTEGER}.`;
  if (number < setting.least) return setting.least === Number.MIN_VALUE ? 'It must be above 0.' : `It must be at least ${setting.least}.`;
  if (number >= setting.below) return `It must be below ${setting.below}.`;
  return null;
}

function fill() {
  for (const setting of [...MAIN, ...MORE]) {
    const input = byId(`setting-${setting.key}`);
    const now = experiment.settings[setting.key];
    if (setting.check) input.checked = now;
    else input.value = now ?? '';
    input.removeAttribute('aria-invalid');
    byId(`${input.id}-fault`).textContent = '';
  }
}
