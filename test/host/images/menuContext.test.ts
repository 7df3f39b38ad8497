import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { menuContext } from '../../../src/host/images/sources/menuContext.ts';

describe('what a menu of a webview says about an image', () => {
  it('is the document and the source, in a Markdown preview', () => {
    const argument = {
      ...{ webviewSection: 'localImage', id: 'image-0', preventDefaultContextMenuItems: true },
      ...{ resource: 'file:///docs/a.md', imageSource: '../b.png' },
    };
    assert.deepEqual(menuContext(argument), {
      kind: 'preview',
      document: 'file:///docs/a.md',
      source: '../b.png',
    });
  });

  it('is the output, in a notebook', () => {
    const argument = { webviewSection: 'image', outputId: '5e2c', preventDefaultContextMenuItems: true };
    assert.deepEqual(menuContext(argument), { kind: 'output', outputId: '5e2c' });
  });

  it('is nothing, elsewhere and for what is no such thing', () => {
    for (const argument of [undefined, null, 'x', { webview: 'imagePreview.previewEditor' }, { outputId: 5 }])
      assert.deepEqual(menuContext(argument), { kind: 'other' });
  });
});
