import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'mocha';
import { filesOf } from '../../../src/core/image/formats/svg/installedFonts.ts';
import { plainSvg } from '../../../src/core/image/formats/svg/plainSvg.ts';
import type { Bitmap } from '../../../src/core/image/worker/bitmap.ts';
import { bundledDecoders, type Decoders } from '../../fixtures/decoders.ts';
import { picture } from '../../fixtures/picture.ts';

const names = 'xmlns="http://www.w3.org/2000/svg"';
const svg = (inside: string, size = 'width="40" height="20"') =>
  Buffer.from(`<svg ${names} ${size}>${inside}</svg>`);
const half = '<rect width="20" height="20" fill="#ff0000" fill-opacity="0.5"/>';

describe('SVG', () => {
  let decoders: Decoders;
  before(async function bundle() {
    this.timeout(60_000);
    decoders = await bundledDecoders();
  });
  after(() => decoders.remove());
  const draw = (bytes: Uint8Array, width?: number) =>
    decoders.decode.svg(bytes, width === undefined ? {} : { width });

  it('is drawn as wide as wanted, with straight alpha', async () => {
    const drawing = await draw(svg(half), 400);
    assert.deepEqual([drawing.width, drawing.height], [400, 200]);
    assert.deepEqual(at(drawing, 100, 100), [255, 0, 0, 128]);
    assert.deepEqual(at(drawing, 300, 100), [0, 0, 0, 0]);
  });

  it('has the size that a browser gives it', async () => {
    const sizes = [
      ['width="1in" height="48"', [96, 48]],
      ['viewBox="0 0 30 10"', [30, 10]],
      ['width="100%" viewBox="0 0 30 10"', [30, 10]],
      ['height="20" viewBox="0 0 30 10"', [60, 20]],
      ['', [300, 150]],
    ] as const;
    for (const [attributes, expected] of sizes) {
      const { width, height } = await draw(svg(half, attributes));
      assert.deepEqual([width, height], expected, attributes);
    }
  });

  it('draws text, whatever family it names', async () => {
    const families = [
      '',
      'font-family="serif"',
      'font-family="monospace"',
      'style="font-family: Nowhere, sans-serif"',
    ];
    for (const family of families) {
      const drawing = await draw(svg(`<text x="2" y="15" font-size="14" ${family}>Ask</text>`));
      assert.ok(inked(drawing) > 20, family);
    }
  });

  it('finds the files of a font family by their names', () => {
    const files = [
      'LiberationMono-Bold.ttf',
      'LiberationSans-Regular.ttf',
      'LiberationSansNarrow-Regular.ttf',
    ];
    assert.deepEqual(filesOf('Liberation Mono', files), ['LiberationMono-Bold.ttf']);
    assert.deepEqual(filesOf('Liberation Sans', files), ['LiberationSans-Regular.ttf']);
    assert.deepEqual(filesOf('Courier New', ['cour.ttf', 'times.ttf']), ['cour.ttf']);
  });

  it('draws the labels that Mermaid writes as HTML', async () => {
    const label =
      '<foreignObject width="40" height="20"><div xmlns="http://www.w3.org/1999/xhtml"><p>Start</p></div></foreignObject>';
    assert.ok(inked(await draw(svg(label))) > 20);
  });

  it('shows pictures that are inside the file and loads no others', async () => {
    const inside = (await picture(8, 8).png().toBuffer()).toString('base64');
    const shown = await draw(svg(`<image href="data:image/png;base64,${inside}" width="20" height="20"/>`));
    assert.ok(inked(shown) > 300);
    let asked = 0;
    const server = createServer((_, response) => {
      asked += 1;
      response.end();
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    const outside = `<image href="http://127.0.0.1:${port}/a.png" width="20" height="20"/><image href="file:///etc/hosts" width="9" height="9"/>`;
    assert.equal(inked(await draw(svg(outside))), 0);
    server.close();
    assert.equal(asked, 0);
  });

  it('reads UTF-16', async () => {
    const drawing = await draw(Buffer.from(`\ufeff${svg(half)}`, 'utf16le'));
    assert.deepEqual(at(drawing, 5, 5), [255, 0, 0, 128]);
  });

  it('is refused when it is not well-formed, and the next one is drawn', async () => {
    await assert.rejects(draw(Buffer.from(`<svg ${names} width="4" height="4"><rect</svg>`)), {
      name: 'RefusalError',
    });
    assert.equal((await draw(svg(half))).width, 40);
  });
});

describe('plainSvg', () => {
  it('keeps the prologue, the entities and everything below the root', () => {
    const prologue = '<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "b">]>';
    const inside = '<g width="3" height="4"/>';
    assert.equal(
      plainSvg(`${prologue}<svg xmlns="a" viewBox="0 0 4 2" width="100%">${inside}</svg>`),
      `${prologue}<svg xmlns="a" viewBox="0 0 4 2" width="4" height="2">${inside}</svg>`,
    );
  });

  it('gives a drawing that was copied from a page its namespace', () => {
    const plain = plainSvg('<svg width="4" height="2"><g/></svg>');
    assert.equal(plain, '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="2"><g/></svg>');
    const prefixed = '<a:svg xmlns:a="http://www.w3.org/2000/svg" width="4" height="2"/>';
    assert.equal(plainSvg(prefixed), prefixed);
  });

  it('leaves HTML beside which draw.io wrote plain text', () => {
    const text =
      '<svg xmlns="a" width="4" height="2"><foreignObject width="100%"><p>a</p></foreignObject></svg>';
    assert.equal(plainSvg(text), text);
  });

  it('writes the lines of a label one below the other', () => {
    const text = plainSvg(
      '<svg width="4" height="2"><foreignObject x="10" width="40" height="40"><p>a<br/>b &amp; c</p></foreignObject></svg>',
    );
    assert.match(text, /<tspan x="30" y="15.5">a<\/tspan><tspan x="30" y="35.5">b &amp; c<\/tspan>/);
  });
});

function at({ width, data }: Bitmap, x: number, y: number): number[] {
  return [...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 4)];
}

/** Pixels that are not see-through. */
function inked({ data }: Bitmap): number {
  return data.filter((value, place) => place % 4 === 3 && value > 0).length;
}
