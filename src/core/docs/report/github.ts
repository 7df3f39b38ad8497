import type { Severity } from '../audit/rules.ts';
import type { Reporter, ReportRow } from './report.ts';
import { summary } from './terminal.ts';

const COMMANDS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', hint: 'notice' };

/** Annotations of GitHub Actions, as its workflow commands make them. */
export function githubReporter(): Reporter {
  const row = ({ severity, file, line, column, endLine, endColumn, rule, message }: ReportRow) => {
    const place = { file, line, endLine, col: column, endColumn, title: `Alt text: ${rule}` };
    // Only of one line can the columns be shown.
    const shown = Object.entries(place).filter(([name]) => endLine === line || !/col/i.test(name));
    const properties = shown.map(([name, value]) => `${name}=${property(String(value))}`).join(',');
    return `::${COMMANDS[severity]} ${properties}::${data(message)}\n`;
  };
  return {
    document: (_, rows) => rows.map(row).join(''),
    end: (totals) => `${summary(totals)}\n`,
  };
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
