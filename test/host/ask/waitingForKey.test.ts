import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { emptyConversation } from '../../../src/core/ask/conversation.ts';
import { FailureError } from '../../../src/core/errors.ts';
import { Session } from '../../../src/host/ask/session.ts';
import { createWaitingForKey } from '../../../src/host/ask/waitingForKey.ts';
import { settings } from '../settings.ts';

/** A key as every window sees it. */
function keyStore() {
  const listeners = new Set<() => unknown>();
  let key: string | undefined;
  return {
    read: async () =>
      key === undefined ? ({ source: 'missing' } as const) : { key, source: 'stored' as const },
    onDidChange: (listener: (event: unknown) => unknown) => {
      const call = () => listener(undefined);
      listeners.add(call);
      return { dispose: () => listeners.delete(call) };
    },
    set: async (value: string | undefined) => {
      key = value;
      await Promise.all([...listeners].map((listener) => listener()));
    },
  };
}

describe('questions that wait for a key', () => {
  const keys = keyStore();
  const asked: string[] = [];
  let isOpen = true;
  const waiting = createWaitingForKey(keys, () => isOpen);
  const session: Session = new Session(
    {
      runner: {
        start: async (_, turn, _options, emit) => {
          asked.push(turn);
          emit({ turn, type: 'answer', event: { type: 'text', text: 'Yes.' } });
          emit({ turn, type: 'answer', event: { type: 'end', reason: 'complete' } });
        },
        request: async () => assert.fail(),
        prepareAhead: async () => undefined,
        forget: () => undefined,
      },
      inspect: async () => ({}),
      askOptions: async () => {
        if ((await keys.read()).source === 'missing') throw new FailureError({ kind: 'noKey', detail: '' });
        return { model: 'm', baseUrl: '', detail: 'auto', maxTokens: 9 };
      },
      agreesToCost: async () => true,
      settings: () => settings,
      countTokens: async () => 0,
      changed: (_, event) => event && waiting.follow(session, event),
    },
    emptyConversation,
  );
  const statuses = () => session.conversation.turns.map(({ status }) => status);

  it('are asked by themselves, in order and once, as soon as one is set', async () => {
    await session.ask({ text: 'First?' });
    await session.ask({ text: 'Second?' });
    assert.deepEqual(statuses(), ['failed', 'failed']);
    await keys.set(undefined);
    assert.deepEqual(statuses(), ['failed', 'failed']);
    await keys.set('sk-ant');
    assert.deepEqual(statuses(), ['done', 'done']);
    const ids = session.conversation.turns.map(({ id }) => id);
    assert.deepEqual(asked, ids);
    await keys.set('sk-ant-2');
    assert.deepEqual(asked, ids);
  });

  it('are not asked when their conversation is gone', async () => {
    await keys.set(undefined);
    await session.ask({ text: 'Third?' });
    asked.length = 0;
    isOpen = false;
    await keys.set('sk-ant');
    assert.deepEqual(asked, []);
    assert.equal(statuses().at(-1), 'failed');
  });
});
