import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { auditPage } from '../../../src/core/docs/audit/pageAudit.ts';
import { markDecorative } from '../../../src/core/docs/decorative/markDecorative.ts';
import { writeAlt } from '../../../src/core/docs/decorative/writeAlt.ts';
import { applyEdits, setAlt } from '../../../src/core/docs/edit.ts';
import { findImages } from '../../../src/core/docs/find.ts';
import type { DocumentSyntax } from '../../../src/core/docs/imageReference.ts';

const { signal } = new AbortController();

async function marked(text: string, syntax: DocumentSyntax, index = 0): Promise<string | undefined> {
  const reference = (await findImages(text, syntax))[index];
  assert.ok(reference);
  const edit = await markDecorative(text, syntax, reference);
  return edit && applyEdits(text, [edit]).text;
}

async function findings(text: string, syntax: DocumentSyntax): Promise<readonly string[]> {
  const found = async () => ({ state: 'found' }) as const;
  const page = await auditPage(await findImages(text, syntax), found, { maxLength: 150 }, signal);
  return page.findings.map(({ rule }) => rule);
}

const C = '<!-- ask-claude-decorative -->';

describe('marking an image as decorative', () => {
  const cases: readonly (readonly [DocumentSyntax, before: string, after: string])[] = [
    ['html', '<img src="a.png">', '<img src="a.png" alt="">'],
    ['html', '<img src="a.png" alt="Line">', '<img src="a.png" alt="">'],
    [
      'html',
      '<figure><img src="a.png" alt=""><figcaption>Tides</figcaption></figure>',
      '<figure><img role="presentation" src="a.png" alt=""><figcaption>Tides</figcaption></figure>',
    ],
    ['vue', '<template><img src="a.png"></template>', '<template><img src="a.png" alt=""></template>'],
    ['svelte', '<img src="a.png" alt="Line" />', '<img src="a.png" alt="" />'],
    ['jsx', 'const a = <img src="a.png" />;', 'const a = <img src="a.png" alt="" />;'],
    [
      'jsx',
      'const a = <a href="b"><img src="a.png" /></a>;',
      'const a = <a href="b"><img role="presentation" src="a.png" alt="" /></a>;',
    ],
    ['markdown', '![Line](a.png)', `${C}\n![](a.png)`],
    ['markdown', '\ufeff![](a.png)\n', `\ufeff${C}\n![](a.png)\n`],
    ['markdown', '# T\r\n\r\n![](a.png)\r\n', `# T\r\n\r\n${C}\r\n![](a.png)\r\n`],
    ['markdown', 'Words ![](a.png) more', `Words ${C}![](a.png) more`],
    ['markdown', 'Words and  \n![](a.png) more', `Words and ${C}  \n![](a.png) more`],
    ['markdown', '- ![](a.png)\n- b', `- ${C}\n  ![](a.png)\n- b`],
    ['markdown', '> 1. ![](a.png)', `> 1. ${C}\n>    ![](a.png)`],
    ['markdown', '# ![](a.png) Title', `# ${C}![](a.png) Title`],
    ['markdown', '| a |\n|---|\n| ![](a.png) |', `| a |\n|---|\n| ${C}![](a.png) |`],
    ['markdown', '[![](a.png)](b.md)', `[${C}![](a.png)](b.md)`],
    ['markdown', '![[a.png]]', `${C}\n![[a.png]]`],
    ['markdown', '<p><img src="a.png"></p>', '<p><img src="a.png" alt=""></p>'],
    ['markdown', ':::image source="a.png":::', ':::image type="icon" source="a.png":::'],
    [
      'markdown',
      ':::image type="content" source="a.png" alt-text="":::',
      ':::image type="icon" source="a.png" alt-text="":::',
    ],
    ['markdown', '```{image} a.png\n```', '```{image} a.png\n:alt: ""\n```'],
    ['markdown', '```{figure} a.png\nTides\n```', `${C}\n\`\`\`{figure} a.png\nTides\n\`\`\``],
    ['mdx', '![](a.png)', '{/* ask-claude-decorative */}\n![](a.png)'],
    ['mdx', 'Words ![Line](a.png)', 'Words {/* ask-claude-decorative */}![](a.png)'],
    ['quarto', '![](a.png){fig-alt="Line"}', `${C}\n![](a.png){fig-alt=""}`],
    ['rest', '.. image:: a.png', '.. image:: a.png\n   :alt:'],
    ['rest', '.. image:: a.png\n   :alt: Line', '.. image:: a.png\n   :alt: '],
    [
      'rest',
      'T\n\n.. figure:: a.png\n\n   Tides',
      'T\n\n.. ask-claude-decorative\n\n.. figure:: a.png\n\n   Tides',
    ],
    ['asciidoc', 'image::a.png[]', 'image::a.png[alt="",role=presentation]'],
    ['asciidoc', 'image::a.png[Line,100]', 'image::a.png[,100,role=presentation]'],
    ['latex', '  \\includegraphics{a.png}', '  % ask-claude-decorative\n  \\includegraphics{a.png}'],
    [
      'latex',
      '\\DocumentMetadata{}\n\\includegraphics[width=3cm]{a.png}',
      '\\DocumentMetadata{}\n\\includegraphics[artifact,width=3cm]{a.png}',
    ],
    [
      'notebook',
      '{"cells": [{"cell_type": "markdown", "source": ["T\\n", "\\n", "![](a.png)"]}]}',
      `{"cells": [{"cell_type": "markdown", "source": ["T\\n", "\\n", "${C}\\n![](a.png)"]}]}`,
    ],
  ];
  for (const [syntax, before, after] of cases)
    it(`settles it in ${syntax}: ${JSON.stringify(before)}`, async () => {
      assert.equal(await marked(before, syntax), after);
      const rules = (await findings(after, syntax)).filter((rule) => rule !== 'captionAvailable');
      assert.deepEqual(rules, []);
    });

  for (const [syntax, before, after] of cases)
    it(`is taken back by a text, which would not be heard otherwise, in ${syntax}: ${JSON.stringify(after)}`, async () => {
      const [reference] = await findImages(after, syntax);
      assert.ok(reference);
      const edit = await writeAlt(after, syntax, reference, 'Boats');
      const { text } = applyEdits(after, [edit]);
      const [heard] = await findImages(text, syntax);
      assert.deepEqual([heard?.alt.text, heard?.decorative], ['Boats', false]);
      if (!after.includes('ask-claude-decorative')) return;
      const [first] = await findImages(before, syntax);
      assert.equal(text, applyEdits(before, [setAlt(before, first ?? assert.fail(), 'Boats')]).text);
    });

  it('takes back only the mark of the image that is written', async () => {
    const text = `${C}\n![](a.png)\n\n${C}\n![](b.png)\n`;
    const [, second] = await findImages(text, 'markdown');
    const edit = await writeAlt(text, 'markdown', second ?? assert.fail(), 'Boats');
    assert.equal(applyEdits(text, [edit]).text, `${C}\n![](a.png)\n\n![Boats](b.png)\n`);
  });

  it('leaves the other images of a document as they are', async () => {
    const text = 'Words\n![Boats at the quay](a.png)\n![](b.png) ![](c.png)\n';
    const once = await marked(text, 'markdown', 2);
    assert.equal(once, `Words\n![Boats at the quay](a.png)\n![](b.png) ${C}![](c.png)\n`);
    assert.deepEqual(await findings(once, 'markdown'), ['empty']);
  });

  it('gives up where code decides, and where a comment would break a table', async () => {
    assert.equal(await marked('const a = <img src="a.png" alt={t} />;', 'jsx'), undefined);
    assert.equal(await marked('a | b\n--|--\n![](a.png) | c', 'markdown'), undefined);
  });
});
