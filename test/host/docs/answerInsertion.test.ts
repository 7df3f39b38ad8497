import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { DocumentSyntax } from '../../../src/core/docs/imageReference.ts';
import { answerInsertion } from '../../../src/host/docs/source/answerInsertion.ts';

/** The document after the insertion; `¦` is the cursor, two of them a selection. */
function insertedAt(document: string, syntax: DocumentSyntax | undefined, answer: string): string {
  const [start, end] = [document.indexOf('¦'), document.lastIndexOf('¦')];
  const text = document.replaceAll('¦', '');
  const selection = { start, end: end === start ? start : end - 1 };
  const { range, text: written } = answerInsertion(text, syntax, selection, answer);
  return text.slice(0, range.start) + written + text.slice(range.end);
}

describe('inserting an answer into a document of another syntax', () => {
  const list = '- two *boats*\n- <b>one</b>';

  const cases: Readonly<Record<string, readonly [DocumentSyntax | undefined, string, string, string]>> = {
    'HTML: words into their sentence': ['html', '<p>See ¦this¦.</p>', 'two *boats*', '<p>See two boats.</p>'],
    'HTML: no tag of the answer comes to life': [
      'html',
      '<p>¦</p>',
      '<img src=x onerror=alert(1)>',
      '<p>&lt;img src=x onerror=alert(1)&gt;</p>',
    ],
    'HTML: a list below its paragraph': [
      'html',
      '<div>\n  <p>Text¦ goes on.</p>\n</div>\n',
      list,
      '<div>\n  <p>Text goes on.</p>\n  <ul>\n  <li>two boats</li>\n  <li>&lt;b&gt;one&lt;/b&gt;</li>\n  </ul>\n</div>\n',
    ],
    'HTML: a list on a line of its own': [
      'html',
      '<div>\r\n  ¦\r\n</div>\r\n',
      '- a',
      '<div>\r\n  <ul>\r\n  <li>a</li>\r\n  </ul>\r\n</div>\r\n',
    ],
    'HTML: code on a line of its own keeps its white space': [
      'html',
      '<div>\n  ¦\n</div>\n',
      '```\na\n  b\n```',
      '<div>\n  <pre><code>a\n  b\n</code></pre>\n</div>\n',
    ],
    'Vue: no expression of the answer comes to life': [
      'vue',
      '<p>¦</p>',
      '{{ x }}',
      '<p>&#123;&#123; x &#125;&#125;</p>',
    ],
    'reST: words into their sentence': ['rest', 'See ¦.', 'the `boats`', 'See the boats.'],
    'reST: a heading below its paragraph': [
      'rest',
      'One¦ line.\n\nNext.\n',
      '# Boats\n\nTwo words',
      'One line.\n\n**Boats**\n\nTwo words\n\nNext.\n',
    ],
    'reST: a list below its paragraph, within its item': [
      'rest',
      '- One¦ line\n  goes on.\n- Next.\n',
      '- a',
      '- One line\n  goes on.\n\n  - a\n\n- Next.\n',
    ],
    'AsciiDoc: a list below its paragraph': [
      'asciidoc',
      'One¦ line\ngoes on.\n\nNext.\n',
      '- a',
      'One line\ngoes on.\n\n* a\n\nNext.\n',
    ],
    'LaTeX: a list below its paragraph': [
      'latex',
      '\\begin{document}\nOne¦ line\ngoes on.\n\nNext.\n\\end{document}\n',
      '- a',
      '\\begin{document}\nOne line\ngoes on.\n\n\\begin{itemize}\n\\item a\n\\end{itemize}\n\nNext.\n\\end{document}\n',
    ],
    'AsciiDoc: a table on a line of its own': [
      'asciidoc',
      'One.\n\n¦\n\nTwo.\n',
      '| a |\n|---|\n| 1 |',
      'One.\n\n[%header,cols="1*"]\n|===\n|a\n\n|1\n|===\n\nTwo.\n',
    ],
    'LaTeX: no command of the answer comes to life': [
      'latex',
      'See ¦.',
      '\\input{x}',
      'See \\textbackslash{}input\\{x\\}.',
    ],
    'code: the answer as it is': [undefined, 'x = ¦', '# a\n\n- b', 'x = # a\n\n- b'],
  };
  for (const [title, [syntax, before, answer, after]] of Object.entries(cases))
    it(title, () => assert.equal(insertedAt(before, syntax, answer), after));
});

describe('inserting a block into Markdown', () => {
  const block = '- a\n- b';
  const cases: Readonly<Record<string, readonly [string, string]>> = {
    'below the table whose row it would break': [
      '| a | b |\n|---|---|\n| 1¦ | 2 |\n| 3 | 4 |\n\nEnd\n',
      '| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n\n- a\n- b\n\nEnd\n',
    ],
    'below the table, with the line ends of the document': [
      '> | a |\r\n> |---|¦\r\n> | 1 |\r\n',
      '> | a |\r\n> |---|\r\n> | 1 |\r\n>\r\n> - a\r\n> - b\r\n',
    ],
    'below the code, in its list item': [
      '- one\n\n  ```js\n  x¦();\n\n  y();\n  ```\n- two\n',
      '- one\n\n  ```js\n  x();\n\n  y();\n  ```\n\n  - a\n  - b\n\n- two\n',
    ],
    'below the heading': ['# Head¦ing\nText\n', '# Heading\n\n- a\n- b\n\nText\n'],
    'below the front matter': ['---\ntitle: x¦\n---\nText\n', '---\ntitle: x\n---\n\n- a\n- b\n\nText\n'],
    'above a table that begins at the cursor': ['¦| a |\n|---|\n', '- a\n- b\n\n| a |\n|---|\n'],
    'in the place of the code that is selected': ['¦```\nx\n```¦\n', '- a\n- b\n'],
  };
  for (const [name, [document, expected]] of Object.entries(cases))
    it(name, () => assert.equal(insertedAt(document, 'markdown', block), expected));

  it('leaves a line of words in the row and the heading where the cursor is', () => {
    assert.equal(insertedAt('| a¦ |\n|---|\n', 'markdown', 'boat'), '| aboat |\n|---|\n');
    assert.equal(insertedAt('# A ¦\n', 'markdown', 'boat'), '# A boat\n');
  });
});
