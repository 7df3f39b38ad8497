import * as v from 'valibot';
import { folderOf } from '../files/paths.ts';
import type { ReportRow } from '../report/report.ts';
import { textHash } from './textHash.ts';

type Key = Pick<ReportRow, 'rule' | 'file' | 'source' | 'alt'>;

/** The findings that a project has accepted. */
export interface Baseline {
  /**
   * For a document, by its path from the folder of the baseline on, whether a finding in it is accepted. Each is used up by
   * one finding: a second image of the kind is new.
   */
  readonly acceptedIn: (file: string) => (row: Omit<Key, 'file'>) => boolean;
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

/** Reads a baseline file; undefined for anything else. */
export function parseBaseline(text: string): Baseline | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return undefined;
  }
  const parsed = v.safeParse(schema, value);
  if (!parsed.success) return undefined;
  const byFile = new Map<string, v.InferOutput<typeof entry>[]>();
  for (const one of parsed.output.findings) byFile.set(one.file, [...(byFile.get(one.file) ?? []), one]);
  return {
    acceptedIn: (file) => {
      const left = new Map<string, number>();
      for (const one of byFile.get(file) ?? [])
        left.set(nameOf(one), (left.get(nameOf(one)) ?? 0) + one.count);
      return (row) => {
        const name = nameOf(entryOf({ ...row, file }));
        const many = left.get(name) ?? 0;
        left.set(name, many - 1);
        return many > 0;
      };
    },
  };
}

/** The path of a file from a folder on, up where it has to be, so that a checkout in another place has the same paths. */
export function pathFrom(folder: string, path: string): string {
  let [from, up] = [folder, ''];
  while (!path.startsWith(`${from}/`)) {
    if (from === '') return path;
    from = folderOf(from);
    up += '../';
  }
  return up + path.slice(from.length + 1);
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
