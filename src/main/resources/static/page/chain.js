// The chain rule for one row or for the mean of all: each factor with its number, or as homework with fields to fill in.

import { byId, copy, html, later, math, option } from './dom.js';
import { className, experiment, isPart, on, selectRow } from './experiment.js';
import * as m from './formula.js';
import { scaleOf } from './neuron.js';
import { parse, short, shortened } from './numbers.js';
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
    const name = className(data.y[i]);
    const ending = name === null ? '' : ` (${shortened(name)})`;
    const whole = m.row(i, x, data.y[i], true) + ending;
    const text = m.row(i, x, data.y[i]) + ending;
    return html('option', { value: i, ...(text === whole ? {} : { title: whole, 'aria-label': whole }) }, text);
  });
  if (data.x.length > LISTED) list.push(html('option', { disabled: true }, `and ${data.x.length - LISTED} more, to be chosen in the table`));
  const all = data.x.length > 1 && data.x.length <= LISTED && !isPart(data) ? [option('all', `the mean over all ${data.x.length} rows`)] : [];
  mean &&= all.length > 0;
  byId('chain-row').replaceChildren(...list, ...all);
  byId('chain-row').value = mean ? 'all' : experiment.row;
}

/** The request: with every setting that changes a step. */
function asked() {
  const { W, b, data, settings, row } = experiment;
  const { learningRate, loss, l2, momentum, standardize } = settings;
  return {
    W, b, x: mean ? data.x : data.x[row], y: mean ? data.y : data.y[row], learningRate, loss,
    ...(l2 > 0 ? { l2 } : {}),
    ...(momentum > 0 ? { momentum } : {}),
    ...(mean && data.weights ? { sampleWeights: data.weights } : {}),
    ...(standardize ? (mean ? { standardize } : { scale: scaleOf(data) }) : {}),
  };
}

