import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { AnswerStream } from '../../src/webview/answer/stream.ts';
import { type AnswerBlock, renderBlocks } from '../../src/webview/answer/syntax/renderBlocks.ts';

/** Beginnings of lines that change their meaning with what follows, next to plain ones. */
const piece = fc.constantFrom(
  ...[
    'word',
    ' ',
    '\n',
    '\n\n',
    '\n    ',
    '- ',
    '* ',
    '1. ',
    '2',
    '2. ',
    '# ',
    '#',
    '> ',
    '```',
    '```js\n',
    '~~~',
  ],
  ...[
    '***',
    '**',
    '*',
    '---',
    '===',
    '| a | b |\n',
    '|---|---|\n',
    '|',
    '`',
    '[x](y)',
    '![',
    '&amp;',
    '\\',
    '\t',
    '\r\n',
    '- [ ] ',
    '\n$$\n',
    '\\[\n',
    '\\]\n',
    '$x$',
    '[x]: http://x.test\n',
  ],
);

const drawn = (blocks: readonly AnswerBlock[]) =>
  blocks.map(({ html, parts, code }) => ({ html, parts, code }));
const whole = (text: string) => drawn(new AnswerStream().blocks(text, true));

describe('an answer that arrives in pieces', () => {
  it('is drawn at every moment as if it had come at once', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const stream = new AnswerStream(renderBlocks, 0);
        let text = '';
        for (const next of pieces.flatMap((some) => [...some])) {
          text += next;
          assert.deepEqual(drawn(stream.blocks(text, false)), whole(text), JSON.stringify(text));
        }
      }),
      { numRuns: 400, seed: 7 },
    );
  });

  it('is so inside of lists, tables and quotes that settle part by part', () => {
    const inside = fc.constantFrom(
      ...[
        '- a\n',
        '- b',
        '\n',
        '\n\n',
        '  - c\n',
        '  d\n',
        '   ',
        '* e\n',
        '+',
        '1. f\n',
        '2. g\n',
        '3) h\n',
        '10. i\n',
      ],
      ...[
        '> q\n',
        '> - r\n',
        '>\n',
        '> ',
        '>     s\n',
        '> ```js\n',
        '```\n',
        '> | t | u |\n> |---|---|\n',
        '> | v | w |\n',
      ],
      ...['| x | y |\n|---|---|\n', '| z | 1 |\n', '- # k\n', '- ```\n', '---\n', '===\n', 'word '],
    );
    // The beginning makes it likely that there is something to settle.
    const start = fc.constantFrom(
      '- a\n- b\n- c\n',
      '1. a\n2. b\n3. c\n',
      '- a\n\n- b\n\n- c\n',
      '> a\n>\n> b\n>\n> c\n',
      '',
    );
    fc.assert(
      fc.property(start, fc.array(inside, { maxLength: 30 }), (first, pieces) => {
        const stream = new AnswerStream(renderBlocks, 0);
        let text = '';
        for (const next of [first, ...pieces].flatMap((some) => [...some])) {
          text += next;
          assert.deepEqual(drawn(stream.blocks(text, false)), whole(text), JSON.stringify(text));
        }
      }),
      { numRuns: 300, seed: 7 },
    );
  });

  it('knows the addresses that stand in an item which has settled', () => {
    const stream = new AnswerStream(renderBlocks, 0);
    let text = '- [docs]: https://example.com\n';
    for (let index = 0; index < 10; index++) {
      text += `- point ${index}\n`;
      stream.blocks(text, false);
    }
    const blocks = stream.blocks(`${text}\nSee [docs].`, false);
    assert.match(blocks[1]?.html ?? '', /<a href="https:\/\/example.com">docs<\/a>/);
  });

  it('links words whose address comes later, once it is finished', () => {
    const stream = new AnswerStream();
    stream.blocks('See [the docs].\n\nMore.\n\nEnd.\n', false);
    const blocks = stream.blocks('See [the docs].\n\nMore.\n\nEnd.\n\n[the docs]: https://example.com', true);
    assert.match(blocks[0]?.html ?? '', /<a href="https:\/\/example.com">the docs<\/a>/);
  });

  it('starts again when it is replaced', () => {
    const stream = new AnswerStream();
    stream.blocks('One.\n\nTwo.\n\nThree.', false);
    assert.deepEqual(
      stream.blocks('Other.', false).map(({ html }) => html),
      ['<p>Other.</p>\n'],
    );
  });

  const growing: Readonly<Record<string, readonly [string, (index: number) => string]>> = {
    paragraphs: ['', (index) => `Paragraph ${index}.\n\n`],
    items: ['', (index) => `- item ${index}\n`],
    'items far apart': ['', (index) => `- item ${index}\n\n`],
    'numbered items': ['', (index) => `${index + 5}. item\n   - below\n`],
    rows: ['| a | b |\n|---|---|\n', (index) => `| ${index} | row |\n`],
    'blocks of a quote': ['', (index) => `> said ${index}\n>\n`],
  };
  for (const [name, [head, piece]] of Object.entries(growing))
    it(`parses each of its ${name} about once, however many there are`, () => {
      const parsed = (count: number) => {
        let characters = 0;
        const stream = new AnswerStream((source, references) => {
          characters += source.length;
          return renderBlocks(source, references);
        }, 200);
        let text = head;
        for (let index = 0; index < count; index++) {
          text += piece(index);
          stream.blocks(text, false);
        }
        return characters;
      };
      // Twice as many would be four times the work if all were parsed again.
      assert.ok(parsed(600) < 2.5 * parsed(300), `${parsed(300)}, then ${parsed(600)} characters`);
    });
});
