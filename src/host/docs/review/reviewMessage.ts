import * as v from 'valibot';
import type { FromReview } from '../../../reviewProtocol.ts';

const nothing = v.object({});
const id = v.pipe(v.string(), v.maxLength(100));
const text = v.pipe(v.string(), v.maxLength(10_000));
const row = v.object({ row: id });

const payloads: { readonly [Name in keyof FromReview]: v.GenericSchema<unknown, FromReview[Name]> } = {
  ready: nothing,
  needPicture: row,
  edit: v.object({ row: id, text }),
  accept: row,
  skip: row,
  decorative: row,
  again: v.object({ row: id, hint: text }),
  useCaption: row,
  describe: v.object({ row: id, describes: v.boolean() }),
  reveal: row,
  apply: nothing,
  pause: nothing,
  act: v.object({ action: id }),
  resume: nothing,
  cancelBatch: nothing,
};

export type ReviewMessage = {
  [Name in keyof FromReview]: { readonly type: Name; readonly payload: FromReview[Name] };
}[keyof FromReview];

/** A message of the review as one that is known. @throws Error for anything else. */
export function parseReviewMessage(message: unknown): ReviewMessage {
  const { type, payload } = v.parse(v.object({ type: v.string(), payload: v.unknown() }), message);
  if (!isKnown(type)) throw new Error(`The review sent an unknown message: ${type.slice(0, 40)}`);
  return { type, payload: v.parse(payloads[type], payload) } as ReviewMessage;
}

function isKnown(type: string): type is keyof FromReview {
  return Object.hasOwn(payloads, type);
}
