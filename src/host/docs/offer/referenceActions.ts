import { checkAlt } from '../../../core/docs/audit/checkAlt.ts';
import { isProblem } from '../../../core/docs/audit/pageAudit.ts';
import type { DocumentSyntax, ImageReference } from '../../../core/docs/imageReference.ts';
import { takesBlocks } from '../source/blockInsertion.ts';
import type { ParsedDocument } from '../source/parsedDocument.ts';

/** Something that can be done about an image reference. */
export interface ReferenceAction {
  readonly title: string;
  /** The title where the image is in plain sight. */
  readonly short: string;
  readonly command: string;
  /** Arguments of the command after the document and the offset. */
  readonly args?: readonly unknown[];
  readonly kind: 'fix' | 'rewrite' | 'extract' | 'ask';
  /** The alt text that it writes, where that is known beforehand. */
  readonly alt?: string;
  readonly preferred?: boolean;
  /** Why it cannot be done here. */
  readonly disabled?: string;
}

/** The actions on a reference, the best first. `maxLength` is the limit of alt texts in characters. */
export function actionsOf(
  reference: ImageReference,
  { syntax, references }: Pick<ParsedDocument, 'syntax' | 'references'>,
  maxLength: number,
): readonly ReferenceAction[] {
  const finding = checkAlt(references, { maxLength }).find((one) => one.reference === reference);
  const kind = finding && isProblem(finding) ? 'fix' : 'rewrite';
  return [
    ...captionAction(reference, kind),
    writeAction(reference, kind),
    ...decorativeAction(reference),
    ...askActions(reference, syntax),
  ];
}

function writeAction(reference: ImageReference, kind: 'fix' | 'rewrite'): ReferenceAction {
  const improving = kind === 'rewrite' && reference.alt.state === 'text';
  const short = improving ? 'Improve alt text' : 'Write alt text';
  const why = whyNotWritten(reference);
  const action: ReferenceAction = {
    ...{ title: `${short} with Claude`, short, command: 'askClaude.writeAltText', kind },
  };
  return why === undefined ? action : { ...action, disabled: why };
}

/** Why no alt text can be written for a reference, in one sentence; undefined where it can. */
export function whyNotWritten({ alt, kind, source }: ImageReference): string | undefined {
  if (alt.readOnly) return 'This image is in a table drawn with characters, which a longer text would break.';
  if (alt.reason === 'unclearTemplate')
    return 'Where the template code in this tag ends cannot be known, so nothing is written into it.';
  if (alt.reason === 'labelledBy')
    return 'This image takes its name from another element of the page (aria-labelledby).';
  if (alt.state === 'computed') return 'The alt text of this image is set by code, which is never edited.';
  if (kind === 'badge')
    return 'This is a badge: it changes by itself, so its alt text is not written from a picture.';
  if (source.computed) return 'This image is chosen at run time.';
  return undefined;
}

/** A text that is written without a model needs a slot that takes one. */
function takesText({ state, readOnly }: ImageReference['alt']): boolean {
  return state !== 'computed' && readOnly !== true;
}

function captionAction(reference: ImageReference, kind: 'fix' | 'rewrite'): readonly ReferenceAction[] {
  const { alt, caption } = reference;
  if (caption === undefined || caption === alt.text || !takesText(alt)) return [];
  const title = 'Use the caption as alt text';
  const command = 'askClaude.useCaption';
  return [{ title, short: 'Use the caption', command, kind, alt: caption, preferred: kind === 'fix' }];
}

function decorativeAction({ alt, syntax, decorative }: ImageReference): readonly ReferenceAction[] {
  const possible = syntax !== 'wikilink' && syntax !== 'learn' && !decorative;
  if (!possible || !takesText(alt) || alt.state === 'empty') return [];
  const title = 'Mark image as decorative';
  const command = 'askClaude.markDecorative';
  return [{ title, short: 'Mark as decorative', command, kind: 'rewrite', alt: '' }];
}

function askActions({ kind, source }: ImageReference, syntax: DocumentSyntax): readonly ReferenceAction[] {
  if (kind === 'badge' || source.computed) return [];
  const extracting = takesBlocks(syntax) ? extractActions : [];
  const asking: ReferenceAction = {
    ...{ title: 'Ask Claude about this image', short: 'Ask Claude' },
    ...{ command: 'askClaude.askAboutReference', kind: 'ask' },
  };
  return kind === 'image' ? [asking, ...extracting] : extracting;
}

/** Recipes whose answer is a block of a document. */
const extractActions: readonly ReferenceAction[] = [
  { short: 'Extract text', recipe: 'extractText' },
  { short: 'Extract table', recipe: 'extractTable' },
  { short: 'Convert diagram to Mermaid', recipe: 'toMermaid' },
].map(({ short, recipe }) => ({
  ...{ title: `${short} below this image`, short, kind: 'extract' },
  ...{ command: 'askClaude.extractBelow', args: [recipe] },
}));
