import { answerMessages } from '#platform/workerThread.ts';
import { inOwnBuffer } from '../../bytes.ts';
import { release } from '../freeMemory.ts';
import { type PreparedImage, type PrepareOptions, type Refusal, RefusalError } from '../imageTypes.ts';
import type { Plan } from '../plan.ts';

/** A picture to decode. A worker has one at a time. */
export interface Job {
  readonly bytes: Uint8Array;
  readonly plan: Plan;
  readonly options: PrepareOptions;
  readonly hash: string;
}

export type Outcome =
  | { readonly what: 'prepared'; readonly image: PreparedImage }
  | { readonly what: 'refused'; readonly refusal: Refusal };

answerMessages<Job, Outcome>(async (job) => {
  const outcome = await outcomeOf(job);
  const transfer = outcome.what === 'prepared' ? [outcome.image.bytes.buffer] : [];
  // A file that is sent unchanged is returned in its own buffer.
  if (transfer[0] !== job.bytes.buffer) release(job.bytes);
  return { answer: outcome, transfer };
});

async function outcomeOf({ bytes, plan, options, hash }: Job) {
  try {
    const { convert } = await import('./convert.ts');
    const image = await convert(bytes, plan, options, hash);
    return { what: 'prepared', image: { ...image, bytes: inOwnBuffer(image.bytes) } } as const;
  } catch (error) {
    // A WebAssembly program that trapped cannot decode another picture: the thread ends with it.
    if (!(error instanceof RefusalError) || error.refusal.reason === 'decoderFailed') throw error;
    return { what: 'refused', refusal: error.refusal } as const;
  }
}
