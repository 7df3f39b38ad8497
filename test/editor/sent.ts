import type { Emulator } from '../emulator/emulator.ts';
import type { RecordedRequest } from '../emulator/recording.ts';

interface SentMessage {
  readonly role: string;
  readonly content: readonly SentPart[];
}

type SentPart =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'image'; readonly source: { readonly media_type: string; readonly data: string } };

/** The messages of a request in short: their roles, their texts, and the type in the place of each image. */
export function outline(request: RecordedRequest): readonly string[][] {
  return messagesOf(request).map(({ role, content }) => [
    role,
    ...content.map((part) => (part.type === 'text' ? part.text : `<${part.source.media_type}>`)),
  ]);
}

/** The bytes of all images of a request, in order. */
export function imagesIn(request: RecordedRequest): readonly Buffer[] {
  return messagesOf(request).flatMap(({ content }) =>
    content.flatMap((part) => (part.type === 'image' ? [Buffer.from(part.source.data, 'base64')] : [])),
  );
}

function messagesOf({ body }: RecordedRequest): readonly SentMessage[] {
  return (body as { messages: SentMessage[] }).messages;
}

/** The questions that have arrived; models are listed and tokens are counted elsewhere. */
export function questions({ requests }: Emulator): readonly RecordedRequest[] {
  return requests.filter(({ path }) => path === '/v1/messages');
}
