import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { auditPage } from '../../../src/core/docs/audit/pageAudit.ts';
import { findImages } from '../../../src/core/docs/find.ts';
import type { DocumentSyntax } from '../../../src/core/docs/imageReference.ts';

const { signal } = new AbortController();

async function found(text: string, syntax: DocumentSyntax): Promise<readonly string[]> {
  const references = await findImages(text, syntax);
  const missing = async () => ({ state: 'missing', path: undefined, nearest: undefined }) as const;
  const { findings } = await auditPage(references, missing, { maxLength: 150, rules: levels }, signal);
  return findings.map(({ rule, reference }) => `${reference.line}: ${rule}`);
}

const levels = { missingFile: 'off' } as const;

function notebook(...lines: readonly string[]): string {
  const source = lines.map((line, index) => (index < lines.length - 1 ? `${line}\n` : line));
  return JSON.stringify({ cells: [{ cell_type: 'markdown', source }] }, null, 1);
}

/** A comment before a vague text, in each syntax; `~` stands for what the comment says. */
const places: readonly (readonly [DocumentSyntax, string, string])[] = [
  ['markdown', 'a line above', '<!-- ~ -->\n![Chart](a.png)'],
  ['markdown', 'a line above, with a blank one between', '<!-- ~ -->\n\n![Chart](a.png)'],
  ['markdown', 'in its line', 'Words <!-- ~ --> ![Chart](a.png)'],
  ['markdown', 'in its link', 'Words [<!-- ~ -->![Chart](a.png)](b.md)'],
  ['markdown', 'in a cell', '| a |\n|---|\n| <!-- ~ --> ![Chart](a.png) |'],
  ['markdown', 'in an item', '- <!-- ~ -->\n  ![Chart](a.png)'],
  ['markdown', 'in a quotation', '> <!-- ~ -->\n> ![Chart](a.png)'],
  ['markdown', 'before HTML', '<!-- ~ -->\n<p>\n  <img src="a.png" alt="Chart">\n</p>'],
  ['markdown', 'before a wikilink', '<!-- ~ -->\n![[a.png|Chart]]'],
  [
    'markdown',
    "before Learn's image",
    '<!-- ~ -->\n:::image type="content" source="a.png" alt-text="Chart":::',
  ],
  ['markdown', 'as MyST has it', '% ~\n![Chart](a.png)'],
  ['markdown', "before MyST's directive", '% ~\n\n```{image} a.png\n:alt: Chart\n```'],
  ['markdown', "before Hugo's shortcode", '<!-- ~ -->\n{{< figure src="a.png" alt="Chart" >}}'],
  ['markdown', 'in front matter', '---\n# ~\nimage: a.png\nimage_alt: Chart\n---\n'],
  ['markdown', 'with another comment between', '<!-- ~ -->\n<!-- prettier-ignore -->\n![Chart](a.png)'],
  ['quarto', 'before a figure', '<!-- ~ -->\n![Rain by month](a.png){fig-alt="Chart"}'],
  ['quarto', 'before a cell', '<!-- ~ -->\n\n```{r}\n#| fig-alt: Chart\nplot(1)\n```'],
  ['mdx', 'a line above', '{/* ~ */}\n![Chart](a.png)'],
  ['mdx', 'in its line', 'Words {/* ~ */}![Chart](a.png)'],
  ['mdx', 'before JSX', '{/* ~ */}\n<img src="a.png" alt="Chart" />'],
  ['html', 'a line above', '<!-- ~ -->\n<img src="a.png" alt="Chart">'],
  ['html', 'on several lines', '<!--\n  ~\n-->\n<img src="a.png" alt="Chart">'],
  ['vue', 'in the template', '<template>\n<!-- ~ -->\n<img src="a.png" alt="Chart">\n</template>'],
  ['svelte', 'a line above', '<!-- ~ -->\n<img src="a.png" alt="Chart" />'],
  ['astro', 'as HTML', '---\n---\n<!-- ~ -->\n<img src="a.png" alt="Chart" />'],
  ['astro', 'as JSX', '---\n---\n{/* ~ */}\n<img src="a.png" alt="Chart" />'],
  ['jsx', 'among the children', 'const a = <p>{/* ~ */}<img src="a.png" alt="Chart" /></p>;'],
  ['jsx', 'in the code', 'const a = (\n  // ~\n  <img src="a.png" alt="Chart" />\n);'],
  ['asciidoc', 'above a block', '// ~\nimage::a.png[Chart]'],
  ['asciidoc', 'above a line', 'Words\n// ~\nand image:a.png[Chart] too.'],
  ['asciidoc', 'as a block', '////\n~\n////\nimage::a.png[Chart]'],
  ['rest', 'above a directive', '.. ~\n\n.. image:: a.png\n   :alt: Chart'],
  ['rest', 'directly above', '.. ~\n.. image:: a.png\n   :alt: Chart'],
  ['rest', 'on the next line', '..\n   ~\n\n.. figure:: a.png\n   :alt: Chart'],
  ['rest', 'in a list', '* .. ~\n\n  .. image:: a.png\n     :alt: Chart'],
  ['latex', 'a line above', '% ~\n\\includegraphics[alt={Chart}]{a.png}'],
  ['notebook', 'a line above', notebook('<!-- ~ -->', '![Chart](a.png)')],
  ['html', 'of Jinja, Twig and Nunjucks', '{# ~ #}\n<img src="a.png" alt="Chart">'],
  ['html', 'of Liquid', '{% comment %} ~ {% endcomment %}\n<img src="a.png" alt="Chart">'],
  ['html', 'of Handlebars', '{{!-- ~ --}}\n<img src="a.png" alt="Chart">'],
  ['html', 'of Mustache', '{{! ~ }}\n<img src="a.png" alt="Chart">'],
  ['html', 'of Blade', '{{-- ~ --}}\n<img src="a.png" alt="Chart">'],
  ['html', 'of Go', '{{/* ~ */}}\n<img src="a.png" alt="Chart">'],
  ['html', 'of ERB and EJS', '<%# ~ %>\n<img src="a.png" alt="Chart">'],
  ['html', 'of JSP and ASP.NET', '<%-- ~ --%>\n<img src="a.png" alt="Chart">'],
  ['html', 'of Razor', '@* ~ *@\n<img src="a.png" alt="Chart">'],
  ['html', 'of PHP', '<?php /* ~ */ ?>\n<img src="a.png" alt="Chart">'],
];

