import type { BlockPosition, Failure } from '../../errors.ts';
import type { ErrorBody } from './errorBody.ts';

type ImageFault = Pick<Failure, 'kind' | 'maxSide' | 'maxBase64Bytes' | 'images'>;

/** The fault that a server found in the images of a request; undefined when it found none. */
export function imageFault({ message, code, paths, maxSide: side }: ErrorBody): ImageFault | undefined {
  const coded = code === 'image_dimensions_too_large' || code === 'file_expired';
  if (!coded && noImages.test(message)) return { kind: 'noImageInput' };
  if (!coded && !known.some((text) => text.test(message))) return undefined;
  const maxSide = side ?? numberIn(message, sides);
  const maxBase64Bytes = numberIn(message, [/> (\d{1,12}) bytes/]);
  const images = positionsIn(paths.length > 0 ? paths.join(' ') : message);
  return {
    kind: 'imageRefused',
    ...(maxSide !== undefined && { maxSide }),
    ...(maxBase64Bytes !== undefined && { maxBase64Bytes }),
    ...(images.length > 0 && { images }),
  };
}

// Messages of the live service, 2024 to 2026, from public reports.
const known: readonly RegExp[] = [
  /image exceeds .* maximum/i,
  /image dimensions exceed/i,
  /image dimensions \d+x\d+ exceed/i,
  /could not process image/i,
  /image was specified using the .* media type/i,
  /only HTTPS URLs are supported/i,
  /unable to download the file/i,
  /disallowed by the website's robots\.txt/i,
  /\.image\.source\b/,
  // File ids begin with `file_`; without it, "not found" may be about a model's file.
  /^(?=.*\bfile_)(?=.*(expired|not found))/i,
];

/** A model, or a server, that takes no images at all. */
const noImages =
  /(does not|doesn't|not) support (image|vision)|image input is not supported|not a multimodal model|mmproj/i;

const sides = [/max allowed size[^:]*: (\d{1,6}) pixels/i, /scale the image to at most (\d{1,6})x\d+/i];

/** The first positive number that a pattern captures. */
function numberIn(text: string, patterns: readonly RegExp[]): number | undefined {
  return patterns.map((pattern) => Number(pattern.exec(text)?.[1])).find((number) => number > 0);
}

/** The position in every `messages.1.content.2` of a text, once. */
function positionsIn(text: string): BlockPosition[] {
  const paths = new Set([...text.matchAll(/messages\.\d{1,6}\.content\.\d{1,6}/g)].map(([path]) => path));
  return [...paths].map((path) => {
    const [, message, , part] = path.split('.');
    return { message: Number(message), part: Number(part) };
  });
}
