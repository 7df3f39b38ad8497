import type { BatchResult } from '../../api/batchResults.ts';
import { FailureError, type FailureKind, toFailure } from '../../errors.ts';
import type { BatchOutcome, BatchRequest, ReviewBatch } from '../review/reviewBatch.ts';
import type { BatchEngine } from './batchEngine.ts';

type RequestResult = Extract<BatchResult, { readonly id: string }>;

export interface ReadResult {
  readonly batch: Pick<ReviewBatch, 'again' | 'canceled'>;
  readonly request: BatchRequest;
  readonly result: RequestResult;
  /** Name of the image that it is about. */
  readonly image: string;
}

/** What a result means for the rows of its request. What a batch did not get to is asked once more, and then named. */
export async function outcomeOf(
  { words, readAnswer }: Pick<BatchEngine, 'words' | 'readAnswer'>,
  { batch: { again, canceled }, request: asked, result, image }: ReadResult,
): Promise<BatchOutcome> {
  const request = asked.id;
  const failed = (problem: string): BatchOutcome => ({ request, type: 'failed', problem });
  const later = (problem: string): BatchOutcome => {
    if (canceled) return { request, type: 'canceled' };
    return again ? failed(problem) : { request, type: 'expired' };
  };
  if (result.type === 'failed') {
    const problem = words.failed(image, result.failure);
    return passing.has(result.failure.kind) ? later(problem) : failed(problem);
  }
  if (result.type !== 'answer')
    return result.type === 'expired' ? later(words.expired(image)) : { request, type: 'canceled' };
  try {
    return { request, type: 'answered', answer: await readAnswer(completeText(result), asked) };
  } catch (error) {
    return failed(words.failed(image, toFailure(error)));
  }
}

/** Faults of the server that cost nothing and are gone the next time. */
const passing: ReadonlySet<FailureKind> = new Set<FailureKind>(['rateLimited', 'overloaded', 'serverError']);

/** @throws FailureError for an answer that is not whole. */
function completeText({
  text,
  reason,
  explanation,
}: Extract<RequestResult, { readonly type: 'answer' }>): string {
  if (reason !== 'complete') throw new FailureError({ kind: reason, detail: explanation ?? '' });
  if (text.trim() === '') throw new FailureError({ kind: 'emptyAnswer', detail: '' });
  return text;
}
