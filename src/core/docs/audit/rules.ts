import { nameOf, percentDecoded } from '../files/paths.ts';
import type { ImageReference } from '../imageReference.ts';

export type RuleId =
  | 'missing'
  | 'empty'
  | 'placeholder'
  | 'fileName'
  | 'vague'
  | 'imageOf'
  | 'tooLong'
  | 'repeated'
  | 'sameAsCaption';

export interface Finding {
  readonly rule: RuleId;
  readonly reference: ImageReference;
  /** A hint may well be meant as it is; a warning is hardly ever. */
  readonly severity: 'warning' | 'hint';
  /** For `repeated`, the first reference with the same text. */
  readonly first?: ImageReference;
}

export interface RuleSettings {
  /** Characters an alt text may have. */
  readonly maxLength: number;
}

/**
 * What is wrong with the alt texts of a document, in its order; at most one finding for each reference, the gravest.
 * Badges and computed texts are passed over, and so is what the markup calls decorative.
 */
export function checkAlt(references: readonly ImageReference[], settings: RuleSettings): Finding[] {
  const seen = new Map<string, ImageReference>();
  return references.flatMap((reference) => {
    if (reference.kind === 'badge' || reference.alt.state === 'computed') return [];
    return findingOf(reference, settings) ?? repetition(reference, seen) ?? [];
  });
}

function findingOf(reference: ImageReference, { maxLength }: RuleSettings): Finding | undefined {
  const { alt, decorative } = reference;
  if (alt.state === 'absent' || alt.state === 'empty') {
    return decorative
      ? undefined
      : { rule: alt.state === 'absent' ? 'missing' : 'empty', reference, severity: emptiness(reference) };
  }
  const warning = WARNINGS.find(([, holds]) => holds(reference));
  if (warning) return { rule: warning[0], reference, severity: 'warning' };
  if (lengthOf(alt.text) > maxLength) return { rule: 'tooLong', reference, severity: 'warning' };
  return repeatsText(reference) ? { rule: 'sameAsCaption', reference, severity: 'hint' } : undefined;
}

/** `alt=""` is how HTML says "decorative", but not where that is all that names a link or button, or of an image worth a caption. */
function emptiness({ alt, syntax, onlyName, caption }: ImageReference): Finding['severity'] {
  const markdown = syntax === 'markdown' || syntax === 'wikilink' || syntax === 'asciidoc';
  return alt.state === 'absent' || markdown || onlyName || caption !== undefined ? 'warning' : 'hint';
}

const WARNINGS: readonly (readonly [RuleId, (reference: ImageReference) => boolean])[] = [
  ['placeholder', ({ alt }) => PLACEHOLDER.test(alt.text)],
  ['fileName', isFileName],
  ['vague', ({ alt }) => VAGUE.test(alt.text) || lengthOf(alt.text) < 3],
  ['imageOf', ({ alt }) => IMAGE_OF.test(alt.text)],
];

/** What editors and authors leave behind, in the languages documentation is mostly written in. */
const PLACEHOLDER =
  /^[\s[(<"'_*]*(?:(?:your |insert |enter |add |the |my |some )?(?:alt(?:ernat(?:e|ive))?[ _-]?(?:text|tag)?|image[ _-](?:alt(?:[ _-]text)?|description|title|name|caption)|image description here|description(?: here)?)(?: here| goes here)?|(?:image|img|picture|pic|photo|photograph|screen ?shot|screen ?capture|screen ?grab|figure|fig|graphic|illustration|drawing|attachment|thumbnail|untitled(?: diagram)?|placeholder|bild|abbildung|bildschirmfoto|foto|imagen?|captura(?: de (?:pantalla|tela|ecrã))?|capture(?: d[’']écran)?|immagine|imagem|figura|afbeelding|画像|图片|圖片|截图|截圖|이미지|скриншот|изображение)[\s_-]*\d*|todo|tbd|tba|fixme|n\/?a|none|null|undefined|unknown|test|foo|bar|lorem ipsum.*|x+|\?+|\.+|-+)[\s\])>"'_*.:]*$/i;

/** Kinds of pictures and of things, which say nothing about this one. */
const VAGUE =
  /^(?:an? |the |this |some |our )?(?:logo|icon|diagram|chart|graph|plot|table|map|button|banner|header|hero|avatar|background|example|sample|output|result|results|overview|preview|demo|interface|ui|gui|window|dialog|menu|page|screen|settings|options|steps?|architecture|workflow|flow|process|here|link|click here|read more|more|see (?:above|below)|as (?:shown|seen) (?:above|below))(?: (?:image|picture|screenshot|diagram|icon|page|screen|window|dialog))?\s*\d*[.!:]?$/i;

/** Screen readers say that it is an image; that it is a screenshot they do not say. */
export const IMAGE_OF: RegExp =
  /^(?:this is |here is )?(?:an? |the |this )?(?:image|picture|photo|photograph|graphic|pic|bild|foto|imagen|imagem|immagine)(?: (?:of|showing|shows|that shows|depicting|depicts|with|von|de|del|di|che mostra)\b|,? (?:in )?which\b)\s*/i;

const FILE_NAME = /^[^\s/\\]+\.(?:png|jpe?g|gif|webp|avif|svg|bmp|tiff?|ico|heic|pdf)$/i;
const CAMERA_NAME =
  /^(?:img|dsc[fn]?|pxl|mvimg|screen ?shot|screenshot|bildschirmfoto|image|clipboard|pasted image|capture|cleanshot|snip(?:aste)?|photo)[\s_-]*(?:from |at |vom )?[\d]{2,}[\d\s._:x×@-]*(?:at [\d\s._:apm]+)?(?:\(\d+\))?$/i;

function isFileName({ alt, source }: ImageReference): boolean {
  const text = alt.text.trim();
  if (FILE_NAME.test(text) || CAMERA_NAME.test(text.replace(/\.\w{3,4}$/, ''))) return true;
  const name = nameOf(percentDecoded(source.text.replace(/[?#].*$/, ''))).toLowerCase();
  const stem = name.replace(/\.\w+$/, '');
  // A file may be called by a good name: words with spaces between them pass.
  return (text.toLowerCase() === name || text.toLowerCase() === stem) && /^\S+$/.test(text);
}

function repetition(reference: ImageReference, seen: Map<string, ImageReference>): Finding | undefined {
  if (reference.alt.state !== 'text') return undefined;
  const key = plain(reference.alt.text);
  const first = seen.get(key);
  if (!first) seen.set(key, reference);
  if (!first || first.source.text === reference.source.text) return undefined;
  return { rule: 'repeated', reference, severity: 'warning', first };
}

/** The reader would hear the same words twice. */
function repeatsText({ alt, caption, context }: ImageReference): boolean {
  const words = plain(alt.text);
  const beside = [caption, context.before.split('\n\n').at(-1), context.after.split('\n\n')[0]];
  return beside.some((text) => text !== undefined && plain(text) === words);
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Characters as people count them, roughly: code points. */
export function lengthOf(text: string): number {
  return [...text].length;
}
