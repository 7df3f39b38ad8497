import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { describe, it } from 'mocha';
import { drawingScale } from '../../../../src/core/image/formats/svg/drawingCost.ts';
import { plainSvg } from '../../../../src/core/image/formats/svg/plainSvg.ts';
import { withMaximumMemory } from '../../../../src/core/image/formats/wasmMemory.ts';
import { probe } from '../../../../src/core/image/probe.ts';

const size = { width: 1000, height: 1000 };
const tooComplex = { name: 'RefusalError', message: /^tooComplex/ };
const svg = (inside: string) => `<svg xmlns="http://www.w3.org/2000/svg">${inside}</svg>`;
const plain = (text: string) => plainSvg(text, size, () => undefined);
const scale = (inside: string) => drawingScale(plain(svg(inside)).root, size, 4_000_000);

describe('an SVG beyond all bounds', () => {
  it('is refused when entities, copies, nesting or attributes explode', () => {
    const tenfold = (make: (level: number) => string) =>
      Array.from({ length: 9 }, (_, level) => make(level + 1)).join('');
    const entities = tenfold((level) => `<!ENTITY e${level} "${`&e${level - 1};`.repeat(10)}">`);
    const uses = tenfold((level) => `<g id="u${level}">${`<use href="#u${level - 1}"/>`.repeat(10)}</g>`);
    const bombs = [
      `<!DOCTYPE svg [<!ENTITY e0 "many">${entities}]>${svg('&e9;')}`,
      svg(`<style>rect{fill:var(--a)}</style><defs><rect id="u0"/>${uses}</defs><use href="#u9"/>`),
      svg('<g>'.repeat(5000) + '</g>'.repeat(5000)),
      svg(`<g ${Array.from({ length: 2000 }, (_, at) => `a${at}=""`).join(' ')}/>`),
    ];
    for (const bomb of bombs) assert.throws(() => plain(bomb), tooComplex, bomb.slice(0, 200));
    assert.throws(() => scale(`<defs><rect id="u0"/>${uses}</defs><use href="#u9"/>`), tooComplex);
  });

  it('is drawn smaller where layers lie deep, and refused where nothing would be left', () => {
    const layers = (count: number) =>
      scale(`${'<g opacity="0.5">'.repeat(count)}<rect/>${'</g>'.repeat(count)}`);
    assert.equal(layers(5), 1);
    assert.ok(layers(40) < 1 && layers(40) > 0.4);
    assert.throws(() => layers(350), tooComplex);
  });

  it('counts masks, filters, their regions and what is used', () => {
    const mask = (at: number) => `<mask id="m${at}"><rect mask="url(#m${at + 1})"/></mask>`;
    const masks = Array.from({ length: 120 }, (_, at) => mask(at)).join('');
    assert.throws(() => scale(`${masks}<rect mask="url(#m0)"/>`), tooComplex);
    const filter = (attributes: string, count: number) =>
      scale(`<filter id="f" ${attributes}>${'<feOffset/>'.repeat(count)}</filter><rect filter="url(#f)"/>`);
    assert.equal(filter('', 5), 1);
    assert.throws(() => filter('x="-10" y="-10" width="20" height="20"', 10), tooComplex);
    assert.throws(() => filter('filterUnits="userSpaceOnUse" width="9000" height="9000"', 10), tooComplex);
  });

  it('stops at variables that double each other, and at what uses itself', () => {
    const doubled = Array.from({ length: 40 }, (_, at) => `--v${at + 1}:var(--v${at}) var(--v${at});`).join(
      '',
    );
    const { root } = plain(
      svg(`<style>:root{--v0:1px;${doubled}}rect{stroke-width:var(--v40)}</style><rect/>`),
    );
    assert.equal(root.attribs['stroke-width'], undefined);
    assert.equal(scale('<g id="a"><use href="#a"/></g>'), 1);
    assert.equal(scale('<g id="a" fill="var(--a)"><use href="#a"/></g>'), 1);
  });

  it('is recognised in time that grows with its length only', () => {
    const endless = [
      `<svg width="${'1'.repeat(250_000)}x"/>`,
      `<svg ${' '.repeat(250_000)}`,
      `<svg ${'a'.repeat(250_000)}>`,
      `<!DOCTYPE svg [${'<!-- a -->'.repeat(25_000)}`,
      `<!DOCTYPE svg [${'"a"'.repeat(80_000)}`,
      '<!--'.repeat(60_000),
    ];
    // Each took seconds to hours with a pattern that can match in two ways, which the time of a test ends.
    for (const text of endless) assert.ok(probe(Buffer.from(text)));
  });

  it('is made plain in time that grows with its length only', () => {
    const long = (text: string) => text.repeat(200_000);
    const endless = [
      ['', `<rect transform="${long('a')}" style="transform-origin:1px 1px"/>`],
      ['', `<rect transform="scale(2)" style="transform-origin:1px ${long('a')}1"/>`],
      ['', `<rect style="fill:url(${long(' ')}"/>`],
      ['', `<rect style="fill:url(a) ${long(' ')}("/>`],
      ['', `<text style="font:${long('1')}"/>`],
      ['', `<text style="font:${long('a ')}1px/"/>`],
      ['', `<rect width="1"><animate attributeName="width" to="9" begin="1${long(' ')}x"/></rect>`],
      ['', `<rect width="1"><animate attributeName="width" values="1;2" begin="${long(';')}"/></rect>`],
      [`<!DOCTYPE svg ${long(' ')}>`, ''],
      [`<!DOCTYPE svg [<!ENTITY a SYSTEM${long(' ')}>]>`, ''],
    ];
    for (const [start = '', content = ''] of endless) assert.ok(plain(`${start}${svg(content)}`));
  });

  it('cannot make the drawing program take more memory than it may', async () => {
    const module = await readFile(createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm'));
    const bounded = await WebAssembly.compile(withMaximumMemory(module, 512));
    assert.deepEqual(
      WebAssembly.Module.exports(bounded),
      WebAssembly.Module.exports(await WebAssembly.compile(module)),
    );
    const nothing = new Proxy({}, { get: () => () => 0 });
    const imports = Object.fromEntries(
      WebAssembly.Module.imports(bounded).map(({ module: name }) => [name, nothing]),
    );
    const { exports } = await WebAssembly.instantiate(bounded, imports);
    const memory = exports['memory'] as WebAssembly.Memory;
    assert.throws(() => memory.grow(512), RangeError);
    memory.grow(100);
  });
});
