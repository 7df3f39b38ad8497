import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { after, afterEach, before, describe, it } from 'mocha';
import sharp from 'sharp';
import { RefusalError } from '../../../src/core/image/imageTypes.ts';
import { createPool, type Pool } from '../../../src/core/image/pool.ts';
import { bmp } from '../../fixtures/bmp.ts';
import { fixture } from '../../fixtures/images.ts';
import { picture } from '../../fixtures/picture.ts';
import { copy, limits, never, startPool, type TestPool } from '../../fixtures/pool.ts';

describe('the pool', function poolOfThreads() {
  this.timeout(60_000);

  describe('with its worker', () => {
    let pool: TestPool;
    before(async () => {
      pool = await startPool({ size: 2 });
    });
    after(() => pool.remove());

    it('prepares many at once', async () => {
      const sizes = Array.from({ length: 12 }, (_, index) => 200 + index);
      const prepared = sizes.map((side) =>
        pool.prepare(bmp(side, 90, { bits: 24 }), { limits: limits() }, never),
      );
      assert.deepEqual(
        (await Promise.all(prepared)).map(({ width }) => width),
        sizes,
      );
    });

    it('knows a picture again by its content, and asks of it alone', async () => {
      const bytes = bmp(150, 100, { bits: 24 });
      const first = await pool.prepare(copy(bytes), { limits: limits() }, never);
      assert.equal(await pool.prepare(copy(bytes), { limits: limits() }, never), first);
      const smaller = await pool.prepare(copy(bytes), { limits: limits(84) }, never);
      assert.ok(smaller.width < first.width);
      assert.equal(smaller.hash, first.hash);
    });

    it('takes bytes over that are alone in their buffer, and leaves a larger buffer alone', async () => {
      const alone = copy(bmp(150, 101, { bits: 24 }));
      const shared = Buffer.concat([Buffer.alloc(8), bmp(150, 102, { bits: 24 })]);
      await pool.prepare(alone, { limits: limits() }, never);
      await pool.prepare(shared.subarray(8), { limits: limits() }, never);
      assert.equal(alone.byteLength, 0);
      assert.equal(shared.toString('latin1', 8, 10), 'BM');
    });

    it('refuses bytes that were handed over before', async () => {
      const bytes = copy(bmp(150, 103, { bits: 24 }));
      const [one, two, three] = [1, 2, 3].map(() => pool.prepare(bytes, { limits: limits() }, never));
      assert.ok(one && two && three);
      const outcomes = await Promise.allSettled([one, two, three]);
      assert.equal(outcomes[0]?.status, 'fulfilled');
      for (const outcome of outcomes)
        assert.ok(outcome.status === 'fulfilled' || outcome.reason instanceof RefusalError);
    });

    it('draws a small picture of what a webview cannot show', async () => {
      for (const name of ['tiff', 'tiff turned', 'heic', 'png']) {
        const { mediaType, bytes } = await pool.thumbnail(copy(await fixture(name)), { side: 30 }, never);
        const { width, height, format } = await sharp(bytes).metadata();
        assert.ok(Math.max(width, height) <= 30, `${name}: ${width} × ${height}`);
        assert.equal(`image/${format}`, mediaType, name);
      }
    });

    it('refuses a thumbnail of what is no picture', async () => {
      await assert.rejects(pool.thumbnail(copy(await fixture('html')), { side: 30 }, never), RefusalError);
    });
  });

  describe('whatever its worker does', () => {
    let pool: Pool | undefined;
    afterEach(() => pool?.dispose());

    it('goes on after a crash, which is one refused image', async () => {
      pool = createPool({ worker, size: 1 });
      const crashed = ask(pool, 'exit');
      const next = ask(pool, 'answer');
      assert.equal((await refusalOf(crashed)).reason, 'decoderFailed');
      assert.equal((await next).width, 7);
    });

    it('refuses what throws in the thread, and what runs out of memory', async () => {
      pool = createPool({ worker, size: 1 });
      for (const behaviour of ['throw', 'devour'] as const) {
        const { reason, detail } = await refusalOf(ask(pool, behaviour));
        assert.equal(reason, behaviour === 'throw' ? 'decoderFailed' : 'tooMuchMemory');
        assert.match(detail ?? '', behaviour === 'throw' ? /thrown/ : /memory/);
      }
      assert.equal((await ask(pool, 'answer')).width, 7);
    });

    it('refuses what takes longer than a picture may, and goes on', async () => {
      pool = createPool({ worker, size: 1, longestMs: 500 });
      const { reason, limit } = await refusalOf(ask(pool, 'spin'));
      assert.deepEqual([reason, limit], ['tookTooLong', 500]);
      assert.equal((await ask(pool, 'answer')).width, 7);
    });

    it('ends work at once when it is aborted, waiting or running', async () => {
      pool = createPool({ worker, size: 1 });
      const controller = new AbortController();
      const started = nextWorker();
      const running = ask(pool, 'spin', controller.signal);
      const waiting = ask(pool, 'answer', controller.signal);
      const other = ask(pool, 'answer');
      const thread = await started;
      await once(thread, 'online');
      const ended = once(thread, 'exit');
      controller.abort(new Error('enough'));
      await assert.rejects(running, /enough/);
      await assert.rejects(waiting, /enough/);
      await ended;
      assert.equal((await other).width, 7);
    });

    it('does nothing for a signal that was aborted before', async () => {
      pool = createPool({ worker, size: 1 });
      const started = nextWorker();
      await assert.rejects(ask(pool, 'answer', AbortSignal.abort(new Error('before'))), /before/);
      const winner = await Promise.race([started, new Promise((resolve) => setImmediate(resolve, 'none'))]);
      assert.equal(winner, 'none');
    });

    it('ends a thread that has no work, and starts another when there is some', async () => {
      pool = createPool({ worker, size: 1, idleMs: 1 });
      const started = nextWorker();
      await ask(pool, 'answer');
      await once(await started, 'exit');
      const again = nextWorker();
      assert.equal((await ask(pool, 'answer')).width, 7);
      await once(await again, 'exit');
    });

    it('starts no thread for a small legal file or for what the header refuses', async () => {
      pool = createPool({ worker: new URL('file:///nowhere/worker.js') });
      const bytes = await picture().png().toBuffer();
      const { steps } = await pool.prepare(copy(bytes), { limits: limits() }, never);
      assert.deepEqual(steps, []);
      bytes.writeUInt32BE(30_000, 16);
      bytes.writeUInt32BE(30_000, 20);
      const { reason } = await refusalOf(pool.prepare(bytes, { limits: limits() }, never));
      assert.equal(reason, 'tooManyPixels');
    });

    it('refuses what is left when it is disposed', async () => {
      pool = createPool({ worker, size: 1 });
      const jobs = [ask(pool, 'spin'), ask(pool, 'answer')];
      await new Promise((resolve) => setImmediate(resolve));
      pool.dispose();
      for (const job of jobs) assert.equal((await refusalOf(job)).reason, 'decoderFailed');
    });
  });
});

