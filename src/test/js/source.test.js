import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { sourceOf, sourceOfRows, tableRequest } from './page/source.js';

const bytes = (text) => new TextEncoder().encode(text);

test('a file is told by its first bytes, not by its name', async () => {
  const kind = async (content, name = 'x.csv') => (await sourceOf(content, name)).kind;
  assert.equal(await kind(bytes('a,b\n1,2\n'), 'x.json'), 'csv');
  assert.equal(await kind(new Uint8Array([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0])), 'npy');
  assert.equal(await kind(bytes('PAR1....')), 'parquet');
  assert.equal(await kind(bytes(' [{"a":1}]')), 'json');
  assert.equal(await kind(new Uint8Array([0x50, 0x4b, 3, 4])), 'csv'); // the service says that it is none
});

test('a compressed file is sent as it is, with what is in it as its type', async () => {
  const packed = new Uint8Array(gzipSync('a;b\n1;2\n'));
  const { bytes: sent, type, encoding } = tableRequest(await sourceOf(packed, 'x.csv.gz'), {});
  assert.equal(sent, packed);
  assert.deepEqual([type, encoding], ['text/csv', 'gzip']);
  const json = tableRequest(await sourceOf(new Uint8Array(gzipSync('[{"a":1}]')), 'x.json.gz'), {});
  assert.equal(json.datasetText, '{"rows":[{"a":1}]}');
});

test('a damaged compressed file is left to the service', async () => {
  const { kind, isPacked } = await sourceOf(new Uint8Array([0x1f, 0x8b, 1, 2, 3]), 'x.gz');
  assert.deepEqual([kind, isPacked], ['csv', true]);
});

test('records stay as they were written, so that no number changes', async () => {
  const text = '[{"a": 1.10, "b": -0.0, "c": 12345678901234567890}]';
  assert.equal(tableRequest(await sourceOf(bytes(text), 'x'), { target: 'b' }).datasetText, `{"rows":${text},"target":"b"}`);
});

test('objects in JSON are tables in each of the known forms', async () => {
  const dataset = async (text) => tableRequest(await sourceOf(bytes(text), 'x'), {}).datasetText;
  assert.equal(await dataset('{"columns":["a"],"index":[0],"data":[[-0.0]]}'), '{"columns":["a"],"data":[[-0.0]]}');
  assert.equal(await dataset('{"dataset":{"x":[[1]],"y":[0],"target":"no"},"hyperparameters":{}}'), '{"x":[[1]],"y":[0]}');
  assert.equal(await dataset('{"a":1}\n\n{"a":2}\n'), '{"rows":[{"a":1},{"a":2}]}');
});

test('what begins like JSON and is none is told in a sentence', async () => {
  await assert.rejects(sourceOf(bytes('[1,'), 'x'), /^Error: This looks like JSON but cannot be parsed: /);
  await assert.rejects(sourceOf(bytes('{"columns":["a"],"data":[[1e999]]}'), 'x'), /too large for a double/);
  await assert.rejects(sourceOf(bytes('{"a":1}'), 'x'), /This JSON holds no table/);
  await assert.rejects(sourceOf(new Uint8Array(), 'empty.csv'), /^Error: empty.csv is empty\.$/);
});

test('options of a file are parameters of the query, and its encoding is in its type', async () => {
  const source = await sourceOf(bytes('a;b\n'), 'x');
  const { type, parameters } = tableRequest(source, {
    charset: 'MS949', delimiter: 'semicolon', header: null, target: 'b', positive: '', ignore: ['a,b', 'c'], categories: [], missing: 'mean',
  });
  assert.equal(type, 'text/csv; charset=MS949');
  assert.deepEqual(parameters, [['delimiter', 'semicolon'], ['target', 'b'], ['ignore', '["a,b","c"]'], ['missing', 'mean']]);
});

test('options of CSV are not sent with other formats', async () => {
  const { parameters, type } = tableRequest(await sourceOf(bytes('PAR1'), 'x'), { delimiter: 'tab', charset: 'GBK', target: 'y' });
  assert.deepEqual(parameters, [['target', 'y']]);
  assert.equal(type, 'application/vnd.apache.parquet');
});

test('rows of the page keep numbers, texts and missing cells', () => {
  const { datasetText } = tableRequest(sourceOfRows(['a', 'b'], [[0.1, 'x'], [-0, null], [true, '"']]), { ignore: ['b'], decimal: 'comma' });
  assert.equal(datasetText, '{"columns":["a","b"],"data":[[0.1,"x"],[-0.0,null],[true,"\\""]],"ignore":["b"]}');
});
