import * as vscode from 'vscode';
import { type AuditFinding, isAltRule } from '../../../core/docs/audit/pageAudit.ts';
import { isFileRule, RULES, type Severity } from '../../../core/docs/audit/rules.ts';
import { isShownDirectly } from '../../../core/image/shownDirectly.ts';
import { literalText } from '../../ui/literalText.ts';
import { number, plural } from '../../ui/quantities.ts';
import { ruleTitle } from '../../ui/ruleTitle.ts';
import type { Lookups } from '../audit/problems.ts';
import { canBeDecorative } from '../offer/referenceActions.ts';
import { nameOf } from '../source/resolveImage.ts';
import { isWritable } from '../write/writeFindings.ts';
import type { Row, RowOf } from './row.ts';

/** How the editor shows a row that is not a finding. */
export function itemOf(row: Exclude<Row, { kind: 'finding' }>): vscode.TreeItem {
  const item = row.kind === 'rule' ? ruleItem(row) : row.kind === 'file' ? fileItem(row) : moreItem(row);
  item.id = row.id;
  return item;
}

function ruleItem({ rule, count, severity }: RowOf<'rule'>): vscode.TreeItem {
  const item = new vscode.TreeItem(ruleTitle(rule), vscode.TreeItemCollapsibleState.Collapsed);
  item.description = number(count);
  item.tooltip = RULES[rule].code;
  item.iconPath = severityIcons[severity];
  item.contextValue = [
    'rule',
    ...(isAltRule(rule) ? ['writable'] : []),
    ...(isFileRule(rule) ? [] : ['decorative']),
  ].join(' ');
  item.accessibilityInformation = { label: `${ruleTitle(rule)}, ${problemsText(count)}` };
  return item;
}

function fileItem({ page, rule, count }: RowOf<'file'>): vscode.TreeItem {
  const { uri, findings } = page;
  const path = vscode.workspace.asRelativePath(uri);
  const name = nameOf(uri.path);
  const folder = path.slice(0, -name.length - 1);
  const item = new vscode.TreeItem(literalText(name), vscode.TreeItemCollapsibleState.Collapsed);
  item.description = literalText([folder, number(count)].filter(Boolean).join(' · '));
  item.tooltip = literalText(path);
  // Only its name counts, for the icon: the address itself would bring the editor's own count of problems along.
  item.resourceUri = vscode.Uri.from({ scheme: 'ask-claude-finding', path: uri.path });
  item.iconPath = vscode.ThemeIcon.File;
  const own = findings.filter((finding) => rule === undefined || finding.rule === rule);
  item.contextValue = contextOf('file', own);
  item.accessibilityInformation = { label: `${path}, ${problemsText(count)}` };
  return item;
}

function moreItem(row: RowOf<'more'>): vscode.TreeItem {
  const title = vscode.l10n.t('Show More ({0} left)', number(row.left));
  const item = new vscode.TreeItem(title);
  item.iconPath = new vscode.ThemeIcon('ellipsis');
  item.command = { title, command: 'askClaude.findings.showMore', arguments: [row] };
  return item;
}

function problemsText(many: number): string {
  return plural(
    many,
    vscode.l10n.t('{0} problem', number(many)),
    vscode.l10n.t('{0} problems', number(many)),
  );
}

/** How the editor shows a finding: with the picture itself for an icon, where that is small. */
export async function findingItem(row: RowOf<'finding'>, lookups: Lookups): Promise<vscode.TreeItem> {
  const [finding, diagnostic] = [row.page.findings[row.index], row.page.diagnostics[row.index]];
  if (!finding || !diagnostic) return new vscode.TreeItem('');
  const { range, message } = diagnostic;
  const name = nameOf(finding.reference.source.text);
  const line = number(range.start.line + 1);
  const item = new vscode.TreeItem(literalText(name));
  item.id = row.id;
  item.description = literalText(`${line}: ${message}`);
  item.iconPath = (await pictureOf(row, finding, lookups)) ?? severityIcons[finding.severity];
  item.contextValue = contextOf('finding', [finding]);
  item.command = {
    title: vscode.l10n.t('Open'),
    command: 'vscode.open',
    arguments: [row.page.uri, { selection: range }],
  };
  item.accessibilityInformation = {
    label: vscode.l10n.t('{0}, line {1}: {2}', name, line, message),
  };
  return item;
}

/** What the conditions of the menus look for. */
function contextOf(kind: string, findings: readonly AuditFinding[]): string {
  const canDecorate = ({ rule, reference }: AuditFinding) => !isFileRule(rule) && canBeDecorative(reference);
  return [
    kind,
    ...(findings.some(isWritable) ? ['writable'] : []),
    ...(findings.some(canDecorate) ? ['decorative'] : []),
  ].join(' ');
}

const severityIcons: Readonly<Record<Severity, vscode.ThemeIcon>> = {
  error: new vscode.ThemeIcon('error', new vscode.ThemeColor('problemsErrorIcon.foreground')),
  warning: new vscode.ThemeIcon('warning', new vscode.ThemeColor('problemsWarningIcon.foreground')),
  hint: new vscode.ThemeIcon('info', new vscode.ThemeColor('problemsInfoIcon.foreground')),
};

/** Bytes, and pixels, of the largest file that is shown as an icon: the editor decodes the whole of each. */
const largestIcon = 300_000;
const mostPixels = 2_000_000;

/** A file of the disk that stays still; undefined for all others. */
async function pictureOf(
  { page }: RowOf<'finding'>,
  { reference, rule }: AuditFinding,
  { findFile, measure }: Lookups,
): Promise<vscode.Uri | undefined> {
  if (reference.kind !== 'image' || reference.source.computed || rule === 'missingFile') return undefined;
  const { signal } = new AbortController();
  const found = await findFile(reference, page.uri, signal);
  if (found.state !== 'found') return undefined;
  const measured = await measure(found.uri.toString(), signal);
  if (!measured || 'reason' in measured.header || measured.byteLength > largestIcon) return undefined;
  const { type, frames } = measured.header;
  const isStill = frames === 1 && type !== 'svg';
  return isStill && isShownDirectly(measured.header, mostPixels) ? found.uri : undefined;
}
