import { readFile, writeFile } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { createTwoFilesPatch } from 'diff';
import type { AltAnswer } from '../../core/docs/altText/altAnswer.ts';
import { markDecorative } from '../../core/docs/decorative/markDecorative.ts';
import { applyEdits, setAlt } from '../../core/docs/edit.ts';
import type { ImageReference, TextEdit } from '../../core/docs/imageReference.ts';
import { systemWords } from '../failure.ts';
import type { WritableDocument } from './tasks.ts';

/** A document with its new alt texts. */
export interface Written {
  readonly text: string;
  readonly count: number;
  /** Why others were not written, a sentence each. */
  readonly left: readonly string[];
}

/** Only the bytes of alt texts, and of what says that an image is decorative, differ afterwards. */
export async function writtenInto(
  { file, text, syntax }: WritableDocument,
  answers: ReadonlyMap<ImageReference, AltAnswer>,
): Promise<Written> {
  const edits: TextEdit[] = [];
  const left: string[] = [];
  for (const [reference, { alt, decorative, confidence }] of answers) {
    const place = `${file}:${reference.line + 1}`;
    // Words that somebody wrote are not deleted by a machine, nor taken from one that is not sure.
    if (confidence === 'low') left.push(`${place}: Claude is not sure: “${alt}”.`);
    else if (decorative && reference.alt.state === 'text')
      left.push(`${place}: Claude takes the image for decoration; its alt text was left.`);
    else {
      const edit = decorative ? await markDecorative(text, syntax, reference) : setAlt(text, reference, alt);
      if (edit) edits.push(edit);
      else left.push(`${place}: the image cannot be marked as decorative where it stands.`);
    }
  }
  const applied = applyEdits(text, edits);
  for (const { reference } of applied.stale)
    left.push(`${file}: “${reference.text.slice(0, 60)}” stands too close to another change.`);
  return { text: applied.text, count: edits.length - applied.stale.length, left };
}

/** Whether a patch can name a document: only by a path from the working folder on. */
export function isPatchable({ file }: WritableDocument): boolean {
  return !isAbsolute(file);
}

/** A unified diff, as `git apply` and `patch -p1` take it. */
export function patchOf({ file, text }: WritableDocument, after: string): string {
  const patch = createTwoFilesPatch(`a/${file}`, `b/${file}`, text, after, '', '', { context: 3 });
  return patch.replace(/^={3,}\n/, '');
}

/** Undefined when it was written, else why not, in a sentence. Nothing that came into the file meanwhile is lost. */
export async function save(document: WritableDocument, after: string): Promise<string | undefined> {
  const { path, file, bytes } = document;
  try {
    const now = await readFile(path);
    // Another run has written the same.
    if (now.equals(Buffer.from(after))) return undefined;
    if (!now.equals(bytes)) return `${file} has changed meanwhile, so it was left as it is.`;
  } catch (error) {
    return `${file} could not be read again: ${systemWords(error)}.`;
  }
  try {
    await writeFile(path, after);
    return undefined;
  } catch (error) {
    // A full disk cuts the file, which had room before.
    const lost = await writeFile(path, bytes).then(
      () => '',
      () => ' It may be cut: get it back from version control.',
    );
    return `${file} could not be written: ${systemWords(error)}.${lost}`;
  }
}
