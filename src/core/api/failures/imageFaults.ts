import type { Failure } from '../../errors.ts';
import type { ErrorWords } from './apiFailure.ts';

type Fault = Pick<Failure, 'kind'> & Partial<Pick<Failure, 'maxSide' | 'maxBase64Bytes' | 'images'>>;

/** What an error says about the images of the request; undefined when they are not at fault. */
export function imageFault(words: ErrorWords): Fault | undefined {
  const coded = words.code === 'image_dimensions_too_large' || words.code === 'file_expired';
  if (!coded && noImages.test(words.message)) return { kind: 'noImageInput' };
  if (!coded && !known.some((text) => text.test(words.message))) return undefined;
  const { paths, max_side_length_pixels: side } = words.details;
  const maxSide = typeof side === 'number' ? side : numberIn(words.message, sides);
  const maxBase64Bytes = numberIn(words.message, [/> (\d+) bytes/]);
  const images = placesIn(Array.isArray(paths) ? paths.join(' ') : words.message);
  return {
    kind: 'imageRefused',
    ...(maxSide !== undefined && { maxSide }),
    ...(maxBase64Bytes !== undefined && { maxBase64Bytes }),
    ...(images.length > 0 && { images }),
  };
}

// Texts of the live service, 2024 to 2026, from public reports.
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
  // Ids of files begin so; a server whose model is a file may say that this was not found.
  /^(?=.*\bfile_)(?=.*(expired|not found))/i,
];

/** A model, or a server, that takes no images at all. */
const noImages =
  /(does not|doesn't|not) support (image|vision)|image input is not supported|not a multimodal model|mmproj/i;

const sides = [/max allowed size[^:]*: (\d+) pixels/i, /scale the image to at most (\d+)x\d+/i];

function numberIn(text: string, patterns: readonly RegExp[]): number | undefined {
  const found = patterns.map((pattern) => pattern.exec(text)?.[1]).find((digits) => digits !== undefined);
  return found === undefined ? undefined : Number(found);
}

/** Every `messages.1.content.2` in a text, once. */
function placesIn(text: string): { message: number; part: number }[] {
  const paths = new Set([...text.matchAll(/messages\.\d+\.content\.\d+/g)].map(([path]) => path));
  return [...paths].map((path) => {
    const [, message, , part] = path.split('.');
    return { message: Number(message), part: Number(part) };
  });
}
