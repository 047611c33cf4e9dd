// Where a table comes from: bytes of a file or of pasted text, told apart by their beginning, or cells of the page's
// own table. The service reads them; here is only what has to be sent with them.

import { json } from './numbers.js';

const GZIP = [0x1f, 0x8b];
const NUMPY = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
const PARQUET = [0x50, 0x41, 0x52, 0x31];

const TYPES = { csv: 'text/csv', npy: 'application/x-npy', parquet: 'application/vnd.apache.parquet' };

/** What a dataset in JSON may hold beside the options that the page sets. */
const FIELDS = ['x', 'y', 'featureNames', 'sampleWeights', 'rows', 'columns', 'data'];

/** Bytes of a compressed file that are unpacked to see what is in it. */
const HEAD = 1 << 16;

const begins = (bytes, magic) => magic.every((byte, i) => bytes[i] === byte);

/** The first bytes of a compressed file, unpacked; empty if it is damaged, which the service then says. */
async function unpackedHead(bytes) {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip')).getReader();
  try {
    const { value } = await reader.read();
    return (value ?? new Uint8Array()).slice(0, HEAD);
  } catch {
    return new Uint8Array();
  } finally {
    reader.cancel().catch(() => {});
  }
}

async function unpacked(bytes) {
  return new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).arrayBuffer());
}

/** True for text that begins as a JSON array or object does. */
const looksLikeJson = (bytes) => /^\uFEFF?\s*[[{]/.test(new TextDecoder().decode(bytes.slice(0, 1000)));

/**
 * Tells what a file is by its first bytes.
 * @param {Uint8Array} bytes
 * @param {string} name of the file, or what it is called
 * @returns {Promise<object>} the source, for {@link tableRequest}
 * @throws {Error} a sentence, if it is empty, or begins like JSON and is none
 */
export async function sourceOf(bytes, name) {
  if (bytes.length === 0) throw new Error(`${name} is empty.`);
  const isPacked = begins(bytes, GZIP);
  const head = isPacked ? await unpackedHead(bytes) : bytes.slice(0, HEAD);
  if (looksLikeJson(head)) {
    const text = new TextDecoder().decode(isPacked ? await unpacked(bytes) : bytes).replace(/^\uFEFF/, '');
    return { kind: 'json', name, size: bytes.length, text: datasetText(text) };
  }
  const kind = begins(head, NUMPY) ? 'npy' : begins(head, PARQUET) ? 'parquet' : 'csv';
  return { kind, name, size: bytes.length, bytes, isPacked };
}

/** The source for rows that the page holds. */
export const sourceOfRows = (columns, cells) => ({ kind: 'rows', name: 'The table', columns, cells });

/**
 * The members of the dataset, as text: an array of rows stays as it was written, so that no number changes.
 * @param {string} text an array of rows, an object, or an object a line
 */
function datasetText(text) {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length > 1 && isObject(lines[0])) return `"rows":[${lines.join(',')}]`;
  const { value, fault } = parsed(text);
  if (fault) throw new Error(`This looks like JSON but cannot be parsed: ${fault}`);
  if (Array.isArray(value)) return `"rows":${text}`;
  const dataset = value.dataset ?? value;
  const known = Object.entries(dataset).filter(([name]) => FIELDS.includes(name));
  if (known.length === 0) throw new Error('This JSON holds no table: it should be an array of rows, or have columns and data.');
  return known.map(([name, member]) => `${JSON.stringify(name)}:${json(member)}`).join(',');
}

function parsed(text) {
  let hasOverflow = false;
  try {
    const value = JSON.parse(text, (_, member) => {
      hasOverflow ||= member === Infinity || member === -Infinity;
      return member;
    });
    return { value, fault: hasOverflow ? 'a number in it is too large for a double.' : null };
  } catch (e) {
    return { value: null, fault: e.message };
  }
}

function isObject(line) {
  const { value, fault } = parsed(line);
  return !fault && value !== null && typeof value === 'object' && !Array.isArray(value);
}

const isSet = (value) => value != null && value !== '' && !(Array.isArray(value) && value.length === 0);

/** Options of a dataset: target, positive, ignore, weights, missing, categories; those of CSV stand beside them. */
const CSV_ONLY = ['delimiter', 'decimal', 'header'];

/**
 * The table in a request: members of a dataset as text, or bytes with a type and parameters.
 * @param {object} source
 * @param {object} options those that are set are sent
 */
export function tableRequest(source, options) {
  const given = Object.entries(options).filter(([name, value]) => name !== 'charset' && isSet(value));
  if (source.bytes) {
    const type = TYPES[source.kind] + (source.kind === 'csv' && options.charset ? `; charset=${options.charset}` : '');
    const parameters = given
      .filter(([name]) => source.kind === 'csv' || !CSV_ONLY.includes(name))
      .map(([name, value]) => [name, Array.isArray(value) ? JSON.stringify(value) : String(value)]);
    return { bytes: source.bytes, type, encoding: source.isPacked ? 'gzip' : null, parameters };
  }
  const data = source.text ?? `"columns":${json(source.columns)},"data":${json(source.cells)}`;
  const members = given.filter(([name]) => !CSV_ONLY.includes(name)).map(([name, value]) => `,${JSON.stringify(name)}:${json(value)}`);
  return { datasetText: `{${data}${members.join('')}}` };
}
