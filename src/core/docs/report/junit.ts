import type { Reporter, ReportRow } from './report.ts';

/**
 * JUnit's XML: a suite for each document, a failed case for each error and warning. Hints pass, since they fail no run; what
 * they say is their output.
 */
export function junitReporter(): Reporter {
  const caseOf = ({ rule, severity, line, column, message, source }: ReportRow, file: string) =>
    [
      `    <testcase classname="${xml(file)}" name="${xml(`${rule} ${line}:${column}`)}">`,
      severity === 'hint'
        ? `      <system-out>${xml(`${message} ${file}:${line}:${column} ${source}`)}</system-out>`
        : `      <failure type="${severity}" message="${xml(message)}">${xml(`${file}:${line}:${column} ${source}`)}</failure>`,
      '    </testcase>',
    ].join('\n');
  return {
    begin: () => '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="ask-claude-images">\n',
    document: (file, rows) => {
      const tests = Math.max(1, rows.length);
      const cases =
        rows.length === 0
          ? `    <testcase classname="${xml(file)}" name="alt texts"/>`
          : rows.map((row) => caseOf(row, file)).join('\n');
      const failures = rows.filter(({ severity }) => severity !== 'hint').length;
      return `  <testsuite name="${xml(file)}" tests="${tests}" failures="${failures}">\n${cases}\n  </testsuite>\n`;
    },
    end: () => '</testsuites>\n',
  };
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Without the characters that XML cannot hold. */
function xml(text: string): string {
  return text
    .replace(/(?![\t\n\r])\p{Cc}|[\p{Cs}\ufffe\uffff]/gu, '\ufffd')
    .replace(/[&<>"]/g, (mark) => ENTITIES[mark] ?? mark)
    .replace(/[\t\n\r]/g, (space) => `&#${space.charCodeAt(0)};`);
}
