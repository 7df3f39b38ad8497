import { isLegal, mediaTypeOf, original } from '../asIs.ts';
import { isWhole } from '../completeness.ts';
import { patches } from '../fit.ts';
import { release } from '../freeMemory.ts';
import type { PreparedImage, PrepareOptions, Step } from '../imageTypes.ts';
import type { Plan } from '../plan.ts';
import { decodeTarget } from './decode.ts';
import { type Encoded, encode } from './encode.ts';

/**
 * Decodes, turns upright, crops, fits and encodes again. A file that would not get smaller is returned byte for byte.
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
  const { picture, omitted } = await decodeTarget(bytes, plan, options);
  const whole = isWhole(bytes, header.type);
  const comparable = whole && !options.region && frame === 0 && isLegal(header, bytes.length, options);
  const wanted = comparable ? bytes.length : Number.POSITIVE_INFINITY;
  picture.upright(header.orientation);
  const encoded = await encode(picture, options.limits.maxBase64Bytes, wanted);
  release(picture.bitmap.data);
  // The API would scale a legal file down itself: sending more bytes than it has gains nothing.
  if (encoded.bytes.length >= wanted && header.orientation === 1)
    return original(bytes, options, header, hash);
  const { width, height, mediaType } = encoded;
  const steps = stepsTaken(plan, options, encoded, whole);
  if (omitted) steps.push({ what: 'omitted', parts: omitted });
  const tokens = patches(width, height);
  return {
    mediaType,
    bytes: encoded.bytes,
    width,
    height,
    byteLength: encoded.bytes.length,
    tokens,
    header,
    hash,
    steps,
  };
}

function stepsTaken(plan: Plan, options: PrepareOptions, encoded: Encoded, whole: boolean): Step[] {
  const { header, frame, region } = plan;
  const steps: Step[] = [];
  if (header.frames > 1) steps.push({ what: 'frame', frame, of: header.frames });
  if (mediaTypeOf(header.type) !== encoded.mediaType)
    steps.push({ what: 'converted', from: header.type, to: encoded.mediaType });
  if (header.orientation > 1) steps.push({ what: 'oriented', orientation: header.orientation });
  if (options.region) steps.push({ what: 'cropped', region });
  if (encoded.width !== region.width || encoded.height !== region.height)
    steps.push({ what: 'resized', width: encoded.width, height: encoded.height });
  if (!whole) steps.push({ what: 'recompressed', why: 'repair' });
  // Without any other reason to be changed it had too many bytes.
  if (encoded.reduced || steps.length === 0) steps.push({ what: 'recompressed', why: 'bytes' });
  return steps;
}
