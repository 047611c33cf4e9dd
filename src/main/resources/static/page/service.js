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
    this.type = problem.type ?? '';
    this.detail = problem.detail ?? problem.title;
    this.errors = problem.errors ?? [];
    /** The table as it was read, where a dry run that asked for it was refused. */
    this.preview = problem.preview ?? null;
  }
}

/** Asks once, however many requests have been refused meanwhile. */
function ask() {
  asking ??= askForToken().then((given) => { token = given || token; }).finally(() => { asking = null; });
  return asking;
}

/** Sends a request: with a body as JSON, or with content as it is. */
async function send(method, path, options = {}) {
  const { body, content, type = 'application/json', encoding, accept = 'application/json', signal } = options;
  const headers = { Accept: accept };
  const sent = body === undefined ? content : written(body);
  if (sent !== undefined) headers['Content-Type'] = type;
  if (encoding) headers['Content-Encoding'] = encoding;
  if (token) headers.Authorization = `Bearer ${token}`;
  let response;
  try {
    response = await fetch(path, { method, headers, signal, body: sent });
  } catch (e) {
    throw e.name === 'AbortError' ? e : new Problem({ detail: 'The service does not answer. Is it running?' });
  }
  if (response.status === 401) {
    const refused = headers.Authorization;
    if (!token || refused === `Bearer ${token}`) await ask();
    if (token && refused !== `Bearer ${token}`) return send(method, path, options);
  }
  if (!response.ok) throw new Problem(await response.json().catch(() => ({ title: response.statusText })));
  return response;
}

const json = async (...request) => (await send(...request)).json();

/**
 * The path and the content of a training: JSON, or a table whose hyperparameters are in the query.
 * @param {[string, string][]} query
 * @param {object} asked with a dataset, or with a table as tableRequest makes it
 */
function training(path, query, { table, ...body }) {
  const to = (parameters) => (parameters.length > 0 ? `${path}?${new URLSearchParams(parameters)}` : path);
  if (!table) return [to(query), { body }];
  const { name, hyperparameters = {} } = body;
  if (table.datasetText) {
    return [to(query), { content: `{"dataset":${table.datasetText},${written({ name, hyperparameters }).slice(1)}` }];
  }
  const settings = Object.entries({ name, ...hyperparameters })
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => [key, typeof value === 'string' ? value : written(value)]);
  const { bytes, type, encoding, parameters } = table;
  return [to([...query, ...parameters, ...settings]), { content: bytes, type, encoding }];
}

async function asked(path, query, body, options = {}) {
  const [to, content] = training(path, query, body);
  return send('POST', to, { ...content, ...options });
}

export const train = async (body) => (await asked('train', [], body)).json();
export const dryRun = async (body, signal) => (await asked('train', [['dryRun', 'true']], body, { signal })).json();
/** A dry run that shows the table as it was read, and its first rows. */
export const preview = async (body, rows, signal) => (await asked('train/dry-run', [['preview', String(rows)]], body, { signal })).json();
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
  const response = await asked('train', [['progressPoints', String(points)]], body, { accept: 'text/event-stream', signal });
  for await (const { name, data } of events(response)) {
    if (name === 'progress') progress(data);
    if (name === 'failed') throw new Problem(data);
    if (name === 'done') return data;
  }
  throw new Problem({ detail: 'The training broke off.' });
}
