import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { type BlockSyntax, blockIn } from '../../../src/core/docs/block/blockIn.ts';
import { findImages } from '../../../src/core/docs/find.ts';
import { type Insertion, insertionBelow } from '../../../src/host/docs/source/blockInsertion.ts';

const cases = Number(process.env['FUZZ_CASES'] ?? 200);

const answer = [
  '## Berths & boats',
  'First [line](https://a.b/c)  \nsecond ![pic](p.png)',
  '- a\n  - b\n- c',
  '3. x',
  '```js\nif (a < b) {}\n```',
  '```mermaid\nflowchart LR\n```',
  '| A | B |\n|---|---|\n| 1 | |',
].join('\n\n');

const written: Readonly<Record<'html' | 'rest' | 'asciidoc' | 'latex', string>> = {
  html: `<p><strong>Berths &amp; boats</strong></p>
<p>First line (https://a.b/c)<br />second pic (p.png)</p>
<ul>
<li>a
<ul>
<li>b</li>
</ul>
</li>
<li>c</li>
</ul>
<ol start="3">
<li>x</li>
</ol>
<pre><code class="language-js">if (a &lt; b) &#123;&#125;
</code></pre>
<pre class="mermaid">
flowchart LR
</pre>
<table>
<thead>
<tr><th>A</th><th>B</th></tr>
</thead>
<tbody>
<tr><td>1</td><td></td></tr>
</tbody>
</table>`,
  rest: `**Berths & boats**

| First line (https://a.b/c)
| second pic (p.png)

- a

  - b

- c

..

3. x

.. code-block:: js

   if (a < b) {}

.. mermaid::

   flowchart LR

.. list-table::
   :header-rows: 1

   * - A
     - B
   * - 1
     -`,
  asciidoc: `*Berths & boats*

First line (https://a.b/c) +
second pic (p.png)

* a
** b
* c

//-

[start=3]
. x

[source,js]
----
if (a < b) {}
----

[mermaid]
----
flowchart LR
----

[%header,cols="2*"]
|===
|A
|B

|1
|
|===`,
  latex: `\\textbf{Berths \\& boats}

First line (https://a.b/c) \\\\
second pic (p.png)

\\begin{itemize}
\\item a

\\begin{itemize}
\\item b
\\end{itemize}
\\item c
\\end{itemize}

\\begin{enumerate}
\\item[3.] x
\\end{enumerate}

\\begin{verbatim}
if (a < b) {}
\\end{verbatim}

\\begin{verbatim}
flowchart LR
\\end{verbatim}

\\begin{tabular}{ll}
\\hline
A & B \\\\
\\hline
1 &  \\\\
\\hline
\\end{tabular}`,
};

/** A document with one image, and text after it. */
const documents: Readonly<Record<BlockSyntax, string>> = {
  markdown: '![a](a.png)\n\nNext\n',
  quarto: '![a](a.png)\n\nNext\n',
  mdx: '![a](a.png)\n\nNext\n',
  html: '<div>\n  <img src="a.png" alt="a">\n</div>\n<img src="b.png" alt="b">\n',
  vue: '<template>\n  <div>\n    <img src="a.png" alt="a">\n  </div>\n</template>\n',
  svelte: '<div>\n  <img src="a.png" alt="a">\n</div>\n<img src="b.png" alt="b">\n',
  astro: '---\n---\n<div>\n  <img src="a.png" alt="a">\n</div>\n<img src="b.png" alt="b">\n',
  rest: 'A\n\n.. image:: a.png\n   :alt: a\n\n.. image:: b.png\n',
  asciidoc: 'image::a.png[a]\n\nNext image:b.png[b]\n',
  latex: '\\begin{document}\n\\includegraphics{a}\n\nNext \\includegraphics{b}\n\\end{document}\n',
};
const syntaxes = Object.keys(documents) as BlockSyntax[];

