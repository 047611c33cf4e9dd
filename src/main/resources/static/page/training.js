// A run: the service trains, and the page walks through what it tells. Training is deterministic, so the neuron after
// any number of epochs can be had again to the last bit: Stop and Step ask for a training of exactly that many.

import { changed, experiment, request, setResult, show } from './experiment.js';
import * as service from './service.js';

const POINTS = 300;
const NUMBERS = 400000;
const FRAME = 50; // milliseconds: 20 pictures a second
/** Rows × (features + 1) × epochs that the service does in a moment. */
const SHORT = 2e8;

export const run = {
  /** idle, playing, paused */
  state: 'idle',
  /** What was told of, up to what is shown. */
  shown: [],
  epochs: 0,
  seconds: 4,
  message: '',
  bad: false,
  /** Finished runs, for comparison. */
  earlier: [],
};

let arrived = [];
let answer = null;
let head = 0;
let last = 0;
let aborter = null;
let interim = null; // a model that only a step has made
let generation = 0; // what was asked for before the last halt is of no interest any more

/** Says something of the run. */
export function say(message, bad = false) {
  Object.assign(run, { message, bad });
  changed('run');
}

function turn(state, message = '') {
  run.state = state;
  say(message);
}

/** Forgets what was learned, and shows the start. */
export async function reset() {
  halt();
  Object.assign(run, { shown: [], epochs: experiment.settings.epochs });
  setResult(null);
  turn('idle');
  show(experiment.data.names.map(() => 0), 0, 0);
  const start = experiment.settings.initialization === 'uniform' ? await randomStart().catch(() => null) : null;
  if (start && experiment.epoch === 0 && run.state === 'idle') show(start.W, start.b, 0);
}

/** Where a random start is: one step at a rate so small that it does not show. */
async function randomStart() {
  const asked = request(1);
  asked.hyperparameters.learningRate = Number.MIN_VALUE;
  delete asked.name;
  const start = await service.train(asked);
  service.forget(start.modelId).catch(() => {});
  return start;
}

function halt() {
  generation++;
  aborter?.abort();
  aborter = null;
  arrived = [];
  answer = null;
  head = 0;
}

/** Trains from the start; with something shown already, goes on from there: the numbers are the same. */
export async function start() {
  if (run.state === 'paused') {
    turn('playing');
    play();
    return;
  }
  const from = run.shown.length > 0 && experiment.epoch < experiment.settings.epochs ? experiment.epoch : 0;
  halt();
  if (interim) service.forget(interim).catch(() => {});
  interim = null;
  if (from === 0) Object.assign(experiment, { epoch: 0 });
  Object.assign(run, { shown: run.shown.filter((point) => point.epoch <= from), epochs: experiment.settings.epochs });
  head = from;
  setResult(null);
  turn('playing');
  const mine = new AbortController();
  aborter = mine;
  const points = Math.min(POINTS, run.epochs, Math.floor(NUMBERS / (experiment.data.names.length + 1)));
  play();
  try {
    const result = await service.watch(request(), points, mine.signal, (point) => {
      // Each tells the loss before its update, but the last one that of its own neuron.
      if (aborter === mine) arrived.push({ ...point, at: point.epoch === point.epochs ? point.epoch : point.epoch - 1 });
    });
    if (aborter === mine) answer = result;
  } catch (e) {
    if (aborter === mine && e.name !== 'AbortError') fail(e);
  }
}

function fail(e) {
  halt();
  run.state = 'idle';
  say(e.message, true);
}

function play() {
  last = performance.now();
  requestAnimationFrame(frame);
}

function frame(now) {
  if (run.state !== 'playing') return;
  if (now - last >= FRAME) {
    const passed = (now - last) / 1000;
    last = now;
    const newest = arrived.at(-1)?.epoch ?? head;
    head = run.seconds > 0 ? Math.min(newest, head + (passed * run.epochs) / run.seconds) : newest;
    advance();
    if (answer && head >= (arrived.at(-1)?.epoch ?? 0)) {
      finish();
      return;
    }
  }
  requestAnimationFrame(frame);
}

