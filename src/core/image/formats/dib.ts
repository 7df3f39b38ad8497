import { viewOf } from '../probe/header.ts';
import type { Bitmap } from '../worker/bitmap.ts';
import { unpackRuns } from './runs.ts';

/** The header of a device-independent bitmap: the format of BMP files and, with a mask below it, of icons. */
export interface Dib {
  readonly width: number;
  readonly height: number;
  readonly topDown: boolean;
  readonly bits: number;
  /** 0 none, 1 and 2 run-length encoded, 3 and 6 with channel masks. */
  readonly compression: number;
  /** Red, green, blue, alpha; an alpha of 0 makes every pixel opaque. */
  readonly masks: readonly [number, number, number, number];
  /** Offset of the palette, number of its entries and bytes of each. */
  readonly palette: { readonly at: number; readonly count: number; readonly entry: 3 | 4 };
}

/** Reads the header at `at`. @throws RangeError where the bytes end before it does. */
export function readDib(bytes: Uint8Array, at: number): Dib {
  const view = viewOf(bytes);
  const length = view.getUint32(at, true);
  if (length === 12) return oldDib(view, at);
  const height = view.getInt32(at + 8, true);
  const bits = view.getUint16(at + 14, true);
  const compression = length >= 20 ? view.getUint32(at + 16, true) : 0;
  const used = length >= 36 ? view.getUint32(at + 32, true) : 0;
  const masksBehind = length === 40 ? (compression === 3 ? 12 : compression === 6 ? 16 : 0) : 0;
  return {
    width: view.getInt32(at + 4, true),
    height: Math.abs(height),
    topDown: height < 0,
    bits,
    compression,
    masks: masksOf(view, at, length, bits, compression),
    palette: { at: at + length + masksBehind, count: used || (bits <= 8 ? 1 << bits : 0), entry: 4 },
  };
}

/**
 * Decodes the pixels at `at`. Those missing from a truncated file stay transparent. An alpha of zero throughout was never
 * written, as in bitmaps from the clipboard: the picture is opaque.
 */
export function dibPixels(bytes: Uint8Array, dib: Dib, at: number): DibPixels {
  const data = new Uint8Array(dib.width * dib.height * 4);
  drawRows(bytes, dib, at, data);
  const [red, green, blue, alpha] = dib.masks;
  const hasAlpha = alpha !== 0 && isVisible(data);
  if (alpha !== 0 && !hasAlpha) drawRows(bytes, { ...dib, masks: [red, green, blue, 0] }, at, data);
  return { width: dib.width, height: dib.height, data, hasAlpha };
}

interface DibPixels extends Bitmap {
  /** Whether the pixels bring an alpha of their own. */
  readonly hasAlpha: boolean;
}

function isVisible(data: Uint8Array): boolean {
  for (let at = 3; at < data.length; at += 4) if (data[at] !== 0) return true;
  return false;
}

/** The first byte behind the palette. */
export function paletteEnd({ palette }: Dib): number {
  return palette.at + palette.count * palette.entry;
}

function drawRows(bytes: Uint8Array, dib: Dib, at: number, data: Uint8Array): void {
  const draw = drawerOf(dib)(bytes, dib, at, data);
  for (let y = 0; y < dib.height; y += 1) draw(y, (dib.topDown ? y : dib.height - 1 - y) * dib.width * 4);
}

/** Bytes of a row, which is padded to a multiple of four. */
export function rowLength(width: number, bits: number): number {
  return Math.ceil((width * bits) / 32) * 4;
}

function oldDib(view: DataView, at: number): Dib {
  const bits = view.getUint16(at + 10, true);
  return {
    width: view.getUint16(at + 4, true),
    height: view.getUint16(at + 6, true),
    topDown: false,
    bits,
    compression: 0,
    masks: plainMasks(bits),
    palette: { at: at + 12, count: bits <= 8 ? 1 << bits : 0, entry: 3 },
  };
}

