import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { isRefusal, probe } from '../../../src/core/image/probe.ts';
import { damagedCopies } from '../../fixtures/damage.ts';
import { bundledDecoders, type Decoders, type Format } from '../../fixtures/decoders.ts';
import { fixtures } from '../../fixtures/images.ts';

const cases = Number(process.env['FUZZ_CASES'] ?? 500);
/** What a small file says of itself after damage is no longer a small picture, which takes time but proves nothing. */
const mostPixels = 1_000_000;

describe('the decoders on damaged files', () => {
  let decoders: Decoders;
  before(async function bundle() {
    this.timeout(60_000);
    decoders = await bundledDecoders();
  });
  after(() => decoders.remove());

  it('give a picture of the size they say, or an error, whatever the bytes', async () => {
    let decoded = 0;
    for (const { name, bytes } of damagedCopies(await decodable(), cases)) {
      const header = probe(bytes);
      if (isRefusal(header) || header.width * header.height > mostPixels) continue;
      const format = formatOf(header.type, header.frames);
      if (!format) continue;
      try {
        const { width, height, data } = await decoders.decode[format](bytes, {});
        assert.equal(data.length, width * height * 4, name);
        decoded += 1;
      } catch (error) {
        assert.ok(error instanceof Error && !(error instanceof assert.AssertionError), `${name}: ${error}`);
      }
    }
    assert.ok(decoded > cases / 20);
  }).timeout(600_000);
});

async function decodable() {
  return (await fixtures()).filter(
    ({ expected }) => !('reason' in expected) && formatOf(expected.type, expected.frames) !== undefined,
  );
}

function formatOf(type: string, frames: number): Format | undefined {
  if (type === 'png') return frames > 1 ? 'apng' : undefined;
  return type === 'jpeg' ? undefined : (type as Format);
}