/** Shows what has been told of up to where the picture is. */
function advance() {
  let point = null;
  while (arrived.length > 0 && arrived[0].epoch <= head) {
    const next = arrived.shift();
    if (next.epoch > experiment.epoch) {
      point = next;
      run.shown.push(point);
    }
  }
  if (point) show(point.W, point.b, point.epoch);
}

function finish() {
  const result = answer;
  halt();
  run.epochs = result.epochsRun;
  show(result.W, result.b, result.epochsRun);
  keep(result);
  turn('idle', ended(result));
  setResult(result);
}

function ended(result) {
  const time = `the service took ${result.trainingMillis < 10 ? result.trainingMillis.toFixed(1) : Math.round(result.trainingMillis)} ms`;
  switch (result.stopReason) {
    case 'CONVERGED': return `It stopped by itself after ${result.epochsRun} epochs: the loss did not improve any more; ${time}.`;
    case 'EARLY_STOPPED': return `It stopped by itself after ${result.epochsRun} epochs: the loss of the rows held out did not improve any more; ${time}.`;
    case 'DEADLINE': return 'Its time was over; this is the neuron so far.';
    default: return `Done: ${time}.`;
  }
}

function keep(result) {
  run.earlier = [...run.earlier, { label: label(), result }].slice(-4);
}

function label() {
  const { settings, data } = experiment;
  const features = `${data.names.length} feature${data.names.length === 1 ? '' : 's'}`;
  return `α ${settings.learningRate}, ${settings.loss === 'mse' ? 'MSE' : 'cross-entropy'}${settings.standardize ? ', one scale' : ''}, ${features}`;
}

/** Forgets the finished runs but the one that is shown. */
export function forgetEarlier() {
  run.earlier = run.earlier.filter(({ result }) => result === experiment.result);
  changed('run');
}

/** Forgets them all: runs on another table cannot be compared. */
export function forgetAll() {
  run.earlier = [];
}

export function pause() {
  turn('paused', 'Paused. Go on, or step one epoch further.');
}

/** Ends the run with the neuron as it is shown. */
export async function stop() {
  const finished = answer;
  const cost = experiment.data.x.length * (experiment.data.names.length + 1) * experiment.epoch;
  halt();
  if (experiment.epoch === 0) {
    turn('idle', 'Stopped before the first epoch was shown.');
  } else if (finished || cost <= SHORT) {
    turn('idle', `Stopped after ${experiment.epoch} epochs.`);
    await settle(experiment.epoch, finished?.modelId);
  } else {
    turn('idle', `Stopped after ${experiment.epoch} epochs. The service keeps no model of what was not finished; Step makes one.`);
  }
}

/** One epoch more. */
export async function step() {
  const finished = answer?.modelId;
  halt();
  turn('idle');
  await settle(experiment.epoch + 1, finished);
}

/** Trains for exactly this number of epochs, in place of a model that is not needed then. */
async function settle(epochs, needless) {
  const mine = generation;
  const before = interim ?? needless;
  try {
    const result = await service.train(request(epochs));
    if (mine !== generation) {
      await service.forget(result.modelId);
      return;
    }
    interim = result.modelId;
    run.epochs = Math.max(run.epochs, epochs);
    run.shown.push({ epoch: epochs, at: epochs, W: result.W, b: result.b, loss: result.loss });
    show(result.W, result.b, epochs);
    setResult(result);
    changed('run');
    if (before) await service.forget(before);
  } catch (e) {
    say(e.message, true);
  }
}

/** Shows a model that was trained before, with its weights W in the order of the table's columns. What it says of itself is shown if that is its own order. */
export function load(model, W) {
  halt();
  Object.assign(run, { shown: [], epochs: model.epochsRun ?? 0 });
  turn('idle', `This is the model ${model.name ?? model.modelId}.`);
  show(W, model.b, model.epochsRun ?? 0);
  setResult(model.lossHistory && W === model.W ? { ...model, isLoaded: true } : null);
}
