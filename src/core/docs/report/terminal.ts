import type { Severity } from '../audit/rules.ts';
import type { Reporter, ReportRow, ReportTotals } from './report.ts';

/** For people: the findings under the name of their document. */
export function textReporter({ color }: { readonly color: boolean }): Reporter {
  const paint = (code: number, text: string) => (color ? `\u001b[${code}m${text}\u001b[0m` : text);
  const line = ({ line, column, severity, message, rule }: ReportRow) =>
    [
      `  ${`${line}:${column}`.padEnd(8)}`,
      paint(COLORS[severity], severity.padEnd(7)),
      plain(message),
      paint(DIM, rule),
    ].join('  ');
  return {
    document: (file, rows) =>
      rows.length === 0 ? '' : `${paint(UNDERLINED, plain(file))}\n${rows.map(line).join('\n')}\n\n`,
    end: (totals) => `${paint(BOLD, summary(totals))}\n`,
  };
}

const COLORS: Readonly<Record<Severity, number>> = { error: 31, warning: 33, hint: 36 };
const [BOLD, DIM, UNDERLINED] = [1, 2, 4];

/** What a document or a file name holds must not move the cursor, change colours or begin a line that a CI system obeys. */
export function plain(text: string): string {
  return text.replace(/\p{Cc}|[\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, ' ');
}

/** "12 images in 3 documents: 1 error, 2 warnings, no hints." */
export function summary({ images, documents, errors, warnings, hints }: ReportTotals): string {
  const found = [count(errors, 'error'), count(warnings, 'warning'), count(hints, 'hint')];
  return `${count(images, 'image')} in ${count(documents, 'document')}: ${found.join(', ')}.`;
}

function count(many: number, what: string): string {
  return `${many === 0 ? 'no' : many.toLocaleString('en')} ${what}${many === 1 ? '' : 's'}`;
}
