import type { Message, MessagePart, ToolResultPart, ToolUsePart } from '../../api/answerTypes.ts';
import type { AttachedImage, ImageContent, Look, ShownPart } from '../question.ts';

/** A turn, as far as its looks are concerned. */
export interface LookedTurn {
  readonly images: readonly AttachedImage[];
  readonly answer: string;
  readonly looks?: readonly Look[];
}

/** The images of a turn and the parts of them that were looked at. */
export function imagesWithLooks({ images, looks = [] }: LookedTurn): readonly AttachedImage[] {
  return [...images, ...looks.flatMap(({ shown }) => shown?.image ?? [])];
}

export type ContentOfPart = (part: ShownPart) => ImageContent;

/** A part of a message, and the image that it shows. */
export interface PlacedPart {
  readonly part: MessagePart;
  readonly image?: string;
}

export interface PlacedMessage {
  readonly role: Message['role'];
  readonly parts: readonly PlacedPart[];
}

/**
 * An answer as the messages of later requests: what was said, what was looked at and what was shown, in their order.
 * What the model thought in between is left out, which is allowed once it has answered (Thinking docs, Nov 2026).
 */
export function answerMessages(turn: LookedTurn, contentOf: ContentOfPart): readonly PlacedMessage[] {
  const { answer, looks = [] } = turn;
  const messages: PlacedMessage[] = [];
  let said = 0;
  for (const round of new Set(looks.map((look) => look.round))) {
    const ofRound = looks.filter((look) => look.round === round);
    const end = Math.max(...ofRound.map(({ at }) => at));
    const calls = ofRound.map((look): PlacedPart => ({ part: callOf(look) }));
    messages.push(
      { role: 'assistant', parts: [...textParts(answer.slice(said, end).trim()), ...calls] },
      { role: 'user', parts: ofRound.map((look) => resultOf(look, contentOf)) },
    );
    said = end;
  }
  const rest = looks.length > 0 ? answer.slice(said).trim() : answer.trimEnd();
  return rest === '' ? messages : [...messages, { role: 'assistant', parts: textParts(rest) }];
}

function textParts(text: string): readonly PlacedPart[] {
  return text === '' ? [] : [{ part: { type: 'text', text } }];
}

function callOf({ id, name, input }: Look): ToolUsePart {
  return { type: 'toolUse', id, name, input };
}

/** The answer to a call. */
export function resultOf({ id, input, shown, problem = '' }: Look, contentOf: ContentOfPart): PlacedPart {
  const result = { type: 'toolResult', toolUseId: id, isError: shown === undefined } as const;
  if (!shown) return { part: { ...result, parts: [{ type: 'text', text: problem }] } };
  const content = contentOf(shown);
  const parts: ToolResultPart['parts'] =
    'bytes' in content
      ? [
          { type: 'text', text: sizeText(input['image'], shown, content) },
          { type: 'image', mediaType: content.mediaType, bytes: content.bytes },
        ]
      : [{ type: 'text', text: `[It is not included any more: ${missingText(content)}]` }];
  return { part: { ...result, parts }, image: shown.image.id };
}

function missingText(content: { readonly missing: string } | { readonly address: string }): string {
  return 'missing' in content ? content.missing : 'it is only known by its address';
}

function sizeText(
  number: unknown,
  { seen, image: { region } }: ShownPart,
  { width, height }: { readonly width: number; readonly height: number },
): string {
  const { x, y } = seen;
  const part = `Image ${String(number)}, x ${x} to ${x + seen.width}, y ${y} to ${y + seen.height}`;
  const full = region === undefined || (width >= region.width && height >= region.height);
  const detail = full ? 'at full resolution' : 'scaled down: a smaller part would show more';
  return `${part}: ${width} × ${height} pixels, ${detail}.`;
}
