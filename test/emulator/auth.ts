import { ApiError, invalid } from './apiError.ts';
import type { KeyHeader } from './dialects.ts';
import { type Exchange, header } from './exchange.ts';
import type { State } from './state.ts';

/** Throws what the API answers to a missing or wrong key, version or content type. */
export function checkHeaders(exchange: Exchange, state: State): void {
  checkKey(exchange, state);
  if (state.dialect.versionNeeded) checkVersion(header(exchange, 'anthropic-version'));
}

export function checkJsonType(exchange: Exchange): void {
  const type = header(exchange, 'content-type') ?? '';
  if (!/^application\/json\b/i.test(type)) {
    throw invalid('content-type: must be `application/json`');
  }
}

/** The API version that takes no sampling parameters and no documents of the assistant. */
export function isStrictVersion(exchange: Exchange): boolean {
  return header(exchange, 'anthropic-version') === '2026-10-21';
}

function checkKey(exchange: Exchange, { dialect, options }: State): void {
  const { keys, keyNeeded } = dialect;
  if (keyNeeded === 'never' || (keyNeeded === 'optional' && options.apiKey === undefined)) return;
  const key = keys.map((name) => readers[name](exchange)).find((value) => value !== undefined);
  if (key === undefined || key === '') {
    throw new ApiError(401, `${keys[0] === 'bearer' ? 'Authorization' : keys[0]} header is required`);
  }
  const right = options.apiKey === undefined ? !key.includes('invalid') : key === options.apiKey;
  if (!right) throw new ApiError(401, 'API key is invalid.');
}

const readers: Readonly<Record<KeyHeader, (exchange: Exchange) => string | undefined>> = {
  'x-api-key': (exchange) => header(exchange, 'x-api-key'),
  'api-key': (exchange) => header(exchange, 'api-key'),
  bearer: (exchange) => /^Bearer\s+(.*)$/i.exec(header(exchange, 'authorization') ?? '')?.[1],
};

function checkVersion(version: string | undefined): void {
  if (version === undefined) throw invalid('anthropic-version: header is required');
  if (!['2023-06-01', '2026-10-21'].includes(version)) {
    throw invalid(`anthropic-version: "${version}" is not a valid version`);
  }
}
