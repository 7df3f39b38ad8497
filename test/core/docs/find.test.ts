import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { findImages } from '../../../src/core/docs/find.ts';
import type { ImageReference } from '../../../src/core/docs/imageReference.ts';
import { syntaxOf } from '../../../src/core/docs/syntax.ts';

/** Their ending `.txt` keeps formatters and compilers away. */
const folder = new URL('../../fixtures/docs/', import.meta.url);
const documents = readdirSync(folder)
  .filter((name) => name.endsWith('.txt'))
  .map((name) => name.replace(/\.txt$/, ''));

/** What the `.expected.json` beside a document holds; what is usual is left out of it. */
function rowOf(text: string, reference: ImageReference) {
  const { range, source, alt, title, caption, link, decorative, headings, syntax, kind } = reference;
  return Object.fromEntries(
    Object.entries({
      reference: text.slice(range.start, range.end),
      syntax,
      kind: kind === 'image' ? undefined : kind,
      src: source.text,
      computedSource: source.computed || undefined,
      alt: alt.state,
      text: alt.text || undefined,
      slot: text.slice(alt.range.start, alt.range.end) || undefined,
      title,
      caption,
      link: link?.href,
      decorative: decorative || undefined,
      under: headings.join(' > ') || undefined,
    }).filter(([, value]) => value !== undefined),
  );
}

describe('finding images', () => {
  it('finds none in a notebook whose JSON is broken, however deep', async () => {
    const broken = '{"cells": [{"cell_type": "markdown", "source": "a \\  ![no](no.png)"}]}';
    for (const text of [broken, `{"cells":${'['.repeat(100_000)}`])
      assert.deepEqual(await findImages(text, 'notebook'), []);
  });

  it('finds images however deep the code around them is', async () => {
    const text = `const a = ${'1 + '.repeat(3000)}(<img src="a.png" />);`;
    assert.equal((await findImages(text, 'jsx')).length, 1);
  });

  for (const name of documents) {
    // In these documents every image is called yes-…, and what only looks like one no-….
    it(`finds all of ${name} and nothing else`, async () => {
      const text = readFileSync(new URL(`${name}.txt`, folder), 'utf8');
      const found = await findImages(text, syntaxOf(name)!);
      const expected: unknown = JSON.parse(readFileSync(new URL(`${name}.expected.json`, folder), 'utf8'));
      assert.deepEqual(
        found.map((reference) => rowOf(text, reference)),
        expected,
      );
    });

    it(`finds the same in ${name} with a byte order mark and CRLF`, async () => {
      const text = readFileSync(new URL(`${name}.txt`, folder), 'utf8');
      const other = `\ufeff${text.replaceAll('\n', '\r\n')}`;
      const syntax = syntaxOf(name)!;
      const [found, again] = [await findImages(text, syntax), await findImages(other, syntax)];
      const words = (references: ImageReference[]) =>
        references.map(({ source, alt, line, caption, headings }) => [
          source.text,
          alt.text,
          line,
          caption,
          headings,
        ]);
      assert.deepEqual(words(again), words(found));
      for (const { range, alt } of again) {
        assert.ok(
          range.start <= alt.range.start && alt.range.end <= range.end,
          other.slice(range.start, range.end),
        );
      }
    });
  }
});
