import { RULES, type RuleId } from '../audit/rules.ts';
import type { Reporter, ReportRow } from './report.ts';
import { summary } from './terminal.ts';

/** For a pull request or an issue: a table for each document, then how often each rule was broken. */
export function markdownReporter(): Reporter {
  const counts = new Map<RuleId, number>();
  const row = ({ rule, line, severity, message }: ReportRow) => {
    counts.set(rule, (counts.get(rule) ?? 0) + 1);
    return `| ${line} | ${severity} | [${rule}](${RULES[rule].source}) | ${cell(message)} |`;
  };
  return {
    begin: () => '# Alt text audit\n',
    document: (file, rows) =>
      rows.length === 0
        ? ''
        : `\n## ${cell(file)}\n\n| line | severity | rule | finding |\n|---|---|---|---|\n${rows.map(row).join('\n')}\n`,
    end: (totals) => {
      const lines = [...counts].sort((a, b) => b[1] - a[1]).map(([rule, many]) => `| ${rule} | ${many} |`);
      const table = lines.length > 0 ? `\n| rule | findings |\n|---|---|\n${lines.join('\n')}\n` : '';
      return `\n## Summary\n\n${summary(totals)}\n${table}`;
    },
  };
}

/** Shown to the letter, and on one line. */
function cell(text: string): string {
  return text.replace(/[\p{Cc}\s]+/gu, ' ').replace(/[\\`*_{}[\]<>#|~!&@]/g, (mark) => `\\${mark}`);
}
