import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { findImages } from '../../../src/core/docs/find.ts';
import type { DocumentSyntax } from '../../../src/core/docs/imageReference.ts';
import { actionsOf } from '../../../src/host/docs/offer/referenceActions.ts';

describe('what is offered for a reference', () => {
  it('is to write, where there are no good words', async () => {
    for (const text of ['![](a.png)', '![image](a.png)', '<img src="a.png">'])
      assert.deepEqual((await offered(text))[0], 'fix: Write alt text with Claude', text);
  });

  it('is to improve, where there are', async () => {
    const [first, second] = await offered('![Tide table of March](a.png)');
    assert.equal(first, 'rewrite: Improve alt text with Claude');
    assert.equal(second, 'rewrite: Mark image as decorative');
  });

  it('begins with the caption', async () => {
    const figure = '<figure><img src="a.png"><figcaption>Tides</figcaption></figure>';
    assert.equal((await offered(figure, 'html'))[0], 'fix: Use the caption as alt text');
  });

  it('leaves code and badges alone and says why', async () => {
    assert.match((await offered('<img src="a.png" alt={t} />', 'jsx'))[0] ?? '', /set by code/);
    const badge = await offered('![](https://img.shields.io/npm/v/x.svg)');
    assert.match(badge[0] ?? '', /badge/);
    assert.equal(badge.length, 1);
  });

  it('inserts blocks wherever they can stand', async () => {
    const recipes = ['Extract text', 'Extract table', 'Convert diagram to Mermaid', 'Read code'];
    const blocks = recipes.map((recipe) => `extract: ${recipe} below this image`);
    const extracting = async (text: string, syntax?: DocumentSyntax) =>
      (await offered(text, syntax)).filter((one) => one.startsWith('extract'));
    assert.deepEqual(await extracting('![](a.png)'), blocks);
    assert.deepEqual(await extracting('<img src="a.png">', 'html'), blocks);
    assert.deepEqual(await extracting('.. image:: a.png\n', 'rest'), blocks);
    assert.deepEqual(await extracting('image::a.png[]', 'asciidoc'), blocks);
    assert.deepEqual(await extracting('\\includegraphics{a}', 'latex'), blocks);
    assert.deepEqual(await extracting('<img src="a.png" />', 'jsx'), []);
  });

  it('does not put a web image into the panel', async () => {
    const titles = await offered('![](https://example.com/a.png)');
    assert.equal(titles.includes('ask: Ask Claude about this image'), false);
    assert.ok(titles.includes('fix: Write alt text with Claude'));
  });
});

async function offered(text: string, syntax: DocumentSyntax = 'markdown'): Promise<string[]> {
  const references = await findImages(text, syntax);
  const [reference] = references;
  assert.ok(reference);
  return actionsOf(reference, { syntax, references }, { maxLength: 150 }).map(
    ({ kind, title, disabled }) => `${kind}: ${title}${disabled === undefined ? '' : ` (${disabled})`}`,
  );
}
