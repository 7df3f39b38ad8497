import * as v from 'valibot';
import { jsonIn } from '../jsonIn.ts';
import type { ExtractedTable, MergedCell, TableFinding } from './table.ts';

/** Most rows and columns of a table that is taken over. */
const most = { rows: 2000, columns: 200, tables: 50 };

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

/** Reads a model's answer, which may be anything. Undefined when no table is in it. */
export function readTables(answer: string): ReadTables | undefined {
  const parsed = v.safeParse(tablesAnswer, jsonIn(answer));
  if (!parsed.success) return undefined;
  const filled = parsed.output.tables.filter(({ rows }) => rows.some((row) => row.length > 0));
  const read = filled.slice(0, most.tables).map((table, index) => rectangle(table, index + 1));
  if (read.length === 0) return undefined;
  const complaints = read.map(({ complaint }) => complaint).filter((one) => one !== undefined);
  return {
    tables: read.map(({ table }) => table),
    findings: read.flatMap(({ findings }) => findings),
    ...(complaints.length > 0 && { complaint: complaints.join('\n') }),
  };
}

const cell = v.pipe(
  v.union([v.string(), v.number(), v.boolean(), v.null()]),
  v.transform((value) => (value === null ? '' : plain(String(value)))),
);
const place = v.pipe(v.number(), v.integer(), v.minValue(0));

const tablesAnswer = v.object({
  tables: v.array(
    v.object({
      title: v.fallback(v.optional(v.string()), undefined),
      headerRows: v.fallback(place, 1),
      rows: v.array(v.array(cell)),
      // One that is not what it should be is no reason to lose the table.
      merged: v.fallback(
        v.array(v.object({ row: place, column: place, rowSpan: place, columnSpan: place })),
        [],
      ),
      estimated: v.fallback(v.boolean(), false),
    }),
  ),
});

type Answered = v.InferOutput<typeof tablesAnswer>['tables'][number];

/** Text on one line, without characters that nobody sees. */
function plain(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

function rectangle(answered: Answered, number: number) {
  // A row without any cell is one that has not arrived yet.
  const filled = answered.rows.filter(({ length }) => length > 0);
  const rows = filled.slice(0, most.rows).map((row) => row.slice(0, most.columns));
  const width = Math.max(...rows.map(({ length }) => length));
  const short = rows.flatMap(({ length }, index) => (length < width ? [index + 1] : []));
  const whole = rows.map((row) => [...row, ...Array.from({ length: width - row.length }, () => '')]);
  const merged = fitting(answered.merged, whole.length, width);
  const dropped = answered.merged.length - merged.length;
  const title = plain(answered.title ?? '');
  const table: ExtractedTable = {
    ...(title !== '' && { title }),
    headerRows: Math.min(Math.max(1, answered.headerRows), whole.length),
    ...{ rows: whole, merged, estimated: answered.estimated },
  };
  const findings: TableFinding[] = [
    ...(short.length > 0 ? [{ what: 'padded', table: number, rows: short } as const] : []),
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

/** Those inside the table that overlap no earlier one and cover more than themselves. */
function fitting(merged: readonly MergedCell[], rows: number, columns: number): readonly MergedCell[] {
  const covered = new Set<number>();
  return merged.filter(({ row, column, rowSpan, columnSpan }) => {
    if (rowSpan * columnSpan < 2 || row + rowSpan > rows || column + columnSpan > columns) return false;
    const cells = Array.from({ length: rowSpan * columnSpan }, (_, index) => {
      return (row + Math.floor(index / columnSpan)) * columns + column + (index % columnSpan);
    });
    if (cells.some((one) => covered.has(one))) return false;
    for (const one of cells) covered.add(one);
    return true;
  });
}
