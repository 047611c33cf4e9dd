// The chain rule for one row or for the mean of all: each factor with its number, or as homework with fields to fill in.

import { byId, copy, html, later, math, option } from './dom.js';
import { experiment, on, selectRow } from './experiment.js';
import * as m from './formula.js';
import { parse, short } from './numbers.js';
import * as service from './service.js';
import { run } from './training.js';

const LISTED = 1000;
const SHOWN = 6;

let answer = null;
let aborter = null;
let mean = false;

export function start() {
  const refresh = later(120, ask);
  on('data', () => { rows(); refresh(); });
  on('row', () => { mean = false; byId('chain-row').value = experiment.row; refresh(); });
  on('neuron settings', refresh);
  on('run', refresh);
  byId('chain-row').addEventListener('change', (event) => {
    mean = event.target.value === 'all';
    if (mean) refresh();
    else selectRow(Number(event.target.value));
  });
  byId('chain-previous').addEventListener('click', () => selectRow(experiment.row - 1));
  byId('chain-next').addEventListener('click', () => selectRow(experiment.row + 1));
  byId('homework').addEventListener('change', draw);
  byId('latex').addEventListener('click', (event) => { if (answer) copy(answer.latex, event.target); });
}

function rows() {
  const { data } = experiment;
  const list = data.x.slice(0, LISTED).map((x, i) => {
    const whole = m.row(i, x, data.y[i], true);
    const text = m.row(i, x, data.y[i]);
    return html('option', { value: i, ...(text === whole ? {} : { title: whole, 'aria-label': whole }) }, text);
  });
  if (data.x.length > LISTED) list.push(html('option', { disabled: true }, `and ${data.x.length - LISTED} more, to be chosen in the table`));
  const all = data.x.length > 1 && data.x.length <= LISTED ? [option('all', `the mean over all ${data.x.length} rows`)] : [];
  mean &&= all.length > 0;
  byId('chain-row').replaceChildren(...list, ...all);
  byId('chain-row').value = mean ? 'all' : experiment.row;
}

function asked() {
  const { W, b, data, settings, row } = experiment;
  return { W, b, x: mean ? data.x : data.x[row], y: mean ? data.y : data.y[row], learningRate: settings.learningRate, loss: settings.loss };
}

async function ask() {
  if (run.state === 'playing' || experiment.W.length !== experiment.data.names.length) return;
  aborter?.abort();
  aborter = new AbortController();
  try {
    answer = await service.explain(asked(), aborter.signal);
    draw();
  } catch (e) {
    if (e.name !== 'AbortError') byId('chain').replaceChildren(html('p', { class: 'fault' }, e.message));
  }
}

const L = () => (experiment.settings.loss === 'mse' ? m.mi('MSE') : m.mi('L'));
const fresh = (letter) => [math('mtext', {}, 'new\u00a0'), m.mi(letter)];

/** The pieces of a vector: one a component, so that a long one can be broken. */
function vector(values) {
  const list = values.slice(0, SHOWN).map((value, j, all) => [j ? null : m.mo('('), m.mn(value), m.mo(j < all.length - 1 || values.length > SHOWN ? ',' : ')')]);
  return values.length > SHOWN ? [...list, [m.mi('…'), m.mo(')')]] : list;
}

/** Each factor: its field in the answer, its left side, what it asks, the pieces of how it is worked out, its value. */
function factors() {
  return [...(mean ? meanOfRows() : oneRow()), ...step()];
}

