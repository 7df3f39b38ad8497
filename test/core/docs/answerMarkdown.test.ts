import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { mdxFromMarkdown } from 'mdast-util-mdx';
import { gfm } from 'micromark-extension-gfm';
import { mdxjs } from 'micromark-extension-mdxjs';
import { describe, it } from 'mocha';
import { visit } from 'unist-util-visit';
import { answerMarkdown } from '../../../src/core/docs/answerMarkdown.ts';

const cases = Number(process.env['FUZZ_CASES'] ?? 300);

describe('an answer in a document', () => {
  const markdown = (answer: string) => answerMarkdown(answer, { syntax: 'markdown' });
  const mdx = (answer: string) => answerMarkdown(answer, { syntax: 'mdx' });

  it('stays as it is, word for word, where nothing in it could do harm', () => {
    const harmless =
      '# Title\n\nsnake_case, [unclear], 5 * 3 https://example.com\n\n* a\n* b\n\n|a|b|\n|:-|-:|\n|1<br>2|`<b>`|\n\n$a_b$\n\n```js\n{x}\n```';
    assert.equal(markdown(harmless), harmless);
    assert.equal(
      mdx('# Title\n\nsnake_case\n\n```js\n<b>{x}\n```'),
      '# Title\n\nsnake_case\n\n```js\n<b>{x}\n```',
    );
  });

  it('shows tags, comments and whole blocks of HTML', () => {
    assert.equal(markdown('Press <kbd> `<b>` A<br>B <!-- x -->'), 'Press \\<kbd> `<b>` A<br>B \\<!-- x -->');
    assert.equal(markdown('a \\<b> <script>x</script>'), 'a \\<b> \\<script>x\\</script>');
    assert.equal(markdown('<div>\n<img src=x>\n</div>'), '\\<div>\n\\<img src=x>\n\\</div>');
  });

  it('has links in place of images', () => {
    assert.equal(markdown('![alt](http://e.x/a.png)'), '[alt](http://e.x/a.png)');
    assert.equal(markdown('[![i](x.png)](http://y)'), '[i](http://y)');
    assert.equal(markdown('![r][q]\n\n[q]: http://z/a.png'), '[r][q]\n\n[q]: http://z/a.png');
  });

  it('links to the web and to paths only', () => {
    assert.equal(markdown('[x](command:foo) [y](file:///etc/passwd) [z](a/b.md#c)'), 'x y [z](a/b.md#c)');
    assert.equal(markdown('[x]\n\n[x]: javascript:alert(1)'), '[x]\n\n[x]: #');
  });

  it('has no expressions, JSX or ESM in MDX', () => {
    assert.equal(mdx('A<br>{b} `{c}`'), 'A<br />\\{b\\} `{c}`');
    assert.equal(
      mdx('export const x = 1\n\nimport y from "z"'),
      '&#x65;xport const x = 1\n\n&#x69;mport y from "z"',
    );
    assert.equal(mdx('text\n\n    indented {x}'), 'text\n\n```\nindented {x}\n```');
    assert.equal(mdx('<http://a.b>'), '[http://a.b](http://a.b)');
  });

  it('is text to the parser of MDX, whatever a model writes', () => {
    const pieces = [
      ...[
        '{',
        '}',
        '<',
        '>',
        '<b>',
        '</b>',
        '<br>',
        '{1}',
        '{/*',
        '*/}',
        'export ',
        'import ',
        'const x=1',
        '`',
        '```',
        '~~~',
      ],
      ...[
        '\n',
        '\n\n',
        '    ',
        '- ',
        '> ',
        '|',
        '\\',
        '![a](b)',
        '[a](b)',
        '<!--',
        '-->',
        '&lt;',
        '$',
        '*',
        '_',
        'a',
      ],
    ];
    const answers = fc.array(fc.constantFrom(...pieces), { maxLength: 24 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(answers, (answer) => assert.deepEqual(foreign(mdx(answer)), [])),
      { numRuns: cases },
    );
  });

  it('closes the code block that it left open', () => {
    assert.equal(markdown('```mermaid\nA --> <b>'), '```mermaid\nA --> <b>\n```');
    assert.equal(markdown('- ```\n  a'), '- ```\n  a');
  });
});

/** Nodes of MDX that are more than Markdown, but for the line break of a table. */
function foreign(text: string): readonly string[] {
  const extensions = [gfm(), mdxjs()];
  const tree = fromMarkdown(text, { extensions, mdastExtensions: [gfmFromMarkdown(), mdxFromMarkdown()] });
  const found: string[] = [];
  visit(tree, (node: Nodes) => {
    if (node.type.startsWith('mdx') && !('name' in node && node.name === 'br')) found.push(node.type);
    if (node.type === 'image') found.push(node.type);
  });
  return found;
}

describe('headings of an answer', () => {
  const below2: Readonly<Record<string, readonly [string, string]>> = {
    'are below the given level, in their order': ['# A\n\n## B #', '### A\n\n#### B'],
    'go no deeper than they have to': ['## A\n\n### B', '### A\n\n#### B'],
    'stay as they are where they are deep enough': ['### A\n\n#### B', '### A\n\n#### B'],
    'are never deeper than Markdown has': ['# A\n\n###### B', '### A\n\n###### B'],
    'have hashes where there were underlines': ['A\n===\n\nB\n---\n\nC', '### A\n\n#### B\n\nC'],
    'are moved inside of lists and quotes too': ['- # A\n\n> B\n> ---', '- ### A\n\n> #### B'],
    'are not what only looks like one': ['# A\n\n```sh\n# b\n```\n\n#c', '### A\n\n```sh\n# b\n```\n\n\\#c'],
  };
  for (const [title, [before, after]] of Object.entries(below2))
    it(title, () => assert.equal(answerMarkdown(before, { syntax: 'markdown', headingsBelow: 2 }), after));
});
