import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { base64Length } from '../../../src/core/bytes.ts';
import { RefusalError } from '../../../src/core/image/imageTypes.ts';
import { lookAt } from '../../emulator/picture.ts';
import { damagedCopies } from '../../fixtures/damage.ts';
import { fixtures } from '../../fixtures/images.ts';
import { copy, limits, never, startPool, type TestPool } from '../../fixtures/pool.ts';

const cases = Number(process.env['FUZZ_CASES'] ?? 500);
const seed = Number(process.env['FUZZ_SEED'] ?? 1);

describe('the pipeline on damaged files', function fuzz() {
  this.timeout(60_000 + cases * 500);
  let pool: TestPool;
  before(async () => {
    pool = await startPool();
  });
  after(() => pool.remove());

  it('refuses, or makes what a server takes, within the bounds of memory and time', async () => {
    let number = 0;
    const memory = watchMemory();
    for (const { name, bytes } of damagedCopies(await fixtures(), cases, seed)) {
      // As they are where that is possible; too large for the model in every second case.
      const allowed = number++ % 2 === 0 ? limits() : limits(28);
      const started = performance.now();
      const outcome = await pool.prepare(copy(bytes), { limits: allowed }, never).catch((error) => error);
      const seconds = (performance.now() - started) / 1000;
      assert.ok(seconds < 20 && memory.growth() < 500e6, `${name}: ${seconds} s, ${memory.growth()} bytes`);
      if (outcome instanceof RefusalError) continue;
      assert.ok(!(outcome instanceof Error), `${name}: ${outcome}`);
      const { mediaType, width, height, bytes: sentBytes } = outcome;
      const sent = lookAt(Buffer.from(sentBytes));
      // Programs disagree on the size of a GIF whose frame reaches beyond its screen, so a GIF is not measured.
      const size =
        mediaType === 'image/gif' && sent ? { width: sent.width, height: sent.height } : { width, height };
      assert.deepEqual(sent, { mediaType, ...size, whole: true }, name);
      assert.ok(
        Math.max(width, height) <= allowed.maxSide &&
          base64Length(sentBytes.length) <= allowed.maxBase64Bytes,
        name,
      );
    }
  });
});

/** The largest growth of the process so far, in bytes, looked at every few milliseconds. */
function watchMemory() {
  const idle = process.memoryUsage.rss();
  let peak = idle;
  const look = () => {
    peak = Math.max(peak, process.memoryUsage.rss());
  };
  setInterval(look, 10).unref();
  return {
    growth: () => {
      look();
      return peak - idle;
    },
  };
}
