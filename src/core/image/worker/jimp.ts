import { createJimp } from '@jimp/core';
import { asBuffer } from '#platform/buffer.ts';
import type { Size } from '../fit.ts';
import { decodePart as decodeJpeg } from '../formats/jpeg/jpeg.ts';
import { encodeJpeg, type JpegOptions } from '../formats/jpeg/jpegEncode.ts';
import { decodePart as decodePng } from '../formats/png/png.ts';
import { encodePng } from '../formats/png/pngEncode.ts';
import type { Region } from '../imageTypes.ts';
import type { Bitmap, Part } from './bitmap.ts';
import { imageStatistics } from './imageStatistics.ts';
import { orient } from './orient.ts';
import { resample } from './resample.ts';

type JimpBytes = ReturnType<typeof asBuffer>;

/** jimp's bitmap, which differs in the class of its bytes and may change. */
interface JimpBitmap {
  width: number;
  height: number;
  data: JimpBytes;
}

// Both formats say that they have alpha, or jimp would flatten what it encodes, pixel by pixel.
const png = () => ({
  mime: 'image/png' as const,
  hasAlpha: true,
  decode: async (data: JimpBytes, part?: Part) => jimpBitmap(await decodePng(data, part)),
  encode: async (bitmap: Bitmap) => asBuffer(await encodePng(await imageStatistics(bitmap))),
});

const jpeg = () => ({
  mime: 'image/jpeg' as const,
  hasAlpha: true,
  decode: async (data: JimpBytes, part?: Part) => jimpBitmap(await decodeJpeg(data, part)),
  encode: async (bitmap: Bitmap, options: JpegOptions = { quality: 85, halved: false }) =>
    asBuffer(encodeJpeg(await imageStatistics(bitmap), options)),
});

const pixels = {
  /** Turns the picture in place. */
  upright(image: { bitmap: JimpBitmap }, orientation: number): void {
    image.bitmap = jimpBitmap(orient(image.bitmap, orientation));
  },
  /** A part of the picture, in fractions of its pixels, at a size. */
  async scaled(image: { bitmap: JimpBitmap }, window: Region, size: Size): Promise<Picture> {
    return pictureOf(await resample(image.bitmap, window, size));
  },
};

/** jimp with the codecs and the scaler of the kernel. */
const Jimp = createJimp({ formats: [png, jpeg], plugins: [pixels] });
export type Picture = InstanceType<typeof Jimp>;

export function pictureOf(bitmap: Bitmap): Picture {
  return new Jimp(jimpBitmap(bitmap));
}

/** Decodes a part of a picture; jimp's own `fromBuffer` would detect the format again and turn it pixel by pixel. */
export async function decodePicture(
  mime: 'image/png' | 'image/jpeg',
  bytes: Uint8Array,
  part: Part,
): Promise<Picture> {
  const format = mime === 'image/png' ? png() : jpeg();
  return new Jimp(await format.decode(asBuffer(bytes), part));
}

function jimpBitmap({ width, height, data }: Bitmap): JimpBitmap {
  return { width, height, data: asBuffer(data) };
}
