import type { ImageLimits } from '../../src/core/image/imageTypes.ts';
import { toBase64 } from '../../src/core/platform/node/base64.ts';

/** One picture to be made ready: its file, the size it must get, and the kind of file that comes out. */
export interface Task {
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly output: 'image/png' | 'image/jpeg';
  readonly limits: ImageLimits;
  /** The built worker. */
  readonly worker: string;
}

/** Decodes, scales and encodes; the bytes that come out. Everything a contender needs is loaded on its first task. */
export type Contender = (task: Task) => Promise<Uint8Array | string>;

export const contenders: Record<string, () => Promise<Contender>> = { ours, jimp, sharp, vips };

/** Through the pool and into the text of a request, as the extension does it. */
async function ours(): Promise<Contender> {
  const { createPool } = await import('../../src/core/image/pool.ts');
  let pool: ReturnType<typeof createPool> | undefined;
  return async ({ bytes, limits, worker }) => {
    pool ??= createPool({ worker: new URL(worker) });
    const image = await pool.prepare(bytes, { limits }, new AbortController().signal);
    return toBase64(image.bytes);
  };
}

/** As its documentation shows it. */
async function jimp(): Promise<Contender> {
  const { Jimp } = await import('jimp');
  return async ({ bytes, width, height, output }) => {
    const options = { 'image/jpeg': { maxMemoryUsageInMB: 4096, maxResolutionInMP: 300 } };
    const image = await Jimp.fromBuffer(Buffer.from(bytes), options);
    image.resize({ w: width, h: height });
    return output === 'image/jpeg' ? image.getBuffer(output, { quality: 85 }) : image.getBuffer('image/png');
  };
}

async function sharp(): Promise<Contender> {
  const { default: open } = await import('sharp');
  return ({ bytes, width, height, output }) => {
    const image = open(bytes).autoOrient().resize(width, height, { fit: 'fill', kernel: 'lanczos3' });
    return (output === 'image/jpeg' ? image.jpeg({ quality: 85 }) : image.png()).toBuffer();
  };
}

/** libvips in WebAssembly, the best of its kind. */
async function vips(): Promise<Contender> {
  const { default: start } = await import('wasm-vips');
  const library = await start({ dynamicLibraries: [] });
  return async ({ bytes, width, height, output }) => {
    const image = library.Image.thumbnailBuffer(bytes, width, { height, size: 'force' });
    const result = image.writeToBuffer(output === 'image/jpeg' ? '.jpg[Q=85]' : '.png');
    image.delete();
    return result;
  };
}
