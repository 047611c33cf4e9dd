// Tables as text. Papa Parse reads; what is said about faults is ours.

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
/** What programs write for numbers that are none: no cell may be one, but neither is it a name. */
const NOT_FINITE = /^[+-]?(nan|inf|infinity)$/i;

/**
 * A table whose last column is the target. Its first line names the columns, unless it holds numbers
 * alone: then it is the first row, as it is for the service, and the columns are called x1, x2, …, y.
 * @throws {Error} that says what is wrong, and in which line
 */
export function read(text) {
  const { data: lines, errors } = window.Papa.parse(text.trim(), { skipEmptyLines: true });
  const fault = errors.find((error) => error.type !== 'Delimiter');
  if (fault) throw new Error(`Line ${(fault.row ?? 0) + 1}: ${fault.message}.`);
  const headerless = lines.length > 0 && lines[0].every((cell) => isOfNumber(cell.trim()));
  const header = headerless ? lines[0].map((_, j, all) => (j < all.length - 1 ? `x${j + 1}` : 'y')) : lines[0];
  const first = headerless ? 1 : 2;
  if (lines.length < first) throw new Error('A line with the names of the columns is needed, and a line for each row.');
  const names = header.map((name) => name.trim());
  if (names.length < 2) throw new Error('At least two columns are needed: a feature and the target.');
  const rows = lines.slice(first - 1).map((cells, i) => row(cells, names, i + first));
  const target = names.pop();
  const y = rows.map((values) => values.pop());
  const outside = y.findIndex((value) => value < 0 || value > 1);
  if (outside >= 0) {
    throw new Error(`Line ${outside + first}: the target ${target} is ${y[outside]}, and must be from 0 to 1.`);
  }
  return { names, target, x: rows, y, ...(headerless ? { headerless } : {}) };
}

const isOfNumber = (cell) => NUMBER.test(cell) || NOT_FINITE.test(cell);

function row(cells, names, line) {
  if (cells.length !== names.length) {
    throw new Error(`Line ${line} has ${cells.length} cells, the first line ${names.length}.`);
  }
  return cells.map((cell, j) => {
    const value = NUMBER.test(cell.trim()) ? Number(cell) : NaN;
    if (!Number.isFinite(value)) {
      throw new Error(`Line ${line}, column ${names[j]}: “${cell.slice(0, 20)}” is not a number.`);
    }
    return value;
  });
}
