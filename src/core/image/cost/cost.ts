import type { ImageHeader } from '../imageTypes.ts';

/** What decoding one picture of a file takes, told from its headers before anything is decoded. */
export interface DecodingCost {
  /** Bytes that are held at once at most, the file and copies of it included. */
  readonly bytes: number;
  /** Pixels that are decoded on the way, those of earlier frames and of what lies outside the picture included. */
  readonly pixels: number;
}

/** The cost of one picture of a file, counted from 0. */
export type CostOf = (bytes: Uint8Array, header: ImageHeader, frame: number) => DecodingCost;
