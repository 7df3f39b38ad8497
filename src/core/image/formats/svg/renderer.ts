import { initWasm, Resvg, type ResvgRenderOptions } from '@resvg/resvg-wasm';
import wasm from '@resvg/resvg-wasm/index_bg.wasm';
import { readFile } from '#platform/readFile.ts';
import { RefusalError } from '../../imageTypes.ts';
import type { Bitmap } from '../../worker/bitmap.ts';
import { divideByAlpha } from '../alpha.ts';
import { withMaximumMemory } from '../wasmMemory.ts';
import type { ReferenceBox } from './css/transforms.ts';

/** Pages of 64 KB, 330 MB, for the layers of the renderer, its tree, the text of the file and the fonts. */
const maxPages = 5035;

let ready: Promise<void> | undefined;

/** Loads the renderer, once. */
export function loadRenderer(): Promise<void> {
  ready ??= load();
  return ready;
}

async function load(): Promise<void> {
  const bytes = await readFile(new URL(wasm, import.meta.url));
  await initWasm(await WebAssembly.compile(withMaximumMemory(bytes, maxPages)));
}

/**
 * Draws a plain SVG.
 *
 * @throws RefusalError for a drawing that it cannot read or that needs more memory.
 */
export function render(svg: Uint8Array, options: ResvgRenderOptions): Bitmap {
  const drawing = parse(svg, options);
  const picture = attempt(() => drawing.render());
  // The renderer premultiplies alpha.
  const bitmap = { width: picture.width, height: picture.height, data: divideByAlpha(picture.pixels) };
  picture.free();
  drawing.free();
  return bitmap;
}

/** The bounding box in pixels of the drawing; undefined for an empty one. */
export function boundingBox(svg: Uint8Array): ReferenceBox | undefined {
  const drawing = parse(svg, {});
  const box = drawing.getBBox();
  if (!box) return undefined;
  const { x, y, width, height } = box;
  box.free();
  drawing.free();
  return { x, y, width, height };
}

function parse(svg: Uint8Array, options: ResvgRenderOptions): InstanceType<typeof Resvg> {
  return attempt(() => new Resvg(svg, options));
}

/** The renderer throws a text for a drawing that it cannot read; a RuntimeError is a WebAssembly trap. */
function attempt<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    const reason = error instanceof Error && error.name === 'RuntimeError' ? 'decoderFailed' : 'damaged';
    throw new RefusalError({ reason, type: 'svg', detail: String(error) }, { cause: error });
  }
}
