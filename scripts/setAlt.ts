/**
 * Prints a document with another alt text: `npm run --silent set-alt -- FILE OFFSET TEXT`. OFFSET is any place inside
 * of the reference, in UTF-16 units, a byte order mark included. The file itself stays as it is.
 */
import { readFile } from 'node:fs/promises';
import { applyEdits, setAlt } from '../src/core/docs/edit.ts';
import { findImages } from '../src/core/docs/find.ts';
import { syntaxOf } from '../src/core/docs/syntax.ts';

const [file, offset, alt] = process.argv.slice(2);
if (file === undefined || alt === undefined || !/^\d+$/.test(offset ?? '')) {
  throw new Error('Usage: set-alt -- FILE OFFSET TEXT');
}
const syntax = syntaxOf(file);
if (!syntax) throw new Error(`${file} is in no syntax that is known here`);

const bytes = await readFile(file);
const text = bytes.toString('utf8');
if (!Buffer.from(text).equals(bytes)) throw new Error(`${file} is not UTF-8`);

const at = Number(offset);
const reference = (await findImages(text, syntax)).find(({ range }) => range.start <= at && at < range.end);
if (!reference) throw new Error(`There is no image reference at ${at}`);
process.stdout.write(applyEdits(text, [setAlt(text, reference, alt)]).text);
