/**
 * Writes l10n/bundle.l10n.json, the sentences of the source, and sorts what is translated.
 * `--check` writes nothing and fails when a file is not what it would write, or a translation does not fit.
 */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { sentencesOf } from './l10n/sentences.ts';
import { translationProblems } from './l10n/translations.ts';

type Messages = Readonly<Record<string, string>>;

/** Languages of which no sentence may be missing. */
const complete: readonly string[] = ['fr'];

const root = new URL('../', import.meta.url);
const check = process.argv.includes('--check');
const problems: string[] = [];

const bundle = await bundleOfSource();
await write('l10n/bundle.l10n.json', bundle);
await translations('l10n', 'bundle.l10n', bundle);
await translations('', 'package.nls', await messages('package.nls.json'));

for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;

async function bundleOfSource(): Promise<Messages> {
  const files = (await readdir(new URL('src', root), { recursive: true })).filter((name) =>
    name.endsWith('.ts'),
  );
  const found = new Set<string>();
  for (const name of files.sort()) {
    const read = sentencesOf(await readFile(new URL(`src/${name}`, root), 'utf8'));
    for (const { line, text } of read.wrong) problems.push(`src/${name}:${line}: ${text}`);
    for (const sentence of read.sentences) found.add(sentence);
  }
  return Object.fromEntries([...found].map((sentence) => [sentence, sentence]));
}

/** Reads every `folder/name.LANGUAGE.json`. */
async function translations(folder: string, name: string, source: Messages): Promise<void> {
  const prefix = `${name}.`;
  for (const file of (await readdir(new URL(`./${folder}`, root))).sort()) {
    if (!file.startsWith(prefix) || !file.endsWith('.json') || file === `${name}.json`) continue;
    const path = folder ? `${folder}/${file}` : file;
    const translated = await messages(path);
    const language = file.slice(prefix.length, -'.json'.length);
    const found = translationProblems(source, translated, complete.includes(language));
    if (check) problems.push(...found.map((problem) => `${path}: ${problem}`));
    // A check names what the source no longer has; otherwise it is left out.
    const kept = Object.entries(translated).filter(([key]) => check || Object.hasOwn(source, key));
    await write(path, Object.fromEntries(kept));
  }
}

async function messages(path: string): Promise<Messages> {
  return JSON.parse(await readFile(new URL(path, root), 'utf8'));
}

async function write(path: string, content: Messages): Promise<void> {
  const sorted = Object.entries(content).sort(([one], [other]) => (one < other ? -1 : 1));
  const after = `${JSON.stringify(Object.fromEntries(sorted), undefined, 2)}\n`;
  const before = await readFile(new URL(path, root), 'utf8').catch(() => '');
  if (after === before) return;
  if (check) problems.push(`${path} is not what the source has: run "npm run l10n".`);
  else await writeFile(new URL(path, root), after);
}
