import * as v from 'valibot';
import type { ExtractedTable, MergedCell, TableFinding } from './table.ts';

/** Most rows and columns of a table that is taken over. */
const most = { rows: 3000, columns: 200, tables: 200 };

/** For structured output, which knows no limits; {@link readTables} keeps them. */
export const TABLES_SCHEMA: Readonly<Record<string, unknown>> = {
  type: 'object',
  properties: {
    tables: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          title: { type: 'string', description: 'The caption, or empty.' },
          headerRows: { type: 'integer', description: 'Rows at the top that are headings.' },
          rows: {
            type: 'array',
            description: 'All rows, headings included; each with one text per column.',
            items: { type: 'array', items: { type: 'string' } },
          },
          merged: {
            type: 'array',
            description: 'Cells that span several rows or columns; counted from 0.',
            items: {
              type: 'object',
              properties: {
                row: { type: 'integer' },
                column: { type: 'integer' },
                rowSpan: { type: 'integer' },
                columnSpan: { type: 'integer' },
              },
              required: ['row', 'column', 'rowSpan', 'columnSpan'],
              additionalProperties: false,
            },
          },
          estimated: { type: 'boolean', description: 'True when the values were read off a chart.' },
        },
        required: ['headerRows', 'rows', 'merged', 'estimated'],
        additionalProperties: false,
      },
    },
  },
  required: ['tables'],
  additionalProperties: false,
};

/** The tables of an answer, each a rectangle, and what had to be done to make them so. */
export interface ReadTables {
  readonly tables: readonly ExtractedTable[];
  readonly findings: readonly TableFinding[];
  /** What the model is told when it may answer once more: which rows differ. */
  readonly complaint?: string;
}

/** Reads values that a model wrote, which may be anything. Undefined when no table is among them. */
export function readTables(values: readonly unknown[]): ReadTables | undefined {
  const answered = values.flatMap((value) => {
    const parsed = v.safeParse(tablesAnswer, value);
    return parsed.success ? parsed.output.tables : [];
  });
  const filled = answered.filter(({ rows }) => rows.some((row) => row.length > 0));
  const read = filled.slice(0, most.tables).map((table, index) => rectangle(table, index + 1));
  if (read.length === 0) return undefined;
  const complaints = read.map(({ complaint }) => complaint).filter((one) => one !== undefined);
  const surplus = filled.length - read.length;
  return {
    tables: read.map(({ table }) => table),
    findings: [
      ...read.flatMap(({ findings }) => findings),
      ...(surplus > 0 ? [{ what: 'tablesLeftOut', amount: surplus } as const] : []),
    ],
    ...(complaints.length > 0 && { complaint: complaints.join('\n') }),
  };
}

const cell = v.pipe(
  v.union([v.string(), v.number(), v.boolean(), v.null()]),
  v.transform((value) => (value === null ? '' : plain(String(value)))),
);
const place = v.pipe(v.number(), v.integer(), v.minValue(0));

/** Rows as they were asked for, or, from servers without structured output, an object for each. */
const rowsOf = v.union([
  v.array(v.array(cell)),
  v.pipe(v.array(v.pipe(v.record(v.string(), cell), v.minEntries(1))), v.nonEmpty(), v.transform(recordRows)),
]);

const tableOf = v.object({
  title: v.fallback(v.optional(v.string()), undefined),
  headerRows: v.fallback(place, 1),
  rows: rowsOf,
  // One that is not what it should be is no reason to lose the table.
  merged: v.fallback(v.array(v.object({ row: place, column: place, rowSpan: place, columnSpan: place })), []),
  estimated: v.fallback(v.boolean(), false),
});

const tablesAnswer = v.union([
  v.object({ tables: v.array(tableOf) }),
  v.pipe(
    tableOf,
    v.transform((table) => ({ tables: [table] })),
  ),
  v.pipe(
    rowsOf,
    v.transform((rows) => ({
      tables: [{ title: undefined, headerRows: 1, rows, merged: [], estimated: false }],
    })),
  ),
]);

function recordRows(records: Record<string, string>[]): string[][] {
  const names = [...new Set(records.flatMap((record) => Object.keys(record)))];
  return [names.map(plain), ...records.map((record) => names.map((name) => record[name] ?? ''))];
}

type Answered = v.InferOutput<typeof tableOf>;

/** Format characters that belong to a text: those that join letters or keep them apart, and Arabic signs. */
const SEEN = /\u200c|\u200d|[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2]/u;

/** Text on one line, without characters that nobody sees. */
function plain(text: string): string {
  return text
    .replace(/\p{Cf}/gu, (mark) => (SEEN.test(mark) ? mark : ''))
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
}

function rectangle(answered: Answered, number: number) {
  // A row without any cell is one that has not arrived yet.
  const filled = answered.rows.filter(({ length }) => length > 0);
  const rows = filled.slice(0, most.rows).map((row) => row.slice(0, most.columns));
  const width = Math.max(...rows.map(({ length }) => length));
  const short = rows.flatMap(({ length }, index) => (length < width ? [index + 1] : []));
  const whole = rows.map((row) => [...row, ...Array.from({ length: width - row.length }, () => '')]);
  const merged = fitting(answered.merged, whole);
  const lost = filled.length > most.rows || filled.some(({ length }) => length > most.columns);
  const dropped = answered.merged.length - merged.length;
  const title = plain(answered.title ?? '');
  const table: ExtractedTable = {
    ...(title !== '' && { title }),
    headerRows: Math.min(Math.max(1, answered.headerRows), whole.length),
    ...{ rows: whole, merged, estimated: answered.estimated },
  };
  const findings: TableFinding[] = [
    ...(short.length > 0 ? [{ what: 'padded', table: number, rows: short } as const] : []),
    ...(lost
      ? [{ what: 'beyondLimits', table: number, ...{ rows: most.rows, columns: most.columns } } as const]
      : []),
    ...(dropped > 0 ? [{ what: 'mergedDropped', table: number, amount: dropped } as const] : []),
  ];
  return { table, findings, complaint: complaintAbout(rows, width, number) };
}

/** Undefined for a table whose rows are equally long. */
function complaintAbout(
  rows: readonly (readonly string[])[],
  width: number,
  number: number,
): string | undefined {
  const wrong = rows.flatMap((row, index) =>
    row.length === width ? [] : [`row ${index + 1} has ${row.length} (${row.slice(0, 3).join(' | ')} …)`],
  );
  if (wrong.length === 0) return undefined;
  return `Table ${number}: its widest row has ${width} cells, but ${wrong.slice(0, 20).join(', ')}.`;
}

/** Those inside the table that overlap no earlier one, cover more than themselves and hide no text. */
function fitting(merged: readonly MergedCell[], rows: readonly (readonly string[])[]): readonly MergedCell[] {
  const columns = rows[0]?.length ?? 0;
  const covered = new Set<number>();
  return merged.filter(({ row, column, rowSpan, columnSpan }) => {
    if (rowSpan * columnSpan < 2 || row + rowSpan > rows.length || column + columnSpan > columns)
      return false;
    const cells = Array.from({ length: rowSpan * columnSpan }, (_, index) => {
      return (row + Math.floor(index / columnSpan)) * columns + column + (index % columnSpan);
    });
    const shown = rows[row]?.[column] ?? '';
    const hides = cells.some((one) => {
      const text = rows[Math.floor(one / columns)]?.[one % columns] ?? '';
      return text !== '' && text !== shown;
    });
    if (hides || cells.some((one) => covered.has(one))) return false;
    for (const one of cells) covered.add(one);
    return true;
  });
}
