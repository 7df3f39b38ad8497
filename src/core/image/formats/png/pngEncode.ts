import { crc32 } from '#platform/crc32.ts';
import { deflatedLength } from '#platform/zlib.ts';
import { concat, utf8 } from '../../../bytes.ts';
import { viewOf } from '../../probe/header.ts';
import type { ImageStatistics } from '../../worker/imageStatistics.ts';
import { type Deflating, deflated, deflatePiece } from './deflate.ts';

/** Encodes as PNG with the fewest channels that are lossless, and with row filters only where they help. */
export async function encodePng(picture: ImageStatistics): Promise<Uint8Array> {
  const { width, height } = picture;
  const layout = layoutOf(picture);
  const data = await compressed(picture, layout);
  const header = new Uint8Array(13);
  const view = viewOf(header);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([8, layout.colorType], 8);
  return concat([
    signature,
    chunk('IHDR', header),
    ...layout.chunks,
    chunk('IDAT', data),
    chunk('IEND', new Uint8Array(0)),
  ]);
}

/** Rows are filtered in pieces, so that the first are compressed while the next are filtered. */
async function compressed(picture: ImageStatistics, layout: Layout): Promise<Uint8Array> {
  const { kernel, width, height } = picture;
  const rowLength = 1 + width * layout.channels;
  const count = Math.min(Math.max(Math.floor((rowLength * height) / leastPiece), 1), mostPieces);
  const rowsOfPiece = Math.ceil(height / count);
  const filters = filtersHelp(picture, layout, rowLength);
  kernel.startRows(width, height, layout.kind, filters);
  const stream: Deflating = { pieces: [], dictionary: undefined };
  let checksum = 1;
  for (let first = 0; first < height; first += rowsOfPiece) {
    const rows = Math.min(rowsOfPiece, height - first);
    const at = kernel.addRows(layout.pixels + first * layout.stride, rows);
    checksum = kernel.adler(checksum, at, rows * rowLength);
    deflatePiece(stream, bytesAt(picture, at, rows * rowLength), first + rows === height);
  }
  return await deflated(stream, checksum >>> 0);
}

/** The overhead of smaller pieces is more than another thread saves. */
const leastPiece = 524_288;

/** Each takes half a megabyte while it is compressed, and libuv has four threads. */
const mostPieces = 8;

interface Layout {
  readonly colorType: number;
  readonly channels: number;
  /** Offset of the pixels: as they are, or as palette indices of a byte each. */
  readonly pixels: number;
  /** Bytes from one row of them to the next. */
  readonly stride: number;
  /** The kernel's number for the channels. */
  readonly kind: number;
  readonly chunks: readonly Uint8Array[];
}

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

function layoutOf(picture: ImageStatistics): Layout {
  const { kernel, width, height, pixels, opaque, grey, colors } = picture;
  const plain = { pixels, stride: width * 4, chunks: [] };
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
  return { colorType: 3, channels: 1, pixels: indices, stride: width, kind: 1, chunks };
}

/** Whether filters make the rows compress better, tried on a sample of them. */
function filtersHelp(picture: ImageStatistics, layout: Layout, rowLength: number): boolean {
  const { pixels, stride, kind, colorType } = layout;
  if (colorType === 3) return false;
  const { kernel, width, height } = picture;
  const cost = (adaptive: boolean) =>
    [1, 3, 5].reduce((sum, eighth) => {
      const first = Math.floor((height * eighth) / 8);
      const count = Math.min(8, height - first);
      kernel.startRows(width, count, kind, adaptive);
      const rows = kernel.addRows(pixels + first * stride, count);
      return sum + deflatedLength(bytesAt(picture, rows, count * rowLength), 3);
    }, 0);
  return cost(true) < cost(false);
}

function bytesAt({ kernel }: ImageStatistics, at: number, length: number): Uint8Array {
  return new Uint8Array(kernel.memory.buffer, at, length);
}

function chunk(type: string, content: Uint8Array): Uint8Array {
  const bytes = concat([new Uint8Array(4), utf8(type), content, new Uint8Array(4)]);
  const view = viewOf(bytes);
  view.setUint32(0, content.length);
  view.setUint32(8 + content.length, crc32(bytes.subarray(4, 8 + content.length)));
  return bytes;
}
