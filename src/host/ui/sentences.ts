import type { Note, ShrinkReason } from '../../core/ask/question.ts';
import type { RecipeProblem } from '../../core/customRecipes.ts';
import type { Oddity, OmittedPart, Refusal, RefusalReason } from '../../core/image/imageTypes.ts';
import type { Recipe } from '../../core/recipes.ts';
import type { StoreProblem } from '../ask/conversationStore.ts';
import { count, megabytes, megapixels, pixels } from './quantities.ts';

/** Why a file cannot be sent and what to do, in one sentence that begins with its name. */
export function refusalText(name: string, refusal: Refusal): string {
  return `${name} ${refusals[refusal.reason](refusal)}`;
}

/** Why the image that a document names cannot be used. The document names a missing file; the user did not choose it. */
export function documentRefusalText(name: string, refusal: Refusal): string {
  if (refusal.reason !== 'missing') return refusalText(name, refusal);
  const meant = refusal.detail === undefined ? 'correct its path' : `did you mean ${refusal.detail}?`;
  return `${name} is not where the document says: ${meant}`;
}

const refusals: Record<RefusalReason, (refusal: Refusal) => string> = {
  empty: () => 'is empty: save or export it again.',
  lfsPointer: () => 'is a Git LFS pointer, not the image itself: run "git lfs pull" to fetch it.',
  html: () => 'holds a web page, not an image: download the image itself.',
  pdf: () => 'is a PDF, not an image: export the page you mean as PNG.',
  text: () => 'holds text, not an image: open it as text, or choose another file.',
  unknownFormat: () => 'is not an image in a known format: convert it to PNG, JPEG, GIF or WebP.',
  damaged: () => 'is damaged or cut off: save, export or download it again.',
  tooManyPixels: ({ width = 0, height = 0, limit = 0, needed = 0 }) =>
    needed > width * height
      ? `takes too long to open (its frames up to this one have ${megapixels(needed)}; at most ${megapixels(limit)}): choose an earlier frame or scale it down first.`
      : `is too large to open (${pixels(width, height)} pixels; at most ${megapixels(limit)}): scale it down or crop it first.`,
  tooMuchMemory: ({ limit = 0, needed }) =>
    `takes too much memory to open (${needed === undefined ? 'more than' : `${megabytes(needed)}; at most`} ${megabytes(limit)}): scale it down, or save it as a plain JPEG or PNG first.`,
  tookTooLong: ({ limit = 0 }) =>
    `took longer than ${limit / 1000} seconds to open: scale it down, or convert it to PNG first.`,
  tooManyBytes: ({ byteLength = 0, limit = 0 }) =>
    `is too large (${megabytes(byteLength)}; at most ${megabytes(limit)}): scale it down or crop it first.`,
  unsupported: ({ type = 'unknown', oddity }) =>
    oddity
      ? `is a ${type.toUpperCase()} file that cannot be opened here because ${oddityTexts[oddity]}`
      : `is in the format ${type.toUpperCase()}, ${unsupportedRemedy(type)}`,
  missing: () => 'does not exist any more: choose it again from where it is now.',
  folder: () => 'is a folder: choose the images inside it.',
  unreadable: ({ detail = '' }) =>
    `cannot be read: check its permissions and its connection${because(detail)}.`,
  tooComplex: () => 'is too complex to draw here: export it as PNG and use that.',
  decoderFailed: () => 'could not be opened: convert it to PNG and try again.',
};

/** Names for what is missing in the picture of an SVG, and the way out. */
export function omittedText(parts: readonly OmittedPart[]): string {
  if (parts.includes('everything'))
    return 'nothing in it is visible: export it as PNG to send it as you see it';
  const names = new Intl.ListFormat('en').format(parts.map((part) => omittedParts[part]));
  return `without ${names}: export it as PNG to send them`;
}

const omittedParts: Record<OmittedPart, string> = {
  html: 'its HTML parts (their text is kept)',
  images: 'images outside the file',
  stylesheets: 'style sheets outside the file',
  fonts: 'its own fonts',
  everything: 'anything',
};

/** Why a file is not read although its format is, and the way out. */
const oddityTexts: Record<Oddity, string> = {
  depth: `its colours have an unusual number of bits: ${savedAgain('with 8 bits per channel')}`,
  coding: `its pixels are compressed in an unusual way: ${savedAgain('with the usual settings')}`,
  colors: `its colours are stored in an unusual way: ${savedAgain('in the RGB colour mode')}`,
  iosApp: 'Xcode changed it for an iOS app: use the original from the source of the app.',
  wrapper: 'it only wraps another file for a printer: export the picture again as PNG.',
  laterFrame: 'only its first picture can be read: choose that one.',
};

