import type { ImageReference } from '../imageReference.ts';
import type { FileOutcome } from './pageAudit.ts';

/** Of the examples of the rules: the images that are not of a usual size, in pixels. */
const SIZES: ReadonlyMap<string, readonly [width: number, height: number]> = new Map([
  ['tall-page.png', [1200, 14_000]],
  ['dot.png', [8, 8]],
]);
const USUAL = [1200, 800] as const;

/** The files of the examples: every image exists but one. */
export async function exampleResolve({ source }: ImageReference): Promise<FileOutcome> {
  if (source.text === 'no-such-file.png') return { state: 'missing', path: source.text, nearest: undefined };
  const [width, height] = SIZES.get(source.text) ?? USUAL;
  const facts = { orientation: 1, frames: 1, alpha: false, traits: [] };
  return {
    state: 'found',
    measure: async () => ({ header: { type: 'png', width, height, ...facts }, byteLength: 10_000 }),
  };
}
