import { inflate } from '#platform/zlib.ts';
import { viewOf } from '../probe/header.ts';
import { pngChunks } from '../probe/png.ts';
import { codedSpace } from './codePoints.ts';
import {
  type Chromaticities,
  type ColorSpace,
  identity,
  matrixOfPrimaries,
  sameCurves,
  srgbLight,
} from './colorSpace.ts';
import { type StatedColors, statedProfile } from './statedColors.ts';

/** Largest profile that is unpacked: those without tables have a few KB. */
const maxProfileBytes = 1_048_576;

/** The colours of a PNG: the first of `cICP`, `iCCP`, `sRGB` and `gAMA` with `cHRM` (PNG specification, 4.3). */
export function pngColors(bytes: Uint8Array): StatedColors | undefined {
  const chunks = new Map<string, Uint8Array>();
  for (const { type, data } of pngChunks(bytes)) {
    if (type === 'IDAT' || type === 'IEND') break;
    if (!chunks.has(type)) chunks.set(type, data);
  }
  const model = ((chunks.get('IHDR')?.[9] ?? 2) & 2) === 0 ? 'grey' : 'rgb';
  const [coded, profile, gamma] = [chunks.get('cICP'), chunks.get('iCCP'), chunks.get('gAMA')];
  if (coded && coded.length >= 4) return { model, space: codedSpace(coded[0] ?? 0, coded[1] ?? 0) };
  if (profile) return statedProfile(unpacked(profile), model);
  if (chunks.has('sRGB') || !gamma || gamma.length < 4) return undefined;
  return { model, space: gammaSpace(viewOf(gamma).getUint32(0) / 100_000, chunks.get('cHRM')) };
}

/** A name, its end, the kind of compression, then the compressed profile; empty where it is broken. */
function unpacked(chunk: Uint8Array): Uint8Array {
  try {
    return inflate(chunk.subarray(chunk.indexOf(0) + 2), maxProfileBytes);
  } catch {
    // A picture is still a picture with a bad profile: its values are shown as they are.
    return new Uint8Array();
  }
}

/** Without primaries of its own, only the exponent differs from that of a screen, 1 / 0.45455. */
function gammaSpace(gamma: number, chromaticities: Uint8Array | undefined): ColorSpace | undefined {
  if (gamma < 0.05 || gamma > 10) return undefined;
  if (!chromaticities || chromaticities.length < 32)
    return { curves: sameCurves((value) => srgbLight(value ** (0.45455 / gamma))), matrix: identity };
  const matrix = matrixOfPrimaries(readChromaticities(viewOf(chromaticities)));
  return matrix && { curves: sameCurves((value) => value ** (1 / gamma)), matrix };
}

/** White, red, green, blue. */
function readChromaticities(view: DataView): Chromaticities {
  const point = (at: number) => [view.getUint32(at) / 100_000, view.getUint32(at + 4) / 100_000] as const;
  return [point(8), point(16), point(24), point(0)];
}
