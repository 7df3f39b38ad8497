import { RULES, type Rule, type RuleId, ruleIds, type Severity } from '../audit/rules.ts';
import { findingKey } from '../baseline/baseline.ts';
import type { Reporter, ReportRow } from './report.ts';

const LEVELS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', hint: 'note' };
/** The words of code scanning for the same. */
const PROBLEMS: Readonly<Record<Severity, string>> = {
  ...{ error: 'error', warning: 'warning', hint: 'recommendation' },
};

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
  return { driver: { name: 'ask-claude-images', version, rules: ruleIds.map(ruleOf) } };
}

/** As GitHub's code scanning shows it: a title, a sentence, and a page of help. */
function ruleOf(id: RuleId): object {
  const { title, why, source, severity, flagged, passes }: Rule = RULES[id];
  const example = (text: string) => `\`\`\`markdown\n${text}\n\`\`\`\n`;
  const ignored = `A comment before an image switches the rule off for it: \`ask-claude-ignore ${id}\`.`;
  const examples = `Found:\n\n${flagged.map(example).join('\n')}\nNot found:\n\n${passes.map(example).join('\n')}`;
  return {
    id,
    name: id,
    shortDescription: { text: title },
    fullDescription: { text: why },
    helpUri: source,
    help: {
      text: `${why} ${ignored} See ${source}`,
      markdown: `${why}\n\n${examples}\n${ignored}\n\n[Guidance](${source})\n`,
    },
    defaultConfiguration: { level: LEVELS[severity] },
    properties: {
      tags: ['accessibility', 'documentation'],
      precision: 'high',
      'problem.severity': PROBLEMS[severity],
    },
  };
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
          artifactLocation: { uri: uriOf(file) },
          region: { startLine: line, startColumn: column, endLine, endColumn },
        },
      },
    ],
    partialFingerprints: { 'finding/v1': findingKey(row) },
  };
}

/** A colon in a relative path would be read as the end of a scheme. */
function uriOf(file: string): string {
  const path = encodeURI(file.replace(/\p{Cs}/gu, '\ufffd')).replace(/[?#]/g, encodeURIComponent);
  if (/^(?:\/|[a-z]:\/)/i.test(file)) return `file://${path.startsWith('/') ? '' : '/'}${path}`;
  return path.replaceAll(':', '%3A');
}
