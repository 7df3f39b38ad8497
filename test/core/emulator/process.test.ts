import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'mocha';
import { goodHeaders } from './harness.ts';

describe('the stand-in as a process', () => {
  it('prints its address, answers, and ends when told', async function () {
    this.timeout(20_000);
    const main = fileURLToPath(new URL('../../emulator/main.ts', import.meta.url));
    const child = spawn(process.execPath, ['--import', 'tsx', main], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      const [address] = await once(createInterface(child.stdout), 'line');
      const response = await fetch(`${address}/v1/models`, { headers: goodHeaders });
      assert.equal(response.status, 200);
    } finally {
      child.kill('SIGTERM');
      assert.deepEqual(await once(child, 'exit'), [0, null]);
    }
  });
});
