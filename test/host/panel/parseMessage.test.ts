import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { parseMessage } from '../../../src/host/panel/parseMessage.ts';

describe('a message of the panel', () => {
  it('is taken when it is one that the panel sends, without anything that was added', () => {
    const message = { type: 'send', payload: { text: 'What?', extra: 1 }, more: true };
    assert.deepEqual(parseMessage(message), { type: 'send', payload: { text: 'What?' } });
    const bytes = { files: [{ name: 'a.png', bytes: Uint8Array.of(1) }] };
    assert.deepEqual(parseMessage({ type: 'bytes', payload: bytes }), { type: 'bytes', payload: bytes });
    const act = { id: 'retry' };
    assert.deepEqual(parseMessage({ type: 'act', payload: act }), { type: 'act', payload: act });
  });

  it('is refused in any other shape', () => {
    const odd: unknown[] = [
      ...[undefined, null, 'send', [], { type: 'send' }, { type: 'send', payload: null }],
      ...['constructor', '__proto__', 'toString', 'unknown'].map((type) => ({ type, payload: {} })),
      { type: 'send', payload: { text: 7 } },
      { type: 'send', payload: { text: 'x'.repeat(9_000_000) } },
      { type: 'frame', payload: { image: 'a', frame: -1 } },
      { type: 'frame', payload: { image: 'a', frame: 0.5 } },
      { type: 'bytes', payload: { files: [{ name: 'a.png', bytes: 'iVBOR' }] } },
      { type: 'uris', payload: { uris: Array.from({ length: 1001 }, () => 'file:///a.png') } },
      { type: 'act', payload: { id: 'retry', turn: {} } },
      ...[
        { region: { x: -1, y: 0, width: 1, height: 1 }, redactions: [] },
        { region: { x: 0, y: 0, width: 0, height: 1 }, redactions: [] },
        { redactions: [{ x: 0, y: 0.5, width: 1, height: 1 }] },
        { region: { x: 0, y: 0, width: 1, height: 1 } },
        { redactions: [], copy: '' },
      ].map((parts) => ({ type: 'parts', payload: { image: 'a', copy: 'b', ...parts } })),
    ];
    for (const message of odd)
      assert.throws(() => parseMessage(message), JSON.stringify(message)?.slice(0, 80));
  });
});
