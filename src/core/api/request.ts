import type {
  ContentBlockParam,
  MessageCreateParamsStreaming,
  OutputConfig,
} from '@anthropic-ai/sdk/resources/messages/messages';
import { type BlockPosition, FailureError } from '../errors.ts';
import type { AnswerRequest, ImagePart, Message } from './answerTypes.ts';
import { breakpoints } from './cacheBreakpoints.ts';
import { blocksOf, imagesOf } from './contentBlock.ts';
import { type ServerDialect, takes } from './dialects.ts';
import { longestAnswer } from './models/answerLength.ts';
import type { ModelFacts } from './models/modelFacts.ts';
import { effortFor } from './models/models.ts';

export interface BuiltRequest {
  readonly body: MessageCreateParamsStreaming;
  /** The position in the question of the block at a position in the request; undefined for a block that was added. */
  readonly origin: (sent: BlockPosition) => BlockPosition | undefined;
}

/**
 * A question as a request to one server and model, with only those options that both accept. It never has sampling
 * parameters, a prefilled answer or a thinking mode, which models reject or have a good default for.
 *
 * @throws FailureError `noImageInput` for images to a model that takes none, `imageRefused` for an address or a file
 * id that this server cannot take, `badRequest` when the last message is not the user's.
 */
export function buildRequest(
  request: AnswerRequest,
  facts: ModelFacts,
  dialect: ServerDialect,
): BuiltRequest {
  const tools = takesTools(request, facts, dialect);
  const turns = sentTurns(request.messages, tools);
  if (!facts.imageInput && hasImages(request.messages))
    throw new FailureError({ kind: 'noImageInput', detail: `${facts.name} takes text only` });
  refuseSources(request.messages, dialect);
  if (turns.at(-1)?.role !== 'user')
    throw new FailureError({ kind: 'badRequest', detail: 'the last message is not a question' });

  const withSchema = request.schema && facts.schema && takes(dialect, 'schema');
  const messages = turns.map(({ role, content }) => ({ role, content: content.map(({ block }) => block) }));
  if (request.schema && !withSchema)
    messages.at(-1)?.content.push({ type: 'text', text: schemaInWords(request.schema) });
  if (takes(dialect, 'cacheControl') && request.cache !== false) mark(messages);

  const output = outputConfig(request, facts, dialect);
  return {
    body: {
      ...{ model: request.model, max_tokens: longestAnswer(request, facts), messages, stream: true },
      ...(request.system && { system: request.system }),
      ...(output && { output_config: output }),
      ...(tools && toolFields(request)),
    },
    origin: ({ message, part }) => turns[message]?.content[part]?.from,
  };
}

function outputConfig(
  { effort, schema }: AnswerRequest,
  facts: ModelFacts,
  dialect: ServerDialect,
): OutputConfig | undefined {
  const level = effort && takes(dialect, 'effort') ? effortFor(facts, effort) : undefined;
  const format = schema && facts.schema && takes(dialect, 'schema') ? schema : undefined;
  if (!level && !format) return undefined;
  return {
    ...(level && { effort: level }),
    ...(format && { format: { type: 'json_schema', schema: format } }),
  };
}

function takesTools({ tools = [] }: AnswerRequest, facts: ModelFacts, dialect: ServerDialect): boolean {
  return tools.length > 0 && facts.tools && takes(dialect, 'tools');
}

/** For servers and models without structured output. */
export function schemaInWords(schema: Readonly<Record<string, unknown>>): string {
  return `Answer with JSON alone, without a code fence, that follows this schema: ${JSON.stringify(schema)}`;
}

interface SentTurn {
  readonly role: Message['role'];
  readonly content: { readonly block: ContentBlockParam; readonly from: BlockPosition }[];
}

/** Merges adjacent turns of one role, and drops empty text, which the API refuses. */
function sentTurns(messages: readonly Message[], tools: boolean): readonly SentTurn[] {
  const turns: SentTurn[] = [];
  messages.forEach(({ role, parts }, message) => {
    const content = parts.flatMap((one, part) =>
      blocksOf(one, tools).map((block) => ({ block, from: { message, part } })),
    );
    const last = turns.at(-1);
    if (last?.role === role) last.content.push(...content);
    else if (content.length > 0) turns.push({ role, content });
  });
  return turns;
}

/** Named as long as earlier messages hold calls of them, which the API refuses otherwise. */
function toolFields({ tools = [], toolsClosed = false }: AnswerRequest) {
  return {
    tools: tools.map(({ name, description, input }) => ({
      ...{ name, description },
      input_schema: { ...input, type: 'object' as const },
    })),
    ...(toolsClosed && { tool_choice: { type: 'none' as const } }),
  };
}

function hasImages(messages: readonly Message[]): boolean {
  return messages.some(({ parts }) => parts.some((part) => imagesOf(part).length > 0));
}

function refuseSources(messages: readonly Message[], dialect: ServerDialect): void {
  const isTaken = ({ type }: ImagePart) =>
    (type !== 'imageUrl' || takes(dialect, 'urlImages')) &&
    (type !== 'imageFile' || takes(dialect, 'fileImages'));
  const images = messages.flatMap(({ parts }, message) =>
    parts.flatMap((one, part) => (imagesOf(one).every(isTaken) ? [] : [{ message, part }])),
  );
  if (images.length > 0)
    throw new FailureError({
      kind: 'imageRefused',
      code: 'embed_needed',
      detail: `${dialect.name} takes images only as bytes`,
      images,
    });
}

function mark(messages: { role: Message['role']; content: ContentBlockParam[] }[]): void {
  for (const { message, part } of breakpoints(messages)) {
    const block = messages[message]?.content[part];
    if (block?.type === 'text' || block?.type === 'image' || block?.type === 'tool_result')
      block.cache_control = { type: 'ephemeral' };
  }
}
