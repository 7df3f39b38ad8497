import type { ImageFacts } from '../../core/ask/question.ts';
import { isWhole } from '../../core/image/completeness.ts';
import { type ImageHeader, RefusalError } from '../../core/image/imageTypes.ts';
import type { Pool } from '../../core/image/pool.ts';
import { isRefusal, probe } from '../../core/image/probe.ts';

/** Bytes of the largest file whose checksums are compared on the event loop: 4 ms (measured Nov 2026). */
const largestCompared = 10_000_000;

/** Longest side in pixels of the picture that tells whether an incomplete file can be opened. */
const trialSide = 320;

/**
 * The facts of an image file that its bytes tell. A file that is not complete is opened on another thread, where it
 * shows whether enough of it is there to be sent: what is refused when it is asked about is refused here.
 */
export async function inspectBytes(
  bytes: Uint8Array,
  thumbnail: Pool['thumbnail'],
  signal: AbortSignal,
): Promise<ImageFacts> {
  const { byteLength } = bytes;
  const header = probe(bytes);
  if (isRefusal(header)) return { byteLength, problem: header };
  if (looksWhole(bytes, header)) return { byteLength, header };
  try {
    await thumbnail(bytes, { side: trialSide }, signal);
    return { byteLength, header };
  } catch (error) {
    if (error instanceof RefusalError) return { byteLength, header, problem: error.refusal };
    throw error;
  }
}

function looksWhole(bytes: Uint8Array, { type, traits }: ImageHeader): boolean {
  return !traits.includes('truncated') && (bytes.length > largestCompared || isWhole(bytes, type));
}
