// The experiment's data for a table that the service has read: raw cells, and the features that they become.

import { exact } from './numbers.js';
import * as service from './service.js';
import { sourceOfRows, tableRequest } from './source.js';

/** Rows that the page holds, to be edited; a table of more is trained as the file it is. */
export const MOST_ROWS = 5000;

const isZeroOrOne = (classes) => !classes || (classes.negative === 0 && classes.positive === 1);

/** True if the features are the columns as they are, so that the page needs no dry run to change a cell. */
function isPlain({ columns, classes, preview }, options) {
  return isZeroOrOne(classes) && !options.positive
    && columns.every(({ kind, features, missing }) => kind === 'number' && features.length === 1 && missing === undefined)
    && preview.columns.every(({ role }) => role === 'feature' || role === 'target' || role === 'index')
    && preview.columns.every(({ role, texts }) => role === 'index' || texts === 0);
}

/**
 * Asks the service for the features of a table.
 * @param {{source: object, options: object, classWeights?: string}} origin
 * @returns {Promise<object>} data for the experiment
 * @throws {Problem} if the table cannot be trained on
 */
export async function read(origin, signal) {
  const answer = await service.preview(request(origin), MOST_ROWS, signal);
  const { preview, classes } = answer;
  if (preview.columnCount > preview.columns.length) {
    throw new Error(`This page shows tables of at most ${preview.columns.length} columns, and this one has ${preview.columnCount}. POST /train takes it.`);
  }
  const { featureNames, x, y, weights = null, total } = preview.encoded;
  const target = preview.columns.find(({ role }) => role === 'target').name;
  const isWhole = x.length === total;
  if (isWhole && isPlain(answer, origin.options) && !origin.classWeights) {
    const isHeaderless = preview.csv?.header === false;
    return { names: featureNames, target: isHeaderless ? 'y' : target, x, y, weights, ...(isHeaderless ? { headerless: true } : {}) };
  }
  return {
    names: featureNames, target, x, y, weights,
    classes: isZeroOrOne(classes) ? null : classes,
    total,
    raw: rawOf(preview, answer.columns),
    origin: isWhole ? ofRows(preview, origin) : origin,
  };
}

/** The request of a training without hyperparameters but those that change the table. */
export const request = ({ source, options, classWeights }) => ({
  table: tableRequest(source, options),
  hyperparameters: classWeights ? { classWeights } : {},
});

/** The columns that the page shows, which are all but an index or one that has no name and is left out, and the cells of the rows that are trained on. */
function rawOf({ columns, cells, encoded }, encodings) {
  const shown = columns.map((_, j) => j).filter((j) => columns[j].role !== 'index' && columns[j].name !== '');
  return {
    columns: shown.map((j) => ({ ...columns[j], encoding: encodings.find(({ name }) => name === columns[j].name && columns[j].role === 'feature') ?? null })),
    cells: encoded.rows.map((i) => shown.map((j) => cells[i][j])),
  };
}

/** The same table as rows that the page holds, so that they can be edited, and the file that they came from. */
function ofRows(preview, origin) {
  const { options, classWeights } = origin;
  const { columns, cells } = rawOf(preview, []);
  const { target, positive, weights, missing } = options;
  const left = columns.filter(({ role }) => role === 'ignored').map(({ name }) => name);
  const names = columns.map(({ name }) => name);
  return {
    from: origin.source.kind === 'rows' ? origin.from : { source: origin.source, options },
    source: sourceOfRows(names, cells),
    options: {
      target: target || columns.find(({ role }) => role === 'target').name,
      positive, weights, missing,
      ignore: left,
      categories: (options.categories ?? []).filter((name) => names.includes(name)),
    },
    ...(classWeights ? { classWeights } : {}),
  };
}

/** A cell as text: numbers with all their digits, and nothing for a missing one. */
export const cellText = (cell) => (cell === null ? '' : typeof cell === 'number' ? exact(cell) : String(cell));
