import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { findImages } from '../../../src/core/docs/find.ts';
import type { DocumentSyntax } from '../../../src/core/docs/imageReference.ts';

/** Texts that make a careless parser search the rest of the document again and again, written over and over. */
const repeated: Readonly<Partial<Record<DocumentSyntax, readonly string[]>>> = {
  markdown: [
    '[',
    '![',
    '![a',
    '![a](',
    '![a](b',
    '![a](b "',
    '![[a|',
    '](',
    '][',
    '[a]: b\n',
    '[a]: <b\n',
    '[a]: b "\n',
    '`a ``b ',
    '``` {a\n',
    '<',
    '<img ',
    '<img a={',
    '<style ',
    '<!-- ',
    '<a:',
    '<b@',
    '\\',
    '*',
    '> ',
    '- ',
    '| a ',
    '|a|b\n|-|-\n',
    '|\n',
    '# ',
    '!!! a\n',
    '!!! a\n    ',
    ':::image ',
    ':::image a="',
    '{{< figure ',
    '{{< figure src="',
    '{% img ',
    '{% asset_img a.png "',
    '{%',
    '{{<\n',
    '{% a\n',
    '```{note}\n',
    '```{image} a\n',
    '```{figure} a\n:alt: b\n',
    ':::{figure} a\n',
    ':::{image} a\n---\n',
    '::: a\n![a](b)\n',
    '```{=html}\n<',
    '`<img src=a>`{=html} ',
    '![a](b){',
    '![a](b){a="',
    '![a](b){#a ',
    '![a](b)    ',
    '{{< a >}}',
    '<!-- {{< figure src="a" ',
    '![bg w:1 a](b)',
    '| `',
  ],
  quarto: [
    '![a](b)\n\n',
    '![a](b)   x',
    '::: a\n![a](b)\n',
    '```{r, fig.alt="\n',
    '```{r}\n#| fig-alt: a\n',
    '![a](b){',
  ],
  mdx: ['{', '{/*', '<A b={', '<A>{', 'export const a = {\n', '![a]({', '`{'],
  asciidoc: [
    'image:',
    'image::',
    'image:a',
    'image:a[',
    'image::a[',
    '|image::a[',
    'image:a["',
    'image:a[b,"',
    'pass:[',
    'pass:m[',
    '+++',
    '+++a',
    '`a ',
    '+a ',
    '$$a',
    '"`',
    '{a}',
    ':a: {a}{a}\n',
    ':a-image: b\n',
    '.a image:\n',
    '|===\n|a ',
    '[cols="a   ',
    '[cols=cols=',
    '++++\n<img ',
    'ifdef::a[',
    'ifdef::a[]\n',
    ':imagesdir: a\n',
    '----\na\n',
    '* a\n',
    '== a\n',
    '|a a|',
  ],
  rest: [
    '.. image:: a\n',
    '.. image::\n',
    '.. image:: a\n   :alt:\n',
    '.. figure:: a\n\n   `',
    '`',
    '`a   ',
    '*a ',
    ':a:`',
    '.. ',
    ':f: .. image:: a\n',
    '+--+\n| a',
    '+--+--+\n|  |  |\n',
    '=== ===\na   b\n',
    '=== ===\n',
    '=== ===\n\n',
    'a::\n\n',
    '- ',
    '.. [1] .. image:: a\n',
    '|a| ',
    '====\n',
    'a\n==\n',
    '.. |',
    '.. a:: b::',
  ],
  latex: [
    '\\includegraphics',
    '\\includegraphics[',
    '\\includegraphics{',
    '\\includegraphics[a',
    '\\includegraphics[a={',
    '{',
    '}',
    '[',
    ']',
    '\\caption{',
    '\\caption[',
    '\\section{a',
    '\\begin{figure}',
    '\\begin{figure}\\includegraphics{a}',
    '\\end{figure}',
    '%',
    '{%',
    '\\verb|',
    '\\verb{',
    '\\iffalse ',
    '\\begin{verbatim}',
    '\\Description{',
    '\\begin{figure}\\Description[',
    '\\\\',
    '\n \n',
    '\\graphicspath{{',
  ],
};

