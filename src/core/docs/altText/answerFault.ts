import type { FailureKind } from '../../errors.ts';

/**
 * Whose fault it is that an image has no alt text: its own, so that others may well have one; that of the server, so that
 * no other will have one either; or doubtful, for what may be either. Several doubtful ones in a row are the server's.
 */
export type AnswerFault = 'image' | 'doubtful' | 'server';

/** Images in a row without an answer after which it is not taken for their fault. */
const mostDoubtful = 3;

/** The faults of a run, image by image. */
export class Faults {
  #doubtful = 0;

  /** An image has an answer. */
  answered(): void {
    this.#doubtful = 0;
  }

  /** Whether this one ends the run, because others would have it as well. */
  ends(fault: AnswerFault): boolean {
    this.#doubtful += fault === 'doubtful' ? 1 : 0;
    return fault === 'server' || this.#doubtful >= mostDoubtful;
  }
}

export function answerFault(kind: FailureKind): AnswerFault {
  return imageFaults.has(kind) ? 'image' : serverFaults.has(kind) ? 'server' : 'doubtful';
}

const imageFaults: ReadonlySet<FailureKind> = new Set<FailureKind>([
  ...(['imageRefused', 'noImageLeft', 'refusal', 'outputLimit', 'emptyAnswer'] as const),
]);

const serverFaults: ReadonlySet<FailureKind> = new Set<FailureKind>([
  ...(['noKey', 'keyRefused', 'forbidden', 'billing', 'spendLimit', 'noStyle'] as const),
  ...(['unknownModel', 'noImageInput', 'wrongAddress', 'rateLimited', 'overloaded'] as const),
  ...(['noConnection', 'certificate', 'proxyAuthentication'] as const),
]);
