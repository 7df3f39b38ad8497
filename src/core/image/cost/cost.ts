import type { ImageHeader } from '../imageTypes.ts';

/** The cost of decoding one picture of a file, computed from its headers before anything is decoded. */
export interface DecodingCost {
  /** The most bytes held at once, the file and copies of it included. */
  readonly bytes: number;
  /** Pixels that are decoded, those of earlier frames and outside the picture included. */
  readonly pixels: number;
}

/** The cost of one picture of a file, counted from 0. */
export type CostOf = (bytes: Uint8Array, header: ImageHeader, frame: number) => DecodingCost;
