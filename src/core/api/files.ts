import * as v from 'valibot';
import { concat, utf8 } from '../bytes.ts';
import { type Failure, FailureError } from '../errors.ts';
import type { MediaType } from '../image/imageTypes.ts';
import { requestJson } from './requestJson.ts';
import { name } from './schema.ts';
import { send } from './send.ts';
import { requireFeature, type ServerContext } from './serverContext.ts';

export interface Upload {
  readonly name: string;
  readonly mediaType: MediaType;
  readonly bytes: Uint8Array;
  /** Seconds until the server deletes it by itself: 3600 to 7,776,000 (Files docs, Aug 2026). */
  readonly expiresIn: number;
}

const fileSchema = v.object({ id: name });

/**
 * Stores an image at the server and gives its id. Everybody in the workspace of the key can see it until it expires.
 *
 * @throws FailureError, `badRequest` where the server does not store files.
 */
export async function uploadFile(
  context: ServerContext,
  upload: Upload,
  signal: AbortSignal,
): Promise<string> {
  requireFeature(context, 'fileImages');
  const boundary = `----${crypto.randomUUID()}`;
  const contentType = `multipart/form-data; boundary=${boundary}`;
  const request = { method: 'POST', path: '/v1/files', body: form(upload, boundary), contentType } as const;
  return (await requestJson(context, request, fileSchema, signal)).id;
}

/** A file that is already gone counts as deleted. @throws FailureError. */
export async function deleteFile(context: ServerContext, id: string, signal: AbortSignal): Promise<void> {
  const path = `/v1/files/${encodeURIComponent(id)}`;
  const remove = async (limit: AbortSignal) => {
    const { body } = await context.client({ method: 'DELETE', path }, limit);
    await body?.cancel();
  };
  try {
    await send(context, { send: remove }, signal);
  } catch (error) {
    if (!(error instanceof FailureError && isGone(error.failure))) throw error;
  }
}

function isGone({ status }: Failure): boolean {
  return status === 404;
}

// By hand, because undici's fetch and Node's FormData come from different copies of undici.
function form({ name, mediaType, bytes, expiresIn }: Upload, boundary: string): Uint8Array<ArrayBuffer> {
  const field = (about: string) => `--${boundary}\r\ncontent-disposition: form-data; ${about}\r\n`;
  return concat([
    utf8(`${field('name="expires_in_seconds"')}\r\n${expiresIn}\r\n`),
    utf8(`${field(`name="file"; filename="${allowedName(name)}"`)}content-type: ${mediaType}\r\n\r\n`),
    bytes,
    utf8(`\r\n--${boundary}--\r\n`),
  ]);
}

/** 1 to 255 characters, none of `<>:"|?*\/` and none that would end the header (Files docs, Aug 2026). */
function allowedName(name: string): string {
  const allowed = name.replace(/[<>:"|?*\\/\p{Cc}]/gu, '_').slice(-255);
  return allowed === '' ? 'image' : allowed;
}
