import { withoutQuery } from '../files/paths.ts';
import type { ImageReference } from '../imageReference.ts';
import { emptyPhrase, lengthOf, wordsOf } from './altWords.ts';
import { type AuditSettings, severityOf } from './auditSettings.ts';
import { isFileName } from './fileNameAlt.ts';
import { type FileRule, RULES, type RuleId, type Severity } from './rules.ts';
import { isThemePair } from './theme.ts';

/** A fault of an alt text, or of there being none. */
export interface Finding {
  readonly rule: Exclude<RuleId, FileRule | 'otherLanguage' | 'captionAvailable'>;
  readonly reference: ImageReference;
  readonly severity: Severity;
  /** True for a case that its author may well mean. */
  readonly meant?: boolean;
  /** For `sameText` and `repeated`, the first reference with the same text. */
  readonly first?: ImageReference;
}

interface Fault {
  readonly rule: Finding['rule'];
  /** The case may be meant. */
  readonly meant?: boolean;
  readonly first?: ImageReference;
}

/**
 * The faults of the alt texts of a document, in its order; at most one finding for each reference, the gravest of the
 * rules that are on. Badges and computed texts are passed over, and so is what the markup or a comment calls decorative.
 */
export function checkAlt(references: readonly ImageReference[], settings: AuditSettings): Finding[] {
  const repetitions = new Repetitions();
  return references.flatMap((reference) => {
    if (reference.kind === 'badge' || reference.alt.state === 'computed') return [];
    const repetition = repetitions.next(reference);
    if (isSettled(reference)) return [];
    for (const { rule, meant, first } of faults(reference, settings, repetition)) {
      const severity = isIgnored(reference, rule) ? undefined : severityOf(rule, settings, meant);
      if (severity) return [{ rule, reference, severity, ...(meant && { meant }), ...(first && { first }) }];
    }
    return [];
  });
}

/** What a comment calls decorative is so whatever its alt text says; of an element that does, the words are still heard. */
function isSettled({ alt, decorative, auditComment }: ImageReference): boolean {
  return auditComment?.decorative === true || (decorative && alt.state !== 'text');
}

/** Whether a comment before the image says that a rule is not meant for it. */
export function isIgnored({ auditComment }: ImageReference, rule: RuleId): boolean {
  const ignores = auditComment?.ignores ?? [];
  return ignores === 'all' || ignores.some((id) => id === rule.toLowerCase() || id === RULES[rule].code);
}

/** The gravest first. */
function* faults(
  reference: ImageReference,
  settings: AuditSettings,
  repetition: Fault | undefined,
): Generator<Fault> {
  const { state } = reference.alt;
  if (state === 'absent') yield { rule: 'missing' };
  else if (state === 'empty') yield { rule: 'empty', meant: isDeclaredEmpty(reference) };
  else yield* faultsOfText(reference, settings);
  if (repetition) yield repetition;
}

/**
 * `alt=""` is how HTML says "decorative", but not of what alone names a link or a button, or is worth a caption. A space
 * between the quotes does not say it: some screen readers then announce an image.
 */
export function isDeclaredEmpty({ alt, syntax, onlyName, caption }: ImageReference): boolean {
  const isMarkdown = syntax === 'markdown' || syntax === 'wikilink' || syntax === 'asciidoc';
  return (
    alt.state === 'empty' &&
    !isMarkdown &&
    !onlyName &&
    caption === undefined &&
    alt.range.start === alt.range.end
  );
}

function* faultsOfText(reference: ImageReference, { maxLength }: AuditSettings): Generator<Fault> {
  const { text } = reference.alt;
  const phrase = emptyPhrase(text, reference.onlyName);
  if (phrase === 'placeholder') yield { rule: phrase };
  if (isFileName(reference)) yield { rule: 'fileName' };
  if (phrase === 'vague') yield { rule: phrase };
  if (IMAGE_OF.test(text)) yield { rule: 'imageOf', meant: PHOTO.test(text) };
  if (lengthOf(text) > maxLength) yield { rule: 'tooLong' };
  if (repeatsText(reference)) yield { rule: 'sameAsCaption' };
}

/** Screen readers say that it is an image; that it is a screenshot they do not say. */
export const IMAGE_OF: RegExp =
  /^(?:this is |here is )?(?:an? |the |this )?(?:image|picture|photo|photograph|graphic|pic|bild|foto|imagen|imagem|immagine)(?: ?:(?=\s)|(?: (?:of|showing|shows|that shows|depicting|depicts|with|von|de|del|di|che mostra)\b|,? (?:in )?which\b))\s*/i;
/** Some say so of photographs on purpose, to tell them from drawings. */
const PHOTO = /^(?:this is |here is )?(?:an? |the |this )?(?:photo|foto)/i;

/** The reader would hear the same words twice. The caption is let pass: `captionAvailable` says that it may be the alt text. */
function repeatsText({ alt, caption, context }: ImageReference): boolean {
  const words = plain(alt.text);
  if (caption !== undefined && plain(caption) === words) return false;
  const beside = [context.before.split('\n\n').at(-1), context.after.split('\n\n')[0]];
  return beside.some((text) => text !== undefined && plain(text) === words);
}

function plain(text: string): string {
  return wordsOf(text).join(' ');
}

/** Goes through the references of a document and finds texts that stand there more than once. */
class Repetitions {
  /** The first reference with each text. */
  readonly #seen = new Map<string, ImageReference>();
  #last: ImageReference | undefined;
  /** How many have stood side by side with the text of the last one: five stars. */
  #run = 0;

  next(reference: ImageReference): Fault | undefined {
    const key = reference.alt.state === 'text' ? plain(reference.alt.text) : '';
    const last = this.#last;
    const goesOn = last !== undefined && plain(last.alt.text) === key && isBeside(last, reference);
    this.#run = goesOn ? this.#run + 1 : 1;
    this.#last = reference;
    const first = this.#seen.get(key);
    if (!first && key !== '') this.#seen.set(key, reference);
    if (!first) return undefined;
    if (!isSameImage(first, reference)) {
      const isPair = isThemePair(first.source.text, reference.source.text);
      return isPair ? undefined : { rule: 'sameText', first };
    }
    return this.#run > 2 ? { rule: 'repeated', first } : undefined;
  }
}

function isSameImage(one: ImageReference, other: ImageReference): boolean {
  return withoutQuery(one.source.text) === withoutQuery(other.source.text);
}

/** With nothing to read between them: a table may well say "Yes" in each of its cells. */
function isBeside(one: ImageReference, other: ImageReference): boolean {
  const inTable = one.alt.form.escapes.some((one) => one === 'tableCell' || one === 'pipe');
  return !inTable && other.line - one.line <= 1 && other.range.start - one.range.end <= GAP;
}

/** Characters between two images of a row: a line break and the indentation of the next. */
const GAP = 12;
