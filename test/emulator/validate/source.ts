import { invalid, notFound } from '../apiError.ts';
import { liveFile } from '../files.ts';
import { isObject, isText, type Json } from '../json.ts';
import { lookAt, type Picture } from '../picture.ts';
import type { State } from '../state.ts';

/**
 * The picture an image block refers to; undefined where nothing is fetched: by a count of tokens,
 * and at local servers, for which the emulator does not go to the network.
 */
export function pictureOf(block: Json, name: string, state: State, counting = false): Picture | undefined {
  const { source } = block;
  if (!isObject(source) || !isText(source['type'])) throw invalid(`${name}: Field required`);
  const read = readers[source['type']];
  if (!read || !state.dialect.sources.some((type) => type === source['type'])) {
    throw invalid(
      `${name}: Input tag '${source['type']}' found using 'type' does not match any of the expected tags: ${state.dialect.sources.map((type) => `'${type}'`).join(', ')}`,
    );
  }
  return counting && source['type'] !== 'base64' ? undefined : read(source, name, state);
}

const readers: Readonly<Record<string, (source: Json, name: string, state: State) => Picture | undefined>> = {
  base64: readBase64,
  url: readUrl,
  file: readFile,
};

const mediaTypes = ['image/jpeg', 'image/png', 'image/gif', 'image/webp'];

function readBase64({ data, media_type: mediaType }: Json, name: string, state: State): Picture {
  if (!isText(data)) throw invalid(`${name}.data: Field required`);
  if (!isText(mediaType) || !mediaTypes.includes(mediaType)) {
    throw invalid(
      `${name}.media_type: Input should be 'image/jpeg', 'image/png', 'image/gif' or 'image/webp'`,
    );
  }
  if (data === '') throw invalid(`${name}: image cannot be empty`);
  const limit = state.options.imageLimit ?? state.dialect.imageLimit;
  if (data.length > limit) {
    throw invalid(
      `${name}: image exceeds ${limit / 1024 / 1024} MB maximum: ${data.length} bytes > ${limit} bytes`,
    );
  }
  if (!isBase64(data)) throw invalid(`${name}: invalid base64 data`);
  const picture = known(Buffer.from(data, 'base64'));
  if (picture.mediaType !== mediaType) {
    throw invalid(
      `${name}: The image was specified using the ${mediaType} media type, but the image appears to be a ${picture.mediaType} image`,
    );
  }
  return picture;
}

/** Standard alphabet, padded, without line breaks and without a `data:` prefix. */
function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(text);
}

function readUrl({ url }: Json, _name: string, { dialect, options }: State): Picture | undefined {
  if (dialect.models === 'local') return undefined;
  if (!isText(url) || !url.startsWith('https://')) throw invalid('Only HTTPS URLs are supported.');
  const found = options.web?.[url];
  if (found === 'robots') throw invalid("This URL is disallowed by the website's robots.txt file.");
  if (!found) throw invalid('Unable to download the file. Please verify the URL and try again.');
  return known(Buffer.from(found));
}

function readFile({ file_id: id }: Json, name: string, state: State): Picture {
  if (!isText(id)) throw invalid(`${name}.file_id: Field required`);
  const file = liveFile(id, state);
  if (!file) throw notFound(`File not found: ${id}`);
  return known(file.bytes);
}

function known(bytes: Buffer): Picture {
  const picture = lookAt(bytes);
  if (!picture) throw invalid('Could not process image');
  return picture;
}
