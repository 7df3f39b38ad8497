import { RULES, ruleIds, type Severity } from '../audit/rules.ts';
import { findingKey } from '../baseline/baseline.ts';
import type { Reporter, ReportRow } from './report.ts';

const LEVELS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', hint: 'note' };

/** SARIF 2.1.0 (OASIS, 2020), as code scanning services take it. */
export function sarifReporter({ version }: { readonly version: string }): Reporter {
  let isFirst = true;
  const result = (row: ReportRow) => {
    const written = JSON.stringify(resultOf(row));
    const before = isFirst ? '\n' : ',\n';
    isFirst = false;
    return before + written;
  };
  return {
    begin: () => {
      const head = {
        $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
        version: '2.1.0',
        runs: [{ tool: toolOf(version), columnKind: 'utf16CodeUnits', results: [] }],
      };
      return JSON.stringify(head).slice(0, -']}]}'.length);
    },
    document: (_, rows) => rows.map(result).join(''),
    end: () => ']}]}\n',
  };
}

function toolOf(version: string): object {
  const rules = ruleIds.map((id) => ({
    id,
    name: id,
    shortDescription: { text: `Alt text: ${id}` },
    helpUri: RULES[id].source,
    defaultConfiguration: { level: LEVELS[RULES[id].severity] },
  }));
  return { driver: { name: 'ask-claude-images', version, rules } };
}

function resultOf(row: ReportRow): object {
  const { rule, severity, file, line, column, endLine, endColumn, message } = row;
  return {
    ruleId: rule,
    ruleIndex: ruleIds.indexOf(rule),
    level: LEVELS[severity],
    message: { text: message },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: encodeURI(file).replace(/[?#]/g, encodeURIComponent) },
          region: { startLine: line, startColumn: column, endLine, endColumn },
        },
      },
    ],
    partialFingerprints: { 'finding/v1': findingKey(row) },
  };
}
