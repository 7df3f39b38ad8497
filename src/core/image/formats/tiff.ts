import type { Bitmap, Wanted } from '../bitmap.ts';
import { RefusalError } from '../types.ts';

/** One page of a TIFF file, reduced to 8 bits; colour profiles are not applied. */
export async function decode(bytes: Uint8Array, { frame = 0 }: Wanted): Promise<Bitmap> {
  const { default: UTIF } = await import('utif2');
  // It keeps views of the buffer, whose first byte has to be the file's.
  const file = bytes.slice().buffer;
  const page = UTIF.decode(file)[frame];
  if (!page) throw damaged(`page ${frame} is missing`);
  UTIF.decodeImage(file, page);
  if (!page.width || !page.height || !page.data?.length) throw damaged('no pixels');
  return { width: page.width, height: page.height, data: UTIF.toRGBA8(page) };
}

function damaged(detail: string): RefusalError {
  return new RefusalError({ reason: 'damaged', type: 'tiff', detail });
}
