import type { Conversation, ConversationEvent, ImageParts } from '../../core/ask/conversation.ts';
import type { AttachedImage } from '../../core/ask/question.ts';
import { orientedSize, type Size } from '../../core/image/fit.ts';
import type { Region } from '../../core/image/imageTypes.ts';

export interface PartsChoice {
  /** Id of an image, attached or asked about. */
  readonly image: string;
  /** Id under which an image that was asked about is attached again: what was sent stays as it is. */
  readonly copy: string;
  readonly parts: ImageParts;
}

/** What happens to the conversation when parts of an image are chosen; nothing where they do not lie within it. */
export function chooseParts(
  { attached, turns }: Conversation,
  { image, copy, parts }: PartsChoice,
): readonly ConversationEvent[] {
  const here = attached.find(({ id }) => id === image) ?? attached.find(({ id }) => id === copy);
  const found = here ?? turns.flatMap(({ images }) => images).find(({ id }) => id === image);
  if (!found?.header) return [];
  const size = orientedSize(found.header);
  const { region, redactions } = parts;
  if (![...(region ? [region] : []), ...redactions].every((one) => isWithin(one, size))) return [];
  const chosen = { ...parts, ...(region && isAll(region, size) && { region: undefined }) };
  if (here) return [{ type: 'partsChosen', image: here.id, parts: chosen }];
  return [
    { type: 'attached', images: [copyOf(found, copy)] },
    { type: 'partsChosen', image: copy, parts: chosen },
  ];
}

function copyOf(image: AttachedImage, id: string): AttachedImage {
  const { sent: _sent, problem: _problem, leftOut: _leftOut, withdrawn: _withdrawn, ...file } = image;
  return { ...file, id };
}

function isWithin({ x, y, width, height }: Region, size: Size): boolean {
  return x + width <= size.width && y + height <= size.height;
}

function isAll({ width, height }: Region, size: Size): boolean {
  return width === size.width && height === size.height;
}
