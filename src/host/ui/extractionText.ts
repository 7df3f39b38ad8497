import * as vscode from 'vscode';
import type { SchemaProblem } from '../../core/extract/data/schemaText.ts';
import type { ExtractionFinding } from '../../core/extract/extractor.ts';
import type { TableFinding } from '../../core/extract/table/table.ts';

/** One sentence about what was extracted: what to check, or what was changed. */
export function extractionText(finding: ExtractionFinding): string {
  switch (finding.what) {
    case 'notRead':
      return notRead(finding.as);
    case 'estimated':
      return vscode.l10n.t(
        'The values of table {0} were read off a chart, so they are estimates.',
        finding.table,
      );
    case 'unclearText':
      return unclearText(finding.amount, finding.near);
    case 'brackets':
      return vscode.l10n.t('The bracket {0} in line {1} has no match.', finding.bracket, finding.line);
    case 'lineNumbersRemoved':
      return vscode.l10n.t('Line numbers were removed.');
    case 'promptsRemoved':
      return vscode.l10n.t('Prompts were removed.');
    case 'schema':
      return vscode.l10n.t('The data does not match the schema at {0}: {1}', finding.path, finding.detail);
    case 'diagramFault':
    case 'diagramUnchecked':
    case 'nodesDiffer':
    case 'edgesDiffer':
    case 'notCounted':
      return diagramText(finding);
    default:
      return tableText(finding);
  }
}

function notRead(as: 'table' | 'data' | 'diagram'): string {
  if (as === 'table')
    return vscode.l10n.t('The answer has no table that can be checked. It is shown unchanged.');
  if (as === 'data') return vscode.l10n.t('The answer is not JSON. It is shown unchanged.');
  return vscode.l10n.t('The answer has no diagram. It is shown unchanged.');
}

function unclearText(amount: number, near: readonly string[]): string {
  const words = near.filter((one) => one !== '').map((one) => `“${one}”`);
  const places =
    amount === 1
      ? vscode.l10n.t('1 place could not be read and is marked [unclear].')
      : vscode.l10n.t('{0} places could not be read and are marked [unclear].', amount);
  return words.length === 0 ? places : `${places} ${vscode.l10n.t('After: {0}', words.join(', '))}`;
}

function tableText(finding: Exclude<TableFinding, { what: 'estimated' }>): string {
  switch (finding.what) {
    case 'padded':
      return vscode.l10n.t(
        'Table {0} had rows of different length. Empty cells were added at the end of row {1}: check that each text stands in its column.',
        finding.table,
        finding.rows.slice(0, 10).join(', '),
      );
    case 'digit':
      return vscode.l10n.t(
        'Table {0}, row {1}, column {2}: “{3}” was read as {4}.',
        ...[finding.table, finding.row, finding.column, finding.before, finding.after],
      );
    case 'mixedMarks':
      return vscode.l10n.t(
        'Table {0}, column {1} has numbers with a decimal point and numbers with a decimal comma.',
        finding.table,
        finding.column,
      );
    case 'sum':
      return vscode.l10n.t(
        'Table {0}, row {1}, column {2}: the total says {3}, but the numbers above add up to {4}.',
        ...[finding.table, finding.row, finding.column, finding.stated, finding.sum],
      );
    case 'unclear':
      return vscode.l10n.t(
        'Table {0}, row {1}, column {2} could not be read and is marked [unclear].',
        ...[finding.table, finding.row, finding.column],
      );
    case 'mergedDropped':
      return vscode.l10n.t(
        'Table {0} names merged cells that do not fit it. They were left as single cells.',
        finding.table,
      );
    default:
      return lossText(finding);
  }
}

function lossText(
  finding: Extract<
    TableFinding,
    { what: 'incomplete' | 'brokenJson' | 'beyondLimits' | 'tablesLeftOut' | 'moreCells' }
  >,
): string {
  switch (finding.what) {
    case 'incomplete':
      return vscode.l10n.t(
        'The answer was cut off, so rows at the end are missing. Ask again, or allow longer answers.',
      );
    case 'brokenJson':
      return vscode.l10n.t(
        'The answer has a fault in its form, so cells may be missing or stand in the wrong place. Compare the table with the image, or ask again.',
      );
    case 'beyondLimits':
      return vscode.l10n.t(
        'Table {0} has more than {1} rows or {2} columns. The rest was left out: ask about a part of the image.',
        ...[finding.table, finding.rows, finding.columns],
      );
    case 'tablesLeftOut':
      return vscode.l10n.t(
        'The image has too many tables, and {0} of them were left out: ask about a part of the image.',
        finding.amount,
      );
    case 'moreCells':
      return vscode.l10n.t('There are {0} more cells to check.', finding.amount);
  }
}

type DiagramFinding = Extract<
  ExtractionFinding,
  { what: 'diagramFault' | 'diagramUnchecked' | 'nodesDiffer' | 'edgesDiffer' | 'notCounted' }
>;

function diagramText(finding: DiagramFinding): string {
  switch (finding.what) {
    case 'diagramFault':
      return finding.line === undefined
        ? vscode.l10n.t('Mermaid cannot draw this diagram: {0}', finding.detail)
        : vscode.l10n.t(
            'Mermaid cannot draw this diagram because of line {0}: {1}',
            finding.line,
            finding.detail,
          );
    case 'diagramUnchecked':
      return vscode.l10n.t('Only Mermaid diagrams are checked. This one is shown unchanged.');
    case 'nodesDiffer':
      return nodesText(finding.missing, finding.extra);
    case 'edgesDiffer':
      return vscode.l10n.t(
        'The diagram has {0} connections, but a second look at the image counted {1}.',
        finding.drawn,
        finding.counted,
      );
    case 'notCounted':
      return vscode.l10n.t('The nodes of the image could not be counted a second time.');
  }
}

function nodesText(missing: readonly string[], extra: readonly string[]): string {
  return [
    ...(missing.length > 0
      ? [vscode.l10n.t('A second look at the image also found: {0}.', quoted(missing))]
      : []),
    ...(extra.length > 0
      ? [vscode.l10n.t('A second look at the image did not find: {0}.', quoted(extra))]
      : []),
  ].join(' ');
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `“${name}”`).join(', ');
}

/** Why a schema cannot be used, and the remedy. `name` is that of its file or row. */
export function schemaProblemText(problem: SchemaProblem, name: string): string {
  switch (problem) {
    case 'tooLong':
      return vscode.l10n.t('The schema {0} is too long to be sent with a question: shorten it.', name);
    case 'notJson':
      return vscode.l10n.t('The schema {0} is not valid JSON: correct it.', name);
    case 'noObject':
      return vscode.l10n.t('The schema {0} is not a JSON object, as a JSON schema must be.', name);
    case 'notFound':
      return vscode.l10n.t('The schema {0} was not found: choose another one.', name);
  }
}
