import assert from 'node:assert/strict';
import Anthropic from '@anthropic-ai/sdk';
import type { MessageBatchResult } from '@anthropic-ai/sdk/resources/messages/batches';
import { describe, it } from 'mocha';
import { answer } from '../../emulator/faults.ts';
import { base64Image, clientOf, question, useEmulator } from './harness.ts';

describe('the stand-in runs batches', () => {
  const emulator = useEmulator();
  const batches = () => clientOf(emulator()).messages.batches;

  const resultsOf = async (id: string): Promise<Map<string, MessageBatchResult>> => {
    const results = new Map<string, MessageBatchResult>();
    for await (const { custom_id, result } of await batches().results(id)) results.set(custom_id, result);
    return results;
  };

  it('creates, ends after it was asked for, and gives results in another order', async () => {
    const { id, processing_status, results_url } = await batches().create({
      requests: [
        { custom_id: 'one', params: question('First', [base64Image()]) },
        { custom_id: 'bad', params: { ...question(), model: 'nobody' } },
        { custom_id: 'busy', params: question('emulator: overloaded') },
        { custom_id: 'late', params: question('emulator: hang') },
      ],
    });
    assert.equal(processing_status, 'in_progress');
    assert.equal(results_url, null);
    assert.equal((await batches().retrieve(id)).request_counts.processing, 4);
    const ended = await batches().retrieve(id);
    assert.equal(ended.processing_status, 'ended');
    const counts = { processing: 0, succeeded: 1, errored: 2, expired: 1, canceled: 0 };
    assert.deepEqual(ended.request_counts, counts);
    const results = await resultsOf(id);
    assert.deepEqual([...results.keys()], ['late', 'busy', 'bad', 'one']);
    const [one, bad, busy] = ['one', 'bad', 'busy'].map((name) => results.get(name));
    assert.ok(one?.type === 'succeeded' && one.message.usage.service_tier === 'batch');
    assert.ok(bad?.type === 'errored' && bad.error.error.type === 'not_found_error');
    assert.ok(busy?.type === 'errored' && busy.error.error.type === 'overloaded_error');
  });

  it('answers items with the script, in the order of the items', async () => {
    emulator().script(answer('Eins'), answer('Zwei'));
    const { id } = await batches().create({
      requests: ['a', 'b'].map((custom_id) => ({ custom_id, params: question() })),
    });
    await batches().retrieve(id);
    await batches().retrieve(id);
    const texts = [...(await resultsOf(id))].map(([name, result]) => {
      const last = result.type === 'succeeded' ? result.message.content.at(-1) : undefined;
      return `${name} ${last?.type === 'text' ? last.text : ''}`;
    });
    assert.deepEqual(texts, ['b Zwei', 'a Eins']);
  });

  it('cancels', async () => {
    const { id } = await batches().create({ requests: [{ custom_id: 'a', params: question() }] });
    assert.equal((await batches().cancel(id)).processing_status, 'canceling');
    const ended = await batches().retrieve(id);
    assert.equal(ended.processing_status, 'ended');
    assert.equal(ended.request_counts.canceled, 1);
    assert.deepEqual([...(await resultsOf(id)).values()], [{ type: 'canceled' }]);
  });

  it('lists, and deletes what has ended', async () => {
    const { id } = await batches().create({ requests: [{ custom_id: 'a', params: question() }] });
    await assert.rejects(batches().delete(id).asResponse(), Anthropic.BadRequestError);
    await batches().cancel(id);
    await batches().retrieve(id);
    assert.deepEqual(
      (await batches().list()).data.map((batch) => batch.id),
      [id],
    );
    assert.equal((await batches().delete(id)).type, 'message_batch_deleted');
    await assert.rejects(batches().retrieve(id).asResponse(), Anthropic.NotFoundError);
  });

  it('refuses bad and repeated names at once', async () => {
    const create = (...names: string[]) =>
      batches()
        .create({ requests: names.map((custom_id) => ({ custom_id, params: question() })) })
        .asResponse();
    await assert.rejects(create(), /at least 1 item/);
    await assert.rejects(create('docs/a.png'), /custom_id: String should match pattern/);
    await assert.rejects(create('a', 'a'), /unique/);
  });
});
