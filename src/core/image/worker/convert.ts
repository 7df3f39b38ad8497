import { isLegal, keepsPixels, mediaTypeOf, original, showsItself } from '../asIs.ts';
import { toSrgb } from '../color/toSrgb.ts';
import { isWhole } from '../completeness.ts';
import { patches } from '../fit.ts';
import { release } from '../freeMemory.ts';
import type { ImageHeader, PreparedImage, PrepareOptions, Step } from '../imageTypes.ts';
import type { Plan } from '../plan.ts';
import { decodeTarget } from './decode.ts';
import { type Encoded, type EncodeOptions, encode } from './encode.ts';
import type { Picture } from './jimp.ts';
import { cut, tiledPlan } from './tiles.ts';
import { turnedFile } from './turnedFile.ts';

/**
 * Decodes, paints over what is redacted, converts to sRGB, turns upright, crops, fits and encodes again. A file that would
 * not get smaller is returned byte for byte, unless something of it is redacted.
 *
 * @throws RefusalError where it cannot be decoded or encoded within the limits.
 */
export async function convert(
  bytes: Uint8Array,
  plan: Plan,
  options: PrepareOptions,
  hash: string,
): Promise<PreparedImage> {
  const { header, frame } = plan;
  const whole = isWhole(bytes, header.type);
  const unscaled = whole && keepsPixels(header, bytes.length, options);
  const turned = unscaled ? await turnedFile(bytes, plan, options) : undefined;
  if (turned) return prepared(plan, turned, hash, [{ what: 'oriented', orientation: header.orientation }]);
  const tiled = tiledPlan(plan, options);
  const { picture: decoded, omitted } = await decodeTarget(bytes, tiled ?? plan, options);
  if (plan.colors) toSrgb(decoded.bitmap.data, plan.colors);
  decoded.upright(header.orientation);
  const { overview: picture, tiles } = tiled ? await cut(decoded, tiled, options) : uncut(decoded);
  const { maxBase64Bytes } = options.limits;
  const unchanged = tiles.length === 0 && !options.region && plan.redactions.length === 0 && frame === 0;
  const comparable = whole && unchanged && isLegal(header, bytes.length, options);
  // The API would scale a legal file down itself: sending more bytes than it has gains nothing.
  const wanted = comparable && !unscaled ? bytes.length : Number.POSITIVE_INFINITY;
  const fidelity = unscaled || isFullSize(plan, options) ? fidelityOf(header) : undefined;
  const encoded = await encode(picture, { maxBase64Bytes, wanted, fidelity });
  release(picture.bitmap.data);
  if (comparable && encoded.bytes.length >= wanted && showsItself(plan))
    return original(bytes, options, header, hash);
  const steps = stepsTaken(plan, options, encoded, whole);
  if (omitted) steps.push({ what: 'omitted', parts: omitted });
  return { ...prepared(plan, encoded, hash, steps), ...(tiles.length > 0 && { tiles }) };
}

function uncut(overview: Picture) {
  return { overview, tiles: [] };
}

function prepared(
  { header }: Plan,
  { mediaType, bytes, width, height }: Omit<Encoded, 'reduced'>,
  hash: string,
  steps: readonly Step[],
): PreparedImage {
  const tokens = patches(width, height);
  return { mediaType, bytes, width, height, byteLength: bytes.length, tokens, header, hash, steps };
}

/** Whether a part, or a picture of which a part is redacted, keeps its pixels otherwise. */
function isFullSize({ region, target, redactions, header }: Plan, options: PrepareOptions): boolean {
  if (!options.region && redactions.length === 0) return false;
  return header.type !== 'svg' && target.width === region.width && target.height === region.height;
}

/** Only what lost something already may lose a little more. */
function fidelityOf({ type, traits }: ImageHeader): EncodeOptions['fidelity'] {
  return type === 'jpeg' || (type === 'webp' && !traits.includes('lossless')) ? 'high' : 'lossless';
}

function stepsTaken(plan: Plan, options: PrepareOptions, encoded: Encoded, whole: boolean): Step[] {
  const { header, frame, region } = plan;
  const steps: Step[] = [];
  if (header.frames > 1) steps.push({ what: 'frame', frame, of: header.frames });
  if (mediaTypeOf(header.type) !== encoded.mediaType)
    steps.push({ what: 'converted', from: header.type, to: encoded.mediaType });
  if (header.orientation > 1) steps.push({ what: 'oriented', orientation: header.orientation });
  if (plan.colors || header.traits.includes('unmarked-cmyk')) steps.push({ what: 'recolored' });
  if (options.region) steps.push({ what: 'cropped', region });
  if (plan.redactions.length > 0) steps.push({ what: 'redacted', areas: plan.redactions.length });
  if (encoded.width !== region.width || encoded.height !== region.height)
    steps.push({ what: 'resized', width: encoded.width, height: encoded.height });
  if (!whole) steps.push({ what: 'recompressed', why: 'repair' });
  // Without any other reason to be changed it had too many bytes.
  if (encoded.reduced || steps.length === 0) steps.push({ what: 'recompressed', why: 'bytes' });
  return steps;
}
