// The loss over the epochs: live, with earlier runs, and if wanted both losses and the size of the gradient.

import uPlot from '../webjars/uplot/dist/uPlot.esm.js';
import { byId, color, onceAFrame } from './dom.js';
import { experiment, isPart, on } from './experiment.js';
import { measure } from './neuron.js';
import { short } from './numbers.js';
import { forgetEarlier, run } from './training.js';

const HEIGHT = 260;
/** Rows × features × points that are gone through for the picture. */
const WORK = 20_000_000;

let plot = null;
let shape = '';
const measured = new WeakMap();

export function start() {
  const redraw = onceAFrame(draw);
  on('neuron result run', redraw);
  for (const id of ['log-scale', 'both-losses']) byId(id).addEventListener('change', redraw);
  byId('forget-runs').addEventListener('click', forgetEarlier);
  new ResizeObserver(() => plot?.setSize({ width: byId('curve').clientWidth, height: HEIGHT })).observe(byId('curve'));
  document.addEventListener('themechange', () => { shape = ''; redraw(); });
}

/** What a point of the run looks like over all rows; worked out once. */
function seen(point) {
  if (!measured.has(point)) measured.set(point, measure(point.W, point.b, experiment.data, experiment.settings.loss));
  return measured.get(point);
}

/** What these losses are of, where the loss that is trained is of something else. */
function restOf() {
  const { l2, validationFraction } = experiment.settings;
  const all = validationFraction > 0 ? ' Here all rows count, those held out too.' : '';
  const rows = isPart(experiment.data) ? ` Here the first ${experiment.data.x.length} rows count.` : all;
  return l2 > 0 ? `${rows} Weight decay is left out.` : rows;
}

const stepped = (values, stride) => ({ x: values.map((_, i) => i * stride), y: values });

/** The curves: name, colour, epochs and values. */
function curves() {
  const { result } = experiment;
  const list = [];
  const whole = result?.lossHistory?.length > 1 && run.state === 'idle';
  if (byId('both-losses').checked) {
    const points = run.shown;
    const work = points.length * experiment.data.x.length * experiment.data.names.length;
    byId('curve-note').textContent = work > WORK ? 'There are too many rows for this picture.'
      : `With squared error the gradient carries ŷ(1 − ŷ), which vanishes where the neuron is sure, right or wrong: a plateau. Cross-entropy has no such factor.${restOf()}`;
    if (work <= WORK) {
      const at = points.map((point) => point.epoch);
      list.push(
        { label: 'squared error', color: '--up', x: at, y: points.map((point) => seen(point).mse) },
        { label: 'cross-entropy', color: '--down', x: at, y: points.map((point) => seen(point).crossEntropy) },
        { label: 'size of the gradient (right)', color: '--good', dash: [5, 4], scale: 'gradient', x: at, y: points.map((point) => seen(point).gradient) });
    }
    return list;
  }
  byId('curve-note').textContent = '';
  for (const [k, earlier] of run.earlier.entries()) {
    if (earlier.result !== result) {
      list.push({ label: earlier.label, color: `--earlier-${(k % 3) + 1}`, ...stepped(earlier.result.lossHistory, earlier.result.lossHistoryStride) });
    }
  }
  const live = { x: run.shown.map((point) => point.at), y: run.shown.map((point) => point.loss) };
  list.push({ label: 'loss', color: '--accent', width: 2.5, ...(whole ? stepped(result.lossHistory, result.lossHistoryStride) : live) });
  if (whole && result.validationLossHistory?.length) {
    list.push({ label: 'rows held out', color: '--down', width: 2, ...stepped(result.validationLossHistory, result.lossHistoryStride) });
  }
  return list;
}

function draw() {
  const list = curves();
  const log = byId('log-scale').checked;
  byId('forget-runs').hidden = run.earlier.every((earlier) => earlier.result === experiment.result);
  const wanted = JSON.stringify([log, list.map((curve) => [curve.label, curve.color])]);
  const data = uPlot.join(list.length ? list.map((curve) => [curve.x, log ? curve.y.map((value) => (value > 0 ? value : null)) : curve.y]) : [[[0], [null]]]);
  if (wanted !== shape || !plot) {
    shape = wanted;
    plot?.destroy();
    plot = new uPlot(options(list, log), data, byId('curve'));
  } else {
    plot.setData(data);
  }
}

function options(list, log) {
  const axis = { stroke: color('--quiet'), grid: { stroke: color('--line'), width: 1 }, ticks: { stroke: color('--line'), width: 1 }, font: '12px system-ui' };
  const upwards = log ? { distr: 3 } : { range: (_, low, high) => [0, high > 0 ? high * 1.05 : 1] };
  const vertical = { ...axis, size: 58, values: (_, ticks) => ticks.map((tick) => (tick === null ? '' : short(tick, 3))) };
  const right = list.some((curve) => curve.scale) ? [{ ...vertical, side: 1, scale: 'gradient', grid: { show: false } }] : [];
  return {
    width: byId('curve').clientWidth || 300,
    height: HEIGHT,
    scales: {
      x: { time: false, range: (_, low, high) => [0, Math.max(high ?? 1, run.state === 'idle' ? 1 : run.epochs, 1)] },
      y: upwards,
      gradient: upwards,
    },
    axes: [{ ...axis, label: 'epoch', labelSize: 18, labelFont: '12px system-ui', size: 34 }, vertical, ...right],
    legend: { live: true },
    series: [
      { label: 'epoch' },
      ...(list.length ? list : [{ label: 'loss', color: '--accent' }]).map((curve) => ({
        label: curve.label, stroke: color(curve.color), width: curve.width ?? 1.5, dash: curve.dash, spanGaps: true, scale: curve.scale ?? 'y',
        points: { show: (chart) => chart.data[0].length < 3 }, value: (_, value) => short(value),
      })),
    ],
  };
}
