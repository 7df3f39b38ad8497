import type { ResvgRenderOptions } from '@resvg/resvg-wasm';
import { type OmittedPart, RefusalError } from '../../imageTypes.ts';
import { probeSvg, svgRoot } from '../../probe/svg.ts';
import { decodeText } from '../../probe/textFile.ts';
import type { Bitmap, Wanted } from '../../worker/bitmap.ts';
import { drawingScale } from './drawingCost.ts';
import { fontsFor } from './fonts/fonts.ts';
import { plainSvg } from './plainSvg.ts';
import { boundingBox, loadRenderer, render } from './renderer.ts';
import { partOf, viewportOf } from './root.ts';
import { serialised } from './serialise.ts';

/**
 * Draws an SVG, or a region of it, at the wanted width, by default its own, and lists the parts that are missing. Nothing is loaded from
 * outside: the renderer has no access to the network or to files.
 *
 * @throws RefusalError for a drawing that is not well-formed or too complex.
 */
export async function decode(bytes: Uint8Array, { region, width, height }: Wanted): Promise<Bitmap> {
  const text = decodeText(bytes) ?? '';
  const size = probeSvg(svgRoot(text) ?? text);
  if ('reason' in size) throw new RefusalError(size);
  await loadRenderer();
  const { root, fontFaces, omitted } = plainSvg(text, size, boundingBox);
  const { replaced, ...font } = await fontsFor({ root, fontFaces });
  const wanted = width ?? size.width;
  const scale = drawingScale(
    root,
    viewportOf(root, size),
    wanted * (height ?? (wanted * size.height) / size.width),
  );
  const options: ResvgRenderOptions = {
    font,
    fitTo: { mode: 'width', value: Math.max(1, Math.round(wanted * scale)) },
  };
  const bitmap = render(serialised(region ? partOf(root, region) : root), options);
  const missing: OmittedPart[] = [
    ...omitted,
    ...(replaced ? (['fonts'] as const) : []),
    ...(!region && isBlank(bitmap) ? (['everything'] as const) : []),
  ];
  return missing.length > 0 ? { ...bitmap, omitted: missing } : bitmap;
}

function isBlank({ data }: Bitmap): boolean {
  for (let alpha = 3; alpha < data.length; alpha += 4) if (data[alpha] !== 0) return false;
  return true;
}
