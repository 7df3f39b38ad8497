import * as vscode from 'vscode';
import { tally } from '../../core/docs/audit/pageAudit.ts';
import { auditSummary } from '../docs/audit/auditSummary.ts';
import { findingLines } from '../docs/audit/findingLines.ts';
import { type AuditedPage, auditFile, createLookups } from '../docs/audit/problems.ts';
import { forEachConcurrent } from '../docs/forEachConcurrent.ts';
import { documentFiles } from '../docs/source/documentFiles.ts';
import type { ToolCall } from './imageTools.ts';
import { parseInput, toolInputs } from './toolInputs.ts';
import { workspacePath } from './workspacePath.ts';

/** Most findings that an agent is given. */
const mostFindings = 200;

/** Audits as the command does. Nothing is sent anywhere, so nobody has to agree. */
export async function auditAltText(input: unknown): Promise<Pick<ToolCall, 'title' | 'run'>> {
  const { path } = parseInput(toolInputs.audit, input);
  const place = path === undefined ? undefined : await workspacePath(path);
  if (path !== undefined && !place)
    throw new Error(vscode.l10n.t('There is no file {0} in the workspace.', path));
  return {
    title: vscode.l10n.t('Auditing alt texts'),
    run: async (signal) => {
      const lookups = createLookups();
      const pages: AuditedPage[] = [];
      await forEachConcurrent(await documentFiles(signal, place), 16, signal, async (uri, until) => {
        const page = await auditFile(uri, lookups, until);
        if (page) pages.push(page);
      });
      return report(pages.sort((a, b) => a.uri.path.localeCompare(b.uri.path)));
    },
  };
}

function report(pages: readonly AuditedPage[]): string {
  const lines = pages.flatMap((page) => findingLines(page));
  const more = lines.length - mostFindings;
  return [
    auditSummary(tally(pages)),
    ...lines.slice(0, mostFindings),
    ...(more > 0 ? [vscode.l10n.t('There are {0} more findings: audit a folder or document.', more)] : []),
  ].join('\n');
}
