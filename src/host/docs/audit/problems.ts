import * as vscode from 'vscode';
import type { AuditSettings } from '../../../core/docs/audit/auditSettings.ts';
import { findingRange } from '../../../core/docs/audit/findingRange.ts';
import { findingText } from '../../../core/docs/audit/findingText.ts';
import type { ImageMeasure } from '../../../core/docs/audit/imageSize.ts';
import {
  type AuditFinding,
  auditPage,
  type FileOutcome,
  type PageAudit,
} from '../../../core/docs/audit/pageAudit.ts';
import { RULES, type Severity } from '../../../core/docs/audit/rules.ts';
import { type Baseline, pathFrom } from '../../../core/docs/baseline/baseline.ts';
import { folderOf } from '../../../core/docs/files/paths.ts';
import { remember } from '../../../core/docs/files/remember.ts';
import { findImages } from '../../../core/docs/find.ts';
import type { ImageReference, Range } from '../../../core/docs/imageReference.ts';
import { positionsIn } from '../../../core/docs/text/lines.ts';
import { measureImage } from '../../../core/platform/node/measureImage.ts';
import { localize } from '../../ui/localize.ts';
import { textOf } from '../source/parsedDocument.ts';
import { nameOf } from '../source/resolveImage.ts';
import {
  createFindFile,
  createFindFileSyntax,
  type FindFile,
  type FindFileSyntax,
} from '../source/workspaceFiles.ts';
import { readBaseline } from './baselineFile.ts';
import { rulesOf } from './documentRules.ts';

/** The source that the audit's diagnostics name. */
export const problemSource = 'Ask Claude';

/** A document with what was found in it. */
export interface AuditedPage extends PageAudit {
  readonly uri: vscode.Uri;
  /** The file with the findings that its project has accepted, if it names one. */
  readonly baseline: vscode.Uri | undefined;
  /** Paths of its image files, as it writes them. */
  readonly sources: readonly string[];
  readonly diagnostics: readonly vscode.Diagnostic[];
}

/** The documents that were audited; the Problems view lists what was found in them. */
export class Problems implements vscode.Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection('askClaude.altText');
  readonly #changes = new vscode.EventEmitter<void>();
  readonly #pages = new Map<string, AuditedPage>();
  /** The folders and documents that were audited; undefined is the whole workspace. */
  readonly #places: (vscode.Uri | undefined)[] = [];

  /** What was found has changed. */
  readonly onDidChange = this.#changes.event;

  pages(): readonly AuditedPage[] {
    return [...this.#pages.values()];
  }

  has(uri: vscode.Uri): boolean {
    return this.#pages.has(uri.toString());
  }

  /** Whether a document would have been audited, had it been there. */
  covers(uri: vscode.Uri): boolean {
    return this.#places.some((place) => !place || isWithin(uri, place));
  }

  coversWorkspace(): boolean {
    return this.#places.includes(undefined);
  }

  /** Whether anything was audited. */
  hasRun(): boolean {
    return this.#places.length > 0;
  }

  /** Takes the place of what was found before in these folders and documents, or of everything where none is named. */
  replace(found: readonly AuditedPage[], places: readonly vscode.Uri[]): void {
    for (const place of places) this.#forget(place);
    if (places.length === 0) {
      this.#places.length = 0;
      this.#pages.clear();
      this.#collection.clear();
    }
    this.#places.push(...(places.length > 0 ? places : [undefined]));
    for (const page of found) this.#pages.set(page.uri.toString(), page);
    this.#collection.set(found.map(({ uri, diagnostics }) => [uri, diagnostics]));
    this.#changes.fire();
  }

  set(page: AuditedPage): void {
    this.#pages.set(page.uri.toString(), page);
    this.#collection.set(page.uri, page.diagnostics);
    this.#changes.fire();
  }

  /** Forgets a document, or all of a folder. */
  remove(place: vscode.Uri): void {
    const { size } = this.#pages;
    this.#forget(place);
    if (this.#pages.size < size) this.#changes.fire();
  }

  dispose(): void {
    this.#changes.dispose();
    this.#collection.dispose();
  }

  #forget(place: vscode.Uri): void {
    for (const [key, page] of this.#pages) {
      if (!isWithin(page.uri, place)) continue;
      this.#pages.delete(key);
      this.#collection.delete(page.uri);
    }
  }
}

