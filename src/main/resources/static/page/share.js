// A link that holds data and settings, and so the run: after the #, where no server sees it.

import { isEditable } from './cells.js';
import { byId, copy } from './dom.js';
import { read } from './encoded.js';
import { DEFAULTS, experiment, on, replaceData, set } from './experiment.js';
import { json } from './numbers.js';
import { PRESETS } from './presets.js';
import { sourceOfRows } from './source.js';
import { run, say, start as train } from './training.js';

const VERSION = 1;

let expected = null;

export function start() {
  byId('share').addEventListener('click', async (event) => {
    if (experiment.data.origin && !isEditable()) {
      say('A link can hold at most 5000 rows. Keep a model on the server to share this run.', true);
      return;
    }
    const url = `${new URL('.', document.baseURI).href}#run=${await pack(content())}`;
    history.replaceState(null, '', url);
    copy(url, event.target);
  });
  on('result', compare);
  on('data settings', () => { if (expected?.settled) expected = null; });
}

function content() {
  const { preset, data, settings, result, name } = experiment;
  const changedSettings = Object.fromEntries(Object.entries(settings).filter(([key, value]) => value !== DEFAULTS[key]));
  return {
    v: VERSION,
    ...(preset ? { preset } : data.origin ? { table: ofCells(data.origin) } : { data: ofNumbers(data) }),
    settings: changedSettings,
    ...(name ? { name } : {}),
    ...(result?.fingerprint && !result.isLoaded && result.epochsRun === settings.epochs ? { fingerprint: result.fingerprint } : {}),
  };
}

const ofNumbers = ({ names, target, x, y, weights, headerless }) => ({ names, target, x, y, weights, headerless });
const ofCells = ({ source: { columns, cells }, options, classWeights }) => ({ columns, cells, options, classWeights });

/** The data of a shared table, whose features the service makes. */
const readCells = ({ columns, cells, options = {}, classWeights }) => read({ source: sourceOfRows(columns, cells), options, ...(classWeights ? { classWeights } : {}) });

async function through(bytes, stream) {
  return new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer());
}

async function pack(value) {
  const bytes = await through(new TextEncoder().encode(json(value)), new CompressionStream('deflate-raw'));
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

async function unpack(text) {
  const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(await through(bytes, new DecompressionStream('deflate-raw'))));
}

const isTable = (data) => Array.isArray(data?.names) && Array.isArray(data.x) && Array.isArray(data.y)
  && data.x.length === data.y.length && data.x.length > 0 && data.y.every(Number.isFinite)
  && data.x.every((row) => Array.isArray(row) && row.length === data.names.length && row.every(Number.isFinite))
  && data.names.every((name) => typeof name === 'string')
  && (data.weights == null || (Array.isArray(data.weights) && data.weights.length === data.x.length && data.weights.every((weight) => weight >= 0 && Number.isFinite(weight))));

const isOfCells = (table) => Array.isArray(table?.columns) && Array.isArray(table.cells) && table.cells.every(Array.isArray);

/** The data of a run that was shared. */
async function dataOf({ preset, table, data }) {
  if (PRESETS[preset]) return PRESETS[preset].load();
  return table ? readCells(table) : ofNumbers(data);
}

/**
 * Opens the run of the address, if there is one.
 * @param {() => Promise} otherwise shows something if there is none
 */
export async function open(otherwise = async () => {}) {
  const packed = new URLSearchParams(location.hash.slice(1)).get('run');
  if (!packed) {
    await otherwise();
    return;
  }
  try {
    const shared = await unpack(packed);
    const preset = PRESETS[shared.preset];
    if (shared.v !== VERSION || !(preset || isOfCells(shared.table) || isTable(shared.data))) throw new Error('not a run');
    const known = Object.fromEntries(Object.entries(shared.settings ?? {}).filter(([key]) => key in DEFAULTS));
    const data = await dataOf(shared);
    set({ ...DEFAULTS, ...known });
    replaceData(data, preset ? shared.preset : null);
    expected = shared.fingerprint ? { fingerprint: shared.fingerprint, settled: false } : null;
    train();
  } catch {
    await otherwise();
    say('The link does not hold a run.', true);
  }
}

/** Says whether the run of a link came out the same. */
function compare() {
  if (!expected || expected.settled || !experiment.result) return;
  expected.settled = true;
  const same = expected.fingerprint === experiment.result.fingerprint;
  say(run.message + (same
    ? ' Same bits as the run that the link was made of (the fingerprints agree).'
    : ' This is not bit for bit the run that the link was made of: its fingerprint is another.'), !same);
}
