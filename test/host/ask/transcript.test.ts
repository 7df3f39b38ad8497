import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import {
  advance,
  type Conversation,
  emptyConversation,
  type RunEvent,
} from '../../../src/core/ask/conversation.ts';
import type { AttachedImage } from '../../../src/core/ask/question.ts';
import { transcript } from '../../../src/host/ask/transcript.ts';
import { settings } from '../settings.ts';

const image = (name: string, uri = `file:/w/images/${name}`): AttachedImage => ({ id: name, name, uri });
const pasted = image('image.png', 'pasted:/image.png');

/** Adds a question with what came of it. */
const turn =
  (id: string, title: string, images: readonly AttachedImage[], ...events: RunEvent[]) =>
  (conversation: Conversation): Conversation => {
    const asked = { id, title, question: title, model: 'claude-sonnet-5-5', fresh: false };
    const attached = advance(conversation, { type: 'attached', images });
    return events.reduce<Conversation>(advance, advance(attached, { type: 'asked', turn: asked }));
  };

const text = (turn: string, text: string): RunEvent => ({
  turn,
  type: 'answer',
  event: { type: 'text', text },
});
const end = (turn: string): RunEvent => ({
  turn,
  type: 'answer',
  event: { type: 'end', reason: 'complete' },
});
const used = (turn: string, output: number): RunEvent => {
  const usage = { input: 1000, output, cacheRead: 0, cacheWrite: 0 };
  return { turn, type: 'answer', event: { type: 'usage', usage } };
};

function exported(...turns: readonly ReturnType<typeof turn>[]): string {
  const conversation = turns.reduce((now, add) => add(now), emptyConversation);
  const pathOf = ({ uri }: AttachedImage) =>
    uri.startsWith('file:/w/') ? uri.slice('file:/w/'.length) : undefined;
  return transcript(conversation, { day: '2026-11-30', settings, pathOf });
}

describe('the transcript', () => {
  it('says which part of an image was asked about, and links to no file of which a part was redacted', () => {
    const box = { x: 10, y: 20, width: 80, height: 40 };
    const whole = image('a.png');
    const images = [
      { ...whole, region: box },
      { ...whole, id: 'b', redactions: [box] },
    ];
    const document = exported(turn('1', 'What is it?', images, text('1', 'A dog.'), end('1')));
    assert.match(
      document,
      /^Images: \[a\.png\]\(images\/a\.png\) \(region 80 × 40 at 10, 20\), a\.png \(redacted\)$/m,
    );
  });

  it('holds the questions with their images, the answers and what they cost', () => {
    const document = exported(
      turn(
        'a',
        'What is it?',
        [image('plan (1).png'), pasted],
        text('a', 'A **plan**.'),
        used('a', 100),
        end('a'),
      ),
      turn('b', 'And now?', [], text('b', 'The same.'), used('b', 100), end('b')),
    );
    assert.equal(
      document,
      `# About plan (1).png and image.png

2026-11-30 · claude-sonnet-5-5 · 2,200 tokens, $0.006

## 1. What is it?

Images: [plan (1).png](images/plan%20%281%29.png), image.png

A **plan**.

1,000 tokens in, 100 out · $0.003

## 2. And now?

The same.

1,000 tokens in, 100 out · $0.003
`,
    );
  });

  it('puts the headings of an answer below that of its question', () => {
    const document = exported(
      turn('a', 'Read it', [], text('a', '# Title\n\nPart\n----\n\n```sh\n# comment\n```'), end('a')),
    );
    assert.match(document, /\n### Title\n\n#### Part\n\n```sh\n# comment\n```\n/);
  });

  it('shows the further lines of a question below its heading, and no markup of it', () => {
    const document = exported(turn('a', '# Is *this*\n\n1. one?\n- two', []));
    assert.match(document, /\n## 1\. \\# Is \\\*this\\\*\n\n> 1\\\. one\?\n> \\- two\n/);
  });

  it('says where an answer was stopped or has failed, and why an image was left out', () => {
    const failure = { kind: 'cutStream', detail: '', requestId: 'req_1' } as const;
    const note = { what: 'leftOut', image: 'b.png', refusal: { reason: 'empty' } } as const;
    const document = exported(
      turn('a', 'One', [], { turn: 'a', type: 'noted', note }, text('a', '```js\ncut'), {
        turn: 'a',
        type: 'failed',
        failure,
      }),
      turn('b', 'Two', [], text('b', 'Half'), { turn: 'b', type: 'stopped' }),
      turn('c', 'Three', [], text('c', 'On the')),
    );
    assert.match(document, /\n> Left out: b\.png is empty: save or export it again\.\n/);
    // The open code block does not swallow what follows.
    assert.match(
      document,
      /\n```js\ncut\n```\n\n> The answer was cut off: the connection ended early\..*req\\?_1/,
    );
    assert.match(document, /\nHalf\n\n> Stopped\.\n/);
    assert.match(document, /\nOn the\n\n> Not answered yet when this was exported\.\n/);
  });
});
