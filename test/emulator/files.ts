import { randomBytes } from 'node:crypto';
import { ApiError, invalid, notFound } from './apiError.ts';
import { type Exchange, header, sendJson } from './exchange.ts';
import type { Json } from './json.ts';
import type { State } from './state.ts';

export interface StoredFile {
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
  readonly created: number;
  /** Milliseconds since the epoch. */
  readonly expires: number | undefined;
}

/** The file, unless it was deleted. @throws ApiError `file_expired` when its time is over */
export function liveFile(id: string, state: State): StoredFile | undefined {
  const file = state.files.get(id);
  if (file?.expires !== undefined && file.expires <= state.now()) {
    throw notFound(`File ${id} has expired.`, { error_code: 'file_expired' });
  }
  return file;
}

/** `POST /v1/files` */
export async function uploadFile(exchange: Exchange, state: State): Promise<void> {
  const form = await formOf(exchange);
  const file = form.get('file');
  if (!(file instanceof File)) throw invalid('file: Field required');
  checkName(file.name);
  const seconds = form.get('expires_in_seconds');
  const stored: StoredFile = {
    id: `file_${randomBytes(12).toString('hex')}`,
    name: file.name,
    mediaType: file.type === '' ? 'application/octet-stream' : file.type,
    bytes: Buffer.from(await file.arrayBuffer()),
    created: state.now(),
    expires: seconds === null ? undefined : state.now() + lifetime(Number(seconds)) * 1000,
  };
  state.files.set(stored.id, stored);
  sendJson(exchange, 200, metadata(stored));
}

/** `GET /v1/files`, newest first, by cursor. */
export function listFiles(exchange: Exchange, state: State): void {
  const limit = Number(exchange.query.get('limit') ?? 20);
  const start = Number(exchange.query.get('page') ?? 0);
  const files = [...state.files.values()].reverse();
  const next = start + limit < files.length ? String(start + limit) : null;
  sendJson(exchange, 200, { data: files.slice(start, start + limit).map(metadata), next_page: next });
}

/** `GET /v1/files/{id}` */
export function getFile(exchange: Exchange, state: State, id: string): void {
  sendJson(exchange, 200, metadata(known(id, state)));
}

/** `GET /v1/files/{id}/content`: only what tools made can be downloaded, and the emulator runs none. */
export function downloadFile(_exchange: Exchange, state: State, id: string): void {
  throw invalid(`File ${known(id, state).id} is not downloadable.`, { error_code: 'file_not_downloadable' });
}

/** `DELETE /v1/files/{id}` */
export function deleteFile(exchange: Exchange, state: State, id: string): void {
  state.files.delete(known(id, state).id);
  sendJson(exchange, 200, { id, type: 'file_deleted' });
}

function known(id: string, state: State): StoredFile {
  const file = liveFile(id, state);
  if (!file) throw notFound(`File not found: ${id}`);
  return file;
}

async function formOf(exchange: Exchange): Promise<FormData> {
  const type = header(exchange, 'content-type') ?? '';
  if (!type.startsWith('multipart/form-data')) throw invalid('content-type: must be `multipart/form-data`');
  try {
    return await new Response(new Uint8Array(exchange.body), {
      headers: { 'content-type': type },
    }).formData();
  } catch (error) {
    throw new ApiError(400, `Invalid multipart body: ${error instanceof Error ? error.message : error}`);
  }
}

function checkName(name: string): void {
  if (name.length < 1 || name.length > 255 || /[<>:"|?*\\/]/.test(name)) {
    throw invalid('filename: must have 1 to 255 characters and none of <>:"|?*\\/');
  }
}

function lifetime(seconds: number): number {
  if (!(seconds >= 3600 && seconds <= 7_776_000)) {
    throw invalid('expires_in_seconds: Input should be between 3600 and 7776000');
  }
  return seconds;
}

function metadata({ id, name, mediaType, bytes, created, expires }: StoredFile): Json {
  return {
    id,
    type: 'file',
    filename: name,
    mime_type: mediaType,
    size_bytes: bytes.length,
    created_at: new Date(created).toISOString(),
    downloadable: false,
    expires_at: expires === undefined ? null : new Date(expires).toISOString(),
  };
}
