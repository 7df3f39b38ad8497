import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { deflateSync } from 'node:zlib';
import { after, before, describe, it } from 'mocha';
import { filesOf } from '../../../../src/core/image/formats/svg/fonts/installedFonts.ts';
import { decodeText } from '../../../../src/core/image/probe/textFile.ts';
import type { Bitmap } from '../../../../src/core/image/worker/bitmap.ts';
import { bundledDecoders, type Decoders } from '../../../fixtures/decoders.ts';
import { picture } from '../../../fixtures/picture.ts';

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

  it('reads UTF-16, with and without a mark, and the encoding that is declared', async () => {
    const declared = `<?xml version="1.0" encoding="UTF-16"?>${svg(half)}`;
    for (const text of [`\ufeff${svg(half)}`, declared]) {
      assert.deepEqual(at(await draw(Buffer.from(text, 'utf16le')), 5, 5), [255, 0, 0, 128]);
      assert.deepEqual(at(await draw(Buffer.from(text, 'utf16le').swap16()), 5, 5), [255, 0, 0, 128]);
    }
    const latin = Buffer.from(
      `<?xml version="1.0" encoding="ISO-8859-1"?>${svg(half)}<!-- \xe4\x80 -->`,
      'latin1',
    );
    assert.equal(decodeText(latin)?.endsWith('ä€ -->'), true);
  });

  it('says when nothing is visible, or text is drawn in another font than its own', async () => {
    assert.deepEqual((await draw(svg('<rect width="9" height="9" opacity="0"/>'))).omitted, ['everything']);
    const face = '<style>@font-face{font-family:Own;src:url(https://example.org/own.woff2)}</style>';
    const named = await draw(svg(`${face}<text y="15" font-family="Own, serif">a</text>`));
    assert.deepEqual(named.omitted, ['fonts']);
    assert.equal((await draw(svg(`${face}${half}`))).omitted, undefined);
  });

  it('draws text in the font that it brings with it, packed or not', async () => {
    const font = await readFile(createRequire(import.meta.url).resolve(ownFont));
    const drawn = async (bytes: Buffer) => {
      const face = `@font-face{font-family:Own;src:url(data:font/ttf;base64,${bytes.toString('base64')})}`;
      const drawing = await draw(svg(`<style>${face}</style><text y="15" font-family="Own">Ask</text>`));
      assert.equal(drawing.omitted, undefined);
      return inked(drawing);
    };
    const plain = await drawn(font);
    assert.equal(await drawn(woff(font)), plain);
    assert.notEqual(inked(await draw(svg('<text y="15" font-family="Own">Ask</text>'))), plain);
  });

  it('has the size that its style gives it', async () => {
    const { width, height } = await draw(svg(half, 'width="9" height="9" style="width: 60px; height: 30px"'));
    assert.deepEqual([width, height], [60, 30]);
  });

  it('is refused when it is not well-formed, and the next one is drawn', async () => {
    await assert.rejects(draw(Buffer.from(`<svg ${names} width="4" height="4"><rect</svg>`)), {
      name: 'RefusalError',
    });
    assert.equal((await draw(svg(half))).width, 40);
  });
});

const ownFont = '@expo-google-fonts/jetbrains-mono/400Regular/JetBrainsMono_400Regular.ttf';

/** A font as WOFF 1.0. */
function woff(font: Buffer): Buffer {
  const count = font.readUInt16BE(4);
  const header = Buffer.alloc(44 + count * 20);
  header.write('wOFF', 'latin1');
  font.copy(header, 4, 0, 4);
  header.writeUInt16BE(count, 12);
  header.writeUInt32BE(font.length + 4 * count, 16);
  const tables: Buffer[] = [];
  let end = header.length;
  for (let table = 0; table < count; table += 1) {
    const [record, entry] = [12 + table * 16, 44 + table * 20];
    const [offset, length] = [font.readUInt32BE(record + 8), font.readUInt32BE(record + 12)];
    const plain = font.subarray(offset, offset + length);
    const deflated = deflateSync(plain);
    const packed = deflated.length < length ? deflated : plain;
    font.copy(header, entry, record, record + 4);
    header.writeUInt32BE(end, entry + 4);
    header.writeUInt32BE(packed.length, entry + 8);
    header.writeUInt32BE(length, entry + 12);
    tables.push(packed);
    end += packed.length;
  }
  return Buffer.concat([header, ...tables]);
}

function at({ width, data }: Bitmap, x: number, y: number): number[] {
  return [...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 4)];
}

/** Pixels that are not see-through. */
function inked({ data }: Bitmap): number {
  return data.filter((value, place) => place % 4 === 3 && value > 0).length;
}
