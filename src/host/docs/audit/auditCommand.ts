import * as vscode from 'vscode';
import { tally } from '../../../core/docs/audit/pageAudit.ts';
import { showInformation, showWarning } from '../../ui/dialogs.ts';
import { withProgress } from '../../ui/progress.ts';
import { number } from '../../ui/quantities.ts';
import { reportingErrors } from '../../ui/reportError.ts';
import type { DocsDependencies } from '../dependencies.ts';
import { forEachConcurrent } from '../forEachConcurrent.ts';
import { documentFiles } from '../source/documentFiles.ts';
import { hasWritable, writeFindings } from '../write/writeFindings.ts';
import { auditSummary } from './auditSummary.ts';
import { keepCurrent } from './auditWatch.ts';
import { ruleProblems } from './documentRules.ts';
import { type AuditedPage, auditFile, createLookups, createProblems, type Problems } from './problems.ts';

/** Checks the images of documents. Nothing is done, or watched, before it first runs. */
export interface Audit extends vscode.Disposable {
  /** Of the whole workspace, or of a folder or document. */
  readonly run: (target?: unknown) => Promise<void>;
}

export function createAudit(dependencies: DocsDependencies): Audit {
  const { log } = dependencies;
  const owned: vscode.Disposable[] = [];
  let problems: Problems | undefined;
  const list = () => {
    if (problems) return problems;
    problems = createProblems();
    const failed = (error: unknown) => log.error(error instanceof Error ? error : String(error));
    owned.push(problems, keepCurrent(problems, failed));
    return problems;
  };
  const run = async (target?: unknown) => {
    const place = target instanceof vscode.Uri ? target : undefined;
    const found = await reportingErrors({ log, retry: () => run(target) }, () => auditAll(place));
    if (!found) return;
    list().replace(found.pages, place);
    for (const sentence of found.problems) void showWarning(sentence);
    void showSummary(dependencies, found.pages);
  };
  return { run, dispose: () => vscode.Disposable.from(...owned).dispose() };
}

/** Documents that are read at the same time: most of it is waiting for the file system. */
const concurrency = 16;

interface Audited {
  readonly pages: readonly AuditedPage[];
  /** Sentences about rows of the settings that have no effect. */
  readonly problems: readonly string[];
}

async function auditAll(place: vscode.Uri | undefined): Promise<Audited> {
  return withProgress(vscode.l10n.t('Ask Claude: Auditing alt texts'), async (signal, report) => {
    const files = await documentFiles(signal, place);
    const lookups = createLookups();
    const pages: AuditedPage[] = [];
    let done = 0;
    await forEachConcurrent(files, concurrency, signal, async (uri, until) => {
      const page = await auditFile(uri, lookups, until);
      if (page) pages.push(page);
      done += 1;
      report(vscode.l10n.t('{0} of {1}', number(done), number(files.length)), 100 / files.length);
    });
    pages.sort((a, b) => a.uri.path.localeCompare(b.uri.path));
    return { pages, problems: await ruleProblems(files, signal) };
  });
}

async function showSummary(dependencies: DocsDependencies, pages: readonly AuditedPage[]): Promise<void> {
  const show = vscode.l10n.t('Show Problems');
  const write = vscode.l10n.t('Write Alt Texts…');
  const buttons = [
    ...(pages.some(({ findings }) => findings.length > 0) ? [show] : []),
    ...(pages.some(hasWritable) ? [write] : []),
  ];
  const chosen = await showInformation(auditSummary(tally(pages)), ...buttons);
  if (chosen === show) await vscode.commands.executeCommand('workbench.actions.view.problems');
  else if (chosen === write) await writeFindings(dependencies, pages);
}
