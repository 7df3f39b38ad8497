import { concat } from '../../../bytes.ts';
import { readSegments } from '../../probe/jpeg.ts';
import type { TiffDirectory } from '../../probe/tiff.ts';
import type { Bitmap } from '../../worker/bitmap.ts';
import { compose, type Frame } from '../canvas.ts';
import { decodePart } from '../jpeg/jpeg.ts';
import { damaged, type Layout, unsupported } from './tiffLayout.ts';
import { packedSegment } from './tiffSegments.ts';

/** Tables that all segments share, as a JPEG without a picture (TIFF technical note 2). */
const jpegTables = 347;

/** A page whose segments are JPEGs, each decoded by itself and drawn in its place. */
export async function decodeJpegPage(
  bytes: Uint8Array,
  page: TiffDirectory,
  layout: Layout,
): Promise<Bitmap> {
  if (layout.apart || layout.samples > 3) throw unsupported('coding', `JPEG of ${layout.samples} samples`);
  const tables = Uint8Array.from(page.values(jpegTables));
  return await compose(layout.width, layout.height, decodeSegments(bytes, tables, layout));
}

async function* decodeSegments(bytes: Uint8Array, tables: Uint8Array, layout: Layout): AsyncGenerator<Frame> {
  const { across, down, width, height } = layout.segments;
  for (let segment = 0; segment < across * down; segment += 1) {
    const packed = packedSegment(bytes, layout, segment);
    if (!packed) continue;
    refuseOversized(packed, layout);
    const bitmap = await decodePart(wholeJpeg(packed, tables, layout), undefined);
    const place = { x: (segment % across) * width, y: Math.floor(segment / across) * height };
    yield { ...bitmap, ...place, blend: false, after: 'keep' };
  }
}

/** The cost of a segment was computed from its place on the page; the margin allows for padding to whole MCUs. */
function refuseOversized(packed: Uint8Array, { segments }: Layout): void {
  const { width = 0, height = 0 } = readSegments(packed).frame ?? {};
  if (width * height > (segments.width + 32) * (segments.height + 32))
    throw damaged('a segment larger than its place');
}

/** The segment with the shared tables in front, and Adobe's marker to say whether the colours are red, green, blue. */
function wholeJpeg(packed: Uint8Array, tables: Uint8Array, { colours, samples }: Layout): Uint8Array {
  const transform = colours === 'ycbcr' ? 1 : 0;
  const adobe = [0xff, 0xee, 0, 14, 0x41, 0x64, 0x6f, 0x62, 0x65, 0, 100, 0, 0, 0, 0, transform];
  return concat([
    Uint8Array.of(0xff, 0xd8),
    Uint8Array.from(samples === 3 ? adobe : []),
    // Without their own start and end.
    tables.subarray(2, -2),
    packed.subarray(2),
  ]);
}
