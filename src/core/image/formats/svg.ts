import { initWasm, Resvg, type ResvgRenderOptions } from '@resvg/resvg-wasm';
import wasm from '@resvg/resvg-wasm/index_bg.wasm';
import type { Bitmap, Wanted } from '../bitmap.ts';
import { decodeText } from '../probe/text.ts';
import { RefusalError } from '../types.ts';
import { divideByAlpha } from './alpha.ts';
import { withFonts } from './fonts.ts';
import { plainSvg } from './plainSvg.ts';
import { compiled } from './wasm.ts';

let ready: Promise<void> | undefined;

/**
 * Draws an SVG as wide as wanted, at its own size when nothing is wanted. Nothing is loaded from outside: the
 * program has neither network nor files, and pictures that are not inside the file stay empty.
 */
export async function decode(bytes: Uint8Array, { width }: Wanted): Promise<Bitmap> {
  const { svg, ...font } = await withFonts(plainSvg(decodeText(bytes) ?? ''));
  const options: ResvgRenderOptions = {
    font,
    fitTo: width === undefined ? { mode: 'original' } : { mode: 'width', value: width },
  };
  ready ??= compiled(new URL(wasm, import.meta.url)).then(initWasm);
  await ready;
  const drawing = parse(svg, options);
  try {
    const picture = drawing.render();
    // The program multiplies alpha into its pixels.
    const data = divideByAlpha(picture.pixels);
    const bitmap = { width: picture.width, height: picture.height, data };
    picture.free();
    return bitmap;
  } finally {
    drawing.free();
  }
}

function parse(svg: string, options: ResvgRenderOptions): InstanceType<typeof Resvg> {
  try {
    return new Resvg(svg, options);
  } catch (error) {
    // It throws text for what it cannot read; anything else is a program that broke off.
    throw new RefusalError({ reason: 'damaged', type: 'svg', detail: String(error) }, { cause: error });
  }
}
