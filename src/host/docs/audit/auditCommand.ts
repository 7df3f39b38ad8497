import * as vscode from 'vscode';
import { signalOf } from '../../ui/progress.ts';
import type { DocsParts } from '../docsDependencies.ts';
import { inTurns } from '../forEachConcurrent.ts';
import { documentFiles } from '../source/documentFiles.ts';
import { createFindFile } from '../source/workspaceFiles.ts';
import { withTrouble } from '../withErrorReport.ts';
import { hasWritable, writeFound } from '../write/writeFindings.ts';
import { auditSummary } from './auditSummary.ts';
import { keepCurrent } from './auditWatch.ts';
import { type AuditedPage, auditFile, createProblems, type Problems } from './problems.ts';

/** Finds what is to be seen to in the documents of the workspace. Nothing is done, or watched, before it first runs. */
export interface Audit extends vscode.Disposable {
  readonly run: () => Promise<void>;
}

export function createAudit(parts: DocsParts): Audit {
  const owned: vscode.Disposable[] = [];
  let problems: Problems | undefined;
  const list = () => {
    if (problems) return problems;
    problems = createProblems();
    const maxLength = () => parts.wishes().maxLength;
    const failed = (error: unknown) => parts.log.error(error instanceof Error ? error : String(error));
    owned.push(problems, keepCurrent(problems, { maxLength, failed }));
    return problems;
  };
  const run = async () => {
    const pages = await withTrouble(parts, 'A document', () => auditAll(parts.wishes().maxLength), run);
    if (!pages) return;
    const all = list();
    all.replace(pages);
    void report(parts, all);
  };
  return { run, dispose: () => vscode.Disposable.from(...owned).dispose() };
}

/** Documents that are read at the same time: most of it is waiting for the file system. */
const atOnce = 16;

async function auditAll(maxLength: number): Promise<readonly AuditedPage[]> {
  const options = { title: 'Ask Claude: Auditing alt texts', cancellable: true };
  const location = vscode.ProgressLocation.Notification;
  return vscode.window.withProgress({ ...options, location }, async (progress, token) => {
    const signal = signalOf(token);
    const files = await documentFiles(signal);
    const findFile = createFindFile();
    const pages: AuditedPage[] = [];
    let done = 0;
    await inTurns(files, atOnce, signal, async (uri, until) => {
      const page = await auditFile(uri, findFile, maxLength, until);
      if (page) pages.push(page);
      done += 1;
      progress.report({ message: `${done} of ${files.length}`, increment: 100 / files.length });
    });
    return pages.sort((a, b) => a.uri.path.localeCompare(b.uri.path));
  });
}

async function report(parts: DocsParts, problems: Problems): Promise<void> {
  const found = problems.tally();
  const show = 'Show Problems';
  const write = 'Write Alt Texts…';
  const pages = problems.pages();
  const buttons = [
    ...(pages.some(({ findings }) => findings.length > 0) ? [show] : []),
    ...(pages.some(hasWritable) ? [write] : []),
  ];
  const chosen = await vscode.window.showInformationMessage(auditSummary(found), ...buttons);
  if (chosen === show) await vscode.commands.executeCommand('workbench.actions.view.problems');
  else if (chosen === write) await writeFound(parts, problems.pages());
}
