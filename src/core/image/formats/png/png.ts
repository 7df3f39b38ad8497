import { inflateInChunks } from '#platform/zlib.ts';
import { release } from '../../freeMemory.ts';
import { RefusalError } from '../../imageTypes.ts';
import type { Bitmap, Part } from '../../worker/bitmap.ts';
import { freshKernel, type Kernel, place } from '../../worker/kernelModule.ts';
import { startScaling } from '../../worker/scaling.ts';
import { type PngParts, pngParts } from './pngChunks.ts';

/**
 * Decodes a part of a PNG at the wanted size, or all of it. Rows are scaled as they are inflated, so the
 * picture is never held at full size; only an interlaced one is.
 */
export async function decodePart(bytes: Uint8Array, part: Part | undefined): Promise<Bitmap> {
  const parts = pngParts(bytes);
  const { window, size } = part ?? {
    window: { x: 0, y: 0, width: parts.width, height: parts.height },
    size: parts,
  };
  const kernel = await freshKernel();
  const alpha = parts.colorType >= 4 || parts.transparency !== undefined;
  const scaling = startScaling(kernel, parts, window, size, alpha);
  setSamples(kernel, parts);
  if (parts.interlaced) await readPasses(kernel, parts);
  else await readRows(kernel, parts, [{ width: parts.width, height: scaling.bottom, into: 0 }]);
  return scaling.result();
}

/** Rows of one width: the whole picture, or a pass of an interlaced one and where its pixels go. */
interface Rows {
  readonly width: number;
  readonly height: number;
  readonly into: number;
}

const channels: Record<number, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

function setSamples(kernel: Kernel, { depth, colorType, palette, transparency }: PngParts): void {
  const colors = colorType === 3 ? paletteColors(palette, transparency) : greys(depth, transparency);
  kernel.expandAs(depth, colorType, place(kernel, colors));
  if (!transparency || colorType > 2 || transparency.length < colorType * 2 + 2) return;
  const key = (at: number) => ((transparency[at] ?? 0) << 8) | (transparency[at + 1] ?? 0);
  kernel.expandKey(key(0), key(colorType), key(colorType * 2));
}

function paletteColors(palette: Uint8Array | undefined, transparency: Uint8Array | undefined): Uint8Array {
  if (!palette) throw new RefusalError({ reason: 'damaged', type: 'png', detail: 'no palette' });
  return Uint8Array.from({ length: 1024 }, (_, at) =>
    at % 4 === 3 ? (transparency?.[at >> 2] ?? 255) : (palette[(at >> 2) * 3 + (at % 4)] ?? 0),
  );
}

/** Black to white over the values of up to eight bits. */
function greys(depth: number, transparency: Uint8Array | undefined): Uint8Array {
  const most = (1 << Math.min(depth, 8)) - 1;
  const clear = depth <= 8 && transparency ? ((transparency[0] ?? 0) << 8) | (transparency[1] ?? 0) : -1;
  return Uint8Array.from({ length: 1024 }, (_, at) => {
    const value = at >> 2;
    if (at % 4 === 3) return value === clear ? 0 : 255;
    return Math.round((Math.min(value, most) * 255) / most);
  });
}

/** Adam7: first column, first row, and the steps between columns and rows of each pass. */
const passes = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

async function readPasses(kernel: Kernel, parts: PngParts): Promise<void> {
  const { width, height } = parts;
  const frame = kernel.reserve(width * height * 4);
  const kept = passes
    .map(([x, y, stepX, stepY]) => ({
      x,
      y,
      stepX,
      stepY,
      columns: Math.ceil((width - x) / stepX),
      rows: Math.ceil((height - y) / stepY),
    }))
    .filter(({ columns, rows }) => columns > 0 && rows > 0)
    .map((pass) => ({ ...pass, into: kernel.reserve(pass.columns * pass.rows * 4) }));
  await readRows(
    kernel,
    parts,
    kept.map(({ columns, rows, into }) => ({ width: columns, height: rows, into })),
  );
  for (const { x, y, stepX, stepY, columns, rows, into } of kept)
    kernel.pngSpread(into, columns, rows, frame, width, y * width + x, stepX, stepY);
  for (let y = 0; y < height; y++) if (!kernel.scaleRow(frame + y * width * 4)) break;
}

async function readRows(kernel: Kernel, parts: PngParts, blocks: readonly Rows[]): Promise<void> {
  const bits = parts.depth * (channels[parts.colorType] ?? 1);
  const input = kernel.reserve(chunkSize);
  const waiting = [...blocks];
  const next = () => {
    const rows = waiting.shift();
    if (rows) kernel.pngStart(rows.width, rows.height, bits, rows.into);
    return rows !== undefined;
  };
  next();
  for await (const chunk of inflated(parts.data)) {
    new Uint8Array(kernel.memory.buffer).set(chunk, input);
    for (let at = 0; at < chunk.length; ) {
      at += kernel.pngFeed(input + at, chunk.length - at);
      if (kernel.pngState() === 2) throw damaged('unknown filter');
      if (kernel.pngState() === 1 && !next()) return;
    }
    release(chunk);
  }
  throw damaged('pixels are missing');
}

const chunkSize = 262_144;

async function* inflated(data: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  try {
    yield* inflateInChunks(data, chunkSize);
  } catch (error) {
    throw damaged(error instanceof Error ? error.message : String(error), error);
  }
}

function damaged(detail: string, cause?: unknown): RefusalError {
  return new RefusalError({ reason: 'damaged', type: 'png', detail }, { cause });
}
