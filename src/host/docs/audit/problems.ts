import * as vscode from 'vscode';
import {
  type AuditFinding,
  auditPage,
  type PageAudit,
  type Tally,
  tally,
} from '../../../core/docs/audit/pageAudit.ts';
import { findImages } from '../../../core/docs/find.ts';
import type { Range } from '../../../core/docs/imageReference.ts';
import { positionsIn } from '../../../core/docs/text/lines.ts';
import { textOf } from '../source/parsedDocument.ts';
import { nameOf } from '../source/resolveImage.ts';
import type { FindFile, FindFileSyntax } from '../source/workspaceFiles.ts';
import { findingCodes, findingText } from './findingText.ts';

/** The source that the audit's diagnostics name. */
export const problemSource = 'Ask Claude';

/** A document with what was found in it. */
export interface AuditedPage extends PageAudit {
  readonly uri: vscode.Uri;
  /** Paths of its image files, as it writes them. */
  readonly sources: readonly string[];
  readonly diagnostics: readonly vscode.Diagnostic[];
}

/** The documents that were audited; the Problems view lists what was found in them. */
export interface Problems extends vscode.Disposable {
  readonly pages: () => readonly AuditedPage[];
  readonly has: (uri: vscode.Uri) => boolean;
  /** Takes the place of all that was found before. */
  readonly replace: (pages: readonly AuditedPage[]) => void;
  readonly set: (page: AuditedPage) => void;
  /** Forgets a document, or all of a folder. */
  readonly remove: (uri: vscode.Uri) => void;
  readonly tally: () => Tally;
}

export function createProblems(): Problems {
  const collection = vscode.languages.createDiagnosticCollection('askClaude.altText');
  const pages = new Map<string, AuditedPage>();
  return {
    pages: () => [...pages.values()],
    has: (uri) => pages.has(uri.toString()),
    replace: (found) => {
      pages.clear();
      for (const page of found) pages.set(page.uri.toString(), page);
      collection.clear();
      collection.set(found.map(({ uri, diagnostics }) => [uri, diagnostics]));
    },
    set: (page) => {
      pages.set(page.uri.toString(), page);
      collection.set(page.uri, page.diagnostics);
    },
    remove: (uri) => {
      const prefix = `${uri.toString()}/`;
      for (const [key, page] of pages) {
        if (key !== uri.toString() && !key.startsWith(prefix)) continue;
        pages.delete(key);
        collection.delete(page.uri);
      }
    },
    tally: () => tally(pages.values()),
    dispose: () => collection.dispose(),
  };
}

/** Characters above which a file was made by a machine, and parsed it would hold up the editor. */
const longest = 5_000_000;

/** Looks at a document as it is now, without opening it; undefined when there is none. */
export async function auditFile(
  uri: vscode.Uri,
  { findFile, findSyntax }: { readonly findFile: FindFile; readonly findSyntax: FindFileSyntax },
  maxLength: number,
  signal: AbortSignal,
): Promise<AuditedPage | undefined> {
  const syntax = await findSyntax(uri, signal);
  const text = syntax && (await textOf(uri));
  if (!syntax || text === undefined || text.length > longest) return undefined;
  const references = await findImages(text, syntax);
  const resolve = (reference: AuditFinding['reference'], until: AbortSignal) =>
    findFile(reference, uri, until);
  const audit = await auditPage(references, resolve, { maxLength }, signal);
  const at = positionsIn(text);
  const rangeOf = ({ start, end }: Range) => {
    const [from, to] = [at(start), at(end)];
    return new vscode.Range(from.line, from.character, to.line, to.character);
  };
  return {
    ...{ ...audit, uri },
    sources: references.flatMap(({ kind, source }) => (kind === 'image' ? [source.text] : [])),
    diagnostics: audit.findings.map((finding) => diagnosticOf(finding, uri, rangeOf, maxLength)),
  };
}

function diagnosticOf(
  finding: AuditFinding,
  uri: vscode.Uri,
  rangeOf: (range: Range) => vscode.Range,
  maxLength: number,
): vscode.Diagnostic {
  const { Warning, Information } = vscode.DiagnosticSeverity;
  const diagnostic = new vscode.Diagnostic(
    rangeOf(rangeAt(finding)),
    findingText(finding, nameOf(finding.reference.source.text), maxLength),
    finding.severity === 'warning' ? Warning : Information,
  );
  diagnostic.source = problemSource;
  diagnostic.code = findingCodes[finding.rule];
  if (finding.rule === 'repeated' && finding.first) {
    const first = new vscode.Location(uri, rangeOf(finding.first.range));
    diagnostic.relatedInformation = [
      new vscode.DiagnosticRelatedInformation(first, vscode.l10n.t('The same alt text')),
    ];
  }
  return diagnostic;
}

/** The words where there are some; the path of a missing file unless it stands somewhere else in the document. */
function rangeAt({ rule, reference: { range, alt, source } }: AuditFinding): Range {
  const best = rule === 'missingFile' ? source.range : alt.state === 'text' ? alt.range : range;
  return range.start <= best.start && best.end <= range.end ? best : range;
}
