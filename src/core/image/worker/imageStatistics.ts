import type { Bitmap } from './bitmap.ts';
import { freshKernel, type Kernel, kernelGeneration, place } from './kernelModule.ts';

/** A picture in the kernel's memory, and the statistics from which its encoding is chosen. */
export interface ImageStatistics {
  readonly kernel: Kernel;
  readonly width: number;
  readonly height: number;
  /** Offset of its RGBA pixels. */
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

let last:
  | { readonly data: Uint8Array; readonly generation: number; readonly statistics: ImageStatistics }
  | undefined;

/** Cached for the next encoder of the same picture, until the kernel is used for another. */
export async function imageStatistics(bitmap: Bitmap): Promise<ImageStatistics> {
  if (last?.data === bitmap.data && last.generation === kernelGeneration()) return last.statistics;
  const statistics = collect(await freshKernel(), bitmap);
  last = { data: bitmap.data, generation: kernelGeneration(), statistics };
  return statistics;
}

function collect(kernel: Kernel, { width, height, data }: Bitmap): ImageStatistics {
  const pixels = place(kernel, data);
  kernel.collectStatistics(pixels, width, height);
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
