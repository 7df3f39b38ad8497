import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { type BlockSyntax, blockIn } from '../../../src/core/docs/block/blockIn.ts';
import { findImages } from '../../../src/core/docs/find.ts';
import { type Insertion, insertionAt, insertionBelow } from '../../../src/host/docs/source/blockInsertion.ts';

describe('inserting below an image', () => {
  const cases: readonly { name: string; before: string; after: string }[] = [
    {
      name: 'after the paragraph',
      before: 'Look: ![](a.png)\nthere.\n\nNext\n',
      after: 'Look: ![](a.png)\nthere.\n\none\n\ntwo\n\nNext\n',
    },
    {
      name: 'at the end of a file without a line end',
      before: '![](a.png)',
      after: '![](a.png)\n\none\n\ntwo',
    },
    { name: 'at the end of a file', before: '![](a.png)\n', after: '![](a.png)\n\none\n\ntwo\n' },
    {
      name: 'with the line ends of the file',
      before: '![](a.png)\r\n\r\nNext\r\n',
      after: '![](a.png)\r\n\r\none\r\n\r\ntwo\r\n\r\nNext\r\n',
    },
    {
      name: 'inside the list item',
      before: '1. Do\n2. See ![](a.png)\n3. Next\n',
      after: '1. Do\n2. See ![](a.png)\n\n   one\n\n   two\n\n3. Next\n',
    },
    {
      name: 'inside the item that an indented paragraph belongs to',
      before: '- Do\n\n  ![](a.png)\n\n- Next\n',
      after: '- Do\n\n  ![](a.png)\n\n  one\n\n  two\n\n- Next\n',
    },
    {
      name: 'inside the quote',
      before: '> ![](a.png)\n> more\n\nNext\n',
      after: '> ![](a.png)\n> more\n>\n> one\n>\n> two\n\nNext\n',
    },
    {
      name: 'before a heading that follows at once',
      before: '![](a.png)\n## Next\n',
      after: '![](a.png)\n\none\n\ntwo\n\n## Next\n',
    },
    {
      name: 'after the table',
      before: '| a | b |\n|---|---|\n| ![](a.png) | c |\n| d | e |\n',
      after: '| a | b |\n|---|---|\n| ![](a.png) | c |\n| d | e |\n\none\n\ntwo\n',
    },
    {
      name: 'after the HTML, whatever its indentation',
      before: '<p align="center">\n    <img src="a.png">\n</p>\n\nNext\n',
      after: '<p align="center">\n    <img src="a.png">\n</p>\n\none\n\ntwo\n\nNext\n',
    },
  ];
  for (const { name, before, after } of cases)
    it(name, async () => {
      const [reference] = await findImages(before, 'markdown');
      assert.ok(reference);
      assert.equal(inserted(before, insertionBelow(before, 'markdown', reference, 'one\n\ntwo')), after);
    });
});

function inserted(document: string, insertion: Insertion | undefined): string | undefined {
  if (!insertion) return undefined;
  return document.slice(0, insertion.offset) + insertion.text + document.slice(insertion.offset);
}

