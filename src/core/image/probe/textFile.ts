import type { ImageHeader, Refusal } from '../imageTypes.ts';
import { probeSvg, svgRoot } from './svg.ts';

/** How much of a text file is looked at: comments and entities of drawing programs stand before the root. */
const maxTextBytes = 262_144;

/** What a file is that is none of the binary formats: SVG, a pointer, a page, text; undefined for other bytes. */
export function probeText(bytes: Uint8Array): ImageHeader | Refusal | undefined {
  const text = decodeText(bytes.subarray(0, maxTextBytes));
  if (text === undefined) return undefined;
  const root = svgRoot(text);
  if (root !== undefined) return probeSvg(root);
  if (text.startsWith('version https://git-lfs.github.com/spec/')) return lfsPointer(text);
  if (/<!doctype html|<html[\s>]|<head[\s>]|<body[\s>]/i.test(text.slice(0, 2048))) return { reason: 'html' };
  return { reason: 'text' };
}

function lfsPointer(text: string): Refusal {
  const size = /^size (\d+)$/m.exec(text)?.[1];
  return { reason: 'lfsPointer', ...(size && { detail: `the picture itself has ${size} bytes` }) };
}

/** The text of bytes that are text in UTF-8 or UTF-16, without its mark; undefined for anything else. */
export function decodeText(bytes: Uint8Array): string | undefined {
  const encoding = bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : littleOrUtf8(bytes);
  const text = new TextDecoder(encoding).decode(bytes, { stream: true });
  return isReadable(text) ? text : undefined;
}

function littleOrUtf8(bytes: Uint8Array): 'utf-16le' | 'utf-8' {
  return bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8';
}

// Old drawings in Latin-1 decode to a few U+FFFD; binary data decodes to many, or to control characters.
function isReadable(text: string): boolean {
  const start = text.slice(0, 4096);
  const odd = start.match(/[^\P{Cc}\s]|\ufffd/gu)?.length ?? 0;
  return !start.includes('\0') && odd * 20 <= start.length;
}
