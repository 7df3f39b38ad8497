import { invalid } from '../apiError.ts';
import { isObject, type Json, objects } from '../json.ts';
import type { ModelRow } from '../models.ts';
import type { Picture } from '../picture.ts';
import type { ReceivedImage } from '../request.ts';
import { imageTokens, seenSize } from '../tokens.ts';
import type { Rules } from './request.ts';
import { pictureOf } from './source.ts';

interface Place {
  readonly block: Json;
  /** `messages.0.content.1` */
  readonly path: string;
  /** As error texts name it: `messages.0.content.1.image.source.base64` */
  readonly name: string;
}

interface Found extends Place {
  readonly picture: Picture | undefined;
}

/**
 * Every image of the request, history and tool results included, if each may be sent.
 * A token count estimates from what the headers say and applies no limits.
 */
export function readImages(body: Json, model: ModelRow, { state, counting }: Rules): ReceivedImage[] {
  const places = placesOf(body);
  const local = state.dialect.models === 'local';
  if (!local && !counting) checkCount(places.length, model);
  const found = places.map((place) => ({
    ...place,
    picture: pictureOf(place.block, place.name, state, counting),
  }));
  if (counting) return found.map((one) => received(one, model));
  if (!local) checkSides(found);
  for (const { picture } of found) {
    if (picture && !picture.whole) throw invalid('Could not process image');
  }
  return found.map((one) => received(one, model));
}

function placesOf(body: Json): Place[] {
  return objects(body['messages']).flatMap(({ item, index }) =>
    imagesIn(item['content'], `messages.${index}.content`, `messages.${index}.content`),
  );
}

function imagesIn(content: unknown, path: string, name: string): Place[] {
  return objects(content).flatMap(({ item: block, index }) => {
    const here = { path: `${path}.${index}`, name: `${name}.${index}` };
    if (block['type'] === 'image') {
      const source = isObject(block['source']) ? block['source']['type'] : 'source';
      return [{ block, path: here.path, name: `${here.name}.image.source.${source}` }];
    }
    if (block['type'] !== 'tool_result') return [];
    return imagesIn(block['content'], `${here.path}.content`, `${here.name}.tool_result.content`);
  });
}

function checkCount(count: number, model: ModelRow): void {
  const most = model.context > 200_000 ? 600 : 100;
  if (count > most) throw invalid(`Too much media: 0 document pages + ${count} images > ${most}`);
}

/** 8000 pixels a side; 2000 when the request has more than 20 images. */
function checkSides(found: readonly Found[]): void {
  checkSide(found, 8000, '');
  if (found.length > 20) checkSide(found, 2000, ' for many-image requests');
}

function checkSide(found: readonly Found[], limit: number, rule: string): void {
  const large = found.filter(({ picture }) => picture && Math.max(picture.width, picture.height) > limit);
  if (large.length === 0) return;
  throw invalid(
    `${large[0]?.name}.data: At least one of the image dimensions exceed max allowed size${rule}: ${limit} pixels`,
    {
      error_code: 'image_dimensions_too_large',
      max_side_length_pixels: limit,
      paths: large.map(({ path }) => path),
    },
  );
}

function received({ block, path, picture, name }: Found, model: ModelRow): ReceivedImage {
  const source = name.endsWith('base64') ? 'base64' : name.endsWith('file') ? 'file' : 'url';
  if (!picture) return { path, mediaType: 'unknown', tokens: 0, source };
  const size = { width: picture.width, height: picture.height };
  checkOversized(block, path, size, model);
  return { path, mediaType: picture.mediaType, size, tokens: imageTokens(size, model.tier), source };
}

/** `oversized_image: error` asks for a refusal where the API would scale down in silence. */
function checkOversized(
  block: Json,
  path: string,
  size: NonNullable<ReceivedImage['size']>,
  model: ModelRow,
): void {
  const { transformations } = block;
  if (!isObject(transformations) || transformations['oversized_image'] !== 'error') return;
  const seen = seenSize(size, model.tier);
  if (seen.width === size.width) return;
  const fit = `${seen.width}x${seen.height}`;
  throw invalid(
    `${path}: image dimensions ${size.width}x${size.height} exceed the maximum image size of a model named on this request and would be downsized to ${fit}; scale the image to at most ${fit} or set the image's oversized_image setting to "downsize"`,
  );
}
