import libheif from 'libheif-js/libheif-wasm/libheif.js';
import wasm from 'libheif-js/libheif-wasm/libheif.wasm';
import { RefusalError } from '../imageTypes.ts';
import type { Bitmap, Wanted } from '../worker/bitmap.ts';
import { readModule } from './wasm.ts';

/** The part of the program's interface that is used here; its own types say `any`. Handles are pointers. */
interface Libheif {
  readonly heif_colorspace: { readonly heif_colorspace_RGB: unknown };
  readonly heif_chroma: { readonly heif_chroma_interleaved_RGBA: unknown };
  heif_context_alloc(): object;
  heif_context_read_from_memory(context: object, bytes: Uint8Array): Failure;
  heif_js_context_get_primary_image_handle(context: object): object & Partial<Failure>;
  heif_js_decode_image2(handle: object, space: unknown, chroma: unknown): Decoded & Partial<Failure>;
}

interface Failure {
  /** An object with the value 0 on success. */
  readonly code: { readonly value: number };
  readonly message: string;
}

interface Decoded {
  readonly channels: readonly {
    readonly width: number;
    readonly height: number;
    /** Bytes from one row to the next. */
    readonly stride: number;
    readonly data: Uint8Array;
  }[];
}

/** The primary picture of a HEIC file, turned as the file says, reduced to 8 bits. */
export async function decode(bytes: Uint8Array, _wanted: Wanted): Promise<Bitmap> {
  const heif = await started();
  const context = heif.heif_context_alloc();
  check(heif.heif_context_read_from_memory(context, bytes));
  const handle = heif.heif_js_context_get_primary_image_handle(context);
  check(handle);
  const { heif_colorspace_RGB } = heif.heif_colorspace;
  const { heif_chroma_interleaved_RGBA } = heif.heif_chroma;
  const decoded = heif.heif_js_decode_image2(handle, heif_colorspace_RGB, heif_chroma_interleaved_RGBA);
  check(decoded);
  return bitmapOf(decoded);
}

/** A new instance, so that its memory is freed with it. It prints nothing, as standard output is not ours to write to. */
async function started(): Promise<Libheif> {
  const wasmBinary = await readModule(new URL(wasm, import.meta.url));
  const silent = () => {};
  return libheif({ wasmBinary, print: silent, printErr: silent }) as unknown as Libheif;
}

function check(result: Partial<Failure>): void {
  if (result.code === undefined || result.code.value === 0) return;
  throw new RefusalError({ reason: 'damaged', type: 'heic', detail: result.message ?? 'no reason given' });
}

function bitmapOf({ channels: [picture] }: Decoded): Bitmap {
  if (!picture) throw new RefusalError({ reason: 'damaged', type: 'heic', detail: 'no pixels' });
  const { width, height, stride, data } = picture;
  const pixels = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y += 1)
    pixels.set(data.subarray(y * stride, y * stride + width * 4), y * width * 4);
  return { width, height, data: pixels };
}