function plainMasks(bits: number): Dib['masks'] {
  return bits === 16 ? [0x7c00, 0x3e0, 0x1f, 0] : [0xff0000, 0xff00, 0xff, 0];
}

function masksOf(
  view: DataView,
  at: number,
  length: number,
  bits: number,
  compression: number,
): Dib['masks'] {
  if (compression !== 3 && compression !== 6) return plainMasks(bits);
  const mask = (place: number) => view.getUint32(at + 40 + place * 4, true);
  const alpha = length >= 56 || compression === 6;
  return [mask(0), mask(1), mask(2), alpha ? mask(3) : 0];
}

type DrawRow = (row: number, to: number) => void;
type Drawer = (bytes: Uint8Array, dib: Dib, at: number, data: Uint8Array) => DrawRow;

function drawerOf({ bits, compression, masks }: Dib): Drawer {
  if (bits <= 8) return fromPalette;
  return bits >= 24 && compression === 0 && masks[3] === 0 ? fromBytes : fromChannels;
}

/** The usual case of a byte each for blue, green and red, six times as fast as by masks. */
function fromBytes(bytes: Uint8Array, dib: Dib, at: number, data: Uint8Array): DrawRow {
  const size = dib.bits / 8;
  const stride = rowLength(dib.width, dib.bits);
  return (y, to) => {
    let from = at + y * stride;
    const end = Math.min(to + dib.width * 4, to + Math.floor((bytes.length - from) / size) * 4);
    for (let pixel = to; pixel < end; pixel += 4) {
      data[pixel] = bytes[from + 2] ?? 0;
      data[pixel + 1] = bytes[from + 1] ?? 0;
      data[pixel + 2] = bytes[from] ?? 0;
      data[pixel + 3] = 255;
      from += size;
    }
  };
}

function fromPalette(bytes: Uint8Array, dib: Dib, at: number, data: Uint8Array): DrawRow {
  const { palette, width, bits } = dib;
  const inRuns = dib.compression === 1 || dib.compression === 2;
  const places = inRuns ? unpackRuns(bytes.subarray(at), width, dib.height, bits) : undefined;
  const stride = rowLength(width, bits);
  const perByte = 8 / bits;
  const placeAt = (x: number, y: number) => {
    if (places) return places[y * width + x];
    const byte = bytes[at + y * stride + Math.floor(x / perByte)];
    return byte === undefined ? undefined : (byte >> (8 - bits * ((x % perByte) + 1))) & ((1 << bits) - 1);
  };
  return (y, to) => {
    for (let x = 0; x < width; x += 1) {
      const place = placeAt(x, y);
      if (place === undefined) return;
      const from = palette.at + Math.min(place, palette.count - 1) * palette.entry;
      data.set([bytes[from + 2] ?? 0, bytes[from + 1] ?? 0, bytes[from] ?? 0, 255], to + x * 4);
    }
  };
}

function fromChannels(bytes: Uint8Array, dib: Dib, at: number, data: Uint8Array): DrawRow {
  const { width, bits, masks } = dib;
  const view = viewOf(bytes);
  const size = bits / 8;
  const stride = rowLength(width, bits);
  const channels = masks.map(channelOf);
  return (y, to) => {
    for (let x = 0; x < width; x += 1) {
      const from = at + y * stride + x * size;
      if (from + size > bytes.length) return;
      const value =
        size === 4
          ? view.getUint32(from, true)
          : view.getUint16(from, true) + (size === 3 ? view.getUint8(from + 2) << 16 : 0);
      for (let channel = 0; channel < 4; channel += 1)
        data[to + x * 4 + channel] = channels[channel]?.(value) ?? 0;
    }
  };
}

/** Extracts the bits of a mask from a pixel and scales them to 0 … 255; always 255 without a mask. */
function channelOf(mask: number): (value: number) => number {
  if (mask === 0) return () => 255;
  const shift = 31 - Math.clz32(mask & -mask);
  const most = mask >>> shift;
  return (value) => Math.round((((value & mask) >>> shift) * 255) / most);
}
