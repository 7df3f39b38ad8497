import { fourCharacters, viewOf } from './header.ts';

/** A box of the ISO base media format: AVIF, HEIC, MP4. */
export interface Box {
  readonly type: string;
  readonly data: Uint8Array;
}

/** Most boxes of one level that are read: a photograph has a handful, and some dozens of properties. */
const maxBoxes = 2000;

/** The boxes one after another; the last may be cut short by the end of the file. */
export function* boxes(bytes: Uint8Array): Generator<Box> {
  const view = viewOf(bytes);
  let start = 0;
  for (let count = 0; count < maxBoxes && start + 8 <= bytes.length; count += 1) {
    const size = view.getUint32(start);
    const wide = size === 1;
    if (wide && start + 16 > bytes.length) return;
    const length = wide ? Number(view.getBigUint64(start + 8)) : size || bytes.length - start;
    const head = wide ? 16 : 8;
    if (length < head) return;
    yield { type: fourCharacters(view, start + 4), data: bytes.subarray(start + head, start + length) };
    start += length;
  }
}

/** The box at the end of a path of types, each inside the one before; in `meta` four bytes come before the boxes. */
export function boxAt(bytes: Uint8Array, ...path: readonly string[]): Uint8Array | undefined {
  let inside: Uint8Array | undefined = bytes;
  for (const type of path) {
    inside = firstBox(inside, type);
    if (!inside) return undefined;
    if (type === 'meta') inside = inside.subarray(4);
  }
  return inside;
}

function firstBox(bytes: Uint8Array, type: string): Uint8Array | undefined {
  for (const box of boxes(bytes)) if (box.type === type) return box.data;
  return undefined;
}
