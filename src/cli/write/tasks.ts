import { readFile } from 'node:fs/promises';
import type { ImageInstruction } from '../../core/ask/imageQuestion.ts';
import type { AltAnswer } from '../../core/docs/altText/altAnswer.ts';
import { altJob } from '../../core/docs/altText/altJob.ts';
import type { StyleSetting } from '../../core/docs/altText/houseStyle.ts';
import { checkAlt } from '../../core/docs/audit/checkAlt.ts';
import { isProblem } from '../../core/docs/audit/pageAudit.ts';
import type { ImageReference } from '../../core/docs/imageReference.ts';
import type { Auditor, ReadDocument } from '../auditor.ts';
import type { FoundDocument } from '../documents.ts';

/** An alt text that is to be written. */
export interface Task {
  readonly reference: ImageReference;
  /** What is asked, or the text where nobody need be asked: a caption. */
  readonly job: ImageInstruction | AltAnswer;
  /** Of the image; '' where nobody is asked. */
  readonly path: string;
  /** Characters. */
  readonly maxLength: number;
}

/** A document with alt texts to be written. */
export interface WritableDocument extends ReadDocument {
  readonly bytes: Buffer;
  readonly tasks: readonly Task[];
  /** Images without a text that cannot be asked about here, a sentence each. */
  readonly left: readonly string[];
}

/** The text of a house style. @throws {CliError} for one that is no file. */
export type ReadStyle = (setting: StyleSetting) => Promise<string>;

/** Undefined for a document in which nothing is to be written. */
export async function tasksIn(
  { path, root }: FoundDocument,
  auditor: Auditor,
  readStyle: ReadStyle,
): Promise<WritableDocument | undefined> {
  const read = await auditor.read(path, root);
  if (!read) return undefined;
  const { references, settings, language } = read;
  const wanted = checkAlt(references, settings).filter(
    (one) => isProblem(one) && one.severity !== 'hint' && isWritable(one.reference),
  );
  if (wanted.length === 0) return undefined;
  const style = read.style && (await readStyle(read.style));
  const tasks: Task[] = [];
  const left: string[] = [];
  for (const { reference } of wanted) {
    const job = altJob(reference, { captions: true, maxLength: settings.maxLength, language, style });
    const image = 'alt' in job ? undefined : await read.resolve(reference);
    if (image && image.state !== 'found') left.push(whyLeft(read.file, reference, image.state));
    else
      tasks.push({
        reference,
        job,
        path: image ? `${root}/${image.path}` : '',
        maxLength: settings.maxLength,
      });
  }
  if (tasks.length === 0 && left.length === 0) return undefined;
  const bytes = await readFile(path);
  // Known before anything is paid for.
  if (!Buffer.from(read.text).equals(bytes))
    return { ...read, bytes, tasks: [], left: [`${read.file} is not UTF-8, so it was left as it is.`] };
  return { ...read, bytes, tasks, left };
}

/** As in the editor: neither what code decides nor what changes by itself. */
function isWritable({ alt, kind, source }: ImageReference): boolean {
  return alt.state !== 'computed' && alt.readOnly !== true && kind !== 'badge' && !source.computed;
}

function whyLeft(
  file: string,
  { kind, line, source }: ImageReference,
  state: 'missing' | 'elsewhere',
): string {
  const elsewhere = kind === 'image' ? 'cannot be looked for from here' : 'is no file of this computer';
  const why = state === 'missing' ? 'does not exist' : `${elsewhere}, so it is left out`;
  return `${file}:${line + 1}: ${source.text.slice(0, 80)} ${why}.`;
}