describe('a comment before an image', () => {
  for (const [syntax, where, text] of places) {
    it(`switches its rules off: ${syntax}, ${where}`, async () => {
      const says = (words: string) => found(text.replace('~', words), syntax);
      assert.equal((await says('a remark')).filter((one) => one.endsWith('vague')).length, 1, 'plain');
      for (const words of [
        'ask-claude-ignore',
        'ask-claude-ignore vague',
        'ask-claude-ignore alt-vague -- why',
      ])
        assert.deepEqual(await says(words), [], words);
      assert.deepEqual(await says('ask-claude-decorative'), []);
      assert.equal((await says('ask-claude-ignore tooLong')).length, 1, 'another rule');
      assert.equal((await says('ask-claude-ignored')).length, 1, 'another word');
    });
  }

  it('takes several ids, with commas or without, and comments add up', async () => {
    const text = '![Chart](a.png)';
    assert.deepEqual(await found(`<!-- ask-claude-ignore tooLong, vague -->\n${text}`, 'markdown'), []);
    const two = '<!-- ask-claude-ignore tooLong -->\n<!-- ask-claude-ignore VAGUE -->';
    assert.deepEqual(await found(`${two}\n${text}`, 'markdown'), []);
  });

  it('lets the next fault of the image be found', async () => {
    const text = '<!-- ask-claude-ignore fileName -->\n<img src="chart.png" alt="chart">';
    assert.deepEqual(await found(text, 'html'), ['1: vague']);
  });

  it('speaks for that image alone', async () => {
    const text = '<!-- ask-claude-ignore -->\n![Chart](a.png) ![Plot](b.png)\n\n![Graph](c.png)';
    assert.deepEqual(await found(text, 'markdown'), ['1: vague', '3: vague']);
  });

  it('says nothing about an image after other words', async () => {
    const text = '<!-- ask-claude-ignore -->\nWords of another line.\n\n![Chart](a.png)';
    assert.deepEqual(await found(text, 'markdown'), ['3: vague']);
    assert.deepEqual(await found('<!-- ask-claude-ignore --> Words.\n\n![Chart](a.png)', 'markdown'), [
      '2: vague',
    ]);
    assert.deepEqual(await found('![Chart](a.png)\n<!-- ask-claude-ignore -->', 'markdown'), ['0: vague']);
  });

  it('leaves the rules about files to those who switch them off', async () => {
    const references = await findImages('<!-- ask-claude-decorative -->\n![](a.png)', 'markdown');
    const missing = async () => ({ state: 'missing', path: undefined, nearest: undefined }) as const;
    const { findings } = await auditPage(references, missing, { maxLength: 150 }, signal);
    assert.deepEqual(
      findings.map(({ rule }) => rule),
      ['missingFile'],
    );
  });
});

describe('text that only looks like a comment', () => {
  const image = '<img src="a.png" alt="Chart">';
  const cases: readonly (readonly [DocumentSyntax, string])[] = [
    ['markdown', '```\n<!-- ask-claude-ignore -->\n```\n![Chart](a.png)'],
    ['markdown', '`<!-- ask-claude-ignore -->` ![Chart](a.png)'],
    ['markdown', '    <!-- ask-claude-ignore -->\n\n![Chart](a.png)'],
    ['markdown', '\\<!-- ask-claude-ignore --> ![Chart](a.png)'],
    ['mdx', '`{/* ask-claude-ignore */}` ![Chart](a.png)'],
    ['html', `<textarea><!-- ask-claude-ignore --></textarea>${image}`],
    ['html', `<p title="<!-- ask-claude-ignore -->">${image}</p>`],
    ['html', `{% raw %}ask-claude-ignore{% endraw %}${image}`],
    ['jsx', 'const a = <p>{"/* ask-claude-ignore */"}<img src="a.png" alt="Chart" /></p>;'],
    ['asciidoc', '----\n// ask-claude-ignore\n----\nimage::a.png[Chart]'],
    ['rest', '::\n\n   .. ask-claude-ignore\n\n.. image:: a.png\n   :alt: Chart'],
    [
      'latex',
      '\\begin{verbatim}\n% ask-claude-ignore\n\\end{verbatim}\n\\includegraphics[alt={Chart}]{a.png}',
    ],
    ['latex', '50\\% ask-claude-ignore\n\\includegraphics[alt={Chart}]{a.png}'],
    ['notebook', notebook('`<!-- ask-claude-ignore -->`', '![Chart](a.png)')],
  ];
  for (const [syntax, text] of cases)
    it(`switches nothing off: ${syntax}, ${JSON.stringify(text)}`, async () => {
      const rules = (await found(text, syntax)).map((one) => one.replace(/^\d+: /, ''));
      assert.deepEqual(rules, ['vague']);
    });
});
