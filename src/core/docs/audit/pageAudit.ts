import type { Resolution } from '../files/resolve.ts';
import type { ImageReference } from '../imageReference.ts';
import { checkAlt, type Finding, type RuleSettings } from './rules.ts';

/** An alt text to be seen to, or an image that is not where the document says. */
export type AuditFinding =
  | Finding
  | {
      readonly rule: 'missingFile';
      readonly reference: ImageReference;
      readonly severity: 'warning';
      /** A file that may have been meant. */
      readonly nearest: string | undefined;
    };

/** What an audit knows of a document. */
export interface PageAudit {
  /** Badges are not counted: nobody writes their alt texts. */
  readonly images: number;
  readonly findings: readonly AuditFinding[];
}

/** What became of the search for an image's file. */
type Shown = Exclude<Resolution, { state: 'found' }> | { readonly state: 'found' };

export interface Tally {
  readonly images: number;
  /** Those with images. */
  readonly documents: number;
  /** Images that a reader hears nothing of, or nothing that says anything. */
  readonly wordless: number;
  /** Images whose words could be better. */
  readonly improvable: number;
  readonly missingFiles: number;
}

/** What is to be seen to in a document, in its order. Nothing is asked of a model. */
export async function auditPage(
  references: readonly ImageReference[],
  resolve: (reference: ImageReference, signal: AbortSignal) => Promise<Shown>,
  settings: RuleSettings,
  signal: AbortSignal,
): Promise<PageAudit> {
  const findings: AuditFinding[] = checkAlt(references, settings).filter(isProblem);
  for (const reference of references) {
    if (isMadeUp(reference)) continue;
    const shown = await resolve(reference, signal);
    if (shown.state !== 'missing') continue;
    const { nearest } = shown;
    findings.push({ rule: 'missingFile', reference, severity: 'warning', nearest });
  }
  findings.sort((a, b) => a.reference.range.start - b.reference.range.start);
  return { images: references.filter(({ kind }) => kind !== 'badge').length, findings };
}

/** `alt=""` of an element is how its author says that it is decoration: nobody has to look at that again. */
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

const WORDLESS: ReadonlySet<AuditFinding['rule']> = new Set(['missing', 'empty', 'placeholder', 'fileName']);

/** A template, a macro or an attribute makes the path: only whoever builds the document knows it. */
function isMadeUp({ source, syntax }: ImageReference): boolean {
  return /[{}]|<[%?]/.test(source.text) || (syntax === 'latex' && /[\\#]/.test(source.text));
}
