/**
 * Prints a document with another alt text: `npm run --silent set-alt -- FILE OFFSET TEXT`. OFFSET is any place inside
 * of the reference, in UTF-16 units, a byte order mark included. The file itself stays as it is.
 */
import { readFile } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { createFindSyntax } from '../src/core/docs/dialects.ts';
import { applyEdits, setAlt } from '../src/core/docs/edit.ts';
import { findImages } from '../src/core/docs/find.ts';
import { attempt, misused } from './attempt.ts';
import { filesIn, repositoryOf } from './files.ts';

const [file, offset, alt] = process.argv.slice(2);
if (file === undefined || alt === undefined || !/^\d+$/.test(offset ?? ''))
  misused('npm run --silent set-alt -- FILE OFFSET TEXT');
await attempt(file, () => print(file, Number(offset), alt));

async function print(path: string, at: number, words: string): Promise<void> {
  const root = repositoryOf(resolve(path));
  const document = relative(root, resolve(path)).replaceAll('\\', '/');
  const syntax = await createFindSyntax(filesIn(root))(document, new AbortController().signal);
  if (!syntax) throw new Error('it is in no syntax that is known here');
  const bytes = await readFile(path);
  const text = bytes.toString('utf8');
  if (!Buffer.from(text).equals(bytes)) throw new Error('it is not UTF-8');
  const references = await findImages(text, syntax);
  const reference = references.find(({ range }) => range.start <= at && at < range.end);
  if (!reference) throw new Error(`there is no image reference at ${at}`);
  process.stdout.write(applyEdits(text, [setAlt(text, reference, words)]).text);
}