describe('inserting below an image that is not in Markdown', () => {
  /** Undefined where nothing is inserted. */
  const cases: Readonly<Record<string, readonly [BlockSyntax, string, string | undefined]>> = {
    'HTML: at its column': [
      'html',
      '<body>\n  <img src="a.png">\n  <p>Next</p>\n</body>',
      '<body>\n  <img src="a.png">\n  <p>one</p>\n  <p>two</p>\n  <p>Next</p>\n</body>',
    ],
    'HTML: after the paragraph, the link and the heading': [
      'html',
      '<h2><a href="/"><img src="a.png"></a> Name</h2>\n<p>Next</p>',
      '<h2><a href="/"><img src="a.png"></a> Name</h2>\n<p>one</p>\n<p>two</p>\n<p>Next</p>',
    ],
    'HTML: after the figure': [
      'html',
      '<figure>\n  <img src="a.png">\n  <figcaption>A</figcaption>\n</figure>\n',
      '<figure>\n  <img src="a.png">\n  <figcaption>A</figcaption>\n</figure>\n<p>one</p>\n<p>two</p>\n',
    ],
    'HTML: before what ends an open paragraph': [
      'html',
      '<p><img src="a.png">\n<p>Next',
      '<p><img src="a.png">\n\n<p>one</p>\n<p>two</p>\n<p>Next',
    ],
    'HTML: in the cell': [
      'html',
      '<table><tr><td><img src="a.png"></td></tr></table>\n',
      '<table><tr><td><img src="a.png">\n<p>one</p>\n<p>two</p>\n</td></tr></table>\n',
    ],
    'Vue: in the template': [
      'vue',
      '<template>\n  <div>\n    <img src="a.png">\n  </div>\n</template>\n',
      '<template>\n  <div>\n    <img src="a.png">\n    <p>one</p>\n    <p>two</p>\n  </div>\n</template>\n',
    ],
    'Astro: after the expression': [
      'astro',
      '---\nconst a = 1;\n---\n{a && <img src="a.png" />}\n',
      '---\nconst a = 1;\n---\n{a && <img src="a.png" />}\n<p>one</p>\n<p>two</p>\n',
    ],
    'reST: after the options and the caption': [
      'rest',
      'A\n\n.. figure:: a.png\n   :width: 3\n\n   Caption\n\nNext\n',
      'A\n\n.. figure:: a.png\n   :width: 3\n\n   Caption\n\none\n\ntwo\n\nNext\n',
    ],
    'reST: in the list item': [
      'rest',
      '- .. image:: a.png\n- Next\n',
      '- .. image:: a.png\n\n  one\n\n  two\n\n- Next\n',
    ],
    'reST: after the drawn table': [
      'rest',
      '+----------------+\n| .. image:: a.b |\n+----------------+\n\nNext\n',
      '+----------------+\n| .. image:: a.b |\n+----------------+\n\none\n\ntwo\n\nNext\n',
    ],
    'AsciiDoc: after the macro': [
      'asciidoc',
      '.Title\nimage::a.png[]\nNext\n',
      '.Title\nimage::a.png[]\n\none\n\ntwo\n\nNext\n',
    ],
    'AsciiDoc: after the paragraph': [
      'asciidoc',
      'See image:a.png[]\nthere.\n\nNext\n',
      'See image:a.png[]\nthere.\n\none\n\ntwo\n\nNext\n',
    ],
    'AsciiDoc: in the list item': [
      'asciidoc',
      '* See image:a.png[]\n* Next\n',
      '* See image:a.png[]\n+\n--\none\n\ntwo\n--\n* Next\n',
    ],
    'AsciiDoc: attached to the list item': [
      'asciidoc',
      '. See\n+\n.Title\nimage::a.png[]\n. Next\n',
      '. See\n+\n.Title\nimage::a.png[]\n+\n--\none\n\ntwo\n--\n. Next\n',
    ],
    'AsciiDoc: after the table': [
      'asciidoc',
      '|===\n|image:a.png[] |b\n|===\n\nNext\n',
      '|===\n|image:a.png[] |b\n|===\n\none\n\ntwo\n\nNext\n',
    ],
    'LaTeX: after the figure': [
      'latex',
      '\\begin{document}\n\\begin{figure}\n\\centering\\includegraphics{a}\n\n\\caption{A}\n\\end{figure}\nNext\n\\end{document}\n',
      '\\begin{document}\n\\begin{figure}\n\\centering\\includegraphics{a}\n\n\\caption{A}\n\\end{figure}\nNext\n\none\n\ntwo\n\n\\end{document}\n',
    ],
    'LaTeX: in the list item': [
      'latex',
      '\\begin{itemize}\n\\item \\includegraphics{a} % see\n\\item Next\n\\end{itemize}\n',
      '\\begin{itemize}\n\\item \\includegraphics{a} % see\n\none\n\ntwo\n\n\\item Next\n\\end{itemize}\n',
    ],
    'LaTeX: nowhere in the preamble': [
      'latex',
      '\\newcommand{\\logo}{\\includegraphics{a}}\n\\begin{document}\nText\n\\end{document}\n',
      undefined,
    ],
  };
  for (const [name, [syntax, before, after]] of Object.entries(cases))
    for (const eol of ['\n', '\r\n'])
      it(`${name}${eol === '\n' ? '' : ', with Windows line ends'}`, async () => {
        const document = before.replaceAll('\n', eol);
        const [reference] = await findImages(document, syntax);
        assert.ok(reference);
        const insertion = insertionBelow(document, syntax, reference, blockIn(syntax, 'one\n\ntwo'));
        assert.equal(inserted(document, insertion), after?.replaceAll('\n', eol));
      });
});

describe('inserting an answer at the cursor', () => {
  /** The document after the insertion; `¦` is the cursor, two of them a selection. */
  function insertedAt(document: string, content: string): string {
    const [start, end] = [document.indexOf('¦'), document.lastIndexOf('¦')];
    const text = document.replaceAll('¦', '');
    const range = { start, end: end === start ? start : end - 1 };
    return text.slice(0, range.start) + insertionAt(text, range, content) + text.slice(range.end);
  }
  const table = '| a | b |\n|---|---|';

  const cases: Readonly<Record<string, readonly [string, string, string]>> = {
    'keeps one line in its sentence': ['See ¦ there.', 'two boats', 'See two boats there.'],
    'replaces the selection': ['See ¦this¦ there.', 'two boats', 'See two boats there.'],
    'puts a heading below the paragraph': ['Text.¦', '# Heading', 'Text.\n\n# Heading'],
    'parts the paragraph around a table': ['Before ¦after.', table, `Before \n\n${table}\n\nafter.`],
    'leaves an empty document alone': ['¦', table, table],
    'takes an empty line between paragraphs': ['One.\n\n¦\n\nTwo.', table, `One.\n\n${table}\n\nTwo.`],
    'adds the blank lines that are missing': ['One.\n¦\nTwo.', table, `One.\n\n${table}\n\nTwo.`],
    'keeps to the list item': ['- Item¦\n- Next', '- a\n- b', '- Item\n\n  - a\n  - b\n\n- Next'],
    'keeps to the quote': ['> Said¦', '# So', '> Said\n>\n> # So'],
    'keeps Windows line ends': ['Text.¦\r\n', '# H\n\nb', 'Text.\r\n\r\n# H\r\n\r\nb\r\n'],
  };
  for (const [title, [before, content, after]] of Object.entries(cases))
    it(title, () => assert.equal(insertedAt(before, content), after));
});
