// Writes the Parquet files beside this program, and what is in them as JSON, by two writers that share no code:
// hyparquet-writer (JavaScript) and parquet-wasm (the Rust library of Apache Arrow, which Polars and others build on).
//
// In a folder of its own:
//   npm install hyparquet-writer@0.17.0 parquet-wasm@0.8.0 apache-arrow@21
//   cp …/generate_parquet.mjs . && node generate_parquet.mjs && cp *.parquet *.json …
//
// JSON holds each table as {"column": [cells]}, null for a missing one.
import { writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import * as arrow from 'apache-arrow'
import { parquetWriteBuffer, schemaFromColumnData } from 'hyparquet-writer'
import * as wasm from 'parquet-wasm/node'

const ROWS = 60

// Passengers who never lived. Each number has few digits, so that it is the same in Parquet, JSON and CSV.
const passengers = { name: [], class: [], sex: [], age: [], fare: [], port: [], alone: [], survived: [] }
let state = 20
const chance = (n) => (state = (state * 48271) % 2147483647) % n
for (let i = 0; i < ROWS; i++) {
  const sex = ['male', 'female', 'male'][chance(3)]
  const ticket = ['first', 'second', 'third', 'third'][chance(4)]
  passengers.name.push(`Passenger ${i}, ${sex}`)
  passengers.class.push(ticket)
  passengers.sex.push(sex)
  passengers.age.push(i % 7 === 3 ? null : (10 + chance(1400)) / 20)
  passengers.fare.push((500 + chance(8000)) / 100)
  passengers.port.push(i % 11 === 5 ? null : ['Southampton', 'Cherbourg', 'Queenstown'][chance(3)])
  passengers.alone.push(chance(2) === 0)
  passengers.survived.push((sex === 'female' ? 3 : 0) + (ticket === 'first' ? 2 : 0) + chance(4) > 3 ? 'yes' : 'no')
}

const json = (name, table) =>
  writeFileSync(`${name}.json`, JSON.stringify(table, (_, value) => (typeof value === 'bigint' ? Number(value) : value), 1) + '\n')
const file = (name, bytes) => writeFileSync(`${name}.parquet`, new Uint8Array(bytes))

/** By hyparquet-writer: data pages of version 2, dictionaries where they pay. */
function hyparquet(name, columns, options = {}) {
  file(name, parquetWriteBuffer({ columnData: columns, ...options }))
}

/** By parquet-wasm: data pages of either version. */
function arrowRs(name, columns, change = (properties) => properties) {
  const vectors = {}
  for (const [column, [data, type]] of Object.entries(columns)) {
    vectors[column] = arrow.vectorFromArray(data, type)
  }
  const table = wasm.Table.fromIPCStream(arrow.tableToIPC(new arrow.Table(vectors), 'stream'))
  file(name, wasm.writeParquet(table, change(new wasm.WriterPropertiesBuilder()).build()))
}

const ofPassengers = {
  name: [passengers.name, new arrow.Utf8()],
  class: [passengers.class, new arrow.Utf8()],
  sex: [passengers.sex, new arrow.Utf8()],
  age: [passengers.age, new arrow.Float64()],
  fare: [passengers.fare, new arrow.Float64()],
  port: [passengers.port, new arrow.Utf8()],
  alone: [passengers.alone, new arrow.Bool()],
  survived: [passengers.survived, new arrow.Utf8()],
}

json('passengers', passengers)
const columns = Object.entries(passengers).map(([name, data]) => ({ name, data }))
hyparquet('passengers-hyparquet-snappy', columns)
hyparquet('passengers-hyparquet-gzip', columns, { codec: 'GZIP', compressors: { GZIP: (bytes) => gzipSync(bytes) } })
hyparquet('passengers-hyparquet-groups', columns, { rowGroupSize: 17, codec: 'UNCOMPRESSED' })
for (const version of [1, 2]) {
  for (const codec of ['UNCOMPRESSED', 'SNAPPY', 'GZIP', 'ZSTD']) {
    arrowRs(`passengers-arrow-v${version}-${codec.toLowerCase()}`, ofPassengers, (properties) =>
      properties
        .setWriterVersion(version === 1 ? wasm.WriterVersion.V1 : wasm.WriterVersion.V2)
        .setCompression(wasm.Compression[codec])
        .setMaxRowGroupSize(25))
  }
}
// Without dictionaries: version 2 encodes texts by the beginnings that they share.
arrowRs('passengers-arrow-v2-plain', ofPassengers, (properties) =>
  properties
    .setWriterVersion(wasm.WriterVersion.V2)
    .setDictionaryEnabled(false)
    .setCompression(wasm.Compression.SNAPPY)
    .setDataPageSizeLimit(200)
    .setWriteBatchSize(10))

// Every type that is read, in the encodings that its writers offer.
const types = {
  flag: [true, false, null, true],
  i8: [-128, 127, null, 3],
  i32: [-2147483648, 2147483647, null, 0],
  i64: [-9007199254740992n, 9007199254740992n, null, 5n],
  u32: [0, 4294967295, null, 7],
  u64: [0n, 9007199254740992n, null, 9n],
  f16: [0.5, -2, null, 65504],
  f32: [0.25, -1.5, null, 16777216],
  f64: [0.1, -1e300, null, 5e-324],
  money: [12.34, -0.01, null, 99999999.99],
  small: [1.5, -32.7, null, 0],
  text: ['a', 'ä€😀', null, '3.5'],
  word: ['on', 'off', null, 'on'],
  document: ['{"a":1}', '[]', null, '"b"'],
}
json('types', types)
const asJson = types.document.map((text) => (text === null ? null : JSON.parse(text)))
const schemaOf = {
  i8: { type: 'INT32', converted_type: 'INT_8' },
  u32: { type: 'INT32', converted_type: 'UINT_32' },
  u64: { type: 'INT64', converted_type: 'UINT_64' },
  money: { type: 'FIXED_LEN_BYTE_ARRAY', type_length: 9, converted_type: 'DECIMAL', scale: 2, precision: 18 },
  small: { type: 'INT32', converted_type: 'DECIMAL', scale: 1, precision: 5 },
  word: { type: 'BYTE_ARRAY', converted_type: 'ENUM' },
}
const typed = [
  { name: 'flag', type: 'BOOLEAN', encoding: 'RLE' },
  { name: 'i8', encoding: 'PLAIN' },
  { name: 'i32', type: 'INT32', encoding: 'DELTA_BINARY_PACKED' },
  { name: 'i64', type: 'INT64', encoding: 'DELTA_BINARY_PACKED' },
  { name: 'u32', encoding: 'PLAIN' },
  { name: 'u64', encoding: 'PLAIN' },
  { name: 'f16', type: 'FLOAT16' },
  { name: 'f32', type: 'FLOAT', encoding: 'BYTE_STREAM_SPLIT' },
  { name: 'f64', type: 'DOUBLE', encoding: 'BYTE_STREAM_SPLIT' },
  { name: 'money' },
  { name: 'small' },
  { name: 'text', type: 'STRING', encoding: 'DELTA_LENGTH_BYTE_ARRAY' },
  { name: 'word' },
  { name: 'document', type: 'JSON' },
].map((column) => ({ ...column, data: column.name === 'document' ? asJson : types[column.name] }))
const schemaOverrides = Object.fromEntries(
  Object.entries(schemaOf).map(([name, element]) => [name, { name, repetition_type: 'OPTIONAL', ...element }]))
const schema = schemaFromColumnData({ columnData: typed, schemaOverrides })
hyparquet('types-hyparquet', typed.map(({ type, ...column }) => column), { schema })

const numbers = ({ i8, i32, i64, u32, u64, f32, f64, flag, text }) => ({
  flag: [flag, new arrow.Bool()],
  i8: [i8, new arrow.Int8()],
  i32: [i32, new arrow.Int32()],
  i64: [i64, new arrow.Int64()],
  u32: [u32, new arrow.Uint32()],
  u64: [u64, new arrow.Uint64()],
  f32: [f32, new arrow.Float32()],
  f64: [f64, new arrow.Float64()],
  text: [text, new arrow.Utf8()],
})
for (const dictionary of [true, false]) {
  arrowRs(`types-arrow-${dictionary ? 'dictionary' : 'plain'}`, numbers(types), (properties) =>
    properties.setWriterVersion(wasm.WriterVersion.V2).setDictionaryEnabled(dictionary).setCompression(wasm.Compression.UNCOMPRESSED))
}
arrowRs('types-arrow-lengths', { text: [types.text, new arrow.Utf8()] }, (properties) =>
  properties.setDictionaryEnabled(false).setColumnEncoding('text', wasm.Encoding.DELTA_LENGTH_BYTE_ARRAY))

// Columns that are not read, before a feature and a target.
const x = [0.5, 1.5, 2.5, 3.5]
const y = [0, 0, 1, 1]
const when = [1, 2, 3, 4].map((day) => new Date(Date.UTC(2026, 0, day)))
hyparquet('refused-columns', [
  { name: 'when', data: when },
  { name: 'key', data: x.map((_, i) => `0000000${i}-0000-4000-8000-000000000000`), type: 'UUID' },
  { name: 'blob', data: x.map((_, i) => new Uint8Array([i, 255])), type: 'BYTE_ARRAY' },
  { name: 'x', data: x },
  { name: 'y', data: y },
])
const point = new arrow.Struct([new arrow.Field('u', new arrow.Float64()), new arrow.Field('v', new arrow.Utf8())])
arrowRs('refused-nested', {
  day: [when, new arrow.DateDay()],
  list: [x.map((value) => [value, value]), new arrow.List(new arrow.Field('item', new arrow.Float64()))],
  point: [x.map((value) => ({ u: value, v: 'a' })), point],
  x: [x, new arrow.Float64()],
  y: [y, new arrow.Int32()],
})
arrowRs('refused-day', { day: [when, new arrow.DateDay()], x: [x, new arrow.Float64()] })
arrowRs('refused-beyond-double', {
  id: [[1n, 9007199254740993n, 3n, -9007199254740993n], new arrow.Int64()],
  x: [x, new arrow.Float64()],
  y: [y, new arrow.Int32()],
})

// As pandas writes a table whose index was shuffled, and NaN for a number that is missing.
arrowRs('index', {
  a: [[0, 1, 2, 3], new arrow.Float64()],
  b: [[1, NaN, 3, 5], new arrow.Float64()],
  y: [y, new arrow.Int64()].map((part, i) => (i === 0 ? part.map(BigInt) : part)),
  __index_level_0__: [[7n, 2n, 9n, 4n], new arrow.Int64()],
})
