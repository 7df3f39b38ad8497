import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { type HeadRepository, headVersion } from '../../../src/host/images/sources/headVersion.ts';

const old = new Uint8Array([1, 2, 3]);
const now = new Uint8Array([1, 2, 4]);

describe('the version of a file in the last commit', () => {
  const committed: HeadRepository = {
    head: 'c0ffee',
    read: async (commit) => (commit === 'c0ffee' ? old : now),
  };
  const of = (repository: HeadRepository | 'noGit' | 'noRepository', current: Uint8Array | undefined = now) =>
    headVersion({ repository: async () => repository, current: async () => current });

  it('is read from the commit itself, which stays when another comes', async () => {
    assert.deepEqual(await of(committed), { bytes: old });
  });

  it('is not there without Git, a repository or a commit', async () => {
    assert.deepEqual(await of('noGit'), { problem: 'noGit' });
    assert.deepEqual(await of('noRepository'), { problem: 'noRepository' });
    assert.deepEqual(await of({ ...committed, head: undefined }), { problem: 'noCommit' });
  });

  it('is not there for a file that is new, and is nothing to compare with for one that is gone', async () => {
    const read = () => Promise.reject(new Error('path does not exist'));
    assert.deepEqual(await of({ ...committed, read }), { problem: 'notInHead' });
    const gone = { repository: async () => committed, current: async () => undefined };
    assert.deepEqual(await headVersion(gone), { problem: 'deleted' });
  });

  it('is no other version when it is the same', async () => {
    assert.deepEqual(await of(committed, Uint8Array.from(old)), { problem: 'unchanged' });
  });
});
