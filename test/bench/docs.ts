import createParser from 'markdown-it';
import { findImages } from '../../src/core/docs/find.ts';

/**
 * Finding the images of Markdown documents, beside markdown-it parsing the same text: `npx tsx test/bench/docs.ts`.
 * The best of some rounds, which is what a core does when nothing else runs on it.
 */
const rounds = 15;
const megabyte = 1_000_000;

const prose = `## A section with a heading

Some paragraphs of documentation with *emphasis*, \`code\`, [a link](other.md) and enough words to fill the lines that
people usually write, so that most of the text is nothing but text and only a small part of it is markup.

- A list item with a few words
- Another one, and \`![no image](no.png)\` in code
  1. A nested one

\`\`\`ts
const code = '![no image](no.png)';
\`\`\`

![A screenshot of the settings](images/settings%20page.png "Settings") and text after it.

| Option | What it does |
|--------|--------------|
| \`a\`  | Something \\| else |

<p align="center"><img src="images/logo.png" alt="" width="200"></p>

> A quotation with [a link](https://example.com/page) in it.

`;
const images = 'Words ![an *image*](images/a%20b.png "title") and [![in a link](b.png)](c.md) once more.\n\n';
const plain = `${'Nothing but words and words again, without any markup in them at all. '.repeat(12)}\n\n`;

const md = createParser({ html: true });
console.log('| text | MB | references | find, ms | ms per MB | markdown-it, ms | find ÷ markdown-it |');
console.log('|---|---|---|---|---|---|---|');
for (const [name, unit] of Object.entries({
  documentation: prose,
  'only images': images,
  'only words': plain,
})) {
  for (const size of [0.5, 1, 2, 4]) {
    const text = unit.repeat(Math.ceil((size * megabyte) / unit.length));
    const count = (await findImages(text, 'markdown')).length;
    const own = await best(() => findImages(text, 'markdown'));
    const plainParse = await best(() => md.parse(text, {}));
    const row = [name, size, count, own.toFixed(0), (own / size).toFixed(0), plainParse.toFixed(0)];
    console.log(`| ${[...row, (own / plainParse).toFixed(2)].join(' | ')} |`);
  }
}

async function best(work: () => unknown): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    await work();
    least = Math.min(least, performance.now() - start);
  }
  return least;
}
