// A client of the service for browsers and for Node 18 or later, which needs nothing else:
//
//   import { Neuron } from 'http://127.0.0.1:8080/client/neuron.js';
//
//   const neuron = new Neuron();
//   const model = await neuron.train({ x: [[0, 0], [0, 1], [1, 0], [1, 1]], y: [0, 0, 0, 1] }, { learningRate: 5 });
//   const { predictions, labels } = await neuron.predict(model, [[1, 1]]);
//
// Node imports from no URL: save the file, and give the address of the service to new Neuron({ url }).

/**
 * @typedef {object} Dataset the data to train on
 * @property {number[][]} x n rows of d features
 * @property {number[]} y n targets from 0 to 1
 * @property {string[]} [featureNames] d names
 * @property {number[]} [sampleWeights] n weights
 *
 * @typedef {object} Hyperparameters all optional; docs/API.md says what each means
 * @property {'gradientDescent' | 'newton' | 'lbfgs'} [solver] the last two need no learning rate
 * @property {number} [learningRate] 0.5 unless given; of gradient descent alone
 * @property {number} [epochs] 1000 unless given, with newton 100
 * @property {number} [batchSize] all rows unless given
 * @property {boolean} [shuffle]
 * @property {number} [seed]
 * @property {number} [momentum]
 * @property {number} [l2]
 * @property {'mse' | 'crossEntropy'} [loss]
 * @property {'zeros' | 'uniform'} [initialization]
 * @property {{W: number[], b: number}} [initial]
 * @property {string} [startFrom] id or name of a model
 * @property {boolean} [standardize]
 * @property {number} [tolerance]
 * @property {number} [patience]
 * @property {number} [validationFraction]
 * @property {'classes' | 'rows'} [split]
 *
 * @typedef {object} Options what else a training may be given
 * @property {string} [name] a name for the model
 * @property {number} [lossHistoryPoints] the most points of the loss history
 * @property {AbortSignal} [signal] ends the request, and with it the training
 *
 * @typedef {object} Model a trained neuron
 * @property {string} modelId
 * @property {string} [name]
 * @property {number[]} W
 * @property {number} b
 * @property {number} loss
 * @property {number} [accuracy]
 * @property {number[]} lossHistory
 * @property {number} lossHistoryStride
 * @property {number} epochsRun
 * @property {string} stopReason
 * @property {{code: string, message: string, suggestion?: string}[]} findings why it may not have learned
 *
 * @typedef {object} Progress a training after one of its epochs
 * @property {number} epoch epochs completed
 * @property {number} epochs
 * @property {number} loss
 * @property {number[]} W
 * @property {number} b
 * @property {Model} [model] the trained neuron, at the end
 *
 * @typedef {number[] | Record<string, number>} Row the features of a row by position, or by name
 *
 * @typedef {object} Predictions
 * @property {number[]} predictions ŷ of each row, from 0 to 1
 * @property {number[]} labels 1 where ŷ is at least the threshold, else 0
 */

/** A problem (RFC 9457) that the service responded with. */
export class NeuronError extends Error {
  /** @param {{status: number, type?: string, title?: string, detail?: string, errors?: object[], requestId?: string}} problem */
  constructor(problem) {
    super(problem.detail ?? problem.title ?? `HTTP ${problem.status}`);
    this.name = 'NeuronError';
    this.status = problem.status;
    this.type = problem.type;
    this.title = problem.title;
    /** Where the request is at fault: a pointer, a line or a parameter each. */
    this.errors = problem.errors ?? [];
    this.requestId = problem.requestId;
  }
}

/**
 * The problem in a response; of a proxy between here and the service there may be none.
 * @param {Response} response
 */
async function problem(response) {
  const isProblem = response.headers.get('Content-Type')?.startsWith('application/problem+json');
  const body = isProblem ? await response.json() : {};
  return new NeuronError({ title: response.statusText, ...body, status: response.status });
}

