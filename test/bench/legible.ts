/**
 * How much of the writing on tall pages and large screens reaches a model: pixels of text at which it is shown, against
 * one image at the tier, with the tokens that takes; and the time of tiles against that of one whole decode.
 */
import { performance } from 'node:perf_hooks';
import type { ImageLimits } from '../../src/core/image/imageTypes.ts';
import { limitsFor } from '../../src/core/image/limits.ts';
import { pageOf, pictureOf } from '../emulator/reader/page.ts';
import { never, startPool } from '../fixtures/pool.ts';

const pages = [
  { width: 1440, height: 12_000 },
  { width: 5120, height: 2880 },
] as const;
const models = ['claude-sonnet-5-5', 'claude-haiku-4-5'] as const;
const rounds = 5;
const pool = await startPool({ size: 1 });

let changed = 0;

/** Milliseconds and result; each time with a limit of its own, so that no cache serves the second. */
async function prepared(file: Buffer, limits: ImageLimits, tiles: boolean) {
  changed += 1;
  const own = { ...limits, maxBase64Bytes: limits.maxBase64Bytes - changed };
  const began = performance.now();
  const image = await pool.prepare(Uint8Array.from(file), { limits: own, ...(tiles && { tiles }) }, never);
  return { image, ms: performance.now() - began };
}

/** Decoding alone: what is encoded is a single pixel. */
const onePixel = { tierSide: 28, tierTokens: 1, maxSide: 28, maxBase64Bytes: 1e9 };

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

console.log(
  '| image | model | one image, tokens | tiles, tokens | pixels of text | one image | tiles | one decode |',
);
console.log('|---|---|---|---|---|---|---|---|');
for (const { width, height } of pages) {
  const file = await pictureOf(pageOf(width, height, 1));
  for (const model of models) {
    const limits = limitsFor({ model, detail: 'auto', imageCount: 1 });
    // The thread and the codec are loaded.
    await prepared(file, limits, true);
    const one: number[] = [];
    const cut: number[] = [];
    const decode: number[] = [];
    let row = '';
    for (let round = 0; round < rounds; round++) {
      const alone = await prepared(file, limits, false);
      const tiled = await prepared(file, limits, true);
      one.push(alone.ms);
      cut.push(tiled.ms);
      decode.push((await prepared(file, onePixel, false)).ms);
      const { tiles = [], tokens, width: seen } = tiled.image;
      // Of a picture beyond the tier that is sent as it is the model sees no more than of its overview.
      const scale = (tiles[0]?.width ?? 0) / (tiles[0]?.part.width ?? 1);
      const ratio = (scale / (seen / width)) ** 2;
      const all = tiles.reduce((sum, tile) => sum + tile.tokens, tokens);
      row = `${tokens} | ${all} (${tiles.length} tiles) | ${ratio.toFixed(1)} × |`;
    }
    const times = [one, cut, decode].map((values) => `${Math.round(median(values))} ms`).join(' | ');
    console.log(`| ${width} × ${height} | ${model} | ${row} ${times} |`);
  }
}
await pool.remove();
