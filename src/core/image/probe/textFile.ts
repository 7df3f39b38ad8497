import type { ImageHeader, Refusal } from '../imageTypes.ts';
import { probeSvg, svgRoot } from './svg.ts';

/** Bytes of a text file that are read: drawing programs write comments and entities before the root. */
const maxTextBytes = 262_144;

/** Recognises files that are none of the binary formats: SVG, a pointer, a page, text; undefined for other bytes. */
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

/**
 * Decodes text in UTF-8, in UTF-16 with or without a byte order mark, or in the encoding that an XML declaration names.
 * Undefined for anything else.
 */
export function decodeText(bytes: Uint8Array): string | undefined {
  const text = new TextDecoder(encodingOf(bytes)).decode(bytes, { stream: true });
  return isReadable(text) ? text : undefined;
}

/** By the first bytes (XML 1.0, appendix F), then by what the XML declaration says. */
function encodingOf(bytes: Uint8Array): string {
  const start = String.fromCharCode(...bytes.subarray(0, 200));
  if (start.startsWith('\xfe\xff') || start.startsWith('\0<')) return 'utf-16be';
  if (start.startsWith('\xff\xfe') || start.startsWith('<\0')) return 'utf-16le';
  const declared = /^<\?xml\s[^>]*?\bencoding\s*=\s*["']([\w.:-]+)["']/.exec(start)?.[1];
  return start.startsWith('\xef\xbb\xbf') || declared === undefined ? 'utf-8' : knownEncoding(declared);
}

/** A declaration that could be read as single bytes is not in UTF-16, whatever it says. */
function knownEncoding(label: string): string {
  try {
    const { encoding } = new TextDecoder(label);
    return encoding.startsWith('utf-16') ? 'utf-8' : encoding;
  } catch {
    // An encoding that browsers do not know either.
    return 'utf-8';
  }
}

// Old drawings in Latin-1 decode to a few U+FFFD; binary data decodes to many, or to control characters.
function isReadable(text: string): boolean {
  const start = text.slice(0, 4096);
  const odd = start.match(/[^\P{Cc}\s]|\ufffd/gu)?.length ?? 0;
  return !start.includes('\0') && odd * 20 <= start.length;
}
