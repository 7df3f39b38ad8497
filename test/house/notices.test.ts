import assert from 'node:assert/strict';
import { notices } from '../../scripts/notices.js';

/** A bundle that holds these files. */
function bundle(...files: readonly string[]) {
  const input = { bytesInOutput: 1 };
  const inputs = Object.fromEntries(files.map((file) => [file, input]));
  return { outputs: { 'dist/a.js': { bytes: 1, inputs, imports: [], exports: [] } } };
}

describe('the notices in the package', () => {
  it('hold the licence of every bundled package, once', async () => {
    const text = await notices([
      bundle('src/a.ts', 'node_modules/lit-html/lit-html.js', 'node_modules/ms/index.js'),
    ]);
    assert.equal(text.match(/^lit-html [\d.]+ \(BSD-3-Clause\)$/gm)?.length, 1);
    assert.match(text, /^ms [\d.]+ \(MIT\)$/m);
  });

  it('name the libraries inside WebAssembly with their source, licence and its text', async () => {
    const text = await notices([
      bundle('node_modules/libheif-js/libheif-wasm/libheif.wasm'),
      bundle(
        'node_modules/@jsquash/avif/codec/dec/avif_dec.wasm',
        'node_modules/@jsquash/webp/codec/dec/webp_dec.wasm',
      ),
      bundle('node_modules\\@resvg\\resvg-wasm\\index_bg.wasm'),
    ]);
    for (const library of ['libheif', 'libde265', 'libavif', 'libaom', 'libwebp', 'resvg', 'tiny-skia'])
      assert.match(text, new RegExp(`^${library}.* \\(.+\\)\\n(.+\\n)+Source: https://`, 'm'));
    assert.match(text, /GNU LESSER GENERAL PUBLIC LICENSE\s+Version 3/);
    assert.match(text, /GNU GENERAL PUBLIC LICENSE\s+Version 3[\s\S]*15\. Disclaimer of Warranty/);
    assert.match(text, /Mozilla Public License Version 2\.0[\s\S]*10\.4\. Distributing Source Code Form/);
    assert.doesNotMatch(text, /<year> <(owner|copyright holders)>/);
  });

  it('refuse WebAssembly whose libraries nobody named', async () => {
    await assert.rejects(
      notices([bundle('node_modules/wasm-vips/lib/vips.wasm')]),
      /wasm-vips brings WebAssembly/,
    );
  });
});
