import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { applyEdits, relocate, setAlt } from '../../../src/core/docs/edit.ts';
import { plainLine } from '../../../src/core/docs/escape.ts';
import { findImages } from '../../../src/core/docs/find.ts';
import type { DocumentSyntax, ImageReference } from '../../../src/core/docs/imageReference.ts';
import { places } from './places.ts';

const marks = [
  '"',
  "'",
  '[',
  ']',
  ']]',
  '|',
  '|300',
  '\n',
  '\r\n',
  '-->',
  '{',
  '}',
  '{{',
  '{%',
  '${',
  '\\',
  '`',
  '```',
  '*/',
  '$',
  '*',
  '_',
  '<b>',
  '>',
  '&amp;',
  '&',
  '&#39;',
  '&copy',
  '&ampx',
  '](x)',
  '![',
  '![[',
  ':::',
  ':: ',
  '<<x>>',
  '((',
  'pass:[',
  ',',
  '=',
  '#',
  '%',
  '~',
  '^',
  '~~',
  '@',
  '300',
  '(',
  ')',
  '+',
  '/',
  ';',
  ':',
  '.',
  '😀',
  '👨‍👩‍👧',
  'é',
  'العربية',
  'שלום',
  '日本語',
  '\u2028',
  '\t',
  '\u00a0',
  ' ',
  'a',
  'Word',
  'two words',
];
const alts = fc
  .array(fc.oneof(fc.constantFrom(...marks), fc.string({ unit: 'grapheme', maxLength: 5 })), { maxLength: 8 })
  .map((parts) => parts.join(''));
const variants = ['', '\ufeff'].flatMap((mark) => ['\n', '\r\n'].map((newline) => ({ mark, newline })));

function inVariant(
  text: string,
  syntax: DocumentSyntax,
  { mark, newline }: (typeof variants)[number],
): string {
  const wanted = syntax === 'notebook' ? text : text.replaceAll('\n', newline);
  return mark + wanted;
}

async function only(text: string, syntax: DocumentSyntax): Promise<ImageReference> {
  const found = await findImages(text, syntax);
  assert.equal(found.length, 1, `${found.length} references in ${JSON.stringify(text)}`);
  return found[0]!;
}

describe('writing an alt text', () => {
  for (const [syntax, documents] of Object.entries(places) as [DocumentSyntax, string[]][]) {
    for (const document of documents) {
      it(`${syntax}: ${JSON.stringify(document)}`, async () => {
        await fc.assert(
          fc.asyncProperty(alts, fc.constantFrom(...variants), async (alt, variant) => {
            const text = inVariant(document, syntax, variant);
            const before = await only(text, syntax);
            const edit = setAlt(text, before, alt);
            const written = applyEdits(text, [edit]);
            assert.deepEqual(written.stale, []);
            const { start, end } = before.alt.range;
            assert.equal(written.text, text.slice(0, start) + edit.text + text.slice(end));
            const after = await only(written.text, syntax);
            assert.equal(after.alt.text, plainLine(alt).replace(/\s+/g, ' '), written.text);
            assert.equal(after.alt.state, plainLine(alt) === '' ? 'empty' : 'text');
            assert.equal(after.source.text, before.source.text);
            assert.equal(after.range.start, before.range.start);
          }),
          { numRuns: 60 },
        );
      });
    }
  }

  it('leaves computed texts alone', async () => {
    const text = 'const a = <img src="a.png" alt={t("a")} />;';
    const reference = await only(text, 'jsx');
    assert.throws(() => setAlt(text, reference, 'new'), RangeError);
  });
});

const page = '![](a.png) ![](a.png)\n\n<img src="b.png">\n\n![old](c.png)\n';

async function editsOf(text: string) {
  const references = await findImages(text, 'markdown');
  return {
    references,
    edits: references.map((reference, index) => setAlt(text, reference, `Text ${index}`)),
  };
}

describe('many edits of one document', () => {
  it('are applied at once, in any order', async () => {
    const { edits } = await editsOf(page);
    const { text, stale } = applyEdits(page, edits.toReversed());
    assert.equal(
      text,
      '![Text 0](a.png) ![Text 1](a.png)\n\n<img src="b.png" alt="Text 2">\n\n![Text 3](c.png)\n',
    );
    assert.deepEqual(stale, []);
  });

  it('are stale where the reference no longer stands as it did', async () => {
    const { edits } = await editsOf(page);
    const changed = page.replace('<img src="b.png">', '<img src="x.png">');
    const { text, stale } = applyEdits(changed, edits);
    assert.deepEqual(stale, [edits[2]]);
    assert.equal(text, '![Text 0](a.png) ![Text 1](a.png)\n\n<img src="x.png">\n\n![Text 3](c.png)\n');
  });

  it('do not overlap: of two for one slot the first is applied', async () => {
    const { edits, references } = await editsOf(page);
    const second = setAlt(page, references[3]!, 'Other');
    const { text, stale } = applyEdits(page, [edits[3]!, second]);
    assert.match(text, /!\[Text 3\]/);
    assert.deepEqual(stale, [second]);
  });

  it('are all stale when a line was put before them, and find their references again', async () => {
    const { edits, references } = await editsOf(page);
    const now = {
      text: `New line\n\n${page}`,
      references: await findImages(`New line\n\n${page}`, 'markdown'),
    };
    assert.equal(applyEdits(now.text, edits).stale.length, edits.length);
    const again = references.map((reference) => relocate({ text: page, references }, reference, now)!);
    const fresh = again.map((reference, index) => setAlt(now.text, reference, `Text ${index}`));
    assert.equal(applyEdits(now.text, fresh).text, `New line\n\n${applyEdits(page, edits).text}`);
  });

  it('are given up for a reference that was removed or can no longer be told from its like', async () => {
    const { references } = await editsOf(page);
    const text = page.replace('![](a.png) ', '');
    const now = { text, references: await findImages(text, 'markdown') };
    const found = references.map(
      (reference) => relocate({ text: page, references }, reference, now)?.range.start,
    );
    assert.deepEqual(found, [undefined, undefined, text.indexOf('<img'), text.indexOf('![old')]);
  });
});
