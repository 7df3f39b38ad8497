import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { imageAddressesOf } from '../../../src/core/docs/imageAddresses.ts';

describe('images that a text gives by address', () => {
  it('are the lines of one that is nothing else, each once', async () => {
    const text =
      ' https://a.example/x.png \r\n\nhttp://127.0.0.1:8080/plot\ndata:image/png;base64,AA==\nhttps://a.example/x.png';
    const addresses = ['https://a.example/x.png', 'http://127.0.0.1:8080/plot', 'data:image/png;base64,AA=='];
    assert.deepEqual(await imageAddressesOf(text), { addresses, alone: true });
  });

  it('are those that Markdown or HTML shows among other words', async () => {
    const text =
      'Here it is:\n\n![A plot](https://a.example/p.png "Plot") and <img src="https://b.example/q">\n';
    const addresses = ['https://a.example/p.png', 'https://b.example/q'];
    assert.deepEqual(await imageAddressesOf(text), { addresses, alone: false });
  });

  it('are no files, no other schemes, no links and no code', async () => {
    const text =
      '![a](a.png) ![b](file:///etc/b.png) [c](https://a.example/c.png) `![d](https://a.example/d.png)`';
    assert.deepEqual((await imageAddressesOf(text)).addresses, []);
    assert.deepEqual((await imageAddressesOf('')).addresses, []);
    assert.deepEqual((await imageAddressesOf('command:askClaude.ask')).addresses, []);
  });
});
