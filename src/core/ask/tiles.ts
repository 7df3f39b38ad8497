import type { MessagePart } from '../api/answerTypes.ts';
import { base64Length } from '../bytes.ts';
import type { PreparedImage, PrepareOptions } from '../image/imageTypes.ts';
import { manyImages, maxRequestBytes } from '../image/limits.ts';
import type { Asking } from './asking.ts';
import { partsKey } from './imageParts.ts';
import type { AttachedImage, Question, SentImage } from './question.ts';

/**
 * Tiles are wanted where everything is to be read, which would take a model many looks, and again wherever an image went
 * with tiles before. Any other question gets the overview, and the model looks closer where it has to.
 */
export function tileable(question: Question, image: AttachedImage, options: PrepareOptions): PrepareOptions {
  const { extractor, asksAbout } = question;
  const wanted = extractor && (asksAbout.size === 0 || asksAbout.has(image.id));
  return wanted || image.sent?.tiles ? { ...options, tiles: true } : options;
}

/** What is remembered of an image that was sent. */
export function sentOf({ bytes: _, header: __, tiles = [], ...sent }: PreparedImage): SentImage {
  if (tiles.length === 0) return sent;
  return {
    ...sent,
    tokens: tiles.reduce((sum, tile) => sum + tile.tokens, sent.tokens),
    tiles: tiles.length,
  };
}

/** The tiles of an image as parts of a message, each with its place in the image above them. */
export function tileParts({ tiles = [] }: PreparedImage): readonly MessagePart[] {
  return tiles.flatMap(({ place: { x, y, width, height }, mediaType, bytes }, at): MessagePart[] => {
    const where = `x ${x} to ${x + width}, y ${y} to ${y + height}`;
    const label = `Tile ${at + 1} of ${tiles.length} of the image above, at full resolution: ${where} of it. Tiles overlap.`;
    return [
      { type: 'text', text: label },
      { type: 'image', mediaType, bytes },
    ];
  });
}

/**
 * Leaves out the tiles of the oldest images for as long as the request would be one of many images, all of which had to
 * be smaller, or too large. Their overviews stay.
 */
export function dropTiles(
  { question, options, prepared, emit }: Asking,
  sent: readonly AttachedImage[],
): void {
  const allowed = maxRequestBytes(options.baseUrl) - question.textBytes;
  const pictures = () =>
    sent.flatMap((image) => {
      const content = prepared.get(partsKey(image));
      return content && 'bytes' in content ? [content, ...(content.tiles ?? [])] : [];
    });
  for (const image of sent) {
    const all = pictures();
    const bytes = all.reduce((sum, one) => sum + base64Length(one.bytes.length) + wrapping, 0);
    if (all.length < manyImages && bytes <= allowed) return;
    const content = prepared.get(partsKey(image));
    if (!content || !('bytes' in content) || !content.tiles) continue;
    const { tiles: _, ...overview } = content;
    prepared.set(partsKey(image), overview);
    const { header, width, height } = overview;
    emit({ type: 'prepared', image: image.id, sent: sentOf(overview), header });
    const why = all.length < manyImages ? 'requestBytes' : 'manyImages';
    emit({ type: 'noted', note: { what: 'shrunk', image: image.name, width, height, why } });
  }
}

/** Bytes of the JSON around a picture, and of its label. */
const wrapping = 512;
