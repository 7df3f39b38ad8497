import { withoutQuery } from '../files/paths.ts';
import type { ImageReference } from '../imageReference.ts';
import { emptyPhrase, lengthOf, wordsOf } from './altWords.ts';
import { isFileName } from './fileNameAlt.ts';
import { RULES, type RuleId, type Severity } from './rules.ts';
import { isThemePair } from './theme.ts';

export interface Finding {
  readonly rule: Exclude<RuleId, 'missingFile'>;
  readonly reference: ImageReference;
  readonly severity: Severity;
  /** For `repeated`, the first reference with the same text. */
  readonly first?: ImageReference;
}

export interface AltLimits {
  /** Characters an alt text may have. */
  readonly maxLength: number;
}

/**
 * The faults of the alt texts of a document, in its order; at most one finding for each reference, the gravest.
 * Badges and computed texts are passed over, and so is what the markup calls decorative.
 */
export function checkAlt(references: readonly ImageReference[], limits: AltLimits): Finding[] {
  const repetitions = new Repetitions();
  return references.flatMap((reference) => {
    if (reference.kind === 'badge' || reference.alt.state === 'computed') return [];
    const repetition = repetitions.next(reference);
    return wordless(reference) ?? faultyText(reference, limits) ?? repetition ?? [];
  });
}

function wordless(reference: ImageReference): Finding | Finding[] | undefined {
  const { alt, decorative } = reference;
  if (alt.state !== 'absent' && alt.state !== 'empty') return undefined;
  if (decorative) return [];
  return alt.state === 'absent'
    ? { rule: 'missing', reference, severity: RULES.missing.severity }
    : { rule: 'empty', reference, severity: isDeclaredEmpty(reference) ? 'hint' : RULES.empty.severity };
}

/**
 * `alt=""` is how HTML says "decorative", but not of what alone names a link or a button, or is worth a caption. A space
 * between the quotes does not say it: some screen readers then announce an image.
 */
function isDeclaredEmpty({ alt, syntax, onlyName, caption }: ImageReference): boolean {
  const isMarkdown = syntax === 'markdown' || syntax === 'wikilink' || syntax === 'asciidoc';
  return !isMarkdown && !onlyName && caption === undefined && alt.range.start === alt.range.end;
}

function faultyText(reference: ImageReference, { maxLength }: AltLimits): Finding | undefined {
  const { text } = reference.alt;
  const fault = (rule: Finding['rule'], severity: Severity = RULES[rule].severity) => ({
    rule,
    reference,
    severity,
  });
  const phrase = emptyPhrase(text, reference.onlyName);
  if (phrase === 'placeholder') return fault(phrase);
  if (isFileName(reference)) return fault('fileName');
  if (phrase === 'vague') return fault(phrase);
  if (IMAGE_OF.test(text)) return fault('imageOf', PHOTO.test(text) ? 'hint' : undefined);
  if (lengthOf(text) > maxLength) return fault('tooLong');
  return repeatsText(reference) ? fault('sameAsCaption') : undefined;
}

/** Screen readers say that it is an image; that it is a screenshot they do not say. */
export const IMAGE_OF: RegExp =
  /^(?:this is |here is )?(?:an? |the |this )?(?:image|picture|photo|photograph|graphic|pic|bild|foto|imagen|imagem|immagine)(?: ?:(?=\s)|(?: (?:of|showing|shows|that shows|depicting|depicts|with|von|de|del|di|che mostra)\b|,? (?:in )?which\b))\s*/i;
/** Some say so of photographs on purpose, to tell them from drawings. */
const PHOTO = /^(?:this is |here is )?(?:an? |the |this )?(?:photo|foto)/i;

/** The reader would hear the same words twice. */
function repeatsText({ alt, caption, context }: ImageReference): boolean {
  const words = plain(alt.text);
  const beside = [caption, context.before.split('\n\n').at(-1), context.after.split('\n\n')[0]];
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

  next(reference: ImageReference): Finding | undefined {
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
      return isPair ? undefined : { rule: 'repeated', reference, severity: RULES.repeated.severity, first };
    }
    return this.#run > 2 ? { rule: 'repeated', reference, severity: 'hint', first } : undefined;
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
