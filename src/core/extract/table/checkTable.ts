import { decimalsOf, isNumber, marksShown, type NumberMarks, numberOf } from './numbers.ts';
import type { ExtractedTable, TableFinding } from './table.ts';

/** Fewest numbers that make a column one of numbers, and their smallest share of its filled cells. */
const fewestNumbers = 2;
const smallestShare = 0.6;

/** A first cell that says its row is a total, in the languages of most tables. */
const TOTAL =
  /^(?:(?:grand |sub-?)?(?:totals?|totale|totaal|summe?|somme|sum|gesamt|insgesamt|итого|всего)(?!\p{L})|合計|合计|总计|計|합계)/iu;

/**
 * Checks the numbers of a table: letters that look like digits are read as these, and totals are added up again.
 * `place` is that of the table among those of one answer, from 1.
 */
export function checkTable(
  table: ExtractedTable,
  place: number,
): { table: ExtractedTable; findings: readonly TableFinding[] } {
  const findings: TableFinding[] = [];
  const width = table.rows[0]?.length ?? 0;
  let { rows } = table;
  for (let column = 0; column < width; column++) {
    const body = rows.slice(table.headerRows).map((row) => row[column] ?? '');
    if (!isNumeric(body)) continue;
    const read = withDigits(body);
    rows = rows.map((row, index) => {
      const after = read[index - table.headerRows];
      const before = row[column] ?? '';
      if (after === undefined || after === before) return row;
      findings.push({ what: 'digit', table: place, row: index + 1, column: column + 1, before, after });
      return row.with(column, after);
    });
    findings.push(...columnFindings({ ...table, rows }, column, place));
  }
  return { table: { ...table, rows }, findings: [...findings, ...unclearCells(rows, place)] };
}

/** Whether the filled cells of a column are numbers, most of them beyond doubt. */
export function isNumeric(cells: readonly string[]): boolean {
  const filled = cells.filter((cell) => cell.trim() !== '' && !isDash(cell));
  const numbers = filled.filter(isNumber).length;
  return numbers >= fewestNumbers && numbers >= smallestShare * filled.length;
}

/** The marks of a column's numbers, where one of them shows them beyond doubt. */
export function columnMarks(cells: readonly string[]): NumberMarks {
  return cells.map(marksShown).find((marks) => marks?.decimal !== undefined) ?? groupedMarks(cells);
}

function groupedMarks(cells: readonly string[]): NumberMarks {
  const thousands = cells.map(marksShown).find((marks) => marks?.thousands !== undefined)?.thousands;
  // Numbers of a column that all look like 1,234 are whole ones.
  if (thousands === '.' || (thousands === undefined && cells.some((cell) => /\d\.\d{3}\b/.test(cell))))
    return { decimal: thousands === '.' ? ',' : '.' };
  return { decimal: '.' };
}

function isDash(cell: string): boolean {
  return /^\s*(?:[-–—]|n\/?a|\[unclear\])\s*$/i.test(cell);
}

const lookAlikes: Readonly<Record<string, string>> = {
  O: '0',
  o: '0',
  l: '1',
  I: '1',
  '|': '1',
  S: '5',
  B: '8',
  Z: '2',
};

/** A letter among digits is read as the digit it looks like, where the cell is a number then. */
function withDigits(cells: readonly string[]): readonly string[] {
  // An l behind a number may be the unit of the whole column.
  const units = cells.map((cell) => /\d([lIOoSBZ])$/.exec(cell.trim())?.[1]);
  const isUnit = (letter: string | undefined) => units.filter((unit) => unit === letter).length > 1;
  return cells.map((cell, index) => {
    if (!/\d/.test(cell) || (isNumber(cell) && (units[index] === undefined || isUnit(units[index]))))
      return cell;
    // At the beginning it is rather the name of a row, a room or a size.
    const read = cell.replace(/(?!^\s*[SBZ])[OolI|SBZ]/g, (letter) => lookAlikes[letter] ?? letter);
    return isNumber(read) ? read : cell;
  });
}

function columnFindings(
  { rows, headerRows }: ExtractedTable,
  column: number,
  place: number,
): readonly TableFinding[] {
  const cells = rows.map((row, index) => (index < headerRows ? '' : (row[column] ?? '')));
  const decimals = new Set(cells.map((cell) => marksShown(cell)?.decimal).filter(Boolean));
  const mixed = { what: 'mixedMarks', table: place, column: column + 1 } as const;
  if (decimals.size > 1) return [mixed];
  return wrongSums(rows, cells, column, place);
}

function wrongSums(
  rows: ExtractedTable['rows'],
  cells: readonly string[],
  column: number,
  place: number,
): readonly TableFinding[] {
  const marks = columnMarks(cells);
  const findings: TableFinding[] = [];
  const sums = new RunningSums();
  for (const [index, cell] of cells.entries()) {
    const value = numberOf(cell, marks);
    if (value === undefined) continue;
    const decimals = decimalsOf(cell, marks);
    if (column === 0 || !TOTAL.test((rows[index]?.[0] ?? '').trim())) sums.add(value, decimals);
    else {
      const wrong = cell.includes('%') ? undefined : sums.wrongFor(value);
      if (wrong !== undefined)
        findings.push({
          ...{ what: 'sum', table: place, row: index + 1, column: column + 1, stated: cell.trim() },
          sum: wrong,
        });
      sums.total(value);
    }
  }
  return findings;
}

/** What a total may be the sum of: the numbers since the last total, these and that total, or all but totals. */
class RunningSums {
  #since = 0;
  #added = 0;
  #all = 0;
  #last: number | undefined;
  #decimals = 0;

  add(value: number, decimals: number): void {
    this.#since += value;
    this.#all += value;
    this.#added += 1;
    this.#decimals = Math.max(this.#decimals, decimals);
  }

  /** The sum that a total should have been, in digits; undefined when it is right, or too little was added up. */
  wrongFor(value: number): string | undefined {
    if (this.#added < 2) return undefined;
    // Whole numbers add up exactly; where decimals were rounded, the last digit may be off by one.
    const allowed = (this.#decimals > 0 ? 10 ** -this.#decimals : 0) + 1e-9;
    const sums = [this.#since, this.#all, ...(this.#last === undefined ? [] : [this.#last + this.#since])];
    if (sums.some((sum) => Math.abs(sum - value) <= allowed)) return undefined;
    return (this.#last === undefined ? this.#since : this.#all).toFixed(this.#decimals);
  }

  total(value: number): void {
    [this.#since, this.#added, this.#last] = [0, 0, value];
  }
}

function unclearCells(rows: ExtractedTable['rows'], place: number): readonly TableFinding[] {
  return rows.flatMap((row, index) =>
    row.flatMap((cell, column) =>
      /\[unclear\]/i.test(cell)
        ? [{ what: 'unclear', table: place, row: index + 1, column: column + 1 } as const]
        : [],
    ),
  );
}
