import type { IFD } from 'utif2';
import type { Bitmap, Wanted } from '../bitmap.ts';
import { RefusalError } from '../types.ts';
import { refuseTooLarge } from './held.ts';

/** One page of a TIFF file, reduced to 8 bits; colour profiles are not applied. */
export async function decode(bytes: Uint8Array, { frame = 0 }: Wanted): Promise<Bitmap> {
  const { default: UTIF } = await import('utif2');
  // It keeps views of the buffer, whose first byte has to be the file's.
  const file = bytes.slice().buffer;
  try {
    return decodePage(UTIF, file, frame);
  } catch (error) {
    // It throws words and numbers as well as errors.
    throw error instanceof Error ? error : damaged(String(error));
  }
}

function decodePage(UTIF: typeof import('utif2'), file: ArrayBuffer, frame: number): Bitmap {
  const page = UTIF.decode(file)[frame];
  if (!page) throw damaged(`page ${frame} is missing`);
  refuseTooLarge('tiff', firstNumber(page['t256']), firstNumber(page['t257']));
  UTIF.decodeImage(file, page);
  if (!page.width || !page.height || !page.data?.length) throw damaged('no pixels');
  return { width: page.width, height: page.height, data: UTIF.toRGBA8(page) };
}

/** A field of a directory is a list. */
function firstNumber(field: IFD[string] | undefined): number {
  return typeof field === 'object' ? Number(field[0] ?? 0) : 0;
}

function damaged(detail: string): RefusalError {
  return new RefusalError({ reason: 'damaged', type: 'tiff', detail });
}
