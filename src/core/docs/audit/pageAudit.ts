import type { Resolution } from '../files/resolve.ts';
import { hasTemplate } from '../files/spellings.ts';
import type { ImageReference } from '../imageReference.ts';
import { type AltLimits, checkAlt, type Finding } from './checkAlt.ts';
import { RULES, type RuleId, type Severity } from './rules.ts';

/** A poor alt text, or an image that is not where the document says. */
export type AuditFinding =
  | Finding
  | {
      readonly rule: 'missingFile';
      readonly reference: ImageReference;
      readonly severity: Severity;
      /** A file that may have been meant. */
      readonly nearest: string | undefined;
    };

/** The audit of one document. */
export interface PageAudit {
  /** Badges are not counted: nobody writes their alt texts. */
  readonly images: number;
  readonly findings: readonly AuditFinding[];
}

/** The outcome of the search for an image's file, wherever it was found. */
type Outcome = Exclude<Resolution, { state: 'found' }> | { readonly state: 'found' };

export interface Tally {
  readonly images: number;
  /** Those with images. */
  readonly documents: number;
  /** Images without alt text, or with one that says nothing about them. */
  readonly wordless: number;
  /** Images whose alt text could be better. */
  readonly improvable: number;
  readonly missingFiles: number;
}

/** The findings of a document, in its order. Nothing is asked of a model. */
export async function auditPage(
  references: readonly ImageReference[],
  resolve: (reference: ImageReference, signal: AbortSignal) => Promise<Outcome>,
  limits: AltLimits,
  signal: AbortSignal,
): Promise<PageAudit> {
  const findings: AuditFinding[] = checkAlt(references, limits).filter(isProblem);
  for (const reference of references) {
    if (isMadeByTemplate(reference)) continue;
    const outcome = await resolve(reference, signal);
    if (outcome.state !== 'missing') continue;
    const { nearest } = outcome;
    findings.push({ rule: 'missingFile', reference, severity: RULES.missingFile.severity, nearest });
  }
  findings.sort((a, b) => a.reference.range.start - b.reference.range.start);
  return { images: references.filter(({ kind }) => kind !== 'badge').length, findings };
}

/** False for the `alt=""` of an element: that is how its author says that it is decoration. */
export function isProblem({ rule, severity }: Finding): boolean {
  return rule !== 'empty' || severity === 'warning';
}

export function tally(pages: Iterable<PageAudit>): Tally {
  const sum = { images: 0, documents: 0, wordless: 0, improvable: 0, missingFiles: 0 };
  for (const { images, findings } of pages) {
    sum.images += images;
    if (images > 0) sum.documents += 1;
    for (const { rule } of findings) {
      if (rule === 'missingFile') sum.missingFiles += 1;
      else if (WORDLESS.has(rule)) sum.wordless += 1;
      else sum.improvable += 1;
    }
  }
  return sum;
}

const WORDLESS: ReadonlySet<RuleId> = new Set(['missing', 'empty', 'placeholder', 'fileName']);

/** A template, a macro or an attribute makes the path: only whoever builds the document knows it. */
function isMadeByTemplate({ source, syntax }: ImageReference): boolean {
  return hasTemplate(source.text) || (syntax === 'latex' && /[\\#]/.test(source.text));
}