/**
 * The events of a response of text/event-stream, as they come.
 * @param {Response} response
 * @returns {AsyncGenerator<{name: string, data: any}>}
 */
export async function* events(response) {
  if (!response.body) return;
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      const blocks = (rest + value).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const name = /^event: ?(.*)$/m.exec(block);
        const data = /^data: ?(.*)$/m.exec(block);
        if (name && data) yield { name: name[1], data: JSON.parse(data[1]) }; // else it only keeps the connection open
      }
    }
  } finally {
    await reader.cancel().catch(() => {}); // a loop that is left early ends the training
  }
}

/**
 * The body of a request for a training.
 * @param {Dataset} dataset
 * @param {Hyperparameters & Options} options
 */
function training(dataset, { name, lossHistoryPoints, signal: _, ...hyperparameters }) {
  return { name, dataset, hyperparameters, lossHistoryPoints };
}

/**
 * How a request for predictions names its model.
 * @param {string | {modelId: string} | {W: number[], b: number}} model
 */
function which(model) {
  if (typeof model === 'string') return { modelId: model };
  return 'modelId' in model ? { modelId: model.modelId } : { W: model.W, b: model.b };
}

/** A service that trains and predicts. */
export class Neuron {
  #url;
  #token;

  /**
   * @param {object} [options]
   * @param {string | URL} [options.url] address of the service; that of this file unless given
   * @param {string} [options.token] bearer token, where the service asks for one
   */
  constructor({ url = new URL('..', import.meta.url), token } = {}) {
    this.#url = String(url).replace(/\/?$/, '/');
    this.#token = token;
  }

  /**
   * Trains a neuron.
   * @param {Dataset} dataset
   * @param {Hyperparameters & Options} [options]
   * @returns {Promise<Model>}
   * @throws {NeuronError}
   */
  async train(dataset, options = {}) {
    const response = await this.#post('train', training(dataset, options), options.signal, 'application/json');
    return response.json();
  }

  /**
   * Trains a neuron and yields its progress as it comes, at the end once more with the trained neuron. Leaving the loop
   * ends the training.
   * @param {Dataset} dataset
   * @param {Hyperparameters & Options & {points?: number}} [options] with the number of epochs to be told of for certain
   * @returns {AsyncGenerator<Progress>}
   * @throws {NeuronError}
   */
  async* stream(dataset, { points = 100, ...options } = {}) {
    const response = await this.#post(
      `train?progressPoints=${points}`, training(dataset, options), options.signal, 'text/event-stream');
    let last = null;
    for await (const { name, data } of events(response)) {
      if (name === 'failed') throw new NeuronError(data);
      if (name === 'done') {
        yield { ...last, model: data };
        return;
      }
      last = data;
      yield last;
    }
    throw new NeuronError({ status: response.status, title: 'The training broke off.' });
  }

  /**
   * Predicts rows.
   * @param {string | {modelId: string} | {W: number[], b: number}} model a model, its id or name, or weights alone
   * @param {Row[]} x
   * @param {{threshold?: number, signal?: AbortSignal}} [options]
   * @returns {Promise<Predictions>}
   * @throws {NeuronError}
   */
  async predict(model, x, { signal, ...options } = {}) {
    const response = await this.#post('predict', { ...which(model), x, ...options }, signal, 'application/json');
    return response.json();
  }

  /**
   * @param {string} path relative to the service
   * @param {object} body
   * @param {AbortSignal | undefined} signal
   * @param {string} accept
   */
  async #post(path, body, signal, accept) {
    const headers = new Headers({ 'Content-Type': 'application/json', Accept: accept });
    if (this.#token) headers.set('Authorization', `Bearer ${this.#token}`);
    const response = await fetch(this.#url + path, { method: 'POST', headers, body: JSON.stringify(body), signal });
    if (!response.ok) throw await problem(response);
    return response;
  }
}
