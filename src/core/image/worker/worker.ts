import { type MessagePort, parentPort } from 'node:worker_threads';
import type { PreparedBytes } from '../asIs.ts';
import { release } from '../freeMemory.ts';
import { type PrepareOptions, type Refusal, RefusalError } from '../imageTypes.ts';
import { prepareBytes } from './prepare.ts';
import { thumbnail } from './thumbnail.ts';

/** What the pool asks of its worker: one job at a time. */
export type Job =
  | {
      readonly what: 'prepare';
      readonly bytes: Uint8Array;
      readonly options: PrepareOptions;
      readonly hash: string;
    }
  | { readonly what: 'thumbnail'; readonly bytes: Uint8Array; readonly side: number };

/** `text` is the base64 text as Latin-1 bytes: those are moved to the other thread, a string would be copied twice. */
export type Outcome =
  | { readonly what: 'prepared'; readonly image: Omit<PreparedBytes, 'bytes'>; readonly text: Uint8Array }
  | { readonly what: 'thumbnail'; readonly url: string }
  | { readonly what: 'refused'; readonly refusal: Refusal };

if (parentPort) serve(parentPort);

function serve(port: MessagePort): void {
  port.on('message', async (job: Job) => {
    const outcome = await outcomeOf(job);
    release(job.bytes);
    port.postMessage(outcome, outcome.what === 'prepared' ? [outcome.text.buffer as ArrayBuffer] : []);
  });
}

async function outcomeOf(job: Job): Promise<Outcome> {
  try {
    if (job.what === 'thumbnail') return { what: 'thumbnail', url: await thumbnail(job.bytes, job.side) };
    const { bytes, ...image } = await prepareBytes(job.bytes, job.options, job.hash);
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
