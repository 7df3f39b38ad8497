import assert from 'node:assert/strict';
import type { MessageParam, ToolUseBlock } from '@anthropic-ai/sdk/resources/messages/messages';
import { describe, it } from 'mocha';
import { answer, calling, zoom } from '../../emulator/faults.ts';
import { clientOf, question, useEmulator, user } from './harness.ts';

describe('the stand-in uses tools as the API does', () => {
  const emulator = useEmulator();
  const tools = [{ name: 'zoom', input_schema: { type: 'object' as const } }];
  const asked = question();

  /** A first answer that calls, read by the SDK from its stream. */
  const begin = async () => {
    emulator().script(calling('Let me see.', zoom(1, [0, 0, 10, 10])), answer('Seen.'));
    const message = await clientOf(emulator())
      .messages.stream({ ...asked, tools })
      .finalMessage();
    const call = message.content.find((block): block is ToolUseBlock => block.type === 'tool_use')!;
    return { message, call };
  };
  const go = (...messages: MessageParam[]) =>
    clientOf(emulator()).messages.create({ ...asked, tools, messages: [...asked.messages, ...messages] });
  const refused = async (request: Promise<unknown>) =>
    request.then(() => assert.fail('it was accepted'), String);

  it('calls in pieces that the SDK joins, and goes on after the result', async () => {
    const { message, call } = await begin();
    assert.equal(message.stop_reason, 'tool_use');
    assert.deepEqual(call.input, { image: 1, x1: 0, y1: 0, x2: 10, y2: 10 });
    const last = await go(
      { role: 'assistant', content: message.content },
      user({ type: 'tool_result', tool_use_id: call.id, content: 'Nothing there.' }),
    );
    assert.equal(last.stop_reason, 'end_turn');
  });

  it('wants each call answered in the next message, before anything else', async () => {
    const { message, call } = await begin();
    const said = { role: 'assistant', content: message.content } as const;
    const result = { type: 'tool_result', tool_use_id: call.id, content: 'x' } as const;
    const text = { type: 'text', text: 'x' } as const;
    assert.match(
      await refused(go(said, user(text))),
      /without `tool_result` blocks immediately after: toolu_/,
    );
    assert.match(await refused(go(said, user({ ...result, tool_use_id: 'toolu_x' }))), /immediately after/);
    assert.match(
      await refused(go(said, user(result, { ...result, tool_use_id: 'y' }))),
      /unexpected `tool_use_id`/,
    );
    assert.match(await refused(go(said, user(text, result))), /must come before/);
    assert.match(await refused(go(user(result))), /unexpected `tool_use_id`/);
    const { tools: _, ...without } = { ...asked, tools };
    const messages = [...asked.messages, said, user(result)];
    assert.match(
      await refused(clientOf(emulator()).messages.create({ ...without, messages })),
      /must define tools/,
    );
  });

  it('wants the thoughts of an open call back as they were, and of none that is answered', async () => {
    const { message, call } = await begin();
    const result = user({ type: 'tool_result', tool_use_id: call.id, content: 'x' });
    const without = {
      role: 'assistant',
      content: message.content.filter(({ type }) => type !== 'thinking'),
    } as const;
    const changed = {
      role: 'assistant',
      content: message.content.map((block) =>
        block.type === 'thinking' ? { ...block, signature: 'x' } : block,
      ),
    } as const;
    assert.match(await refused(go(without, result)), /cannot be modified/);
    assert.match(await refused(go(changed, result)), /cannot be modified/);
    const after = [{ role: 'assistant', content: 'Seen.' } as const, user({ type: 'text', text: 'And?' })];
    assert.equal((await go(without, result, ...after)).stop_reason, 'end_turn');
  });
});
