/** Statistics of a picture, from which its encoding is chosen. */
import { reserve } from './memory';

/** Slots of the table that colours are counted with, several times the 256 that a palette can hold. */
const slots = 1024;

let opaque = true;
let grey = true;
let repeated = 0;
let edges = 0;
let seen = 0;
let colors = 0;
let table: usize = 0;
let palette: usize = 0;

/**
 * Examines RGBA pixels. Conditions for a palette or grey are checked in all of them, the rest in every fourth row once
 * it is clear that neither will do.
 */
export function collectStatistics(pixels: usize, width: i32, height: i32): void {
  opaque = allOpaque(pixels, (<usize>(width * height)) << 2);
  grey = true;
  repeated = 0;
  edges = 0;
  seen = 0;
  colors = 0;
  table = reserve(slots << 3);
  palette = reserve(257 << 2);
  memory.fill(table, 0, slots << 3);
  for (let y = 0; y < height; y++)
    if (grey || colors <= 256 || (y & 3) === 0) lookAtRow(pixels + ((<usize>(y * width)) << 2), width);
}

function allOpaque(pixels: usize, length: usize): bool {
  let all = i32x4.splat(-1);
  let at: usize = 0;
  for (; at + 16 <= length; at += 16) all = v128.and(all, v128.load(pixels + at));
  let last: u32 = 0xff000000;
  for (; at < length; at += 4) last &= load<u32>(pixels + at);
  return allAlpha(all) && last === 0xff000000;
}

function allAlpha(all: v128): bool {
  return v128.all_true<i32>(i32x4.eq(i32x4.shr_u(all, 24), i32x4.splat(255)));
}

function lookAtRow(row: usize, width: i32): void {
  let before = ~load<u32>(row);
  for (let x = 0; x < width; x++) {
    const pixel = load<u32>(row + ((<usize>x) << 2));
    seen++;
    if (pixel === before) {
      repeated++;
      continue;
    }
    if (grey && ((pixel ^ (pixel >>> 8)) & 0xffff) !== 0) grey = false;
    if (colors <= 256) count(pixel);
    if (x > 0 && isEdge(pixel, before)) edges++;
    before = pixel;
  }
}

/** Whether the colour, apart from its brightness, changes from one pixel to the next as it does around text. */
function isEdge(pixel: u32, before: u32): bool {
  const green = shade(pixel, 8) - shade(before, 8);
  return (
    abs(shade(pixel, 0) - shade(before, 0) - green) + abs(shade(pixel, 16) - shade(before, 16) - green) > 96
  );
}

function shade(pixel: u32, shift: u32): i32 {
  return <i32>((pixel >>> shift) & 255);
}

export function isOpaque(): bool {
  return opaque;
}

export function isGrey(): bool {
  return grey;
}

/** The share of pixels that are the same as the one left of them. */
export function repeatedShare(): f32 {
  return <f32>repeated / <f32>seen;
}

/** The share of pixels at which the colour jumps. */
export function edgeShare(): f32 {
  return <f32>edges / <f32>seen;
}

/** How many colours there are; 257 when there are more than a palette holds. */
export function colorCount(): i32 {
  return colors;
}

/** The colours in the order they appear. */
export function colorTable(): usize {
  return palette;
}

/** Replaces pixels by the numbers of their colours, a byte each. */
export function indexColors(pixels: usize, length: i32, to: usize): void {
  let before = ~load<u32>(pixels);
  let index: u8 = 0;
  for (let at = 0; at < length; at++) {
    const pixel = load<u32>(pixels + ((<usize>at) << 2));
    if (pixel !== before) index = <u8>load<u32>(slotOf(pixel), 4);
    before = pixel;
    store<u8>(to + at, index);
  }
}

function count(pixel: u32): void {
  const slot = slotOf(pixel);
  if (load<u32>(slot) !== 0) return;
  if (colors < 256) {
    store<u32>(slot, ~pixel);
    store<u32>(slot, colors, 4);
    store<u32>(palette + ((<usize>colors) << 2), pixel);
  }
  colors++;
}

/** The slot with this colour, kept inverted so that 0 is an empty one; white with no alpha counts as transparent. */
function slotOf(pixel: u32): usize {
  const wanted = ~pixel;
  let at = (pixel * 0x9e3779b1) >>> 22;
  let slot = table + ((<usize>at) << 3);
  while (load<u32>(slot) !== wanted && load<u32>(slot) !== 0) {
    at = (at + 1) & (slots - 1);
    slot = table + ((<usize>at) << 3);
  }
  return slot;
}