function savedAgain(how: string): string {
  return `open it in an image editor and save a copy ${how}.`;
}

function unsupportedRemedy(type: string): string {
  if (type !== 'heic') return 'which cannot be opened here: convert it to PNG or JPEG first.';
  return 'which cannot be opened here: export it as JPEG (macOS: Preview, Export; Windows: Photos, Save as; Linux: heif-convert).';
}

/** Files of a selection that are no images by their names; undefined when there are none. */
export function skippedText(skipped: number): string | undefined {
  if (skipped === 0) return undefined;
  return `${count(skipped, 'file was', 'files were')} left out: only images can be attached.`;
}

/** Dropped or pasted files whose bytes the panel could not hand over. */
export function unreadText(
  files: readonly { readonly name: string; readonly why: 'unreadable' | 'tooLarge' }[],
): string {
  return files
    .map(({ name, why }) =>
      why === 'tooLarge'
        ? `${name} is too large to be dropped or pasted: attach it from the Explorer.`
        : `${name} could not be read: drop images, not folders, and check that they still exist.`,
    )
    .join(' ');
}

export const noImageInClipboard =
  'There is no image in the clipboard: copy one, or the path of one, and choose the command again.';

export const clipboardRefused =
  'The editor did not let the panel read the clipboard: click into the question box and press Ctrl+V (Cmd+V on a Mac).';

export const nothingToAsk = 'There is nothing to ask yet: type a question, or attach an image.';

/** A recipe was chosen with fewer images than it makes sense of. */
export function tooFewText({ title, minImages }: Recipe): string {
  return `${title} needs ${minImages > 1 ? `${minImages} images` : 'an image'}: attach what is missing and choose it again.`;
}

/** A problem with the stored conversation, and what the user can do. */
export function storeProblemText(problem: StoreProblem): string {
  return storeProblems[problem];
}

const storeProblems: Readonly<Record<StoreProblem, string>> = {
  damaged: 'The stored conversation is damaged and was set aside. This is a new one.',
  newerVersion:
    'The stored conversation was written by a newer version of this extension and was set aside. Update the extension to go on with it.',
  openElsewhere:
    'This conversation was also continued in another window. Both are kept: this window has a copy.',
  notSaved:
    'The conversation could not be saved. It stays here until the window closes: export it, or free some disk space.',
};

/** Rows of the setting that were left out; undefined when all are good. */
export function recipeProblemText(problems: readonly RecipeProblem[]): string | undefined {
  if (problems.length === 0) return undefined;
  return problems
    .map(({ row, what }) => `Row ${row} of askClaude.customRecipes was left out: ${recipeProblems[what]}.`)
    .join(' ');
}

const recipeProblems: Record<RecipeProblem['what'], string> = {
  noRow: 'it must be an object with a title and a prompt',
  noTitle: 'it has no title',
  noPrompt: 'it has no prompt',
  unknownInsert: '"insert" can be "answer" or "codeBlock"',
  titleTaken: 'another row has the same title',
};

/** One sentence about something that was changed or left out on the way to the answer. */
export function noteText(note: Note): string {
  switch (note.what) {
    case 'leftOut':
      return `Left out: ${refusalText(note.image, note.refusal)}`;
    case 'refusedByServer':
      return `${note.image} was refused by the server and is no longer part of the conversation (${note.detail}): convert or crop it and attach it again.`;
    case 'reencoded':
      return `${note.image} was re-encoded because the server could not read it as it was.`;
    case 'changedOnDisk':
      return `${note.image} has changed since it was last sent: the new version was sent.`;
    case 'changedSinceRedacted':
      return `${note.image} was left out: it has changed since you redacted parts of it. Attach it again and draw the boxes anew.`;
    case 'shrunk':
      return `${note.image} was sent at ${pixels(note.width, note.height)}, because ${shrinkReasons[note.why]}.`;
    case 'droppedFromHistory':
      return `${note.image} was not sent again, because ${shrinkReasons[note.why]}: attach it again to ask about it.`;
  }
}

const shrinkReasons: Record<ShrinkReason, string> = {
  manyImages: 'the API allows at most 2000 pixels a side when a request holds more than 20 images',
  imageBytes: 'the file was larger than the server takes',
  count: 'the conversation holds more images than one request may',
  requestBytes: 'all images together are larger than one request may be',
  refusedByServer: 'the server refused the larger one',
};

function because(detail: string): string {
  return detail === '' ? '' : ` (${detail})`;
}
