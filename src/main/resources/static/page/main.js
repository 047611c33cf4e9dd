// Puts the page together.

import * as cells from './cells.js';
import * as chain from './chain.js';
import * as curve from './curve.js';
import * as diagram from './diagram.js';
import { byId, onceAFrame, repaint } from './dom.js';
import { experiment, isPart, on } from './experiment.js';
import * as findings from './findings.js';
import * as models from './models.js';
import { measure } from './neuron.js';
import { percent, short, whole } from './numbers.js';
import * as predict from './predict.js';
import * as preview from './preview.js';
import * as receive from './receive.js';
import * as service from './service.js';
import * as settings from './settings.js';
import * as share from './share.js';
import * as surface from './surface.js';
import * as table from './table.js';
import * as training from './training.js';

const { run } = training;

function theme(choice) {
  if (choice === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = choice;
  repaint();
}

function appearance() {
  const kept = localStorage.getItem('theme') ?? 'auto';
  byId('theme').value = kept;
  theme(kept);
  byId('theme').addEventListener('change', (event) => {
    localStorage.setItem('theme', event.target.value);
    theme(event.target.value);
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', repaint);
}

function controls() {
  byId('train').addEventListener('click', () => cells.whenEncoded(training.start));
  byId('pause').addEventListener('click', training.pause);
  byId('stop').addEventListener('click', training.stop);
  byId('step').addEventListener('click', () => cells.whenEncoded(training.step));
  byId('reset').addEventListener('click', training.reset);
  byId('speed').addEventListener('change', (event) => { run.seconds = Number(event.target.value); });
  on('run neuron result', onceAFrame(readings));
}

function readings() {
  const active = run.state !== 'idle';
  document.documentElement.toggleAttribute('data-running', run.state === 'playing');
  byId('train').textContent = run.state === 'paused' ? 'Go on' : 'Train';
  byId('train').disabled = run.state === 'playing';
  byId('pause').disabled = run.state !== 'playing';
  byId('stop').disabled = !active;
  byId('step').disabled = run.state === 'playing';
  byId('status').textContent = run.message;
  byId('status').classList.toggle('bad', run.bad);
  byId('progress').value = run.epochs > 0 ? experiment.epoch / run.epochs : 0;
  byId('epoch-reading').textContent = `${whole(experiment.epoch)} / ${whole(Math.max(run.epochs, experiment.epoch))}`;
  const { W, b, data, settings: { loss, l2 }, result } = experiment;
  if (W.length !== data.names.length) return;
  const seen = measure(W, b, data, loss);
  title('loss-reading', 'Loss', result?.isLoaded ? 'in its training' : !result && l2 > 0 ? 'without weight decay' : !result && isPart(data) ? `of the first ${whole(data.x.length)} rows` : '');
  title('accuracy-reading', 'Right', rightOf());
  byId('loss-reading').textContent = short(result?.loss ?? seen[loss]);
  byId('accuracy-reading').textContent = percent(result ? result.accuracy : seen.accuracy);
}

/** What a reading is of, where that is not all rows of the table, each alike. */
function rightOf() {
  const { data, settings, result } = experiment;
  if (result?.isLoaded) return 'in its training';
  const shown = result || !isPart(data) ? '' : `of the first ${whole(data.x.length)} rows`;
  const which = result && settings.validationFraction > 0 ? 'of the rows trained on' : shown;
  return [data.weights ? 'by weight' : '', which].filter(Boolean).join(', ');
}

function title(reading, name, addition) {
  byId(reading).previousElementSibling.textContent = addition ? `${name}, ${addition}` : name;
}

function token() {
  service.onUnauthorized(() => new Promise((resolve) => {
    const dialog = byId('token-dialog');
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'use' ? byId('token').value : null), { once: true });
    dialog.showModal();
  }));
}

/** What was set when the run that is shown began; other settings make another run. */
let before = '';

function settingsChanged() {
  const { epochs, ...others } = experiment.settings;
  const now = JSON.stringify(others);
  if (now !== before) {
    before = now;
    if (experiment.data.x.length) training.reset();
  } else if (run.state === 'idle') {
    run.epochs = epochs;
    readings();
  }
}

appearance();
token();
controls();
for (const view of [receive, preview, cells, table, settings, diagram, curve, surface, chain, findings, predict, models, share]) view.start();
on('table', training.forgetAll);
on('data', training.reset);
on('settings', settingsChanged);
window.addEventListener('hashchange', () => share.open());
await share.open(() => table.choose('slides'));
document.documentElement.dataset.ready = 'true';