function isWithin(uri: vscode.Uri, place: vscode.Uri): boolean {
  const [address, folder] = [uri.toString(), place.toString()];
  return address === folder || address.startsWith(`${folder}/`);
}

/** How the audit looks for files. It remembers what it has seen: make them for each audit. */
export interface Lookups {
  readonly findFile: FindFile;
  readonly findSyntax: FindFileSyntax;
  readonly measure: (uri: string, signal: AbortSignal) => Promise<ImageMeasure | undefined>;
  readonly baseline: (uri: string, signal: AbortSignal) => Promise<Baseline | undefined>;
}

export function createLookups(): Lookups {
  return {
    findFile: createFindFile(),
    findSyntax: createFindFileSyntax(),
    measure: remember((uri) => measureFile(vscode.Uri.parse(uri))),
    baseline: remember(async (uri) => {
      const read = await readBaseline(vscode.Uri.parse(uri));
      return typeof read === 'string' ? undefined : read;
    }),
  };
}

/** Whether a finding in a document is one that its project has accepted. */
async function acceptedIn(
  document: vscode.Uri,
  file: vscode.Uri | undefined,
  baseline: Lookups['baseline'],
  signal: AbortSignal,
): Promise<(finding: AuditFinding) => boolean> {
  const found = file && (await baseline(file.toString(), signal));
  if (!file || !found) return () => false;
  const accepts = found.acceptedIn(pathFrom(folderOf(file.path), document.path));
  return ({ rule, reference: { alt, source } }) =>
    accepts({ rule, source: source.text, alt: alt.state === 'text' ? alt.text : '' });
}

/** Only from the disk can the start of a file be read without the rest. */
async function measureFile(uri: vscode.Uri): Promise<ImageMeasure | undefined> {
  return uri.scheme === 'file' ? measureImage(uri.fsPath) : undefined;
}

/** Characters above which a file was made by a machine, and parsed it would hold up the editor. */
const longest = 5_000_000;

/** Looks at a document as it is now, without opening it; undefined when there is none, or it is left out. */
export async function auditFile(
  uri: vscode.Uri,
  { findFile, findSyntax, measure, baseline }: Lookups,
  signal: AbortSignal,
): Promise<AuditedPage | undefined> {
  const settings = await rulesOf(uri, signal);
  const syntax = settings.isExcluded ? undefined : await findSyntax(uri, signal);
  const text = syntax && (await textOf(uri));
  if (!syntax || text === undefined || text.length > longest) return undefined;
  const references = await findImages(text, syntax);
  const resolve = async (reference: ImageReference, until: AbortSignal): Promise<FileOutcome> => {
    const found = await findFile(reference, uri, until);
    return found.state === 'found'
      ? { state: 'found', measure: (then) => measure(found.uri.toString(), then) }
      : found;
  };
  const audited = await auditPage(references, resolve, settings, signal);
  const accepted = settings.baseline;
  const isAccepted = await acceptedIn(uri, accepted, baseline, signal);
  const audit = { ...audited, findings: audited.findings.filter((finding) => !isAccepted(finding)) };
  const at = positionsIn(text);
  const rangeOf = ({ start, end }: Range) => {
    const [from, to] = [at(start), at(end)];
    return new vscode.Range(from.line, from.character, to.line, to.character);
  };
  return {
    ...{ ...audit, uri, baseline: accepted },
    sources: references.flatMap(({ kind, source }) => (kind === 'image' ? [source.text] : [])),
    diagnostics: audit.findings.map((finding) => diagnosticOf(finding, uri, rangeOf, settings)),
  };
}

function diagnosticOf(
  finding: AuditFinding,
  uri: vscode.Uri,
  rangeOf: (range: Range) => vscode.Range,
  { maxLength }: AuditSettings,
): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(
    rangeOf(findingRange(finding)),
    findingText(finding, nameOf(finding.reference.source.text), maxLength, localize),
    severities[finding.severity],
  );
  diagnostic.source = problemSource;
  diagnostic.code = RULES[finding.rule].code;
  if ('first' in finding && finding.first) {
    const first = new vscode.Location(uri, rangeOf(finding.first.range));
    diagnostic.relatedInformation = [
      new vscode.DiagnosticRelatedInformation(first, vscode.l10n.t('The same alt text')),
    ];
  }
  return diagnostic;
}

const severities: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  hint: vscode.DiagnosticSeverity.Information,
};