function oneRow() {
  const { W, b, data, settings, row } = experiment;
  const a = answer;
  const isMse = settings.loss === 'mse';
  const x = data.x[row];
  const y = data.y[row];
  const error = () => m.paren(m.mn(y), m.mo('−'), m.mn(a.yHat));
  const rest = () => m.paren(m.mn(1), m.mo('−'), m.mn(a.yHat));
  const slope = () => (isMse ? [[m.mn(-2), error()]] : [[m.over([m.mn(a.yHat), m.mo('−'), m.mn(y)], [m.mn(a.yHat), rest()])]]);
  const entropy = () => [[m.mo('−'), m.mi('y'), m.mi('ln'), m.hat()], [m.mo('−'), m.paren(m.mn(1), m.mo('−'), m.mi('y')), m.mi('ln'), m.paren(m.mn(1), m.mo('−'), m.hat())]];
  const product = () => (a.dLoss_dyHat === undefined ? m.signed(a.dLoss_dh) : [m.signed(a.dLoss_dyHat), m.mo('·'), m.mn(a.dyHat_dh)]);
  const sum = x.slice(0, SHOWN).map((value, j) => [j ? m.mo('+') : null, m.signed(value), m.mo('·'), m.signed(W[j])]);
  return [
    { field: 'h', left: [m.mi('h')], why: 'the weighted sum', work: [...sum, ...(x.length > SHOWN ? [[m.mo('+'), m.mi('…')]] : []), [m.mo('+'), m.signed(b)]], value: a.h },
    { field: 'yHat', left: [m.hat()], why: 'the prediction', work: [[m.mi('σ'), m.paren(m.mn(a.h))]], value: a.yHat },
    { field: 'loss', left: [L()], why: 'how wrong it is', work: isMse ? [[m.power(error(), m.mn(2))]] : entropy(), value: a.loss },
    ...(a.dLoss_dyHat === undefined ? [] : [{ field: 'dLoss_dyHat', left: [m.by(L(), m.hat())], why: 'how the loss changes with the prediction', work: slope(), value: a.dLoss_dyHat }]),
    { field: 'dyHat_dh', left: [m.by(m.hat(), m.mi('h'))], why: 'how the prediction changes with the sum: the slope of σ', work: [[m.hat(), m.paren(m.mn(1), m.mo('−'), m.hat())], [m.mo('='), m.mn(a.yHat), rest()]], value: a.dyHat_dh },
    { field: 'dh_dW', left: [m.by(m.mi('h'), m.mi('W'))], why: 'how the sum changes with each weight: by its input', work: [[m.mi('x')]], value: a.dh_dW },
    { field: 'dLoss_dW', left: [m.by(L(), m.mi('W'))], why: 'the product of the three', work: [[product(), m.mo('·')], ...vector(a.dh_dW)], value: a.dLoss_dW },
    { field: 'dLoss_db', left: [m.by(L(), m.mi('b'))], why: 'the same for the bias, whose input is always 1', work: [[product(), m.mo('·'), m.mn(1)]], value: a.dLoss_db },
  ];
}

function meanOfRows() {
  const n = experiment.data.x.length;
  const sum = () => [m.over([m.mn(1)], [m.mn(n)]), math('munderover', {}, m.mo('∑'), math('mrow', {}, m.mi('i'), m.mo('='), m.mn(1)), m.mn(n))];
  const of = () => m.sub(L(), m.mi('i'));
  return [
    { field: 'loss', left: [L()], why: 'the mean over the rows', work: [[sum(), of()]], value: answer.loss },
    { field: 'dLoss_dW', left: [m.by(L(), m.mi('W'))], why: 'the mean of the rows’ gradients', work: [[sum(), m.by(of(), m.mi('W'))]], value: answer.dLoss_dW },
    { field: 'dLoss_db', left: [m.by(L(), m.mi('b'))], why: 'the same for the bias', work: [[sum(), m.by(of(), m.mi('b'))]], value: answer.dLoss_db },
  ];
}

function step() {
  const { W, b, settings } = experiment;
  const a = answer;
  const downhill = (from, gradient) => [...from, [m.mo('−'), m.mn(settings.learningRate), m.mo('·')], ...gradient];
  return [
    { field: 'step/W', left: fresh('W'), why: 'one step downhill, α times the gradient', work: downhill(vector(W), vector(a.dLoss_dW)), value: a.step.W },
    { field: 'step/b', left: fresh('b'), why: 'the same for the bias', work: downhill([[m.mn(b)]], [m.signed(a.dLoss_db)]), value: a.step.b },
    { field: 'step/loss', left: [math('mtext', {}, 'new\u00a0'), L()], why: 'the loss after the step', work: [], value: a.step.loss },
  ];
}

