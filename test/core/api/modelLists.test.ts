import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { createModelLists } from '../../../src/core/api/models/modelListCache.ts';
import { status } from '../../emulator/faults.ts';
import { apiOf, claudeApi, key, useEmulator } from './harness.ts';

describe('the lists of models', () => {
  const emulator = useEmulator();
  const asked = () => emulator().requests.filter(({ path }) => path === '/v1/models').length;
  const claude = () => claudeApi(emulator().url);
  const other = () => apiOf(emulator().url);

  it('are asked for once for each server and key', async () => {
    const lists = createModelLists(() => undefined);
    const first = await lists.of(other(), key);
    assert.ok(first.some(({ id }) => id === 'claude-sonnet-5-5'));
    assert.equal(await lists.of(other(), key), first);
    assert.equal(asked(), 1);
    await lists.of(other(), 'another');
    await lists.of(claude(), key);
    assert.equal(asked(), 3);
  });

  it('are asked for again after they failed, and nobody is troubled', async () => {
    const lines: string[] = [];
    const lists = createModelLists((line) => lines.push(line));
    emulator().script({ ...status(403, 'Not you.'), path: '/v1/models' });
    assert.deepEqual(await lists.of(other(), key), []);
    assert.match(lines.join(), /has no list of models: .*Not you\./);
    assert.ok((await lists.of(other(), key)).length > 0);
  });

  it('do not hold up a question to a model that is known, and count once they are there', async () => {
    const lists = createModelLists(() => undefined);
    assert.deepEqual(await lists.before(claude(), key, 'claude-sonnet-5-5'), []);
    const list = await lists.of(claude(), key);
    assert.equal(await lists.before(claude(), key, 'claude-sonnet-5-5'), list);
    assert.equal(asked(), 1);
  });

  it('are waited for where the model or the server is new', async () => {
    const lists = createModelLists(() => undefined);
    assert.ok((await lists.before(claude(), key, 'claude-opus-7')).length > 0);
    assert.ok((await lists.before(other(), key, 'claude-sonnet-5-5')).length > 0);
  });
});
