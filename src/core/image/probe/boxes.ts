import { ascii, maxParts, viewOf } from './header.ts';

/** A box of the ISO base media format: AVIF, HEIC, MP4. */
export interface Box {
  readonly type: string;
  readonly data: Uint8Array;
}

/** The boxes one after another from `at` on; the last may be cut short by the end of the file. */
export function boxes(bytes: Uint8Array, at = 0): Box[] {
  const view = viewOf(bytes);
  const found: Box[] = [];
  let start = at;
  while (start + 8 <= bytes.length && found.length < maxParts) {
    const size = view.getUint32(start);
    const wide = size === 1;
    if (wide && start + 16 > bytes.length) break;
    const length = wide ? Number(view.getBigUint64(start + 8)) : size || bytes.length - start;
    const head = wide ? 16 : 8;
    if (length < head) break;
    found.push({ type: ascii(bytes, start + 4, 4), data: bytes.subarray(start + head, start + length) });
    start += length;
  }
  return found;
}

/** The box at the end of a path of types, each inside the one before; `meta` brings four bytes before its boxes. */
export function boxAt(bytes: Uint8Array, ...path: readonly string[]): Uint8Array | undefined {
  let inside: Uint8Array | undefined = bytes;
  for (const type of path) {
    inside = boxes(inside).find((box) => box.type === type)?.data;
    if (!inside) return undefined;
    if (type === 'meta') inside = inside.subarray(4);
  }
  return inside;
}