/** Texts that are long in one place. */
const stretched: readonly (readonly [DocumentSyntax, string, string, string])[] = [
  ['latex', '\\includegraphics[a', ' ', ']{b}'],
  ['latex', '\\includegraphics[a={b', 'a ', '}]{b}'],
  ['latex', '\\caption{\\emph{', '{a}', '}}'],
  ['markdown', '![a](b)', ' ', 'x'],
  ['markdown', '![a', '|1', '](b)'],
  ['markdown', '![[a.png|', '1 ', 'x]]'],
  ['markdown', '---\na: b\nimage: c.png\nalt: ', '"', '\n---\n'],
  ['markdown', '---\nalt: ', '[', '\n---\n'],
  ['markdown', '---\nalt: ', '- ', '\n---\n'],
  ['markdown', '---\nalt: x\n', 'k: &a v\n', '---\n'],
  ['markdown', '---\nalt: x\n', '--- \n', ''],
  ['markdown', '+++\nalt = "', 'a = "', '\n+++\n'],
  ['markdown', '```{image} a\n---\nalt: ', '{', '\n---\n```\n'],
  ['markdown', '{{< figure src="a" alt="', '\\"', '" >}}'],
  ['markdown', '{% asset_img a.png ', '\'"a" ', '%}'],
  ['markdown', '| a ', '| a ', '\n|-|-\n'],
  ['asciidoc', 'image:a[', '\\]', ''],
  ['asciidoc', '|===\n|image::a[', 'x] ', '\n|===\n'],
  ['rest', '.. figure:: a\n\n   `a', ' ', 'b\n'],
  ['notebook', '{"cells":[{"cell_type":"markdown","source":["', '\\n![a](b)', '"]}]}'],
  ['notebook', '{"cells":[', '{"cell_type":"markdown","source":"![a](b)"},', '{}]}'],
  ['notebook', '', '[', ''],
];

const SMALL = 8_000;
/** Below this, the time says more about the machine than about the parser. */
const FLOOR = 40;

async function timeOf(text: string, syntax: DocumentSyntax): Promise<number> {
  const before = process.cpuUsage();
  const found = await findImages(text, syntax);
  for (const { context } of found.slice(0, 20)) assert.ok(context.before.length < 10_000);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** The best of some tries: the time of the processor, which other programs do not add to. */
async function ratioOf(make: (length: number) => string, syntax: DocumentSyntax): Promise<number> {
  let [small, large] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let tries = 0; tries < 4; tries += 1) {
    small = Math.min(small, await timeOf(make(SMALL), syntax));
    large = Math.min(large, await timeOf(make(16 * SMALL), syntax));
    if (large / Math.max(small, FLOOR) <= 24) break;
  }
  return large / Math.max(small, FLOOR);
}

describe('the time of reading a document', function () {
  this.timeout(120_000);

  for (const [syntax, texts] of Object.entries(repeated) as [DocumentSyntax, string[]][]) {
    it(`grows with its length: ${syntax}`, async () => {
      for (const text of texts) {
        const ratio = await ratioOf((length) => text.repeat(Math.ceil(length / text.length)), syntax);
        assert.ok(ratio <= 24, `${JSON.stringify(text)} × 16 took ${ratio.toFixed(0)} times as long`);
      }
    });
  }

  for (const [syntax, before, text, after] of stretched) {
    it(`grows with its length: ${syntax} ${JSON.stringify(before + text + text + after)}`, async () => {
      const make = (length: number) => before + text.repeat(Math.ceil(length / text.length)) + after;
      const ratio = await ratioOf(make, syntax);
      assert.ok(ratio <= 24, `16 times the text took ${ratio.toFixed(0)} times as long`);
    });
  }
});
