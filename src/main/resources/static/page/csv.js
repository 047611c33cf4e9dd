// Tables as text. Papa Parse reads; what is said about faults is ours.

/**
 * A table whose first line names its columns and whose last column is the target.
 * @throws {Error} that says what is wrong, and in which line
 */
export function read(text) {
  const { data: lines, errors } = window.Papa.parse(text.trim(), { skipEmptyLines: true });
  const fault = errors.find((error) => error.type !== 'Delimiter');
  if (fault) throw new Error(`Line ${(fault.row ?? 0) + 1}: ${fault.message}.`);
  if (lines.length < 2) throw new Error('A line with the names of the columns is needed, and a line for each row.');
  const names = lines[0].map((name) => name.trim());
  if (names.length < 2) throw new Error('At least two columns are needed: a feature and the target.');
  if (names.every((name) => name !== '' && Number.isFinite(Number(name)))) {
    throw new Error('The first line must name the columns, such as x1,x2,y.');
  }
  const rows = lines.slice(1).map((cells, i) => row(cells, names, i + 2));
  const target = names.pop();
  const y = rows.map((values) => values.pop());
  const outside = y.findIndex((value) => value < 0 || value > 1);
  if (outside >= 0) {
    throw new Error(`Line ${outside + 2}: the target ${target} is ${y[outside]}, and must be from 0 to 1.`);
  }
  return { names, target, x: rows, y };
}

function row(cells, names, line) {
  if (cells.length !== names.length) {
    throw new Error(`Line ${line} has ${cells.length} cells, the first line ${names.length}.`);
  }
  return cells.map((cell, j) => {
    const value = cell.trim() === '' ? NaN : Number(cell);
    if (!Number.isFinite(value)) {
      throw new Error(`Line ${line}, column ${names[j]}: “${cell.slice(0, 20)}” is not a number.`);
    }
    return value;
  });
}