function draw() {
  if (!answer) return;
  const homework = byId('homework').checked;
  const list = factors().map((factor) => line(factor, homework));
  const check = answer.gradientCheck;
  byId('chain').replaceChildren(...list, homework
    ? html('div', { class: 'row' }, html('button', { type: 'button', class: 'primary', id: 'check', onclick: judge }, 'Check my numbers'), html('p', { id: 'score', role: 'status' }))
    : html('p', { class: 'hint' }, `Counter-check without the chain rule, by moving each weight a little to both sides: largest difference ${short(check.maxRelativeError, 2)} of the gradient.`));
}

function line({ field, left, why, work, value }, homework) {
  return html('div', { class: 'factor', 'data-field': field },
    html('div', {}, html('div', { class: 'left' }, m.pieces(left)), html('div', { class: 'why' }, why)),
    homework ? fields(field, value, why) : shown(work, value));
}

function shown(work, value) {
  const result = Array.isArray(value) ? vector(value) : [[m.mn(value)]];
  const all = [...led(work), ...led(result)];
  const pieces = m.pieces(...all);
  for (const piece of [...pieces.children].slice(all.length - result.length)) piece.classList.add('result');
  return pieces;
}

/** With an = before the first. */
const led = (pieces) => pieces.map((piece, k) => (k === 0 ? [m.mo('='), piece] : piece));

function fields(field, value, why) {
  const several = Array.isArray(value);
  const names = several ? experiment.data.names.slice(0, SHOWN) : ['?'];
  return html('div', {},
    html('div', { class: 'homework' }, names.map((name, j) => html('input', {
      'data-claim': several ? `${field}/${j}` : field, inputmode: 'decimal', autocomplete: 'off', placeholder: name,
      'aria-label': several ? `${why}, ${name}` : why,
    }))),
    html('div', { class: 'verdict', 'data-verdict': field }));
}

/** What was filled in, as the service takes it. */
function claims() {
  const said = {};
  const d = experiment.data.names.length;
  for (const input of byId('chain').querySelectorAll('input[data-claim]')) {
    input.removeAttribute('aria-invalid');
    if (input.value.trim() === '') continue;
    const number = parse(input.value);
    if (!Number.isFinite(number)) {
      input.setAttribute('aria-invalid', 'true');
      continue;
    }
    const path = input.dataset.claim.split('/');
    const place = path[0] === 'step' ? (said.step ??= {}) : said;
    const [name, j] = path[0] === 'step' ? path.slice(1) : path;
    if (j === undefined) place[name] = number;
    else (place[name] ??= new Array(d).fill(null))[Number(j)] = number;
  }
  return said;
}

async function judge() {
  try {
    const { verdicts } = await service.explain({ ...asked(), claims: claims() });
    for (const place of byId('chain').querySelectorAll('[data-verdict]')) place.replaceChildren();
    for (const verdict of verdicts) {
      const input = byId('chain').querySelector(`[data-claim="${verdict.field}"]`);
      input?.toggleAttribute('aria-invalid', false);
      if (!verdict.right) input?.setAttribute('aria-invalid', 'true');
      const several = input?.placeholder !== '?' ? `${input?.placeholder}: ` : '';
      input?.closest('.factor').querySelector('[data-verdict]').append(html('p', { class: verdict.right ? 'good' : 'bad' }, `${verdict.right ? '✓' : '✗'} ${several}${verdict.message}`));
    }
    const right = verdicts.filter((verdict) => verdict.right).length;
    byId('score').textContent = verdicts.length ? `${right} of ${verdicts.length} right.` : 'Fill in a number first.';
  } catch (e) {
    byId('score').textContent = e.message;
  }
}
