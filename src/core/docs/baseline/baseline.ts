import * as v from 'valibot';
import type { ReportRow } from '../report/report.ts';
import { textHash } from './textHash.ts';

type Key = Pick<ReportRow, 'rule' | 'file' | 'source' | 'alt'>;

/** The findings that a project has accepted. */
export interface Baseline {
  /** Whether a finding is one of them. Each is used up by one finding: a second image of the kind is new. */
  readonly accepts: (row: Key) => boolean;
}

const entry = v.object({
  rule: v.string(),
  file: v.string(),
  source: v.string(),
  alt: v.string(),
  count: v.pipe(v.number(), v.integer(), v.minValue(1)),
});
const schema = v.object({ version: v.literal(1), findings: v.array(entry) });

/** What stays the same when lines are moved: the rule, the document, the image and its alt text. */
export function findingKey({ rule, file, source, alt }: Key): string {
  return textHash([rule, file, source, alt].join('\0'));
}

/** Reads a baseline file; undefined for anything else. Its paths are relative to its folder, as those of the rows have to be. */
export function parseBaseline(text: string): Baseline | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const parsed = v.safeParse(schema, value);
  if (!parsed.success) return undefined;
  const left = new Map<string, number>();
  for (const { count, ...key } of parsed.output.findings) {
    const name = nameOf(key);
    left.set(name, (left.get(name) ?? 0) + count);
  }
  return {
    accepts: (row) => {
      const name = nameOf(entryOf(row));
      const many = left.get(name) ?? 0;
      left.set(name, many - 1);
      return many > 0;
    },
  };
}

/** A baseline file that accepts these findings, sorted so that changes of it can be read. */
export function baselineText(rows: readonly Key[]): string {
  const counts = new Map<string, ReturnType<typeof entryOf> & { count: number }>();
  for (const row of rows) {
    const key = entryOf(row);
    const known = counts.get(nameOf(key));
    if (known) known.count += 1;
    else counts.set(nameOf(key), { ...key, count: 1 });
  }
  const sorted = [...counts].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, one]) => one);
  const lines = sorted.map((one) => `    ${JSON.stringify(one)}`).join(',\n');
  return `{\n  "version": 1,\n  "findings": [${lines === '' ? '' : `\n${lines}\n  `}]\n}\n`;
}

/** The alt text as a hash, so that the file does not repeat the documents. */
function entryOf({ rule, file, source, alt }: Key) {
  return { rule: String(rule), file, source: source.slice(0, LONGEST_SOURCE), alt: textHash(alt) };
}

/** Characters; an embedded image is as long as its file. */
const LONGEST_SOURCE = 500;

function nameOf({ file, rule, source, alt }: Omit<v.InferOutput<typeof entry>, 'count'>): string {
  return [file, rule, source, alt].join('\0');
}
