import type { Bitmap } from './bitmap.ts';
import { freshKernel, type Kernel, kernelGeneration, place } from './kernelModule.ts';

/** A picture in the kernel's memory, and what there is to know about it before it is encoded. */
export interface Surveyed {
  readonly kernel: Kernel;
  readonly width: number;
  readonly height: number;
  /** Where its RGBA pixels stand. */
  readonly pixels: number;
  readonly opaque: boolean;
  readonly grey: boolean;
  /** 257 when there are more than fit a palette. */
  readonly colors: number;
  /** Share of pixels that repeat the one left of them: near 0 in a photograph, most of a screenshot. */
  readonly repeated: number;
  /** Share of pixels at which the colour, apart from its brightness, jumps. */
  readonly edges: number;
}

let last: { readonly data: Uint8Array; readonly generation: number; readonly surveyed: Surveyed } | undefined;

/** Several encoders may look at the same picture: it is only surveyed again when the kernel had another since. */
export async function survey(bitmap: Bitmap): Promise<Surveyed> {
  if (last?.data === bitmap.data && last.generation === kernelGeneration()) return last.surveyed;
  const surveyed = look(await freshKernel(), bitmap);
  last = { data: bitmap.data, generation: kernelGeneration(), surveyed };
  return surveyed;
}

function look(kernel: Kernel, { width, height, data }: Bitmap): Surveyed {
  const pixels = place(kernel, data);
  kernel.survey(pixels, width, height);
  return {
    kernel,
    width,
    height,
    pixels,
    opaque: kernel.isOpaque() !== 0,
    grey: kernel.isGrey() !== 0,
    colors: kernel.colorCount(),
    repeated: kernel.repeatedShare(),
    edges: kernel.edgeShare(),
  };
}
