import assert from 'node:assert/strict';
import test from 'node:test';
import { ends, exact, json, parse, percent, prediction, short, shown, whole } from './page/numbers.js';

test('exact and json keep the sign of zero', () => {
  assert.equal(exact(-0), '-0');
  assert.equal(exact(0.1), '0.1');
  assert.equal(json({ x: [-0, 0, 1e-7], left: undefined, name: null }), '{"x":[-0.0,0,1e-7],"name":null}');
});

test('json of random numbers reads back to the same numbers', () => {
  let state = 1;
  for (let i = 0; i < 1000; i++) {
    state = (state * 48271) % 2147483647;
    const value = (state / 2147483647 - 0.5) * 10 ** ((state % 600) - 300);
    assert.ok(Object.is(JSON.parse(json(value)), value), String(value));
  }
});

test('shown never rounds', () => {
  assert.equal(shown(0.1), '0.1');
  assert.equal(shown(0.123456789), '0.12345…');
  assert.equal(shown(-0.99999999), '−0.9999…');
  assert.match(shown(1.23456789e-12), /^1\.2.*…e−12$/);
});

test('short has four digits and a readable minus', () => {
  assert.equal(short(0.19664), '0.1966');
  assert.equal(short(1.234e-7), '1.23e−7');
  assert.equal(short(-3), '−3');
  assert.equal(short(0), '0');
  assert.equal(short(NaN), '–');
  assert.equal(short(null), '–');
});

test('a prediction is 1 only if nothing is missing', () => {
  assert.equal(prediction(0.73106), '0.7311');
  assert.equal(prediction(0.99999), '0.99999');
  assert.equal(prediction(1, 4.2e-18), '1 − 4.2e−18');
  assert.equal(prediction(1, 0), '1');
});

test('a share is 100 % only for all', () => {
  assert.equal(percent(1), '100 %');
  assert.equal(percent(0.5), '50 %');
  assert.equal(percent(0.99997), '99.997 %');
  assert.equal(percent(1 - 1e-12), '> 99.9999 %');
  assert.equal(percent(null), '–');
});

test('ends of a scale differ, however close they are', () => {
  assert.deepEqual(ends(0, 1), ['0', '1']);
  const [low, high] = ends(1000.001, 1000.002);
  assert.notEqual(low, high);
});

test('parse takes a comma or a point, and nothing that is no number', () => {
  assert.equal(parse('0,5'), 0.5);
  assert.equal(parse(' −1.5e3 '), -1500);
  for (const text of ['', 'abc', '1 234', '0x10', 'Infinity', '1e-400']) assert.ok(Number.isNaN(parse(text)), text);
  assert.equal(parse('0e-400'), 0);
});

test('whole numbers have their thousands apart', () => {
  assert.equal(whole(1234567), '1 234 567');
});
