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
        const stream = new AnswerStream();
        let text = '';
        for (const next of pieces.flatMap((some) => [...some])) {
          text += next;
          assert.deepEqual(drawn(stream.blocks(text, false)), whole(text), JSON.stringify(text));
        }
      }),
      { numRuns: 400, seed: 7 },
    );
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

  it('parses each part about once, however long the answer becomes', () => {
    let parsed = 0;
    const stream = new AnswerStream((source, references) => {
      parsed += source.length;
      return renderBlocks(source, references);
    });
    let text = '';
    for (let index = 0; index < 300; index++) {
      text += `Paragraph ${index}.\n\n`;
      assert.equal(stream.blocks(text, false).length, index + 1);
    }
    assert.ok(parsed < text.length * 3, `${parsed} characters parsed for ${text.length}`);
  });
});
