import type { Fetch, Part } from '../../../core/api/answerTypes.ts';
import type { Api } from '../../../core/api/connect.ts';
import { takes } from '../../../core/api/dialects.ts';
import type { PreparationParts } from '../../../core/ask/imagePreparation.ts';
import type { RunOptions } from '../../../core/ask/runner.ts';
import { limitsFor } from '../../../core/image/limits.ts';
import { fetchImage, isFetchedByServer } from './remoteImage.ts';

/** A picture that a document shows: bytes to be read, or an address on the web. */
export type Picture = { readonly name: string } & (
  | { readonly read: (signal: AbortSignal) => Promise<Uint8Array> }
  | { readonly url: URL }
);

/** A picture as a part of a request. */
export interface Sendable {
  readonly part: Part;
  /** Of the picture; a guess for one that the server fetches. */
  readonly tokens: number;
  /** The same with its bytes, for a server that cannot get at the address. */
  readonly embed?: (signal: AbortSignal) => Promise<Sendable>;
}

export interface SendableParts {
  readonly api: () => Promise<Pick<Api, 'dialect' | 'answer'>>;
  readonly fetch: () => Promise<Fetch>;
  readonly prepare: PreparationParts['prepare'];
}

/** Tokens of a picture that nobody has looked at yet: a screenshot of usual size. */
const usualPicture = 1500;

/** Makes a picture ready. Throws RefusalError for what cannot be sent. */
export async function sendable(
  parts: SendableParts,
  picture: Picture,
  options: RunOptions,
  signal: AbortSignal,
): Promise<Sendable> {
  const embed = async (until: AbortSignal): Promise<Sendable> => {
    const bytes = await bytesOf(parts, picture, until);
    const limits = limitsFor({ ...options, imageCount: 1 });
    const { mediaType, base64, tokens } = await parts.prepare(bytes, { limits }, until);
    return { part: { type: 'image', mediaType, base64 }, tokens };
  };
  if (!('url' in picture) || !isFetchedByServer(picture.url)) return embed(signal);
  const { dialect } = await parts.api();
  if (!takes(dialect, 'urlImages')) return embed(signal);
  return { part: { type: 'imageUrl', url: picture.url.href }, tokens: usualPicture, embed };
}

async function bytesOf(parts: SendableParts, picture: Picture, signal: AbortSignal): Promise<Uint8Array> {
  return 'url' in picture ? fetchImage(await parts.fetch(), picture.url, signal) : picture.read(signal);
}
