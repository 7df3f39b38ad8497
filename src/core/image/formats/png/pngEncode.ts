import { crc32, deflateRawSync } from 'node:zlib';
import type { Surveyed } from '../../worker/imageStatistics.ts';
import { deflate } from './deflate.ts';

/** Encodes as PNG with the fewest channels that lose nothing, and with row filters only where they help. */
export async function encodePng(picture: Surveyed): Promise<Uint8Array> {
  const { kernel, width, height } = picture;
  const layout = layoutOf(picture);
  const rowLength = 1 + width * layout.channels;
  const adaptive = filtersHelp(picture, layout, rowLength);
  const rows = kernel.pngRows(layout.pixels, width, height, layout.kind, adaptive);
  const checksum = kernel.adler(rows, rowLength * height) >>> 0;
  const data = await deflate(bytesAt(picture, rows, rowLength * height), checksum);
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([8, layout.colorType], 8);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    ...layout.chunks,
    chunk('IDAT', data),
    chunk('IEND', new Uint8Array(0)),
  ]);
}

interface Layout {
  readonly colorType: number;
  readonly channels: number;
  /** Where the pixels stand: as they are, or as bytes of a palette. */
  readonly pixels: number;
  /** How the kernel calls the channels. */
  readonly kind: number;
  readonly chunks: readonly Uint8Array[];
}

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

function layoutOf(picture: Surveyed): Layout {
  const { kernel, width, height, pixels, opaque, grey, colors } = picture;
  const plain = { pixels, chunks: [] };
  if (grey && opaque) return { ...plain, colorType: 0, channels: 1, kind: -1 };
  if (colors > 256) {
    if (grey) return { ...plain, colorType: 4, channels: 2, kind: 2 };
    return opaque
      ? { ...plain, colorType: 2, channels: 3, kind: 3 }
      : { ...plain, colorType: 6, channels: 4, kind: 4 };
  }
  const indices = kernel.reserve(width * height);
  kernel.indexColors(pixels, width * height, indices);
  const table = bytesAt(picture, kernel.colorTable(), colors * 4);
  const palette = table.filter((_, at) => at % 4 !== 3);
  const alpha = table.filter((_, at) => at % 4 === 3);
  const chunks = [chunk('PLTE', palette), ...(opaque ? [] : [chunk('tRNS', alpha)])];
  return { colorType: 3, channels: 1, pixels: indices, kind: 1, chunks };
}

/** Whether filters make the rows compress better, by a look at some of them. */
function filtersHelp(picture: Surveyed, { pixels, kind, colorType }: Layout, rowLength: number): boolean {
  if (colorType === 3) return false;
  const { kernel, width, height } = picture;
  const cost = (adaptive: boolean) =>
    [1, 3, 5].reduce((sum, eighth) => {
      const first = Math.floor((height * eighth) / 8);
      const count = Math.min(8, height - first);
      const rows = kernel.pngRows(pixels + first * width * 4, width, count, kind, adaptive);
      return sum + deflateRawSync(bytesAt(picture, rows, count * rowLength), { level: 3 }).length;
    }, 0);
  return cost(true) < cost(false);
}

function bytesAt({ kernel }: Surveyed, at: number, length: number): Uint8Array {
  return new Uint8Array(kernel.memory.buffer, at, length);
}

function chunk(type: string, content: Uint8Array): Uint8Array {
  const bytes = Buffer.alloc(content.length + 12);
  bytes.writeUInt32BE(content.length);
  bytes.write(type, 4, 'latin1');
  bytes.set(content, 8);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, 8 + content.length)), 8 + content.length);
  return bytes;
}
