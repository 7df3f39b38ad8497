import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, it } from 'mocha';

/** The nightly run asks 4,000, on the Node of each supported editor. */
const questions = Number(process.env['QUESTIONS'] ?? 200);

describe('memory', () => {
  it('is level, however many questions are asked', async function () {
    this.timeout(300_000);
    const script = fileURLToPath(new URL('parts/askMany.ts', import.meta.url));
    const args = ['--expose-gc', '--import', 'tsx', script, String(questions)];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    const { grown, responses } = JSON.parse(stdout);
    assert.ok(responses <= 5, `${responses} responses of ${questions} are still reachable`);
    // A response that is kept takes 7 KB; the engine's own bookkeeping takes some hundred in all.
    assert.ok(grown < 500_000 + 500 * questions, `${grown} bytes more after the second half`);
  });
});
