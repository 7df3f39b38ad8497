import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'mocha';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { isRefusal, probe } from '../../../../src/core/image/probe.ts';
import { bundledDecoders, type Decoders } from '../../../fixtures/decoders.ts';
import { launchBrowser } from '../../../launch/browser.ts';

const folder = new URL('../../../fixtures/svg/', import.meta.url);

/** Mean distance of the channels that other fonts and edges cost at most; a shape in the wrong colour costs more. */
const mostDistance = 7;

/** Share of the channels that may be far off. */
const mostFar = 0.045;

describe('SVG beside Chromium', function compared() {
  this.timeout(120_000);
  let browser: Browser;
  let decoders: Decoders;
  before(async () => {
    [browser, decoders] = await Promise.all([launchBrowser(), bundledDecoders()]);
  });
  after(() => Promise.all([browser.close(), decoders.remove()]));

  it('looks the same in the manner of every program', async () => {
    for (const name of (await readdir(folder)).sort()) {
      const bytes = await readFile(new URL(name, folder));
      const header = probe(bytes);
      if (isRefusal(header)) assert.fail(`${name}: ${header.reason}`);
      const { width, height } = header;
      const shown = await soft(await screenshot(bytes, width, height), width, height);
      const drawing = await decoders.decode.svg(bytes, { width });
      const raw = { width: drawing.width, height: drawing.height, channels: 4 } as const;
      const ours = await soft(await sharp(drawing.data, { raw }).png().toBuffer(), width, height);
      const distances = shown.map((value, at) => Math.abs(value - (ours[at] ?? 0)));
      const mean = distances.reduce((sum, distance) => sum + distance, 0) / distances.length;
      const far = distances.filter((distance) => distance > 64).length / distances.length;
      assert.ok(
        mean < mostDistance && far < mostFar,
        `${name}: ${mean.toFixed(2)} apart, ${(far * 100).toFixed(1)} % far`,
      );
    }
  });

  /** The drawing as a document of its own, when its animations have ended. */
  async function screenshot(bytes: Uint8Array, width: number, height: number): Promise<Buffer> {
    const page = await browser.newPage({ viewport: { width, height } });
    await page.goto(`data:image/svg+xml;base64,${Buffer.from(bytes).toString('base64')}`);
    await page.evaluate(`{
      for (const animation of document.getAnimations()) animation.finish();
      document.documentElement.setCurrentTime(1000);
    }`);
    const shot = await page.screenshot({ clip: { x: 0, y: 0, width, height } });
    await page.close();
    return shot;
  }
});

/** Pixels on white, softened so that edges which lie half a pixel apart hardly count. */
async function soft(png: Buffer, width: number, height: number): Promise<number[]> {
  const picture = sharp(png).flatten({ background: '#fff' }).resize(width, height, { fit: 'fill' }).blur(1.2);
  return [...(await picture.removeAlpha().raw().toBuffer())];
}
