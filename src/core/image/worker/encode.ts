import { base64Length } from '../../bytes.ts';
import type { JpegOptions } from '../formats/jpeg/jpegEncode.ts';
import { type MediaType, RefusalError } from '../imageTypes.ts';
import { type ImageStatistics, imageStatistics } from './imageStatistics.ts';
import { type Picture, pictureOf } from './jimp.ts';

export interface Encoded {
  readonly mediaType: MediaType;
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** Whether quality or size had to go down for the limit. */
  readonly reduced: boolean;
}

export interface EncodeOptions {
  readonly maxBase64Bytes: number;
  /** Bytes to stay below if a lower quality is enough for that. */
  readonly wanted: number;
  /** For pixels that were not scaled: no loss, or hardly any where the file had lost some before. */
  readonly fidelity?: 'lossless' | 'high' | undefined;
}

/**
 * Encodes by content: flat pictures, text and transparency as PNG, photographs as JPEG. Stays within
 * `maxBase64Bytes`, by quality and then by size.
 *
 * @throws RefusalError when not even one pixel stays within the limit.
 */
export async function encode(picture: Picture, options: EncodeOptions): Promise<Encoded> {
  const { maxBase64Bytes, wanted, fidelity } = options;
  const fits = ({ bytes }: Encoded) => base64Length(bytes.length) <= maxBase64Bytes;
  let current = picture;
  for (let round = 0; ; round++) {
    const tried = await attempts(current, fidelity, (one) => fits(one) && one.bytes.length < wanted);
    const best = tried.find((one) => fits(one) && one.bytes.length < wanted) ?? tried.find(fits);
    if (best) return { ...best, reduced: round > 0 || !fits(tried[0] ?? best) };
    if (current.width === 1 && current.height === 1)
      throw new RefusalError({ reason: 'tooManyBytes', limit: maxBase64Bytes });
    current = await smaller(picture, 0.8 ** (round + 1));
  }
}

/** Encodings from the best on, until one is good enough. */
async function attempts(
  picture: Picture,
  fidelity: EncodeOptions['fidelity'],
  enough: (one: Encoded) => boolean,
): Promise<Encoded[]> {
  const tried: Encoded[] = [];
  for (const encoding of encodings(await imageStatistics(picture.bitmap), fidelity)) {
    const one = await encoding(picture);
    tried.push(one);
    if (enough(one)) break;
  }
  return tried;
}

type Encoding = (picture: Picture) => Promise<Encoded>;

/** Shares of repeated pixels in a screenshot or drawing, and in a photograph; in between both encodings are tried. */
const flatShare = 0.4;
const photographShare = 0.1;

/** Share of pixels at a jump of colour from which a picture is drawn or written, not photographed. */
const colorfulShare = 0.01;

function encodings(
  { opaque, repeated, edges, colors }: ImageStatistics,
  fidelity: EncodeOptions['fidelity'],
): Encoding[] {
  const fine = jpeg({ quality: 95, halved: false });
  const coarser = [85, 75].map((quality) => jpeg({ quality, halved: false }));
  if (fidelity === 'high' && opaque) return [fine, ...coarser];
  if (fidelity) return [png, fine, ...coarser];
  // Half the colour resolution blurs coloured text (images.md: 34.3 against 36.2 dB).
  if (opaque && repeated < photographShare && colors > 256)
    return [85, 75].map((quality) => jpeg({ quality, halved: edges < colorfulShare }));
  return !opaque || repeated > flatShare ? [png, fine, ...coarser] : [smallest(png, fine), ...coarser];
}

async function png(picture: Picture): Promise<Encoded> {
  return encoded(picture, 'image/png', await picture.getBuffer('image/png'));
}

function jpeg(options: JpegOptions): Encoding {
  return async (picture) => {
    const { opaque } = await imageStatistics(picture.bitmap);
    const solid = opaque ? picture : onWhite(picture);
    return encoded(picture, 'image/jpeg', await solid.getBuffer('image/jpeg', options));
  };
}

function encoded({ width, height }: Picture, mediaType: MediaType, bytes: Uint8Array): Encoded {
  return { mediaType, bytes, width, height, reduced: false };
}

/** The smaller of two that are equally legible. */
function smallest(one: Encoding, other: Encoding): Encoding {
  return async (picture) => {
    const [a, b] = [await one(picture), await other(picture)];
    return a.bytes.length > b.bytes.length ? b : a;
  };
}

function onWhite({ bitmap }: Picture): Picture {
  const data = Uint8Array.from(bitmap.data);
  for (let at = 0; at < data.length; at += 4) {
    const alpha = data[at + 3] ?? 255;
    if (alpha === 255) continue;
    for (let channel = at; channel < at + 3; channel++)
      data[channel] = Math.round(((data[channel] ?? 0) * alpha + 255 * (255 - alpha)) / 255);
    data[at + 3] = 255;
  }
  return pictureOf({ ...bitmap, data });
}

function smaller(picture: Picture, factor: number): Promise<Picture> {
  const { width, height } = picture;
  const side = (length: number) => Math.max(1, Math.floor(length * factor));
  return picture.scaled({ x: 0, y: 0, width, height }, { width: side(width), height: side(height) });
}
