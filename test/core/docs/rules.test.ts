import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { checkAlt } from '../../../src/core/docs/audit/checkAlt.ts';
import { applyEdits, setAlt } from '../../../src/core/docs/edit.ts';
import { findImages } from '../../../src/core/docs/find.ts';
import type { DocumentSyntax } from '../../../src/core/docs/imageReference.ts';

async function rulesOf(text: string, syntax: DocumentSyntax = 'markdown'): Promise<string[]> {
  const references = await findImages(text, syntax);
  return checkAlt(references, { maxLength: 60 }).map(({ rule, severity }) => `${rule} ${severity}`);
}

describe('judging alt texts', () => {
  const cases: readonly [string, string, DocumentSyntax?][] = [
    ['missing warning', '<img src="a.png">', 'html'],
    ['empty warning', '![](a.png)'],
    ['empty hint', '<img src="a.png" alt="">', 'html'],
    ['empty warning', '<a href="x"><img src="a.png" alt=""></a>', 'html'],
    ['empty warning', '<figure><img src="a.png" alt=""><figcaption>Words</figcaption></figure>', 'html'],
    ['placeholder warning', '![image](a.png)'],
    ['placeholder warning', '![Alt text](a.png)'],
    ['placeholder warning', '![enter image description here](a.png)'],
    ['placeholder warning', '![Screenshot 12](a.png)'],
    ['placeholder warning', '![Bild](a.png)'],
    ['placeholder warning', '![TODO](a.png)'],
    ['fileName warning', '![login-dialog.png](a.png)'],
    ['fileName warning', '![login-dialog](img/login-dialog.png)'],
    ['fileName warning', '![IMG_20240301_1234](a.png)'],
    ['fileName warning', '![Screenshot 2024-03-01 at 10.11.12](a.png)'],
    ['fileName warning', '![Screenshot 2024-03-01 at 10.11.12.png](a.png)'],
    ['vague warning', '![logo](a.png)'],
    ['vague warning', '![The diagram](a.png)'],
    ['vague warning', '![click here](a.png)'],
    ['imageOf warning', '![Image of the login dialog](a.png)'],
    ['imageOf warning', '![A picture showing a cat](a.png)'],
    ['tooLong warning', `![${'The settings page shows a long list of things. '.repeat(3)}](a.png)`],
    [
      'sameAsCaption hint',
      '<p>The login dialog</p><figure><img src="a.png" alt="The login dialog."><figcaption>Step 1</figcaption></figure>',
      'html',
    ],
    ['sameAsCaption hint', 'The login dialog\n\n![The login dialog](a.png)'],
    ['sameAsCaption hint', '![Ada Lovelace](a.png)\n\nAda Lovelace ⚠️ 💻'],
  ];
  for (const [expected, text, syntax] of cases) {
    it(`finds ${expected} in ${text.slice(0, 60)}`, async () =>
      assert.deepEqual(await rulesOf(text, syntax), [expected]));
  }

  for (const [syntax, text] of [
    ['html', '<figure><img src="a.png"><figcaption>Boats at the quay</figcaption></figure>'],
    ['asciidoc', '.Boats at the quay\nimage::a.png[]\n'],
    ['markdown', '```{figure} a.png\nBoats at the quay\n```\n'],
    ['rest', '.. figure:: a.png\n\n   Boats at the quay\n'],
    ['latex', '\\begin{figure}\n\\includegraphics{a}\n\\caption{Boats at the quay}\n\\end{figure}\n'],
  ] as const)
    it(`is content with the caption, which it proposes itself, in ${syntax}`, async () => {
      const [reference] = await findImages(text, syntax);
      assert.ok(reference?.caption !== undefined);
      const { text: written } = applyEdits(text, [setAlt(text, reference, reference.caption)]);
      assert.deepEqual(await rulesOf(written, syntax), []);
    });

  it('finds one text for different images, and lets it pass for the same one', async () => {
    assert.deepEqual(await rulesOf('![The same words](a.png) ![The same words](b.png)'), [
      'sameText warning',
    ]);
    assert.deepEqual(await rulesOf('![The same words](a.png) ![The same words](a.png)'), []);
  });

  it('is content with good texts', async () => {
    for (const alt of [
      'Screenshot of the login dialog with the name field in focus',
      'Login dialog',
      'Claude logo',
      'Das Anmeldefenster',
      'Test results by month',
      'ログイン画面',
    ])
      assert.deepEqual(await rulesOf(`![${alt}](login-dialog.png)`), [], alt);
  });

  it('passes over badges, computed texts and declared decoration', async () => {
    assert.deepEqual(await rulesOf('![](https://img.shields.io/a.svg)'), []);
    assert.deepEqual(await rulesOf('const a = <img src="a.png" alt={b} />;', 'jsx'), []);
    assert.deepEqual(await rulesOf('<img src="a.png" role="presentation">', 'html'), []);
    assert.deepEqual(await rulesOf(':::image type="icon" source="a.svg":::'), []);
  });
});
