import type {
  ContentBlockParam,
  ImageBlockParam,
  TextBlockParam,
} from '@anthropic-ai/sdk/resources/messages/messages';
import { toBase64 } from '#platform/base64.ts';
import type { ImagePart, MessagePart, TextPart, ToolResultPart } from './answerTypes.ts';

/**
 * The blocks of a part of a message. Where no tools are taken, what was thought and called is left out, and the results
 * stand for themselves: a conversation goes on when its model or server has changed.
 */
export function blocksOf(part: MessagePart, tools: boolean): readonly ContentBlockParam[] {
  switch (part.type) {
    case 'text':
      return textBlocks(part);
    case 'toolUse':
      return tools ? [{ type: 'tool_use', id: part.id, name: part.name, input: part.input }] : [];
    case 'toolResult':
      return tools ? [resultBlock(part)] : part.parts.flatMap(shownBlocks);
    case 'thinking':
      return tools ? [{ type: 'thinking', thinking: part.thinking, signature: part.signature }] : [];
    case 'redactedThinking':
      return tools ? [{ type: 'redacted_thinking', data: part.data }] : [];
    default:
      return [imageBlock(part)];
  }
}

export function isImagePart(part: MessagePart | undefined): part is ImagePart {
  return part?.type === 'image' || part?.type === 'imageUrl' || part?.type === 'imageFile';
}

/** The images of a part: itself, or those in the result of a tool. */
export function imagesOf(part: MessagePart): readonly ImagePart[] {
  if (part.type === 'toolResult') return part.parts.filter(isImagePart);
  return isImagePart(part) ? [part] : [];
}

function resultBlock({ toolUseId, isError, parts }: ToolResultPart): ContentBlockParam {
  const result = { tool_use_id: toolUseId, content: parts.flatMap(shownBlocks) };
  return { type: 'tool_result', ...result, ...(isError && { is_error: true }) };
}

function shownBlocks(part: TextPart | ImagePart): readonly (TextBlockParam | ImageBlockParam)[] {
  return part.type === 'text' ? textBlocks(part) : [imageBlock(part)];
}

/** The API refuses a text without a visible character. */
function textBlocks({ text }: TextPart): readonly TextBlockParam[] {
  return text.trim() === '' ? [] : [{ type: 'text', text }];
}

function imageBlock(part: ImagePart): ImageBlockParam {
  return { type: 'image', source: sourceOf(part) };
}

function sourceOf(part: ImagePart): ImageBlockParam['source'] {
  switch (part.type) {
    case 'image':
      return { type: 'base64', media_type: part.mediaType, data: toBase64(part.bytes) };
    case 'imageUrl':
      return { type: 'url', url: part.url };
    case 'imageFile':
      return { type: 'file', file_id: part.fileId };
  }
}
