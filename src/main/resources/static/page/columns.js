// The columns of a previewed table: what each is taken for, to be changed, and what is in it.

import { html } from './dom.js';
import { choose, intake } from './import.js';
import { short, shortened, whole } from './numbers.js';

const MOST_LEVELS = 4;
/** Numbers up to which they are listed, since they may be categories. */
const FEW = 5;
const LEVEL_ROOM = 16;
const NAME_ROOM = 40;

export function columnTable({ columns, columnCount }) {
  return html('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'The columns', id: 'preview-columns' },
    html('table', {},
      html('thead', {}, html('tr', {}, html('th', { scope: 'col' }, 'Column'), html('th', { scope: 'col' }, 'taken for'))),
      html('tbody', {}, columns.map(columnRow))),
    columnCount > columns.length ? html('p', { class: 'hint' }, `and ${whole(columnCount - columns.length)} more columns`) : null);
}

function columnRow(column, j) {
  const now = useOf(column);
  const key = `column-${j}`;
  return html('tr', { 'data-column': column.name, class: now === 'target' ? 'target' : now === 'leave' || now === 'index' ? 'left' : null },
    html('th', { scope: 'row' }, html('span', { class: 'name', title: shortened(column.name, 200) }, shortened(column.name, NAME_ROOM) || '(no name)'), html('div', { class: 'hint' }, contents(column), allLevels(column))),
    html('td', {}, html('select', {
      'data-key': key, 'aria-label': `${shortened(column.name, NAME_ROOM)} is taken for`, disabled: now === 'index', onchange: (event) => assign(column, event.target.value),
    }, usesOf(column, now).map(([value, text, isOff]) => html('option', { value, selected: value === now, disabled: isOff }, text)))));
}

const isCategory = ({ kind }) => kind === 'category' || kind === 'mixed';

/** What a column is used for: as it was answered, or while the table is refused as it was chosen. */
export function useOf(column) {
  const { options } = intake;
  const role = column.role ?? (options.ignore?.includes(column.name) ? 'ignored' : options.target === column.name ? 'target' : options.weights === column.name ? 'weights' : 'feature');
  if (role === 'ignored') return 'leave';
  if (role !== 'feature') return role;
  return isCategory(column) ? 'category' : 'number';
}

function usesOf(column, now) {
  if (now === 'index') return [['index', 'index, left out']];
  if (now === 'target') return [['target', 'target']];
  const isDeclared = intake.options.categories?.includes(column.name);
  return [
    ['number', 'number', column.texts > 0 && column.kind !== 'number' && !isDeclared],
    ['category', column.kind === 'mixed' ? 'category (mixed)' : 'category'],
    ['leave', 'leave out'],
    ['target', 'target, instead of another'],
    ['weights', 'weights', column.kind !== 'number' && now !== 'weights'],
  ];
}

/** Gives a column another use; the target before it becomes a feature. */
function assign({ name }, use) {
  const { options } = intake;
  const without = (list) => (list ?? []).filter((other) => other !== name);
  const next = { ...options, ignore: without(options.ignore), categories: without(options.categories) };
  if (options.weights === name) next.weights = null;
  if (use === 'leave') next.ignore = [...next.ignore, name];
  if (use === 'category') next.categories = [...next.categories, name];
  if (use === 'weights') next.weights = name;
  if (use === 'target') Object.assign(next, { target: name, positive: null });
  choose(next);
}

/** What is in a column: its range or its levels, and how many cells are missing. */
function contents(column) {
  const { levels, distinct, hasMoreDistinct, missing, min, max, kind, texts } = column;
  const count = hasMoreDistinct ? `more than ${whole(distinct)}` : whole(distinct);
  const list = levels.slice(0, MOST_LEVELS).map(({ value, count: n }) => `${shortened(value, LEVEL_ROOM)} (${whole(n)})`).join(', ');
  const more = levels.length > MOST_LEVELS || distinct > levels.length ? ', …' : '';
  const values = isCategory(column) || (levels.length > 0 && levels.length <= FEW) ? `${count} value${distinct === 1 ? '' : 's'}: ${list}${more}` : `from ${short(min)} to ${short(max)}`;
  return [
    kind === 'empty' ? 'no value' : values,
    kind === 'number' && texts > 0 ? `${whole(texts)} ${texts === 1 ? 'cell is' : 'cells are'} no number` : null,
    missing > 0 ? `${whole(missing)} missing` : null,
  ].filter(Boolean).join('; ');
}

/** Columns whose levels are unfolded. */
const unfolded = new Set();

/** All levels of a category that are known, where they are too many for its line. */
function allLevels(column) {
  const { name, levels, distinct } = column;
  if (!isCategory(column) || levels.length <= MOST_LEVELS) return null;
  const rest = distinct > levels.length ? [html('li', {}, '…')] : [];
  return html('details', { open: unfolded.has(name), ontoggle: (event) => unfolded[event.target.open ? 'add' : 'delete'](name) },
    html('summary', { 'data-key': `levels-${name}` }, 'all values'),
    html('ul', {}, levels.map(({ value, count }) => html('li', {}, `${shortened(value, 200)} (${whole(count)})`)), rest));
}
