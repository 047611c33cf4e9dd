// The picture of the predictions over two features: the field, the border, the points.

import { color } from './dom.js';
import { experiment } from './experiment.js';
import { products } from './features.js';
import { logit, means, sigmoid } from './neuron.js';
import { ends } from './numbers.js';

const CELLS = 48;
const MARGIN = 44;
export const MOST_POINTS = 2000;

/** The field in small, to be drawn large. */
const small = new OffscreenCanvas(CELLS + 1, CELLS + 1).getContext('2d');

/**
 * From numbers to places of a canvas, and back.
 * @param view {{axes: number[], x: number[], y: number[]}} the two features and what they run over
 */
export function scale(canvas, { x, y }) {
  const size = canvas.width - MARGIN;
  return {
    x: (value) => MARGIN + ((value - x[0]) / (x[1] - x[0])) * size,
    y: (value) => size - ((value - y[0]) / (y[1] - y[0])) * size,
    back: (px, py) => [x[0] + ((px - MARGIN) / size) * (x[1] - x[0]), y[0] + ((size - py) / size) * (y[1] - y[0])],
    size,
  };
}

/** Where a row is in the picture: with one feature, its target is upwards. */
export function place(i, { axes: [a, b] }) {
  const { data } = experiment;
  return [data.x[i][a], data.names.length === 1 ? data.y[i] : data.x[i][b]];
}

export function paint(canvas, view) {
  const { W, data } = experiment;
  const paper = canvas.getContext('2d');
  paper.fillStyle = color('--card');
  paper.fillRect(0, 0, canvas.width, canvas.height);
  if (!view || W.length !== data.names.length) return;
  const to = scale(canvas, view);
  if (data.names.length === 1) line(paper, to, view);
  else field(paper, to, view);
  frame(paper, to, canvas, view);
  points(paper, to, view);
}

/** The logits over a grid of the two features: products of them follow, all others are held at their means. */
function grid({ axes: [i, j], x, y }) {
  const { W, b, data } = experiment;
  const made = products(data).filter(([k]) => k !== i && k !== j);
  const row = means(data);
  const h = new Float64Array((CELLS + 1) ** 2);
  for (let r = 0; r <= CELLS; r++) {
    for (let c = 0; c <= CELLS; c++) {
      row[j] = y[1] - (r / CELLS) * (y[1] - y[0]);
      row[i] = x[0] + (c / CELLS) * (x[1] - x[0]);
      for (const [k, [p, q]] of made) row[k] = row[p] * row[q];
      h[r * (CELLS + 1) + c] = logit(W, b, row);
    }
  }
  return h;
}

const parts = (name) => color(name).match(/\d+/g).slice(0, 3).map(Number);

function field(paper, to, view) {
  const h = grid(view);
  const low = parts('--down-soft');
  const high = parts('--up-soft');
  const mid = parts('--card');
  const size = CELLS + 1;
  const image = paper.createImageData(size, size);
  h.forEach((logit, at) => {
    const yHat = sigmoid(logit);
    const side = yHat >= 0.5 ? high : low;
    const share = Math.abs(yHat - 0.5) * 2;
    for (let k = 0; k < 3; k++) image.data[4 * at + k] = mid[k] + share * (side[k] - mid[k]);
    image.data[4 * at + 3] = 255;
  });
  small.putImageData(image, 0, 0);
  paper.imageSmoothingEnabled = true;
  paper.drawImage(small.canvas, 0.5, 0.5, CELLS, CELLS, MARGIN, 0, to.size, to.size);
  border(paper, to, h);
}

/** Where the logit is 0: through each cell of the grid a straight piece (marching squares). */
function border(paper, to, h) {
  const step = to.size / CELLS;
  paper.beginPath();
  for (let r = 0; r < CELLS; r++) {
    for (let c = 0; c < CELLS; c++) {
      const at = r * (CELLS + 1) + c;
      const corners = [[c, r, h[at]], [c + 1, r, h[at + 1]], [c + 1, r + 1, h[at + CELLS + 2]], [c, r + 1, h[at + CELLS + 1]]];
      const crossings = corners.map((p, k) => crossing(p, corners[(k + 1) % 4])).filter(Boolean);
      for (let k = 0; k + 1 < crossings.length; k += 2) {
        paper.moveTo(MARGIN + crossings[k][0] * step, crossings[k][1] * step);
        paper.lineTo(MARGIN + crossings[k + 1][0] * step, crossings[k + 1][1] * step);
      }
    }
  }
  paper.strokeStyle = color('--text');
  paper.lineWidth = 3;
  paper.stroke();
}

function crossing([x0, y0, h0], [x1, y1, h1]) {
  if (h0 < 0 === h1 < 0) return null;
  const share = h0 / (h0 - h1);
  return [x0 + share * (x1 - x0), y0 + share * (y1 - y0)];
}

function line(paper, to, { x: [low, high] }) {
  const { W, b } = experiment;
  paper.beginPath();
  for (let k = 0; k <= 200; k++) {
    const x = low + (k / 200) * (high - low);
    paper.lineTo(to.x(x), to.y(sigmoid(W[0] * x + b)));
  }
  paper.strokeStyle = color('--accent');
  paper.lineWidth = 4;
  paper.stroke();
}

function frame(paper, to, canvas, { axes: [i, j], x, y }) {
  const { names } = experiment.data;
  const [left, right] = ends(...x);
  const [low, high] = ends(...y);
  paper.strokeStyle = color('--quiet');
  paper.lineWidth = 1;
  paper.strokeRect(MARGIN + 0.5, 0.5, to.size - 1, to.size - 1);
  paper.fillStyle = color('--quiet');
  paper.font = '20px system-ui';
  paper.textBaseline = 'alphabetic';
  const bottom = canvas.height - 14;
  paper.textAlign = 'left';
  paper.fillText(left, MARGIN, bottom);
  paper.textAlign = 'right';
  paper.fillText(right, canvas.width - 4, bottom);
  paper.textAlign = 'center';
  paper.fillText(names[i].slice(0, 30), MARGIN + to.size / 2, bottom);
  paper.save();
  paper.translate(28, to.size / 2);
  paper.rotate(-Math.PI / 2);
  paper.fillText(names.length === 1 ? 'ŷ' : names[j].slice(0, 30), 0, 0);
  paper.textAlign = 'left';
  paper.fillText(low, -to.size / 2, 0);
  paper.textAlign = 'right';
  paper.fillText(high, to.size / 2 - 2, 0);
  paper.restore();
}

/** Class 1 is a disc, class 0 a square: told apart without colour too. */
function points(paper, to, view) {
  const { data, row } = experiment;
  const up = color('--up');
  const down = color('--down');
  const radius = data.x.length > 200 ? 6 : 10;
  for (let i = Math.min(data.x.length, MOST_POINTS) - 1; i >= 0; i--) {
    const [x, y] = place(i, view);
    const px = to.x(x);
    const py = to.y(y);
    paper.beginPath();
    if (data.y[i] >= 0.5) paper.arc(px, py, radius, 0, 2 * Math.PI);
    else paper.rect(px - radius * 0.88, py - radius * 0.88, radius * 1.76, radius * 1.76);
    paper.fillStyle = data.y[i] >= 0.5 ? up : down;
    paper.fill();
    paper.lineWidth = i === row ? 5 : 1.5;
    paper.strokeStyle = i === row ? color('--text') : color('--card');
    paper.stroke();
  }
}
