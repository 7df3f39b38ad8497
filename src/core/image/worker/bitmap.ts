import type { Size } from '../fit.ts';
import type { OmittedPart, Region } from '../imageTypes.ts';

/** A decoded picture as it is stored, before its orientation is applied. */
export interface Bitmap {
  readonly width: number;
  readonly height: number;
  /** RGBA, 8 bits each, rows from the top without padding, alpha not multiplied in. */
  readonly data: Uint8Array;
  /** Parts of an SVG that could not be drawn. */
  readonly omitted?: readonly OmittedPart[];
}

export function copied({ width, height, data }: Bitmap): Bitmap {
  return { width, height, data: data.slice() };
}

/** Which picture of a file, and how large; both sides are needed only where the picture has no size of its own (SVG). */
export interface Wanted {
  /** The part of a drawing, in the pixels of its header, that is drawn at the size; without it, all. */
  readonly region?: Region;
  /** Picture of an animation or a multi-page file, from 0. */
  readonly frame?: number;
  readonly width?: number;
  readonly height?: number;
}

/** A part of the stored picture, and the size at which it is wanted. */
export interface Part {
  readonly window: Region;
  readonly size: Size;
}

/** Decodes one picture of a file. @throws RefusalError when the bytes are damaged or of an unsupported kind. */
export type Decode = (bytes: Uint8Array, wanted: Wanted) => Promise<Bitmap>;
