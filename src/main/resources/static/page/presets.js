// Data to begin with.

const gate = (targets) => ({
  names: ['x1', 'x2'],
  target: 'y',
  x: [[0, 0], [0, 1], [1, 0], [1, 1]],
  y: targets,
});

/** Numbers that are the same for everybody: mulberry32. */
function randomNumbers(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** To hundredths; 0 without a sign. */
const rounded = (value) => Math.round(value * 100) / 100 + 0;

function scatter(rows, place) {
  const random = randomNumbers(7);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const data = { names: ['x1', 'x2'], target: 'y', x: [], y: [] };
  for (let i = 0; i < rows; i++) {
    const y = i % 2;
    data.x.push(place(y, random, normal).map(rounded));
    data.y.push(y);
  }
  return data;
}

/** One of the page's own tables, which hold numbers and commas and nothing else. */
async function file(name) {
  const text = await (await fetch(`data/${name}`)).text();
  const [names, ...lines] = text.trim().split('\n').map((line) => line.trim().split(','));
  const x = lines.map((cells) => cells.map(Number));
  const y = x.map((row) => row.pop());
  return { names: names.slice(0, -1), target: names.at(-1), x, y };
}

export const PRESETS = {
  slides: {
    title: 'The slides’ table',
    note: 'Four rows of three columns. Can it find out that the first column is the answer?',
    load: () => ({ names: ['x1', 'x2', 'x3'], target: 'y', x: [[0, 0, 1], [1, 1, 1], [1, 0, 1], [0, 1, 1]], y: [0, 1, 1, 0] }),
  },
  and: { title: 'AND', note: '1 only if both inputs are 1.', load: () => gate([0, 0, 0, 1]) },
  or: { title: 'OR', note: '1 if either input is 1.', load: () => gate([0, 1, 1, 1]) },
  xor: { title: 'XOR', note: '1 if exactly one input is 1: no straight line can tell these apart.', load: () => gate([0, 1, 1, 0]) },
  clouds: {
    title: 'Two clouds',
    note: 'Two groups of points that overlap a little.',
    load: () => scatter(60, (y, random, normal) => [normal() + (y ? 1.3 : -1.3), normal() + (y ? 1 : -1)]),
  },
  circles: {
    title: 'Circles',
    note: 'One class lies around the other: a neuron draws only straight borders.',
    load: () => scatter(60, (y, random, normal) => {
      const angle = 2 * Math.PI * random();
      const radius = (y ? 0.6 : 2) + 0.2 * normal();
      return [radius * Math.cos(angle), radius * Math.sin(angle)];
    }),
  },
  iris: {
    title: 'Iris setosa (150 × 4)',
    note: 'Which flowers are Iris setosa? Petals and sepals in centimetres (R. A. Fisher, 1936; UCI, CC BY 4.0).',
    settings: { standardize: true },
    load: () => file('iris-setosa.csv'),
  },
  cancer: {
    title: 'Breast cancer (569 × 30)',
    note: 'Benign or malignant, from 30 measurements of cells (W. Wolberg and others, 1993; UCI, CC BY 4.0).',
    settings: { standardize: true },
    load: () => file('breast-cancer.csv'),
  },
};
