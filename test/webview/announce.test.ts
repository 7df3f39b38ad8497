import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { announcement } from '../../src/webview/announce.ts';
import { emptyState, image, turn } from './states.ts';

describe('announcements', () => {
  const failure = { text: 'Cut.', remedy: 'Ask again.', actions: [] };

  it('say nothing of what a fresh panel finds', () => {
    assert.equal(announcement(undefined, emptyState({ turns: [turn('a', { status: 'streaming' })] })), '');
  });

  for (const [status, words] of [
    ['streaming', 'Answer started.'],
    ['done', 'Answer finished.'],
    ['stopped', 'Answer stopped.'],
    ['failed', 'Answer failed: Cut. Ask again.'],
  ] as const)
    it(`say how an answer is ${status}`, () => {
      const before = emptyState({ turns: [turn('a', { status: 'waiting' })] });
      const after = emptyState({ turns: [turn('a', { status, failure })] });
      assert.equal(announcement(before, after), words);
      assert.equal(announcement(after, after), '');
    });

  it('say what is waited for, and not each second of a countdown', () => {
    const waiting = (progress: string) => emptyState({ turns: [turn('a', { status: 'waiting', progress })] });
    const soon = waiting('Overloaded. Trying again in 12 s…');
    assert.equal(announcement(waiting('Waiting…'), soon), 'Overloaded. Trying again in 12 s…');
    assert.equal(announcement(soon, waiting('Overloaded. Trying again in 9 s…')), '');
  });

  it('speak of a turn that came and ended between two states', () => {
    const old = turn('a');
    assert.equal(
      announcement(emptyState({ turns: [old] }), emptyState({ turns: [old, turn('b')] })),
      'Answer finished.',
    );
  });

  it('count the images that came and give the reason of those that cannot be sent', () => {
    const [a, b] = [image('a.png'), image('b.png')];
    assert.equal(announcement(emptyState(), emptyState({ images: [a] })), 'a.png attached.');
    assert.equal(announcement(emptyState(), emptyState({ images: [a, b] })), '2 images attached.');
    const damaged = { ...b, problem: 'b.png is damaged.' };
    assert.equal(
      announcement(emptyState({ images: [a, b] }), emptyState({ images: [a, damaged] })),
      'b.png is damaged.',
    );
    assert.equal(
      announcement(emptyState({ images: [a, damaged] }), emptyState({ images: [a, damaged] })),
      '',
    );
  });

  it('read a new notice once', () => {
    const after = emptyState({ notice: { text: 'Left out.', actions: [] } });
    assert.equal(announcement(emptyState(), after), 'Left out.');
    assert.equal(announcement(after, after), '');
  });
});
