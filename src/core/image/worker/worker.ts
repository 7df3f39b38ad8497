import { type MessagePort, parentPort } from 'node:worker_threads';
import type { PreparedBytes } from '../asIs.ts';
import { release } from '../freeMemory.ts';
import { type PrepareOptions, type Refusal, RefusalError } from '../imageTypes.ts';
import type { Plan } from '../plan.ts';

/** A picture that has to be decoded; a worker has one at a time. */
export interface Job {
  readonly bytes: Uint8Array;
  readonly plan: Plan;
  readonly options: PrepareOptions;
  readonly hash: string;
}

/** `text` is the base64 text as Latin-1 bytes: those are moved to the other thread, a string would be copied twice. */
export type Outcome =
  | { readonly what: 'prepared'; readonly image: Omit<PreparedBytes, 'bytes'>; readonly text: Uint8Array }
  | { readonly what: 'refused'; readonly refusal: Refusal };

if (parentPort) serve(parentPort);

function serve(port: MessagePort): void {
  port.on('message', async (job: Job) => {
    const outcome = await outcomeOf(job);
    release(job.bytes);
    port.postMessage(outcome, outcome.what === 'prepared' ? [outcome.text.buffer as ArrayBuffer] : []);
  });
}

async function outcomeOf({ bytes: file, plan, options, hash }: Job): Promise<Outcome> {
  try {
    const { convert } = await import('./convert.ts');
    const { bytes, ...image } = await convert(file, plan, options, hash);
    const text = base64Text(bytes);
    release(bytes);
    return { what: 'prepared', image, text };
  } catch (error) {
    // A program that broke off is in no state for another picture: the thread ends with it.
    if (!(error instanceof RefusalError) || error.refusal.reason === 'decoderFailed') throw error;
    return { what: 'refused', refusal: error.refusal };
  }
}

function base64Text(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64');
  const latin1 = new Uint8Array(text.length);
  Buffer.from(latin1.buffer).write(text, 'latin1');
  return latin1;
}
