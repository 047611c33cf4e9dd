// The preview of a table: what the service takes each column for, and everything of it that can be changed before it is
// used.

import { columnTable, useOf } from './columns.js';
import { byId, html, option } from './dom.js';
import { cellText } from './encoded.js';
import { on } from './experiment.js';
import { choose, close, intake, use } from './import.js';
import { shortened, whole } from './numbers.js';
import { PASTED } from './receive.js';

const MOST_CHOICES = 50;
const NAME_ROOM = 40;

const CHARSETS = {
  'UTF-8': 'UTF-8', 'windows-1252': 'windows-1252 (Western)', 'windows-1250': 'windows-1250 (Central European)', 'windows-1251': 'windows-1251 (Cyrillic)',
  'MS949': 'CP949, EUC-KR (Korean)', Shift_JIS: 'Shift_JIS (Japanese)', GBK: 'GBK (Chinese)', Big5: 'Big5 (Chinese)', 'UTF-16LE': 'UTF-16',
};
const DELIMITERS = { comma: 'comma', semicolon: 'semicolon', tab: 'tab', pipe: 'bar |' };
const DECIMALS = { point: 'point', comma: 'comma' };
const HEADERS = { true: 'has the names', false: 'is a row' };
const MISSING = { refuse: 'refuse the table', mean: 'put the mean in their place', dropRows: 'leave their rows out' };

/** Findings on how a table was read; the others are about learning. */
const OF_TABLES = ['NO_HEADER', 'INDEX_COLUMN', 'MIXED_COLUMN', 'DROPPED_ROWS'];

export const start = () => on('import', draw);

/** Takes the table over, and goes on with it. */
async function finish() {
  if (!await use()) return;
  byId('import').open = false;
  byId('import-text').value = '';
  byId('table').focus();
}

function cancel() {
  close();
  byId('import-text').focus();
}

/** Draws again, with the focus where it was. */
function draw() {
  const { problem, preview, isBusy, source } = intake;
  byId('import-way').hidden = Boolean(source) && source.name !== PASTED;
  const isOpen = Boolean(source || problem || isBusy);
  if (isOpen) byId('import').open = true;
  const focused = document.activeElement?.dataset.key;
  byId('import-fault').textContent = problem ? problem.detail ?? problem.message : '';
  byId('import-errors').replaceChildren(...errorsOf(problem).map((text) => html('li', {}, text)));
  byId('import-status').textContent = isBusy ? 'Reading …' : preview ? summary() : '';
  byId('preview').toggleAttribute('aria-busy', isBusy);
  byId('preview').replaceChildren(...(source ? parts() : []));
  if (focused) byId('preview').querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
}

/** The cells at fault, but the first if the problem itself says where it is. */
function errorsOf(problem) {
  const errors = problem?.errors ?? [];
  return errors.filter(({ pointer }, k) => k > 0 || (pointer && errors.length > 1))
    .map(({ pointer, detail }) => (pointer ? `${shortened(pointer, NAME_ROOM)}: ${detail}` : detail));
}

function summary() {
  const { preview: { rows, columnCount }, source, problem } = intake;
  const size = `${whole(rows)} row${rows === 1 ? '' : 's'} of ${whole(columnCount)} column${columnCount === 1 ? '' : 's'}`;
  return `${shortened(source.name, NAME_ROOM)}: ${size}. ${problem ? 'It cannot be trained on as it is.' : 'It can be trained on.'}`;
}

function parts() {
  const { preview, source, isBusy, answer } = intake;
  return [
    source.kind === 'csv' ? dialect() : null,
    preview ? findings() : null,
    preview ? columnTable(preview) : null,
    preview ? choices(preview) : null,
    preview && preview.cells.length > 0 ? firstRows(preview) : null,
    html('div', { class: 'row' },
      html('button', { type: 'button', class: 'primary', id: 'preview-use', 'data-key': 'use', disabled: !answer || isBusy, onclick: finish }, 'Use this data'),
      html('button', { type: 'button', id: 'preview-close', 'data-key': 'close', onclick: cancel }, 'Cancel')),
  ].filter(Boolean);
}

/** A choice of what is found unless it is chosen: key, title, choices by value, what is in force, what was chosen. */
function select({ key, title, values, now, onchoose, id }) {
  return html('label', {}, title, html('select', { id, 'data-key': key, onchange: (event) => onchoose(event.target.value) },
    Object.entries(values).map(([value, text]) => option(value, text, value === now))));
}

