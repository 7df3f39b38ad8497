import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { compose, type Frame } from '../../../src/core/image/formats/canvas.ts';
import { decode } from '../../../src/core/image/formats/gif.ts';
import type { Bitmap } from '../../../src/core/image/worker/bitmap.ts';
import { gif } from '../../fixtures/gif.ts';

/** The four colours of the hand-made files, and nothing. */
const letters: Readonly<Record<string, string>> = {
  '0,0,0,255': 'k',
  '255,0,0,255': 'r',
  '0,255,0,255': 'g',
  '0,0,255,255': 'b',
  '0,0,0,0': '.',
};

const full = { x: 0, y: 0, width: 3, height: 2, places: [1, 1, 1, 1, 1, 1] };
const corner = { x: 1, y: 1, width: 2, height: 1, places: [2, 3] };

describe('GIF', () => {
  it('draws each frame over the one before', async () => {
    const file = gif(3, 2, [full, corner]);
    assert.equal(shown(await decode(file, {})), 'rrr/rrr');
    assert.equal(shown(await decode(file, { frame: 1 })), 'rrr/rgb');
  });

  it('clears the place of a frame that asks for it', async () => {
    const file = gif(3, 2, [full, { ...corner, disposal: 2 }, { ...corner, x: 0, width: 1, places: [3] }]);
    assert.equal(shown(await decode(file, { frame: 1 })), 'rrr/rgb');
    assert.equal(shown(await decode(file, { frame: 2 })), 'rrr/b..');
  });

  it('brings back what a frame covered when it asks for it', async () => {
    const file = gif(3, 2, [full, { ...corner, disposal: 3 }, { ...corner, x: 0, width: 1, places: [3] }]);
    assert.equal(shown(await decode(file, { frame: 2 })), 'rrr/brr');
  });

  it('sees through the colour that a frame says', async () => {
    const file = gif(3, 2, [full, { ...full, places: [0, 2, 0, 2, 0, 2], transparent: 0 }]);
    assert.equal(shown(await decode(file, { frame: 1 })), 'rgr/grg');
  });

  it('leaves what no frame covers see-through', async () => {
    assert.equal(shown(await decode(gif(3, 2, [corner]), {})), '.../.gb');
  });

  it('makes the screen larger for a first frame that reaches beyond it', async () => {
    assert.equal(shown(await decode(gif(1, 1, [full]), {})), 'rrr/rrr');
    assert.equal(shown(await decode(gif(2, 1, [corner]), {})), '.../.gb');
  });

  it('puts interlaced rows in their places', async () => {
    const rows = [1, 2, 3, 1, 2];
    const file = gif(1, 5, [{ x: 0, y: 0, width: 1, height: 5, places: rows }]);
    const flags = file.indexOf(0x2c) + 9;
    file[flags] = 0x40;
    // Rows 0 and 4 come first, then 2, then 1 and 3.
    assert.equal(shown(await decode(file, {})), 'r/r/b/g/g');
  });

  it('shows a cut frame as far as it goes', async () => {
    const file = gif(3, 2, [{ ...full, places: [1, 1, 1, 2, 2, 2] }]);
    assert.match(shown(await decode(file.subarray(0, -4), {})), /^rr.\/.*\.$/);
  });

  it('refuses a frame that is not there', async () => {
    await assert.rejects(decode(gif(3, 2, [full]), { frame: 1 }), { name: 'RefusalError' });
  });

  it('refuses a frame of a size that no file of this kind has', async () => {
    const file = gif(3, 2, [{ ...full, width: 60_000, height: 60_000 }]);
    await assert.rejects(decode(file, {}), /tooManyPixels/);
  });
});

describe('compose', () => {
  const pixel = (rest: Partial<Frame>, ...colour: number[]): Frame => ({
    x: 0,
    y: 0,
    width: 1,
    height: 1,
    data: Uint8Array.from(colour),
    blend: true,
    after: 'keep',
    ...rest,
  });

  it('mixes what is half see-through with what is below', async () => {
    const { data } = await compose(1, 1, [pixel({}, 200, 0, 0, 255), pixel({}, 0, 100, 0, 128)]);
    assert.deepEqual([...data], [100, 50, 0, 255]);
  });

  it('keeps the colour of what is drawn over nothing', async () => {
    const { data } = await compose(1, 1, [pixel({}, 10, 20, 30, 40)]);
    assert.deepEqual([...data], [10, 20, 30, 40]);
  });

  it('replaces what is below where a frame does not blend', async () => {
    const { data } = await compose(1, 1, [pixel({}, 200, 0, 0, 255), pixel({ blend: false }, 0, 0, 0, 0)]);
    assert.deepEqual([...data], [0, 0, 0, 0]);
  });

  it('leaves out what lies beyond the picture', async () => {
    const wide = { ...pixel({}, 1, 2, 3, 255, 4, 5, 6, 255), width: 2 };
    const { data } = await compose(1, 1, [wide, pixel({ x: 5, y: 9 }, 9, 9, 9, 255)]);
    assert.deepEqual([...data], [1, 2, 3, 255]);
  });
});

/** One letter a pixel, a stroke between rows. */
function shown({ width, data }: Bitmap): string {
  const all = Array.from(
    { length: data.length / 4 },
    (_, at) => letters[data.subarray(at * 4, at * 4 + 4).join(',')],
  );
  return all.map((letter, at) => (at > 0 && at % width === 0 ? `/${letter}` : letter)).join('');
}
