import type { Reporter, ReportRow } from './report.ts';

const COLUMNS = ['rule', 'severity', 'file', 'line', 'column', 'message', 'source', 'alt'] as const;

/** RFC 4180, with a row for each finding. */
export function csvReporter(): Reporter {
  const row = (one: ReportRow) => `${COLUMNS.map((column) => field(one[column])).join(',')}\r\n`;
  return {
    begin: () => `${COLUMNS.join(',')}\r\n`,
    document: (_, rows) => rows.map(row).join(''),
  };
}

/** A spreadsheet would run what begins like a formula. */
function field(value: string | number): string {
  const text = String(value);
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