/** How a CSV table is written: as it was found, or as it was chosen. */
function dialect() {
  const { options, preview } = intake;
  const found = preview?.csv;
  const known = (values, value) => (value && !(value in values) ? { [value]: value, ...values } : values);
  const part = (key, title, values, foundValue) => {
    const now = String(options[key] ?? foundValue ?? '');
    const all = now === '' ? { '': 'not known', ...values } : known(values, now);
    return select({ key, id: `preview-${key}`, title, values: all, now, onchoose: (value) => choose({ [key]: value || null }) });
  };
  return html('div', { class: 'choices', role: 'group', 'aria-label': 'How the table is written' },
    part('charset', 'Encoding', CHARSETS, charsetOf(found?.charset) ?? (preview ? null : 'UTF-8')),
    part('delimiter', 'Between cells', DELIMITERS, found?.delimiter),
    part('decimal', 'Decimal mark', DECIMALS, found?.decimal),
    part('header', 'The first line', HEADERS, found ? found.header : null));
}

/** The name of an encoding as it stands in the list. */
const charsetOf = (name) => (name === 'x-windows-949' || name === 'EUC-KR' ? 'MS949' : name);

function findings() {
  const found = (intake.answer?.findings ?? []).filter(({ code }) => OF_TABLES.includes(code));
  return html('ul', { id: 'preview-findings', 'aria-live': 'polite' }, found.map(({ code, message }) => html('li', { 'data-code': code }, message)));
}

/** What becomes of missing cells, and which class is 1. */
function choices({ columns }) {
  const { options, answer } = intake;
  const hasMissing = columns.some(({ missing, role }) => missing > 0 && role !== 'ignored' && role !== 'index');
  const target = columns.find((column) => useOf(column) === 'target');
  return html('div', { class: 'choices' },
    hasMissing ? select({ key: 'missing', id: 'preview-missing', title: 'Missing cells', values: MISSING, now: options.missing ?? 'refuse', onchoose: (value) => choose({ missing: value === 'refuse' ? null : value }) }) : null,
    target ? positive(target, options, answer) : null,
    html('p', { class: 'hint', id: 'preview-classes' }, answer?.classes ? classesText(answer.classes, target) : ''));
}

function positive(target, options, answer) {
  const { levels, distinct } = target;
  if (distinct < 2 || distinct > MOST_CHOICES || levels.length < distinct) return null;
  const now = options.positive ?? (answer?.classes ? String(answer.classes.positive) : '');
  const values = { ...(now === '' ? { '': answer ? 'none: a number from 0 to 1' : 'choose …' } : {}) };
  return html('label', {}, 'The class that is 1', html('select', { id: 'preview-positive', 'data-key': 'positive', onchange: (event) => choose({ positive: event.target.value || null }) },
    Object.entries(values).map(([value, text]) => option(value, text, true)),
    levels.map(({ value, count }) => option(value, `${shortened(value)} (${whole(count)})`, value === now))));
}

function classesText({ negative, positive: one }, target) {
  const rows = (name) => target?.levels.find(({ value }) => value === String(name))?.count;
  const ones = rows(one);
  const zeros = rows(negative) ?? (ones === undefined ? undefined : target.levels.reduce((sum, { count }) => sum + count, -ones));
  const text = (name, count) => `${shortened(String(name))}${count === undefined ? '' : ` (${whole(count)} row${count === 1 ? '' : 's'})`}`;
  return `${text(one, ones)} is 1, ${text(negative, zeros)} is 0.`;
}

let showsRows = false;

function firstRows({ columns, cells }) {
  return html('details', { class: 'first-rows', open: showsRows, ontoggle: (event) => { showsRows = event.target.open; } },
    html('summary', { 'data-key': 'rows' }, `The first ${cells.length === 1 ? 'row' : `${cells.length} rows`}`),
    html('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'The first rows' },
      html('table', {},
        html('thead', {}, html('tr', {}, columns.slice(0, MOST_CHOICES).map(({ name }) => html('th', { scope: 'col' }, shortened(name))))),
        html('tbody', {}, cells.map((row) => html('tr', {}, row.slice(0, MOST_CHOICES).map((cell) => html('td', { class: cell === null ? 'left' : null }, cell === null ? 'missing' : shortened(cellText(cell))))))))));
}
