import { initWasm, Resvg, type ResvgRenderOptions } from '@resvg/resvg-wasm';
import wasm from '@resvg/resvg-wasm/index_bg.wasm';
import { RefusalError } from '../../imageTypes.ts';
import { decodeText } from '../../probe/textFile.ts';
import type { Bitmap, Wanted } from '../../worker/bitmap.ts';
import { divideByAlpha } from '../alpha.ts';
import { compiled } from '../wasm.ts';
import { withFonts } from './fonts.ts';
import { plainSvg } from './plainSvg.ts';

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
  const picture = render(drawing);
  // The program multiplies alpha into its pixels.
  const data = divideByAlpha(picture.pixels);
  const bitmap = { width: picture.width, height: picture.height, data };
  picture.free();
  drawing.free();
  return bitmap;
}

function render(drawing: InstanceType<typeof Resvg>): ReturnType<InstanceType<typeof Resvg>['render']> {
  try {
    return drawing.render();
  } catch (error) {
    // It says so in words where there is nothing to draw, and breaks off where a filter takes more memory than it has.
    const reason = error instanceof Error && error.name === 'RuntimeError' ? 'decoderFailed' : 'damaged';
    throw new RefusalError({ reason, type: 'svg', detail: String(error) }, { cause: error });
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
