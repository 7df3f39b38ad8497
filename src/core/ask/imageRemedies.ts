import type { Message, MessagePart } from '../api/answerTypes.ts';
import { imagesOf } from '../api/contentBlock.ts';
import type { BlockPosition, Failure } from '../errors.ts';

/** A way to send an image differently after the server refused it, so that the conversation can go on. */
export type ImageRemedy = BlockPosition &
  (
    | { readonly what: 'shrink'; readonly maxSide: number }
    | { readonly what: 'compress'; readonly maxBase64Bytes: number }
    /** Decode and encode it again: the server could not read the file as it is. */
    | { readonly what: 'reencode' }
    /** Send its bytes: the server cannot fetch it. */
    | { readonly what: 'embed' }
    /** Put a note in its place. */
    | { readonly what: 'leaveOut' }
  );

/**
 * A remedy for each image that may be the reason for a refusal; empty when no image was at fault. A server that names
 * no image means one of the newest turn that has any: earlier ones were accepted before.
 */
export function remediesFor(messages: readonly Message[], failure: Failure): readonly ImageRemedy[] {
  if (failure.kind !== 'imageRefused') return [];
  const named = (failure.images ?? []).filter((place) => isImage(messages, place));
  const suspects = named.length > 0 ? named : newestImages(messages);
  return suspects.map((place) => ({ ...place, ...remedy(messages, place, failure) }));
}

function remedy(messages: readonly Message[], place: BlockPosition, failure: Failure) {
  const { maxSide, maxBase64Bytes } = failure;
  const part = messages[place.message]?.parts[place.part];
  if (!part || imagesOf(part)[0]?.type !== 'image') return { what: 'embed' } as const;
  if (maxSide !== undefined) return { what: 'shrink', maxSide } as const;
  if (maxBase64Bytes !== undefined) return { what: 'compress', maxBase64Bytes } as const;
  return unreadable.test(failure.detail) ? ({ what: 'reencode' } as const) : ({ what: 'leaveOut' } as const);
}

/** The two complaints about the file itself that a fresh encoding answers (texts of 2025 and 2026). */
const unreadable = /could not process image|media type, but the image appears/i;

function isImage(messages: readonly Message[], { message, part }: BlockPosition): boolean {
  return holdsImage(messages[message]?.parts[part]);
}

function newestImages(messages: readonly Message[]): readonly BlockPosition[] {
  const message = messages.findLastIndex(({ parts }) => parts.some(holdsImage));
  return (messages[message]?.parts ?? []).flatMap((one, part) =>
    holdsImage(one) ? [{ message, part }] : [],
  );
}

/** Also a look at a part of one, which the result of a tool holds. */
function holdsImage(part: MessagePart | undefined): boolean {
  return part !== undefined && imagesOf(part).length > 0;
}