/** What a step of the training has that the shown one has not; empty if it is the same. */
function leftOut() {
  const { data, settings, epoch, row } = experiment;
  const n = data.x.length;
  const batch = Math.min(settings.batchSize ?? n, n);
  return [
    !mean && batch > 1 ? 'the other rows of a batch' : null,
    mean && batch < n ? `that training takes a step after ${batch === 1 ? 'every row' : `${batch} rows`}` : null,
    !mean && data.weights?.[row] === 0 ? 'that this row has weight 0' : null,
    settings.validationFraction > 0 ? 'that rows are held out' : null,
    settings.standardize && isPart(data) ? 'the rows that the page does not hold, in the scale' : null,
    settings.momentum > 0 && epoch > 0 ? 'the velocity of the steps before' : null,
  ].filter(Boolean);
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
/** W, b or x as it is called on the scale of scaled features. */
const scaled = (letter) => m.mi(answer.standardized ? (letter === 'x' ? 'z' : `${letter}′`) : letter);
const from = () => answer.standardized ?? experiment;
const fresh = (letter) => [math('mtext', {}, 'new\u00a0'), m.mi(letter)];

/** The pieces of a vector of numbers or formulas: one a component, so that a long one can be broken. */
function vector(values, write = m.mn) {
  const list = values.slice(0, SHOWN).map((value, j, all) => [j ? null : m.mo('('), typeof value === 'number' ? write(value) : value, m.mo(j < all.length - 1 || values.length > SHOWN ? ',' : ')')]);
  return values.length > SHOWN ? [...list, [m.mi('…'), m.mo(')')]] : list;
}

/**
 * Each factor: its field in the answer, its left side, what it asks, the pieces of how it is worked out, its value.
 * Homework shows one that is given, and leaves out one that is hidden.
 */
function factors() {
  return [...scale(), ...(mean ? meanOfRows() : oneRow()), ...step()];
}

/** What features, W and b are on the scale of the step. */
function scale() {
  const { W, b, data, row } = experiment;
  const on = answer.standardized;
  if (!on) return [];
  const { mean: means, deviation } = on.scale;
  const z = { given: true, field: 'z', left: [m.mi('z')], why: 'the row on one scale: minus the mean, divided by the deviation', work: [[m.over([m.mi('x'), m.mo('−'), m.mi('mean')], [m.mi('deviation')])], ...led(vector(data.x[row].map((value, j) => m.over([m.exactly(value), m.mo('−'), m.signed(means[j])], [m.mn(deviation[j])]))))], value: on.x[0] };
  return [
    ...(mean ? [] : [z]),
    { given: true, field: 'scaled/W', left: [scaled('W')], why: 'the weights for that scale: times the deviation', work: vector(W.map((value, j) => [m.signed(value), m.mo('·'), m.mn(deviation[j])])), value: on.W },
    { given: true, field: 'scaled/b', left: [scaled('b')], why: 'the bias for that scale', work: [[m.mn(b), m.mo('+'), m.mo('∑'), m.mi('W'), m.mo('·'), m.mi('mean')]], value: on.b },
  ];
}

/** λ Σ W², a part of the loss; nothing without weight decay. */
const decay = () => (experiment.settings.l2 > 0 ? [[m.mo('+'), m.mn(experiment.settings.l2), m.mo('·'), m.mo('∑'), m.power(scaled('W'), m.mn(2))]] : []);
/** 2 λ W, its part of the gradient. */
const decaySlope = () => (experiment.settings.l2 > 0 ? [[m.mo('+'), m.mn(2), m.mo('·'), m.mn(experiment.settings.l2), m.mo('·')], ...vector(from().W)] : []);

function oneRow() {
  const { data, settings, row } = experiment;
  const { W, b } = from();
  const a = answer;
  const isMse = settings.loss === 'mse';
  const x = a.standardized ? a.standardized.x[0] : data.x[row];
  const y = data.y[row];
  const input = a.standardized ? m.mn : m.exactly; // data keep their digits
  const yHat = () => m.squeezed(a.h);
  const error = () => m.paren(m.exactly(y), m.mo('−'), ...nested(yHat()));
  const rest = () => m.paren(m.mn(1), m.mo('−'), ...nested(yHat()));
  const slope = () => (isMse ? [[m.mn(-2), error()]] : [[m.over([yHat(), m.mo('−'), ...m.signed(y, m.exactly)], [...nested(yHat()), rest()])]]);
  const entropy = () => [[m.mo('−'), m.mi('y'), m.mi('ln'), m.hat()], [m.mo('−'), m.paren(m.mn(1), m.mo('−'), m.mi('y')), m.mi('ln'), m.paren(m.mn(1), m.mo('−'), m.hat())]];
  const product = () => (a.dLoss_dyHat === undefined ? m.signed(a.dLoss_dh) : [m.signed(a.dLoss_dyHat), m.mo('·'), m.mn(a.dyHat_dh)]);
  const sum = x.slice(0, SHOWN).flatMap((value, j) => m.term(j ? m.mo('+') : null, m.signed(value, input), m.signed(W[j])));
  return [
    { field: 'h', left: [m.mi('h')], why: 'the weighted sum', work: [...sum, ...(x.length > SHOWN ? [[m.mo('+'), m.mi('…')]] : []), [m.mo('+'), m.signed(b)]], value: a.h },
    { field: 'yHat', left: [m.hat()], why: 'the prediction', work: [[m.mi('σ'), m.paren(m.mn(a.h))]], value: a.yHat, write: yHat },
    { field: 'loss', left: [L()], why: 'how wrong it is', work: [...(isMse ? [[m.power(error(), m.mn(2))]] : entropy()), ...decay()], value: a.loss },
    ...(a.dLoss_dyHat === undefined ? [] : [{ field: 'dLoss_dyHat', left: [m.by(L(), m.hat())], why: 'how the loss changes with the prediction', work: slope(), value: a.dLoss_dyHat }]),
    { field: 'dyHat_dh', left: [m.by(m.hat(), m.mi('h'))], why: 'how the prediction changes with the sum: the slope of σ', work: [[m.hat(), m.paren(m.mn(1), m.mo('−'), m.hat())], [m.mo('='), ...nested(yHat()), rest()]], value: a.dyHat_dh },
    { field: 'dh_dW', left: [m.by(m.mi('h'), scaled('W'))], why: 'how the sum changes with each weight: by its input', work: [[scaled('x')]], value: a.dh_dW, write: input },
    { field: 'dLoss_dW', left: [m.by(L(), scaled('W'))], why: settings.l2 > 0 ? 'the product of the three, and the pull of the weight decay' : 'the product of the three', work: [[product(), m.mo('·')], ...vector(a.dh_dW, input), ...decaySlope()], value: a.dLoss_dW },
    { field: 'dLoss_db', left: [m.by(L(), scaled('b'))], why: 'the same for the bias, whose input is always 1', work: [[product(), m.mo('·'), m.mn(1)]], value: a.dLoss_db },
  ];
}

function meanOfRows() {
  const { data } = experiment;
  const n = data.x.length;
  const share = data.weights ? [m.over([m.sub(m.mi('s'), m.mi('i'))], [m.mo('∑'), m.mi('s')])] : [];
  const sum = () => [...(data.weights ? [] : [m.over([m.mn(1)], [m.mn(n)])]), math('munderover', {}, m.mo('∑'), math('mrow', {}, m.mi('i'), m.mo('='), m.mn(1)), m.mn(n)), ...share.map((part) => part.cloneNode(true))];
  const of = () => m.sub(L(), m.mi('i'));
  return [
    { field: 'loss', left: [L()], why: data.weights ? 'the weighted mean over the rows' : 'the mean over the rows', work: [[sum(), of()], ...decay()], value: answer.loss },
    { field: 'dLoss_dW', left: [m.by(L(), scaled('W'))], why: 'the mean of the rows’ gradients', work: [[sum(), m.by(of(), scaled('W'))], ...decaySlope()], value: answer.dLoss_dW },
    { field: 'dLoss_db', left: [m.by(L(), scaled('b'))], why: 'the same for the bias', work: [[sum(), m.by(of(), scaled('b'))]], value: answer.dLoss_db },
  ];
}

function step() {
  const a = answer;
  const on = a.standardized;
  const before = from();
  const after = { left: [math('mtext', {}, 'new\u00a0'), L()], why: 'the loss after the step', field: 'step/loss', work: [], value: a.step.loss };
  const steps = [
    { field: 'step/W', left: fresh(on ? 'W′' : 'W'), why: 'one step downhill, α times the gradient', work: [...vector(before.W), ...change(a.dLoss_dW, a.velocity?.W)], value: on ? on.step.W : a.step.W },
    { field: 'step/b', left: fresh(on ? 'b′' : 'b'), why: 'the same for the bias', work: [[m.mn(before.b)], ...change(a.dLoss_db, a.velocity?.b)], value: on ? on.step.b : a.step.b },
  ];
  if (!on) return [...velocity(), ...steps, after];
  return [
    ...velocity(),
    ...steps.map((line) => ({ ...line, field: `scaled/${line.field}`, hidden: true })),
    { field: 'step/W', left: fresh('W'), why: 'the step, back on the raw numbers: divided by the deviation', work: vector(on.step.W.map((value, j) => m.over([m.mn(value)], [m.mn(on.scale.deviation[j])]))), value: a.step.W },
    { field: 'step/b', left: fresh('b'), why: 'the same for the bias', work: [[m.mn(on.step.b), m.mo('−'), m.mo('∑'), ...fresh('W'), m.mo('·'), m.mi('mean')]], value: a.step.b },
    after,
  ];
}

/** α times the gradient, or with momentum the velocity that it has become a part of. */
function change(gradient, velocity) {
  const pieces = (value) => (Array.isArray(value) ? vector(value) : [[m.signed(value)]]);
  return velocity === undefined
    ? [[m.mo('−'), m.mn(experiment.settings.learningRate), m.mo('·')], ...pieces(gradient)]
    : [[m.mo('+')], ...pieces(velocity)];
}

function velocity() {
  const { settings: { momentum } } = experiment;
  const { velocity: v, dLoss_dW, dLoss_db } = answer;
  if (!v) return [];
  const kept = () => [[m.mn(momentum), m.mo('·'), m.mn(0)]];
  return [
    { hidden: true, field: 'velocity/W', left: [math('mtext', {}, 'new\u00a0'), m.sub(m.mi('v'), scaled('W'))], why: 'the velocity: a share of the one before, minus α times the gradient', work: [...kept(), ...change(dLoss_dW)], value: v.W },
    { hidden: true, field: 'velocity/b', left: [math('mtext', {}, 'new\u00a0'), m.sub(m.mi('v'), scaled('b'))], why: 'the same for the bias', work: [...kept(), ...change(dLoss_db)], value: v.b },
  ];
}

function draw() {
  if (!answer) return;
  const homework = byId('homework').checked;
  const list = factors().filter((factor) => !(homework && factor.hidden)).map((factor) => line(factor, homework && !factor.given));
  const { classes } = experiment.data;
  if (classes) list.unshift(html('p', { class: 'hint', id: 'chain-classes' }, `y is 1 for ${className(1)} and 0 for ${className(0)}.`));
  const without = leftOut();
  if (without.length) list.push(html('p', { class: 'hint', id: 'left-out' }, `This step leaves out ${without.join(', ')}.`));
  const check = answer.gradientCheck;
  byId('chain').replaceChildren(...list, homework
    ? html('div', { class: 'row' }, html('button', { type: 'button', class: 'primary', id: 'check', onclick: judge }, 'Check my numbers'), html('p', { id: 'score', role: 'status' }))
    : html('p', { class: 'hint' }, `Counter-check without the chain rule, by moving each weight a little to both sides: largest difference ${short(check.maxRelativeError, 2)} of the gradient.`));
}

function line({ field, left, why, work, value, write }, homework) {
  return html('div', { class: 'factor', 'data-field': field },
    html('div', {}, html('div', { class: 'left' }, m.pieces(left)), html('div', { class: 'why' }, why)),
    homework ? fields(field, value, why) : shown(work, value, write));
}

function shown(work, value, write = m.mn) {
  const result = Array.isArray(value) ? vector(value, write) : [[write(value)]];
  const all = [...led(work), ...led(result)];
  const pieces = m.pieces(...all);
  for (const piece of [...pieces.children].slice(all.length - result.length)) piece.classList.add('result');
  return pieces;
}

/** In parentheses if it is a difference: 1 − 4.5e−5. */
const nested = (number) => (number.textContent.includes(' − ') ? m.paren(number) : [number]);

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

/** A decimal number as text, which keeps its digits: 0.50 says more than 0.5. */
function written(text) {
  const plain = text.trim().replace('−', '-').replace(',', '.');
  return /^[+-]?(\d{1,40}(\.\d{0,40})?|\.\d{1,40})(e[+-]?\d{1,3})?$/i.test(plain) ? plain : null;
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
    const claim = written(input.value) ?? number;
    if (j === undefined) place[name] = claim;
    else (place[name] ??= new Array(d).fill(null))[Number(j)] = claim;
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
