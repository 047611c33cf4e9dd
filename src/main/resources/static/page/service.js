// The service, by HTTP. Paths are relative to the page, which may lie below any path.

import { events } from '../client/neuron.js';
import { json as written } from './numbers.js';

let token = null;
let askForToken = async () => null;
let asking = null;

/** Says how to ask for an access token when the service wants one. */
export function onUnauthorized(ask) { askForToken = ask; }

/** A problem (RFC 9457) that the service answered, or why there was no answer. */
export class Problem extends Error {
  constructor(problem) {
    const errors = (problem.errors ?? []).map((error) => error.detail).filter((detail) => detail !== problem.detail);
    super([problem.detail ?? problem.title, ...errors.slice(0, 3)].join(' '));
    this.status = problem.status;
    this.errors = problem.errors ?? [];
  }
}

/** Asks once, however many requests have been refused meanwhile. */
function ask() {
  asking ??= askForToken().then((given) => { token = given || token; }).finally(() => { asking = null; });
  return asking;
}

async function send(method, path, { body, accept = 'application/json', signal } = {}) {
  const headers = { Accept: accept };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  if (token) headers.Authorization = `Bearer ${token}`;
  let response;
  try {
    response = await fetch(path, { method, headers, signal, body: body === undefined ? undefined : written(body) });
  } catch (e) {
    throw e.name === 'AbortError' ? e : new Problem({ detail: 'The service does not answer. Is it running?' });
  }
  if (response.status === 401) {
    const refused = headers.Authorization;
    if (!token || refused === `Bearer ${token}`) await ask();
    if (token && refused !== `Bearer ${token}`) return send(method, path, { body, accept, signal });
  }
  if (!response.ok) throw new Problem(await response.json().catch(() => ({ title: response.statusText })));
  return response;
}

const json = async (...request) => (await send(...request)).json();

export const train = (body) => json('POST', 'train', { body });
export const dryRun = (body, signal) => json('POST', 'train?dryRun=true', { body, signal });
export const predict = (body) => json('POST', 'predict', { body });
export const explain = (body, signal) => json('POST', 'explain', { body, signal });
export const models = () => json('GET', 'models?limit=50');
export const model = (id) => json('GET', `models/${encodeURIComponent(id)}`);

/** The model in a format, and what the service calls the file. */
export async function exported(id, format) {
  const response = await send('GET', `models/${encodeURIComponent(id)}/export?format=${format}`);
  const [, file] = /filename="([^"]+)"/.exec(response.headers.get('Content-Disposition'));
  return { file, content: await response.blob() };
}

export const forget = (id) => send('DELETE', `models/${encodeURIComponent(id)}`);

/**
 * Trains, and tells of the progress as it comes.
 * @returns {Promise<object>} the answer
 */
export async function watch(body, points, signal, progress) {
  const response = await send('POST', `train?progressPoints=${points}`, { body, accept: 'text/event-stream', signal });
  for await (const { name, data } of events(response)) {
    if (name === 'progress') progress(data);
    if (name === 'failed') throw new Problem(data);
    if (name === 'done') return data;
  }
  throw new Problem({ detail: 'The training broke off.' });
}
