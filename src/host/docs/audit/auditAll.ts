import * as vscode from 'vscode';
import { syntaxOf } from '../../../core/docs/syntax.ts';
import { withProgress } from '../../ui/progress.ts';
import { number } from '../../ui/quantities.ts';
import type { StatusItem } from '../../ui/statusItem.ts';
import { forEachConcurrent } from '../forEachConcurrent.ts';
import { documentFiles } from '../source/documentFiles.ts';
import { forgetConfigs, ruleProblems, rulesOf } from './documentRules.ts';
import { type AuditedPage, auditFile, createLookups } from './problems.ts';

/** Documents that are read at the same time: most of it is waiting for the file system. */
const concurrency = 16;

export interface AuditResult {
  readonly pages: readonly AuditedPage[];
  /** Sentences about rows of the settings that have no effect. */
  readonly problems: readonly string[];
}

/** Audits folders and documents, or the whole workspace where none is named, and says how far it is. */
export async function auditAll(places: readonly vscode.Uri[], status: StatusItem): Promise<AuditResult> {
  const work = status.begin({ command: 'askClaude.findings.focus' });
  try {
    return await withProgress(vscode.l10n.t('Ask Claude: Auditing alt texts'), async (signal, report) => {
      work.say(vscode.l10n.t('Auditing alt texts'));
      forgetConfigs();
      const files = await filesIn(places, signal);
      const lookups = createLookups();
      const pages: AuditedPage[] = [];
      let done = 0;
      await forEachConcurrent(files, concurrency, signal, async (uri, until) => {
        const page = await auditFile(uri, lookups, until);
        if (page) pages.push(page);
        done += 1;
        report(vscode.l10n.t('{0} of {1}', number(done), number(files.length)), 100 / files.length);
        work.say(vscode.l10n.t('Auditing alt texts: {0} of {1}', number(done), number(files.length)));
      });
      pages.sort((a, b) => a.uri.path.localeCompare(b.uri.path));
      const problems = [...(await leftOut(places, signal)), ...(await ruleProblems(files, signal))];
      return { pages, problems };
    });
  } finally {
    work.end();
  }
}

/** Each document once, though it may lie in two of the folders. */
async function filesIn(places: readonly vscode.Uri[], signal: AbortSignal): Promise<readonly vscode.Uri[]> {
  if (places.length === 0) return documentFiles(signal);
  const files = new Map<string, vscode.Uri>();
  for (const place of places.filter((one) => !isUntitled(one)))
    for (const uri of await documentFiles(signal, place)) files.set(uri.toString(), uri);
  return [...files.values()];
}

/** A sentence for each document that was named itself, and that is not saved yet or that its project leaves out. */
async function leftOut(places: readonly vscode.Uri[], signal: AbortSignal): Promise<readonly string[]> {
  const sentences: string[] = [];
  for (const place of places)
    if (isUntitled(place))
      sentences.push(
        vscode.l10n.t('{0} is not saved yet: its images are looked for once it is.', place.path),
      );
    else if (syntaxOf(place.path) && (await rulesOf(place, signal)).isExcluded)
      sentences.push(
        vscode.l10n.t(
          '{0} is left out of the audit by askClaude.exclude, or by the .askclauderc.json of its project.',
          vscode.workspace.asRelativePath(place),
        ),
      );
  return sentences;
}

function isUntitled({ scheme }: vscode.Uri): boolean {
  return scheme === 'untitled';
}
