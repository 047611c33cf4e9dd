import assert from 'node:assert/strict';
import test from 'node:test';
import { events, Neuron, NeuronError } from './client/neuron.js';

/** Answers requests with responses in turn, and keeps the requests. */
function serve(...responses) {
  const requests = [];
  globalThis.fetch = async (url, request) => {
    requests.push({ url, ...request, body: JSON.parse(request.body) });
    return responses.shift();
  };
  return requests;
}

const json = (body, status = 200, type = 'application/json') =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': type } });

/** A stream that arrives in pieces of some characters. */
function stream(text, piece) {
  const pieces = text.match(new RegExp(`[^]{1,${piece}}`, 'g')) ?? [];
  return new Response(new ReadableStream({
    pull(controller) {
      if (pieces.length === 0) controller.close();
      else controller.enqueue(new TextEncoder().encode(pieces.shift()));
    },
  }));
}

async function all(generator) {
  const found = [];
  for await (const each of generator) found.push(each);
  return found;
}

const DATA = { x: [[0], [1]], y: [0, 1] };
const neuron = new Neuron({ url: 'http://127.0.0.1:8080/below', token: 'secret' });

test('train sends dataset, hyperparameters and what else there is', async () => {
  const requests = serve(json({ modelId: 'm', W: [1], b: 2 }, 201));

  const model = await neuron.train(DATA, { name: 'n', epochs: 5, lossHistoryPoints: 7 });

  assert.deepEqual(model, { modelId: 'm', W: [1], b: 2 });
  assert.equal(requests[0].url, 'http://127.0.0.1:8080/below/train');
  assert.deepEqual(requests[0].body,
    { name: 'n', dataset: DATA, hyperparameters: { epochs: 5 }, lossHistoryPoints: 7 });
  assert.deepEqual(Object.fromEntries(requests[0].headers),
    { 'content-type': 'application/json', accept: 'application/json', authorization: 'Bearer secret' });
});

test('the service is the one that the file came from', async () => {
  const requests = serve(json({}));
  await new Neuron().train(DATA);
  assert.equal(requests[0].url, new URL('train', import.meta.url).href);
  assert.equal(requests[0].headers.get('Authorization'), null);
});

test('predict takes a model, its id, its name, or weights', async () => {
  const requests = serve(...[1, 2, 3].map(() => json({ predictions: [0.5], labels: [1] })));

  assert.deepEqual((await neuron.predict({ modelId: 'm', W: [1], b: 2 }, [[1]])).labels, [1]);
  await neuron.predict('name', [{ x1: 1 }], { threshold: 0.4 });
  await neuron.predict({ W: [1], b: 2 }, [[1]]);

  assert.deepEqual(requests.map(({ body }) => body), [
    { modelId: 'm', x: [[1]] },
    { modelId: 'name', x: [{ x1: 1 }], threshold: 0.4 },
    { W: [1], b: 2, x: [[1]] },
  ]);
});

test('a problem is an error with its parts', async () => {
  serve(json({ title: 't', detail: 'd', status: 422, errors: [{ pointer: '#/dataset/x/1' }], requestId: 'r' }, 422,
    'application/problem+json'));

  await assert.rejects(neuron.train(DATA), (e) => {
    assert.ok(e instanceof NeuronError);
    assert.deepEqual([e.message, e.status, e.errors, e.requestId], ['d', 422, [{ pointer: '#/dataset/x/1' }], 'r']);
    return true;
  });
});

test('what a proxy says instead is an error with its status', async () => {
  serve(new Response('<html>', { status: 502, statusText: 'Bad Gateway' }));
  await assert.rejects(neuron.predict('m', [[1]]), { status: 502, message: 'Bad Gateway', errors: [] });
});

const EVENTS = ': is there\n\nid: 1\nevent: progress\ndata: {"epoch":1,"loss":0.5}\n\n'
  + 'event: progress\ndata: {"epoch":2,"loss":0.25}\n\nevent: done\ndata: {"modelId":"m","W":[1]}\n\n';

for (const piece of [1, 7, 1000]) {
  test(`stream yields each progress, and the model at the end, from pieces of ${piece}`, async () => {
    const requests = serve(stream(EVENTS, piece));

    assert.deepEqual(await all(neuron.stream(DATA, { points: 2, epochs: 2 })), [
      { epoch: 1, loss: 0.5 },
      { epoch: 2, loss: 0.25 },
      { epoch: 2, loss: 0.25, model: { modelId: 'm', W: [1] } },
    ]);
    assert.equal(requests[0].url, 'http://127.0.0.1:8080/below/train?progressPoints=2');
    assert.equal(requests[0].headers.get('Accept'), 'text/event-stream');
    assert.deepEqual(requests[0].body.hyperparameters, { epochs: 2 });
  });
}

test('a stream that fails, or breaks off, throws', async () => {
  serve(stream('event: failed\ndata: {"status":500,"detail":"d"}\n\n', 9), stream('event: prog', 9));
  await assert.rejects(all(neuron.stream(DATA)), { status: 500, message: 'd' });
  await assert.rejects(all(neuron.stream(DATA)), { message: 'The training broke off.' });
});

test('leaving the loop ends the response', async () => {
  let cancelled = false;
  const response = new Response(new ReadableStream({
    pull(controller) { controller.enqueue(new TextEncoder().encode('event: progress\ndata: {}\n\n')); },
    cancel() { cancelled = true; },
  }));
  for await (const { name } of events(response)) {
    assert.equal(name, 'progress');
    break;
  }
  assert.ok(cancelled);
});
