/// <reference path="../../wasm.d.ts" />
import { compiled } from '../formats/wasm.ts';
import path from '../kernel/kernel.wasm';

/** The exports of `kernel/kernel.ts`. Places are byte offsets into `memory`, whose buffer changes when it grows. */
export interface Kernel {
  readonly memory: WebAssembly.Memory;
  reset(): void;
  reserve(length: number): number;
  scaleSource(
    x: number,
    y: number,
    width: number,
    height: number,
    alpha: boolean,
    byX: number,
    byY: number,
  ): void;
  scaleAcross(width: number, taps: number, starts: number, weights: number): void;
  scaleDown(height: number, taps: number, starts: number, weights: number): number;
  scaleRow(pixels: number): number;
  expandAs(bits: number, colorType: number, colors: number): void;
  expandKey(red: number, green: number, blue: number): void;
  pngStart(width: number, rows: number, bitsPerPixel: number, into: number): void;
  pngFeed(bytes: number, length: number): number;
  pngState(): number;
  startTables(): void;
  startBlocks(): void;
  makeTable(index: number, counts: number, symbols: number): number;
  setFactor(table: number, index: number, factor: number): void;
  startFrame(
    width: number,
    height: number,
    components: number,
    maxX: number,
    maxY: number,
    eighths: number,
  ): void;
  addComponent(index: number, x: number, y: number, table: number, keep: boolean): void;
  startPixels(kind: number, firstColumn: number, endColumn: number, skippedRows: number): void;
  fromInks(pixels: number, black: number, count: number): void;
  openScan(from: number, end: number, restarts: number): number;
  startScan(restartInterval: number): void;
  addToScan(component: number, dc: number, ac: number): void;
  drawScan(): void;
  keepScan(progressive: boolean, from: number, to: number, high: number, low: number): void;
  drawKept(): void;
  forgetMissing(): void;
  missingUnits(): number;
  collectStatistics(pixels: number, width: number, height: number): void;
  isOpaque(): number;
  isGrey(): number;
  colorCount(): number;
  colorTable(): number;
  repeatedShare(): number;
  edgeShare(): number;
  indexColors(pixels: number, length: number, to: number): void;
  startRows(width: number, height: number, kind: number, filters: boolean): void;
  addRows(pixels: number, count: number): number;
  adler(before: number, bytes: number, count: number): number;
  jpegEncode(
    pixels: number,
    width: number,
    height: number,
    halved: boolean,
    codes: number,
    factors: number,
    to: number,
    capacity: number,
  ): number;
  writeTurned(orientation: number, codes: number, to: number, capacity: number): number;
  pngSpread(
    pass: number,
    columns: number,
    rows: number,
    frame: number,
    frameWidth: number,
    first: number,
    stepX: number,
    stepY: number,
  ): void;
}

let instance: Kernel | undefined;

/** The kernel, ready for one picture. The data of the previous one is gone. */
export async function freshKernel(): Promise<Kernel> {
  const module = await compiled(new URL(path, import.meta.url));
  // Memory never shrinks: an instance that had a large picture is not kept for the next one.
  if (instance && instance.memory.buffer.byteLength > keptBytes) instance = undefined;
  instance ??= (await WebAssembly.instantiate(module, {})).exports as unknown as Kernel;
  instance.reset();
  generation += 1;
  return instance;
}

let generation = 0;

/** Changes whenever the kernel's memory is reused for another picture. */
export function kernelGeneration(): number {
  return generation;
}

const keptBytes = 67_108_864;

/** Copies bytes into the kernel's memory and returns their offset. */
export function place(kernel: Kernel, bytes: Uint8Array): number {
  const at = kernel.reserve(bytes.length);
  new Uint8Array(kernel.memory.buffer).set(bytes, at);
  return at;
}
