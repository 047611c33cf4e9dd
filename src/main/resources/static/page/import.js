// The way in for data: bytes go to the service as they are, which says in a dry run what it takes each column for.
// Holds what was read and what was changed by hand; preview.js draws it.

import { later } from './dom.js';
import { request as asked, read } from './encoded.js';
import { changed, experiment, replaceData } from './experiment.js';
import * as service from './service.js';
import { sourceOf } from './source.js';

/** Rows that are shown before the table is used. */
const SHOWN = 20;

const NOTHING = Object.freeze({
  /** What was pasted, dropped or chosen; null before. */
  source: null,
  /** What was chosen by hand, as the service takes it. */
  options: {},
  /** The table as it was read; null if it could not be. */
  preview: null,
  /** What the dry run answered; null if the table is refused. */
  answer: null,
  /** Why the table cannot be read or used. */
  problem: null,
  isBusy: false,
});

export const intake = { ...NOTHING };

let newest = 0;
let aborter = null;

function update(patch) {
  Object.assign(intake, patch);
  changed('import');
}

/** Forgets what was read. */
export function close() {
  newest++;
  aborter?.abort();
  update(NOTHING);
}

/** Reads a file, or what a file would hold. */
export async function take(blob, name) {
  const mine = ++newest;
  aborter?.abort();
  update({ ...NOTHING, isBusy: true });
  try {
    const source = await sourceOf(new Uint8Array(await blob.arrayBuffer()), name);
    if (mine !== newest) return;
    Object.assign(intake, { source });
    await ask();
  } catch (e) {
    if (mine === newest) update({ problem: e, isBusy: false });
  }
}

/** Shows how the table of the experiment was read, to be changed. */
export async function reopen() {
  const { origin } = experiment.data;
  const { source, options } = origin.from ?? origin; // rows that were edited come from no file any more
  update({ ...NOTHING, source, options: { ...options } });
  await ask();
}

/** Changes an option. Columns have other names with another first line, so that options by name are dropped then. */
export function choose(patch) {
  const { charset, delimiter, decimal } = intake.options;
  const kept = 'header' in patch || 'delimiter' in patch || 'charset' in patch ? { charset, delimiter, decimal, header: intake.options.header } : intake.options;
  update({ options: { ...kept, ...patch }, isBusy: true });
  askLater();
}

const askLater = later(150, () => { if (intake.source) ask(); });

/** Asks what the service takes the table for; of several answers the last one counts. */
async function ask() {
  const mine = ++newest;
  aborter?.abort();
  aborter = new AbortController();
  update({ isBusy: true });
  try {
    const answer = await service.preview(asked(intake), SHOWN, aborter.signal);
    if (mine === newest) update({ answer, preview: answer.preview, problem: null, isBusy: false });
  } catch (e) {
    if (mine === newest && e.name !== 'AbortError') update({ answer: null, preview: e.preview ?? null, problem: e, isBusy: false });
  }
}

/**
 * Takes the table over into the experiment.
 * @returns {Promise<boolean>} false if it is refused, or something newer was asked for meanwhile
 */
export async function use() {
  const mine = ++newest;
  update({ isBusy: true });
  try {
    const data = await read({ source: intake.source, options: intake.options });
    if (mine !== newest) return false;
    update(NOTHING);
    replaceData(data);
    return true;
  } catch (e) {
    if (mine === newest) update({ problem: e, isBusy: false });
    return false;
  }
}
