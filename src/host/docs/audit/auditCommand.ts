import * as vscode from 'vscode';
import { showInformation } from '../../ui/dialogs.ts';
import { withProgress } from '../../ui/progress.ts';
import { number } from '../../ui/quantities.ts';
import { reportingErrors } from '../../ui/reportError.ts';
import type { DocsDependencies } from '../dependencies.ts';
import { forEachConcurrent } from '../forEachConcurrent.ts';
import { documentFiles } from '../source/documentFiles.ts';
import { createFindFile, createFindFileSyntax } from '../source/workspaceFiles.ts';
import { hasWritable, writeFindings } from '../write/writeFindings.ts';
import { auditSummary } from './auditSummary.ts';
import { keepCurrent } from './auditWatch.ts';
import { type AuditedPage, auditFile, createProblems, type Problems } from './problems.ts';

/** Checks the images of all documents of the workspace. Nothing is done, or watched, before it first runs. */
export interface Audit extends vscode.Disposable {
  readonly run: () => Promise<void>;
}

export function createAudit(dependencies: DocsDependencies): Audit {
  const { log, altSettings } = dependencies;
  const maxLength = () => altSettings().maxLength;
  const owned: vscode.Disposable[] = [];
  let problems: Problems | undefined;
  const list = () => {
    if (problems) return problems;
    problems = createProblems();
    const failed = (error: unknown) => log.error(error instanceof Error ? error : String(error));
    owned.push(problems, keepCurrent(problems, { maxLength, failed }));
    return problems;
  };
  const run = async () => {
    const pages = await reportingErrors({ log, retry: run }, () => auditAll(maxLength()));
    if (!pages) return;
    const all = list();
    all.replace(pages);
    void showSummary(dependencies, all);
  };
  return { run, dispose: () => vscode.Disposable.from(...owned).dispose() };
}

/** Documents that are read at the same time: most of it is waiting for the file system. */
const concurrency = 16;

async function auditAll(maxLength: number): Promise<readonly AuditedPage[]> {
  return withProgress(vscode.l10n.t('Ask Claude: Auditing alt texts'), async (signal, report) => {
    const files = await documentFiles(signal);
    const lookups = { findFile: createFindFile(), findSyntax: createFindFileSyntax() };
    const pages: AuditedPage[] = [];
    let done = 0;
    await forEachConcurrent(files, concurrency, signal, async (uri, until) => {
      const page = await auditFile(uri, lookups, maxLength, until);
      if (page) pages.push(page);
      done += 1;
      report(vscode.l10n.t('{0} of {1}', number(done), number(files.length)), 100 / files.length);
    });
    return pages.sort((a, b) => a.uri.path.localeCompare(b.uri.path));
  });
}

async function showSummary(dependencies: DocsDependencies, problems: Problems): Promise<void> {
  const show = vscode.l10n.t('Show Problems');
  const write = vscode.l10n.t('Write Alt Texts…');
  const pages = problems.pages();
  const buttons = [
    ...(pages.some(({ findings }) => findings.length > 0) ? [show] : []),
    ...(pages.some(hasWritable) ? [write] : []),
  ];
  const chosen = await showInformation(auditSummary(problems.tally()), ...buttons);
  if (chosen === show) await vscode.commands.executeCommand('workbench.actions.view.problems');
  else if (chosen === write) await writeFindings(dependencies, problems.pages());
}
