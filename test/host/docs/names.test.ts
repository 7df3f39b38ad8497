import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { wordsOfName } from '../../../src/host/docs/offer/fileNameWords.ts';
import { freeName, linkPath } from '../../../src/host/docs/offer/pasteLink.ts';

describe('the words of a file name', () => {
  const names: Readonly<Record<string, string | undefined>> = {
    'images/shipping-flow_v2.png': 'Shipping flow',
    'loginPage@2x.png': 'Login page',
    'REST%20API.svg?raw=true': 'REST API',
    'IMG_2041.jpg': undefined,
    'Screenshot 2025-11-03 at 14.22.07.png': undefined,
    '9f86d081884c7d65.png': undefined,
    'image.png': undefined,
    '100%.png': '100%',
  };
  for (const [name, words] of Object.entries(names))
    it(`of ${name} are ${words ?? 'none'}`, () => assert.equal(wordsOfName(name), words));
});

describe('the link to an inserted image', () => {
  it('is relative to the document', () => {
    assert.equal(linkPath('/w/docs/a.md', '/w/docs/b.png'), 'b.png');
    assert.equal(linkPath('/w/docs/deep/a.md', '/w/images/b.png'), '../../images/b.png');
    assert.equal(linkPath('/a.md', '/b.png'), 'b.png');
  });

  it('is one that Markdown reads', () => {
    assert.equal(linkPath('/w/a.md', '/w/my (1) #2\u00a0.png'), 'my%20%281%29%20%232%C2%A0.png');
  });

  it('leads to a name that was free', async () => {
    const taken = new Set(['image.png', 'image-1.png']);
    const isTaken = async (name: string) => taken.has(name);
    assert.equal(await freeName('image.png', isTaken), 'image-2.png');
    assert.equal(await freeName('other.png', isTaken), 'other.png');
    assert.equal(await freeName('../x:y.png', isTaken), '..-x-y.png');
  });
});
