import type { ImageHeader, ImageType, Refusal } from '../imageTypes.ts';

/** A header. The defaults are those of the plainest picture: upright, one frame, opaque, no traits. */
export function header(
  type: ImageType,
  width: number,
  height: number,
  rest: Partial<Pick<ImageHeader, 'orientation' | 'frames' | 'alpha' | 'traits'>> = {},
): ImageHeader | Refusal {
  if (width < 1 || height < 1) return damaged(type, `${width} × ${height} pixels`);
  return { type, width, height, orientation: 1, frames: 1, alpha: false, traits: [], ...rest };
}

/**
 * Most chunks, segments or entries that are read: more than any real file has, and few enough that a file made of nothing
 * else takes a few milliseconds.
 */
export const maxParts = 20_000;

export function damaged(type: string, detail: string): Refusal {
  return { reason: 'damaged', type, detail };
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Bytes as Latin-1 characters, as many as there are. */
export function ascii(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}

/** A part of a file that states its type and length before its data. The data is sliced on access. */
export class Chunk {
  readonly type: string;
  /** As stated; a truncated file has fewer bytes. */
  readonly length: number;
  /** Offset of its data. */
  readonly at: number;
  readonly #file: Uint8Array;

  constructor(file: Uint8Array, type: string, at: number, length: number) {
    this.#file = file;
    this.type = type;
    this.at = at;
    this.length = length;
  }

  get data(): Uint8Array {
    return this.#file.subarray(this.at, this.at + this.length);
  }

  /** Whether all of it lies within the file. */
  get whole(): boolean {
    return this.at + this.length <= this.#file.length;
  }
}

/** Four bytes as Latin-1 characters: the type of a chunk or a box. */
export function fourCharacters(view: DataView, at: number): string {
  return String.fromCharCode(
    view.getUint8(at),
    view.getUint8(at + 1),
    view.getUint8(at + 2),
    view.getUint8(at + 3),
  );
}

/** The names whose condition is true. */
export function traitsOf(conditions: Readonly<Record<string, boolean>>): string[] {
  return Object.keys(conditions).filter((name) => conditions[name]);
}
