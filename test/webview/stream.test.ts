import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { renderBlocks } from '../../src/webview/answer/markdown.ts';
import { AnswerStream } from '../../src/webview/answer/stream.ts';

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
  ],
);

const whole = (text: string) => new AnswerStream().blocks(text, true).join('');

describe('an answer that arrives in pieces', () => {
  it('is drawn at every moment as if it had come at once', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const stream = new AnswerStream();
        let text = '';
        for (const next of pieces.flatMap((some) => [...some])) {
          text += next;
          assert.equal(stream.blocks(text, false).join(''), whole(text), JSON.stringify(text));
        }
      }),
      { numRuns: 400, seed: 7 },
    );
  });

  it('links words whose address comes later, once it is finished', () => {
    const stream = new AnswerStream();
    stream.blocks('See [the docs].\n\nMore.\n\nEnd.\n', false);
    const blocks = stream.blocks('See [the docs].\n\nMore.\n\nEnd.\n\n[the docs]: https://example.com', true);
    assert.match(blocks[0] ?? '', /<a href="https:\/\/example.com">the docs<\/a>/);
  });

  it('starts again when it is replaced', () => {
    const stream = new AnswerStream();
    stream.blocks('One.\n\nTwo.\n\nThree.', false);
    assert.equal(stream.blocks('Other.', false).join(''), '<p>Other.</p>\n');
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
