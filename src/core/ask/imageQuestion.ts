import type { AnswerRequest } from '../api/answerTypes.ts';
import { isImagePart } from '../api/contentBlock.ts';
import type { Extractor } from '../extract/extractor.ts';
import { imagePart } from './messages.ts';
import type { AttachedImage, Question } from './question.ts';
import { tileParts } from './tiles.ts';

export interface ImageInstruction {
  readonly system: string;
  readonly text: string;
  /** JSON schema that the answer follows. */
  readonly schema?: AnswerRequest['schema'];
  /** Checks the answer before it is offered; its schema counts. */
  readonly extractor?: Extractor;
}

/**
 * A question about one image that stands alone, outside of any conversation.
 * `cache` keeps the image in the server's cache, which pays from the second question about it on.
 */
export function imageQuestion(
  image: AttachedImage,
  { system, text, extractor, schema = extractor?.schema }: ImageInstruction,
  cache: boolean,
): Question {
  return {
    ...{ system, cache, images: [image], asksAbout: new Set<string>(), withoutImages: 'fails' },
    ...(schema && { schema }),
    ...(extractor && { extractor, numbered: [image] }),
    textBytes: 4096 + 3 * (system.length + text.length + JSON.stringify(schema ?? {}).length),
    canBeAsked: (contentOf) => !('missing' in contentOf(image)),
    messages: (contentOf) => {
      const content = contentOf(image);
      const tiles = 'bytes' in content ? tileParts(content) : [];
      const parts = 'missing' in content ? [] : [imagePart(content), ...tiles];
      return {
        messages: [{ role: 'user', parts: [...parts, { type: 'text', text }] }],
        imageAt: ({ part }) => (isImagePart(parts[part]) ? image.id : undefined),
      };
    },
  };
}