const behaviours = ['answer', 'exit', 'throw', 'devour', 'spin'] as const;

/** A worker that does what the number of the frame says. */
const worker = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort } from 'node:worker_threads';
    const does = {
      answer: () => parentPort.postMessage({ what: 'prepared', image: { width: 7, byteLength: 4, bytes: new Uint8Array(4) } }),
      exit: () => process.exit(3),
      throw: () => { throw new Error('thrown'); },
      devour: () => { for (const kept = []; ; ) kept.push(new Array(100000).fill({})); },
      spin: () => { for (;;); },
    };
    parentPort.on('message', ({ options }) => does[${JSON.stringify(behaviours)}[options.frame]]());
  `)}`,
);

let asked = 0;

function ask(pool: Pool, behaviour: (typeof behaviours)[number], signal = never) {
  const frame = behaviours.indexOf(behaviour);
  asked += 1;
  return pool.prepare(bmp(10 + asked, 10, { bits: 24 }), { limits: limits(), frame }, signal);
}

async function refusalOf(prepared: Promise<unknown>) {
  const error = await prepared.then(
    () => assert.fail('not refused'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof RefusalError, String(error));
  return error.refusal;
}

async function nextWorker(): Promise<Worker> {
  const [thread] = await once(process, 'worker');
  return thread;
}
