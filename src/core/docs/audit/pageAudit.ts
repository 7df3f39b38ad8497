import { altFromCaption } from '../altText/altInstruction.ts';
import type { Resolution } from '../files/resolve.ts';
import { hasTemplate } from '../files/spellings.ts';
import type { ImageReference } from '../imageReference.ts';
import { type AuditSettings, severityOf } from './auditSettings.ts';
import { checkAlt, type Finding, isIgnored } from './checkAlt.ts';
import { type ImageMeasure, sizeFault } from './imageSize.ts';
import { otherLanguages } from './otherLanguage.ts';
import { type FileRule, isFileRule, type RuleId, type Severity } from './rules.ts';

/** A poor alt text, or an image file that is not there or cannot be read. */
export type AuditFinding =
  | Finding
  | {
      readonly rule: FileRule | 'otherLanguage' | 'captionAvailable';
      readonly reference: ImageReference;
      readonly severity: Severity;
      /** For `missingFile`, a file that may have been meant. */
      readonly nearest?: string | undefined;
    };

/** False for what a better text would not mend. */
export function isAltFinding(finding: AuditFinding): finding is Finding {
  return isAltRule(finding.rule);
}

/** False for the rules about what a better text would not mend. */
export function isAltRule(rule: RuleId): rule is Finding['rule'] {
  return !isFileRule(rule) && rule !== 'otherLanguage' && rule !== 'captionAvailable';
}

/** The audit of one document. */
export interface PageAudit {
  /** Badges are not counted: nobody writes their alt texts. */
  readonly images: number;
  readonly findings: readonly AuditFinding[];
}

/** The outcome of the search for an image's file, wherever it was found. */
export type FileOutcome =
  | Exclude<Resolution, { state: 'found' }>
  | {
      readonly state: 'found';
      /** Reads its header; undefined for a file that cannot be read. Without it the sizes of images are not looked at. */
      readonly measure?: (signal: AbortSignal) => Promise<ImageMeasure | undefined>;
    };

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
  resolve: (reference: ImageReference, signal: AbortSignal) => Promise<FileOutcome>,
  settings: AuditSettings,
  signal: AbortSignal,
): Promise<PageAudit> {
  const findings: AuditFinding[] = checkAlt(references, settings).filter(isProblem);
  findings.push(...captionsFor(findings, settings), ...otherLanguages(references, settings));
  for (const reference of references) {
    const fault = await fileFault(reference, resolve, settings, signal);
    if (fault) findings.push(fault);
  }
  findings.sort((a, b) => a.reference.range.start - b.reference.range.start);
  return { images: references.filter(({ kind }) => kind !== 'badge').length, findings };
}

/** Captions that could take the place of alt texts that are not there. */
function captionsFor(findings: readonly AuditFinding[], settings: AuditSettings): AuditFinding[] {
  const rule = 'captionAvailable';
  const severity = severityOf(rule, settings);
  return findings.flatMap(({ reference }) =>
    severity && altFromCaption(reference, settings) !== undefined && !isIgnored(reference, rule)
      ? { rule, reference, severity }
      : [],
  );
}

async function fileFault(
  reference: ImageReference,
  resolve: (reference: ImageReference, signal: AbortSignal) => Promise<FileOutcome>,
  settings: AuditSettings,
  signal: AbortSignal,
): Promise<AuditFinding | undefined> {
  const severity = (rule: FileRule) => (isIgnored(reference, rule) ? undefined : severityOf(rule, settings));
  const isWanted = severity('missingFile') ?? severity('tooLarge') ?? severity('tooSmall');
  if (!isWanted || isMadeByTemplate(reference)) return undefined;
  const outcome = await resolve(reference, signal);
  if (outcome.state === 'missing') {
    const missing = severity('missingFile');
    const { nearest } = outcome;
    return missing && { rule: 'missingFile', reference, severity: missing, nearest };
  }
  if (outcome.state !== 'found' || !isRead(reference)) return undefined;
  const measure = await outcome.measure?.(signal);
  const rule = measure && sizeFault(measure);
  const level = rule && severity(rule);
  return level && { rule, reference, severity: level };
}

/** Nobody reads a decoration, and an image with an empty alt text is one or has a graver fault. */
function isRead({ kind, decorative, alt }: ImageReference): boolean {
  return kind === 'image' && !decorative && alt.state !== 'empty';
}

/** False for the `alt=""` of an element: that is how its author says that it is decoration. */
export function isProblem({ rule, meant = false }: Pick<Finding, 'rule' | 'meant'>): boolean {
  return rule !== 'empty' || !meant;
}

export function tally(pages: Iterable<PageAudit>): Tally {
  const sum = { images: 0, documents: 0, wordless: 0, improvable: 0, missingFiles: 0 };
  for (const { images, findings } of pages) {
    sum.images += images;
    if (images > 0) sum.documents += 1;
    for (const { rule } of findings) {
      if (rule === 'missingFile') sum.missingFiles += 1;
      else if (WORDLESS.has(rule)) sum.wordless += 1;
      else if (rule !== 'captionAvailable') sum.improvable += 1;
    }
  }
  return sum;
}

const WORDLESS: ReadonlySet<RuleId> = new Set(['missing', 'empty', 'placeholder', 'fileName']);

/** A template, a macro or an attribute makes the path: only whoever builds the document knows it. */
function isMadeByTemplate({ source, syntax }: ImageReference): boolean {
  return hasTemplate(source.text) || (syntax === 'latex' && /[\\#]/.test(source.text));
}
