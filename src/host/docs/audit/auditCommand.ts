import * as vscode from 'vscode';
import { isAltRule, tally } from '../../../core/docs/audit/pageAudit.ts';
import { isRuleId } from '../../../core/docs/audit/rules.ts';
import type { ImageAccess } from '../../images/imageAccess.ts';
import { showInformation, showWarning } from '../../ui/dialogs.ts';
import { reportingErrors } from '../../ui/reportError.ts';
import type { DocsDependencies } from '../dependencies.ts';
import type { FindingsCommand } from '../register.ts';
import type { FindingsView } from '../view/findingsView.ts';
import { isWritable, writableFindings, writeFindings } from '../write/writeFindings.ts';
import { type AuditResult, auditAll } from './auditAll.ts';
import { auditSummary } from './auditSummary.ts';
import { keepCurrent } from './auditWatch.ts';
import { chooseFindings } from './findingLocations.ts';
import { type AuditedPage, auditFile, createLookups, Problems } from './problems.ts';

export interface AuditOptions {
  readonly thumbnailUrl: ImageAccess['thumbnailUrl'];
  readonly memory: vscode.Memento;
  /** Whether a review is kept in which something is left to do. */
  readonly hasOpenReview: () => Promise<boolean>;
}

/** Checks the images of documents. Nothing is done, or watched, before it first runs. */
export class Audit implements vscode.Disposable {
  readonly #dependencies: DocsDependencies;
  readonly #options: AuditOptions;
  #opening: Promise<Opened> | undefined;
  #opened: Opened | undefined;

  constructor(dependencies: DocsDependencies, options: AuditOptions) {
    this.#dependencies = dependencies;
    this.#options = options;
    // A window keeps what it was told when its extension host starts again.
    void vscode.commands.executeCommand('setContext', 'askClaude.audit', undefined);
  }

  /** Of the whole workspace, or of folders and documents: the one of a menu, then all that are selected. */
  async run(...args: readonly unknown[]): Promise<void> {
    const found = await this.#audit(placesOf(args), () => this.run(...args));
    if (!found) return;
    for (const sentence of found.problems) void showWarning(sentence);
    // Where nothing was looked at, there is nothing to say about images.
    if (found.pages.length > 0 || found.problems.length === 0)
      void showSummary(this.#dependencies, found.pages, await this.#options.hasOpenReview());
  }

  /** Writes the alt texts of one document that an audit would warn of. */
  async writeDocument(document?: unknown): Promise<void> {
    const uri = document instanceof vscode.Uri ? document : vscode.window.activeTextEditor?.document.uri;
    const page = uri && (await auditFile(uri, createLookups(), new AbortController().signal));
    await writeFindings(this.#dependencies, writableFindings(page ? [page] : []));
  }

  /** Writes all alt texts of the workspace that a rule finds fault with. */
  async writeRule(rule?: unknown): Promise<void> {
    if (typeof rule !== 'string' || !isRuleId(rule) || !isAltRule(rule)) return;
    const known = this.#opened?.problems;
    const pages = known?.coversWorkspace()
      ? known.pages()
      : (await this.#audit([], () => this.writeRule(rule)))?.pages;
    if (!pages) return;
    const chosen = chooseFindings(pages, (finding) => finding.rule === rule && isWritable(finding));
    await writeFindings(this.#dependencies, chosen);
  }

  /** Runs a command of the view, which is there once there was an audit. */
  inView(command: FindingsCommand, ...args: unknown[]): unknown {
    return this.#opened?.view.commands[command](...args);
  }

  dispose(): void {
    this.#opened?.owned.dispose();
  }

  /** Undefined when it was cancelled, or has failed and said so. */
  async #audit(places: readonly vscode.Uri[], retry: () => unknown): Promise<AuditResult | undefined> {
    const { log, status } = this.#dependencies;
    this.#opening ??= openList(this.#dependencies, this.#options);
    this.#opened = await this.#opening;
    const { problems, view } = this.#opened;
    return view.whileAuditing(async () => {
      const found = await reportingErrors({ log, retry }, () => auditAll(places, status));
      if (found) problems.replace(found.pages, places);
      return found;
    });
  }
}

interface Opened {
  readonly problems: Problems;
  readonly view: FindingsView;
  readonly owned: vscode.Disposable;
}

/** The list of problems, the view of it, and what keeps both true. */
async function openList(
  dependencies: DocsDependencies,
  { thumbnailUrl, memory }: AuditOptions,
): Promise<Opened> {
  const { createFindingsView } = await import('../view/findingsView.ts');
  const { log } = dependencies;
  const problems = new Problems();
  const view = createFindingsView({ problems, dependencies, thumbnailUrl, memory });
  const failed = (error: unknown) => log.error(error instanceof Error ? error : String(error));
  return { problems, view, owned: vscode.Disposable.from(view, keepCurrent(problems, failed), problems) };
}

/** A menu hands over what it was opened on, then all that is selected. Without a workspace it is the open document. */
function placesOf([target, selected]: readonly unknown[]): readonly vscode.Uri[] {
  const named = [target, ...(Array.isArray(selected) ? selected : [])].filter(
    (place): place is vscode.Uri => place instanceof vscode.Uri,
  );
  const open = vscode.workspace.workspaceFolders ? undefined : vscode.window.activeTextEditor?.document.uri;
  const places = named.length === 0 && open ? [open] : named;
  return [...new Map(places.map((place) => [place.toString(), place])).values()];
}

async function showSummary(
  dependencies: DocsDependencies,
  pages: readonly AuditedPage[],
  hasOpenReview: boolean,
): Promise<void> {
  const show = vscode.l10n.t('Show Problems');
  const write = vscode.l10n.t('Write Alt Texts…');
  const review = vscode.l10n.t('Review Alt Texts');
  const chosen = writableFindings(pages);
  const buttons = [
    ...(pages.some(({ findings }) => findings.length > 0) ? [show] : []),
    ...(chosen.length > 0 ? [write] : []),
    ...(hasOpenReview ? [review] : []),
  ];
  const pressed = await showInformation(auditSummary(tally(pages)), ...buttons);
  if (pressed === show) await vscode.commands.executeCommand('workbench.actions.view.problems');
  else if (pressed === write) await writeFindings(dependencies, chosen);
  else if (pressed === review) await vscode.commands.executeCommand('askClaude.review');
}
