import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { isRefusal, probe } from '../../../src/core/image/probe.ts';
import { damagedCopies } from '../../fixtures/damage.ts';
import { fixtures } from '../../fixtures/images.ts';

const cases = Number(process.env['FUZZ_CASES'] ?? 500);

describe('probe on damaged files', () => {
  it('answers with a header or a refusal, whatever the bytes', async () => {
    for (const { name, bytes } of damagedCopies(await fixtures(), cases)) {
      const result = probe(bytes);
      if (isRefusal(result)) assert.equal(result.byteLength, bytes.length, name);
      else assert.deepEqual(impossible(result), [], name);
    }
  }).timeout(60_000);
});

function impossible(header: {
  width: number;
  height: number;
  orientation: number;
  frames: number;
}): string[] {
  const whole = (value: number, least: number, most: number) =>
    Number.isInteger(value) && value >= least && value <= most;
  return [
    ...(whole(header.width, 1, 2 ** 32) ? [] : ['width']),
    ...(whole(header.height, 1, 2 ** 32) ? [] : ['height']),
    ...(whole(header.orientation, 1, 8) ? [] : ['orientation']),
    ...(whole(header.frames, 1, 2 ** 32) ? [] : ['frames']),
  ];
}
