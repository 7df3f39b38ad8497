import type * as vscode from 'vscode';
import { findingKeys } from '../../../core/docs/audit/findingTree.ts';
import type { AuditFinding } from '../../../core/docs/audit/pageAudit.ts';
import { type ImageLocation, parseFile } from '../source/parsedDocument.ts';
import { type AuditedPage, auditFile, createLookups, type Lookups } from './problems.ts';

/** Findings of a document that were chosen, by their keys. */
export interface ChosenPage {
  readonly uri: vscode.Uri;
  readonly keys: ReadonlySet<string>;
}

/** What of these documents was chosen; those without any are left out. */
export function chooseFindings(
  pages: readonly AuditedPage[],
  isChosen: (finding: AuditFinding, page: AuditedPage, index: number) => boolean,
): readonly ChosenPage[] {
  return pages.flatMap((page) => {
    const keys = findingKeys(page.findings).filter((_, index) => {
      const finding = page.findings[index];
      return finding !== undefined && isChosen(finding, page, index);
    });
    return keys.length === 0 ? [] : [{ uri: page.uri, keys: new Set(keys) }];
  });
}

/** A reference with what was found about it. */
export interface FoundLocation {
  readonly location: ImageLocation;
  readonly findings: readonly AuditFinding[];
}

/** Where chosen findings stand by now: their documents are opened and audited again. What is gone is left out. */
export async function findingLocations(
  chosen: readonly ChosenPage[],
  signal: AbortSignal,
): Promise<readonly FoundLocation[]> {
  const lookups = createLookups();
  const found: FoundLocation[] = [];
  for (const page of chosen) {
    signal.throwIfAborted();
    found.push(...(await locationsIn(page, lookups, signal)));
  }
  return found;
}

async function locationsIn(
  { uri, keys }: ChosenPage,
  lookups: Lookups,
  signal: AbortSignal,
): Promise<readonly FoundLocation[]> {
  const parsed = await parseFile(uri);
  const page = parsed && (await auditFile(uri, lookups, signal));
  if (!page) return [];
  const names = findingKeys(page.findings);
  const wanted = page.findings.filter((_, index) => keys.has(names[index] ?? ''));
  return parsed.references.flatMap((reference) => {
    const findings = wanted.filter((one) => one.reference.range.start === reference.range.start);
    return findings.length === 0 ? [] : [{ location: { parsed, reference }, findings }];
  });
}
