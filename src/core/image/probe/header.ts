import type { ImageHeader, ImageType, Refusal } from '../imageTypes.ts';

/** A header from what differs from the plainest picture: upright, one frame, opaque, nothing odd. */
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
 * Chunks, segments or entries that are read at most: more than any real file has, and few enough that a file made of
 * nothing else takes a few milliseconds.
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

/** Four bytes as Latin-1 characters: the type of a chunk or a box. */
export function fourCharacters(view: DataView, at: number): string {
  return String.fromCharCode(
    view.getUint8(at),
    view.getUint8(at + 1),
    view.getUint8(at + 2),
    view.getUint8(at + 3),
  );
}

/** The words whose condition holds. */
export function traitsOf(conditions: Readonly<Record<string, boolean>>): string[] {
  return Object.keys(conditions).filter((name) => conditions[name]);
}
