import { pagePlaces, readDirectory, tiffOrder } from '../../probe/tiff.ts';
import type { Bitmap, Wanted } from '../../worker/bitmap.ts';
import { freshKernel, place } from '../../worker/kernelModule.ts';
import { divideByAlpha } from '../alpha.ts';
import { decodeJpegPage } from './tiffJpeg.ts';
import { damaged, type Layout, layoutOf, unsupported } from './tiffLayout.ts';
import { type Plane, readPlanes } from './tiffSegments.ts';

const jpeg = 7;

/** One page of a TIFF file, reduced to 8 bits. */
export async function decode(bytes: Uint8Array, { frame = 0 }: Wanted): Promise<Bitmap> {
  const order = tiffOrder(bytes);
  const page = order && pagePlaces(bytes, order)[frame];
  if (!order || page === undefined) throw damaged(`page ${frame} is missing`);
  const directory = readDirectory(bytes, order, page);
  const layout = layoutOf(directory, order.little);
  if (layout.compression === jpeg) return await decodeJpegPage(bytes, directory, layout);
  return await colour(readPlanes(bytes, layout), layout);
}

/** Returns one sample of one pixel, 0 to 255, or its palette index. */
type Sample = (x: number, y: number, sample: number) => number;

async function colour(planes: readonly Plane[], layout: Layout): Promise<Bitmap> {
  const { width, height, colours, samples, bits, apart } = layout;
  const data = new Uint8Array(width * height * 4);
  const plain = colours === 'rgb' && bits === 8 && !apart && samples >= 3 && planes[0];
  if (plain) copyColours(plain.data, samples, data);
  else drawPixels(data, layout, sampleOf(planes, layout));
  if (colours === 'cmyk') await print(data, width, sampleOf(planes, layout));
  const colourSamples = colours === 'rgb' ? 3 : colours === 'cmyk' ? 4 : 1;
  if (layout.alpha !== 'none' && samples > colourSamples)
    drawAlpha(data, width, sampleOf(planes, layout), colourSamples);
  return { width, height, data: layout.alpha === 'multiplied' ? divideByAlpha(data) : data };
}

/** The usual case, ten times as fast as sample by sample. */
function copyColours(from: Uint8Array, samples: number, data: Uint8Array): void {
  data.fill(255);
  for (let at = 0, to = 0; to < data.length; at += samples, to += 4) {
    data[to] = from[at] ?? 0;
    data[to + 1] = from[at + 1] ?? 0;
    data[to + 2] = from[at + 2] ?? 0;
  }
}

function drawPixels(data: Uint8Array, layout: Layout, sample: Sample): void {
  const put = pixelOf(layout, sample);
  for (let y = 0; y < layout.height; y += 1)
    for (let x = 0; x < layout.width; x += 1) put(data, (y * layout.width + x) * 4, x, y);
}

/** Makes what each ink but black lets through into what a screen shows, as the inks of a JPEG are. */
async function print(data: Uint8Array, width: number, sample: Sample): Promise<void> {
  const black = Uint8Array.from(
    { length: data.length / 4 },
    (_, pixel) => 255 - sample(pixel % width, Math.floor(pixel / width), 3),
  );
  const kernel = await freshKernel();
  const pixels = place(kernel, data);
  kernel.fromInks(pixels, place(kernel, black), black.length);
  data.set(new Uint8Array(kernel.memory.buffer, pixels, data.length));
}

function drawAlpha(data: Uint8Array, width: number, sample: Sample, number: number): void {
  for (let pixel = 0; pixel * 4 < data.length; pixel += 1)
    data[pixel * 4 + 3] = sample(pixel % width, Math.floor(pixel / width), number);
}

function sampleOf(planes: readonly Plane[], { apart, samples, bits, little, colours }: Layout): Sample {
  const most = (1 << Math.min(bits, 8)) - 1;
  const scale = colours === 'palette' ? 1 : 255 / most;
  const step = apart ? 1 : samples;
  const size = bits / 8;
  const high = bits === 16 && little ? 1 : 0;
  return (x, y, sample) => {
    const plane = planes[apart ? sample : 0];
    if (!plane) return 0;
    const place = x * step + (apart ? 0 : sample);
    if (bits >= 8) return plane.data[y * plane.stride + place * size + high] ?? 0;
    const bit = place * bits;
    const byte = plane.data[y * plane.stride + (bit >> 3)] ?? 0;
    return Math.round(((byte >> (8 - bits - (bit & 7))) & most) * scale);
  };
}

type PutPixel = (data: Uint8Array, to: number, x: number, y: number) => void;

function pixelOf({ colours, palette, bits, samples }: Layout, sample: Sample): PutPixel {
  if (colours === 'rgb' && samples >= 3)
    return (data, to, x, y) => set(data, to, sample(x, y, 0), sample(x, y, 1), sample(x, y, 2));
  if (colours === 'cmyk' && samples >= 4)
    return (data, to, x, y) =>
      set(data, to, 255 - sample(x, y, 0), 255 - sample(x, y, 1), 255 - sample(x, y, 2));
  // All reds, then all greens, then all blues, of 16 bits each.
  if (colours === 'palette')
    return (data, to, x, y) => {
      const place = sample(x, y, 0);
      const entry = (channel: number) => (palette[place + (channel << bits)] ?? 0) >> 8;
      set(data, to, entry(0), entry(1), entry(2));
    };
  if (colours === 'ycbcr' || colours === 'rgb' || colours === 'cmyk')
    throw unsupported('colors', `${samples} samples of ${colours}`);
  const flip = colours === 'whiteIsZero' ? 255 : 0;
  return (data, to, x, y) => {
    const grey = sample(x, y, 0) ^ flip;
    set(data, to, grey, grey, grey);
  };
}

function set(data: Uint8Array, to: number, red: number, green: number, blue: number): void {
  data[to] = red;
  data[to + 1] = green;
  data[to + 2] = blue;
  data[to + 3] = 255;
}
