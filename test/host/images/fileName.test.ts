import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { fileName } from '../../../src/host/images/fileName.ts';

describe('file name', () => {
  it('keeps letters of any script, and the extension', () => {
    assert.equal(fileName('Größe 图-1.png'), 'Größe 图-1.png');
  });

  it('cannot lead out of its folder', () => {
    for (const name of ['..', '.', '', '../..', 'a/../../b', 'C:\\x'])
      assert.match(fileName(name), /^[^/\\:]*[^/\\:. ]$/);
  });

  it('fits into 255 bytes in any script, with an extension added', () => {
    for (const letter of ['x', '图', '𠮷'])
      assert.ok(Buffer.byteLength(`${fileName(`${letter.repeat(300)}.heic`)}.png`) <= 255);
  });
});
