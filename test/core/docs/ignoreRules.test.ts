import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { checkAlt } from '../../../src/core/docs/audit/checkAlt.ts';
import { ignoreRules } from '../../../src/core/docs/decorative/ignoreRules.ts';
import { applyEdits } from '../../../src/core/docs/edit.ts';
import { findImages } from '../../../src/core/docs/find.ts';
import type { DocumentSyntax } from '../../../src/core/docs/imageReference.ts';

async function ignoring(text: string, syntax: DocumentSyntax, index = 0): Promise<string | undefined> {
  const reference = (await findImages(text, syntax))[index];
  assert.ok(reference);
  const edit = await ignoreRules(text, syntax, reference, ['vague']);
  return edit && applyEdits(text, [edit]).text;
}

async function vague(text: string, syntax: DocumentSyntax): Promise<readonly string[]> {
  const findings = checkAlt(await findImages(text, syntax), { maxLength: 150 });
  return findings.map(({ rule, reference }) => `${rule} ${reference.source.text}`);
}

const C = '<!-- ask-claude-ignore vague -->';

describe('ignoring a rule at an image', () => {
  const cases: readonly (readonly [DocumentSyntax, before: string, after: string])[] = [
    ['markdown', '![Chart](a.png)', `${C}\n![Chart](a.png)`],
    ['markdown', '# T\r\n\r\n![Chart](a.png)\r\n', `# T\r\n\r\n${C}\r\n![Chart](a.png)\r\n`],
    ['markdown', 'Words ![Chart](a.png) more', `Words ${C}![Chart](a.png) more`],
    ['markdown', '- ![Chart](a.png)\n- b', `- ${C}\n  ![Chart](a.png)\n- b`],
    ['markdown', '| a |\n|---|\n| ![Chart](a.png) |', `| a |\n|---|\n| ${C}![Chart](a.png) |`],
    [
      'markdown',
      '---\nimage: a.png\nimage_alt: Chart\n---\n',
      '---\n# ask-claude-ignore vague\nimage: a.png\nimage_alt: Chart\n---\n',
    ],
    ['mdx', '![Chart](a.png)', '{/* ask-claude-ignore vague */}\n![Chart](a.png)'],
    ['html', '<p><img src="a.png" alt="Chart"></p>', `<p>${C}<img src="a.png" alt="Chart"></p>`],
    ['svelte', '<img src="a.png" alt="Chart" />', `${C}<img src="a.png" alt="Chart" />`],
    [
      'jsx',
      'const a = () =>\n  <img src="a.png" alt="Chart" />;',
      'const a = () =>\n  /* ask-claude-ignore vague */\n  <img src="a.png" alt="Chart" />;',
    ],
    [
      'jsx',
      'const a = <p>\n  <img src="a.png" alt="Chart" />\n</p>;',
      'const a = <p>\n  {/* ask-claude-ignore vague */}\n  <img src="a.png" alt="Chart" />\n</p>;',
    ],
    [
      'jsx',
      'const a = <p>Words <img src="a.png" alt="Chart" /></p>;',
      'const a = <p>Words {/* ask-claude-ignore vague */}<img src="a.png" alt="Chart" /></p>;',
    ],
    [
      'rest',
      'T\n\n.. image:: a.png\n   :alt: Chart',
      `T\n\n.. ask-claude-ignore vague\n\n.. image:: a.png\n   :alt: Chart`,
    ],
    ['asciidoc', 'image::a.png[Chart]', '// ask-claude-ignore vague\nimage::a.png[Chart]'],
    [
      'latex',
      '  \\includegraphics[alt={Chart}]{a.png}',
      '  % ask-claude-ignore vague\n  \\includegraphics[alt={Chart}]{a.png}',
    ],
    [
      'notebook',
      '{"cells": [{"cell_type": "markdown", "source": ["T\\n", "\\n", "![Chart](a.png)"]}]}',
      `{"cells": [{"cell_type": "markdown", "source": ["T\\n", "\\n", "${C}\\n![Chart](a.png)"]}]}`,
    ],
  ];
  for (const [syntax, before, after] of cases)
    it(`puts a comment before it in ${syntax}: ${JSON.stringify(before)}`, async () => {
      assert.deepEqual(await vague(before, syntax), ['vague a.png']);
      assert.equal(await ignoring(before, syntax), after);
      assert.deepEqual(await vague(after, syntax), []);
    });

  it('leaves the images beside it alone', async () => {
    const text = '![Chart](a.png) ![Diagram](b.png)';
    const after = await ignoring(text, 'markdown', 1);
    assert.equal(after, `![Chart](a.png) ${C}![Diagram](b.png)`);
    assert.deepEqual(await vague(after, 'markdown'), ['vague a.png']);
  });

  it('keeps what an earlier comment says', async () => {
    const text = '<!-- ask-claude-ignore tooLong -->\n![Chart](a.png)';
    const after = (await ignoring(text, 'markdown')) ?? '';
    const [reference] = await findImages(after, 'markdown');
    assert.deepEqual(reference?.auditComment?.ignores, ['toolong', 'vague']);
  });

  it('gives up where a comment would break a table that is drawn', async () => {
    const text = '+------------------+\n| .. image:: a.png |\n|    :alt: Chart   |\n+------------------+\n';
    assert.deepEqual(await vague(text, 'rest'), ['vague a.png']);
    assert.equal(await ignoring(text, 'rest'), undefined);
  });
});