/** Texts that would be more than text in one of the syntaxes. */
const hostile = [
  ...[
    '![x](x.png)',
    '<img src=x.png>',
    '<script>alert(1)</script>',
    '{{ constructor() }}',
    '{@html x}',
    '#{x}',
  ],
  ...[
    '.. image:: x.png',
    '.. raw:: html',
    '|logo|',
    ':raw:`x`',
    '`x`_',
    'x_',
    '.. include:: /etc/passwd',
    '::',
  ],
  ...[
    'image::x.png[]',
    'image:x.png[]',
    'include::/etc/passwd[]',
    '{docdir}',
    '+++<img src=x.png>+++',
    'pass:[<b>]',
  ],
  ...[
    '\\includegraphics{x}',
    '\\input{/etc/passwd}',
    '\\write18{rm}',
    '$x$',
    '\\end{document}',
    '\\end{verbatim}',
  ],
  ...[
    '----',
    '====',
    '|===',
    '--',
    '////',
    '++++',
    '....',
    '```',
    '~~~',
    '</pre>',
    '</code>',
    '</table>',
    '-->',
  ],
  ...[
    '* ',
    '- ',
    '1. ',
    '. ',
    '> ',
    '# ',
    '| ',
    '|',
    '&',
    '%',
    '#',
    '~',
    '^',
    '_',
    '*',
    '[',
    ']',
    '(',
    '\\',
    '"',
  ],
  ...[
    '\n',
    '\n\n',
    '    ',
    '   ',
    '\u2028',
    '\u0085',
    '\f',
    '\t',
    'word',
    ':attr: x',
    'ifdef::x[]',
    'endif::[]',
  ],
  ...[
    '[cols=1]',
    '.Title',
    '+',
    '<<x>>',
    '((x))',
    '<!-- ask-claude-ignore -->',
    '@if (x) {',
    '[[#{x}]]',
    '<%= x %>',
  ],
];

describe('an answer as a block of a document', () => {
  for (const [syntax, block] of Object.entries(written))
    it(`has every part in ${syntax}`, () => assert.equal(blockIn(syntax as BlockSyntax, answer), block));

  it('shows markup of HTML and of its frameworks', () => {
    assert.equal(
      blockIn('vue', '<b>{{ x }}</b> @if [[y]]'),
      '<p>&lt;b&gt;&#123;&#123; x &#125;&#125;&lt;/b&gt; &#64;if &#91;[y]]</p>',
    );
  });

  it('shows roles, references, substitutions and directives of reStructuredText', () => {
    assert.equal(blockIn('rest', ':raw:\\`x\\` |y| z_'), '\\:raw:\\`x\\` \\|y\\| z\\_');
    assert.equal(blockIn('rest', '.. raw:: html'), '\\.. raw\\:: html');
    assert.equal(blockIn('rest', '1\\. So it is::'), '1\\. So it is\\:\\:');
    assert.equal(blockIn('rest', '\\- a snake_case at 10:30'), '\\- a snake_case at 10:30');
    // What Python takes for the end of a line would end the code.
    assert.equal(
      blockIn('rest', '```\na\u2028.. raw:: x\n```'),
      '.. code-block:: text\n\n   a\n   .. raw:: x',
    );
  });

  it('shows attributes, macros, includes and passthroughs of AsciiDoc', () => {
    assert.equal(
      blockIn('asciidoc', '{x} image:a.png[] snake_case'),
      '&#123;x} image:a.png&#91;] snake_case',
    );
    assert.equal(blockIn('asciidoc', '\\+\\+\\+x\\+\\+\\+ &copy;'), '&#43;&#43;&#43;x&#43;&#43;&#43; ©');
    assert.equal(blockIn('asciidoc', 'NOTE: x'), 'NOTE&#58; x');
    assert.equal(
      blockIn('asciidoc', '```\ninclude::a[]\n----\n```'),
      '[source,text]\n-----\n\\include::a[]\n----\n-----',
    );
  });

  it('shows commands of LaTeX, and does not leave verbatim text early', () => {
    assert.equal(
      blockIn('latex', '\\input{x} 50% $a_b$ #1'),
      '\\textbackslash{}input\\{x\\} 50\\% a\\_b \\#1',
    );
    assert.equal(
      blockIn('latex', '```\n\\end{verbatim}\\input{x}\n```'),
      '\\begin{verbatim}\n\\end {verbatim}\\input{x}\n\\end{verbatim}',
    );
  });

  it('adds no image, whatever a picture says, and changes nothing else', async () => {
    const texts = fc.array(fc.constantFrom(...hostile), { maxLength: 12 }).map((parts) => parts.join(''));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...syntaxes),
        texts,
        fc.constantFrom('\n', '\r\n'),
        async (syntax, text, eol) => {
          const document = documents[syntax].replaceAll('\n', eol);
          const [reference, ...others] = await findImages(document, syntax);
          assert.ok(reference);
          const made = insertionBelow(document, syntax, reference, blockIn(syntax, text));
          assert.ok(made);
          const after = await findImages(inserted(document, made), syntax);
          assert.deepEqual(
            after.map(({ source }) => source.text),
            [reference, ...others].map(({ source }) => source.text),
          );
          assert.ok(!/(?<!\r)\n/.test(made.text) || eol === '\n', 'the line ends of the document');
        },
      ),
      { numRuns: cases },
    );
  });
});

function inserted(document: string, { offset, text }: Insertion): string {
  return document.slice(0, offset) + text + document.slice(offset);
}
