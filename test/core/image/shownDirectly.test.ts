import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { ImageHeader } from '../../../src/core/image/imageTypes.ts';
import { isShownDirectly } from '../../../src/core/image/shownDirectly.ts';

function header(width: number, height: number, rest: Partial<ImageHeader> = {}): ImageHeader {
  return { type: 'png', width, height, orientation: 1, frames: 1, alpha: false, traits: [], ...rest };
}

describe('a picture that an editor is handed as it is', () => {
  it('is a screenshot, a photograph of a phone, a recording of a screen, a drawing', () => {
    assert.ok(isShownDirectly(header(5120, 2880)));
    assert.ok(isShownDirectly(header(4000, 3000, { type: 'jpeg' })));
    assert.ok(isShownDirectly(header(800, 600, { type: 'gif', frames: 200 })));
    assert.ok(isShownDirectly(header(90_000, 90_000, { type: 'svg' })));
    assert.ok(isShownDirectly(header(1024, 1024, { type: 'ico', frames: 200 })));
  });

  it('is none of very many pixels, in one frame or in all, and none that Chromium cannot read', () => {
    assert.ok(!isShownDirectly(header(16_383, 16_383)));
    assert.ok(!isShownDirectly(header(1920, 1080, { type: 'gif', frames: 2000 })));
    assert.ok(!isShownDirectly(header(64, 64, { type: 'tiff' })));
    assert.ok(!isShownDirectly(header(64, 64, { type: 'heic' })));
  });
});
