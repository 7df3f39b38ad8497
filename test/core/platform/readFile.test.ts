import assert from 'node:assert/strict';
import { pathToFileURL } from 'node:url';
import { describe, it } from 'mocha';
import * as node from '../../../src/core/platform/node/readFile.ts';
import * as web from '../../../src/core/platform/web/readFile.ts';

describe('a file', () => {
  it('is read on node from its path or address', async () => {
    const bytes = await node.readFile('package.json');
    assert.match(Buffer.from(bytes).toString(), /"engines"/);
    assert.deepEqual(await node.readFile(pathToFileURL('package.json')), bytes);
  });

  it('is read on web from its address', async () => {
    assert.deepEqual(await web.readFile(new URL('data:,abc')), Uint8Array.of(97, 98, 99));
  });
});
