import { inflateSync } from 'node:zlib';
import type { Stylesheet } from './css/stylesheet.ts';

/** Largest font that is unpacked, in bytes. */
const maxFontBytes = 20_000_000;

/** Families that a drawing brings with it, and the bytes of those that can be read. */
interface EmbeddedFonts {
  readonly buffers: readonly Uint8Array[];
  /** Families, in lower case, whose fonts are outside the file or in a format that cannot be read (WOFF2). */
  readonly missing: ReadonlySet<string>;
}

export function embeddedFonts(fontFaces: Stylesheet['fontFaces']): EmbeddedFonts {
  const buffers: Uint8Array[] = [];
  const missing = new Set<string>();
  for (const face of fontFaces) {
    const value = (name: string) => face.findLast(({ property }) => property === name)?.value ?? '';
    const font = fontIn(value('src'));
    if (font) buffers.push(font);
    else if (!/\blocal\(/.test(value('src')))
      missing.add(value('font-family').replace(/["']/g, '').toLowerCase());
  }
  return { buffers, missing };
}

function fontIn(source: string): Uint8Array | undefined {
  for (const [, data = ''] of source.matchAll(/url\(\s*["']?data:[^,]*;base64,([^"')]*)/gi)) {
    const bytes = Buffer.from(data, 'base64');
    const signature = bytes.toString('latin1', 0, 4);
    if (/^(?:\0\x01\0\0|OTTO|true|ttcf)$/.test(signature)) return bytes;
    const unpacked = signature === 'wOFF' ? unpackedWoff(bytes) : undefined;
    if (unpacked) return unpacked;
  }
  return undefined;
}

/** The font inside a WOFF 1.0 file: its tables, inflated, behind a directory of their places. */
function unpackedWoff(woff: Buffer): Buffer | undefined {
  try {
    const count = woff.readUInt16BE(12);
    const size = woff.readUInt32BE(16);
    if (size > maxFontBytes) return undefined;
    const font = Buffer.alloc(size);
    woff.copy(font, 0, 4, 8);
    font.writeUInt16BE(count, 4);
    let end = 12 + count * 16;
    for (let table = 0; table < count; table += 1) end = copyTable(woff, font, table, end);
    return font;
  } catch {
    // It ends too early or is damaged: the text is drawn in another font.
    return undefined;
  }
}

/** WOFF 1.0 §5: tag, offset, packed length, length, checksum; in the font tag, checksum, offset, length. */
function copyTable(woff: Buffer, font: Buffer, table: number, end: number): number {
  const entry = 44 + table * 20;
  const [offset, packed, length] = [4, 8, 12].map((at) => woff.readUInt32BE(entry + at));
  if (offset === undefined || packed === undefined || length === undefined) return end;
  const bytes = woff.subarray(offset, offset + packed);
  const data = packed < length ? inflateSync(bytes, { maxOutputLength: maxFontBytes }) : bytes;
  const record = 12 + table * 16;
  woff.copy(font, record, entry, entry + 4);
  woff.copy(font, record + 4, entry + 16, entry + 20);
  font.writeUInt32BE(end, record + 8);
  font.writeUInt32BE(length, record + 12);
  font.set(data.subarray(0, length), end);
  return end + Math.ceil(length / 4) * 4;
}
