import { BaseAnthropic } from '@anthropic-ai/sdk/client';
import { FailureError } from '../errors.ts';
import type { Fetch } from './answerTypes.ts';
import type { ServerDialect } from './dialects.ts';

export interface ClientOptions {
  /** Normalised: see `normalizeBaseUrl`. */
  readonly baseUrl: string;
  readonly key: string | undefined;
  readonly dialect: ServerDialect;
  readonly fetch: Fetch;
}

/**
 * The SDK, shut off from its surroundings: it reads headers from `ANTHROPIC_CUSTOM_HEADERS`, keys from other
 * variables and from profiles on disk, and traces into whatever telemetry another extension has registered.
 * It is given a placeholder in the place of the key, and the headers it made are replaced by ours as the last step.
 * It repeats nothing by itself and waits without limit: `retry.ts` and `patience.ts` do both where they can be seen.
 */
export class Client extends BaseAnthropic {
  readonly #headers: Readonly<Record<string, string>>;

  constructor({ baseUrl, key, dialect, fetch }: ClientOptions) {
    super({
      ...{ baseURL: baseUrl, apiKey: 'placeholder', webhookKey: null },
      ...{ logLevel: 'off', openTelemetry: false, maxRetries: 0, timeout: 2 ** 31 - 1 },
      defaultHeaders: { Accept: 'application/json' },
      // A redirect to another host would take the key there: fetch only drops `authorization`.
      fetchOptions: { redirect: 'manual' },
      fetch: unreachable(fetch),
    });
    this.#headers = { ...serverHeaders(key, dialect), 'user-agent': this.getUserAgent() };
  }

  protected override async prepareRequest(request: RequestInit): Promise<void> {
    const made = new Headers(request.headers);
    const headers = new Headers(this.#headers);
    for (const name of request.body ? ['accept', 'content-type'] : ['accept'])
      headers.set(name, made.get(name) ?? '');
    request.headers = headers;
  }
}

/** A request that got no response. The SDK forgets the cause of anything that sounds like a time-out. */
export class UnreachableError extends Error {
  override readonly name = 'UnreachableError';
  readonly reason: unknown;

  constructor(reason: unknown) {
    super('no response');
    this.reason = reason;
  }
}

function unreachable(fetch: Fetch): Fetch {
  return async (input, init) => {
    try {
      return await fetch(input, init);
    } catch (error) {
      throw new UnreachableError(error);
    }
  };
}

/**
 * A key that cannot be a header would come back in the words of the error that says so.
 *
 * @throws FailureError `keyRefused` for such a key.
 */
export function requireSendable(key: string | undefined): void {
  if (key && !/^[\x21-\x7e]+$/.test(key))
    throw new FailureError({ kind: 'keyRefused', detail: 'the key holds characters that no key has' });
}

/** What every request to a server carries: the version, and the key in the header that it reads. */
export function serverHeaders(
  key: string | undefined,
  dialect: ServerDialect,
): Readonly<Record<string, string>> {
  return { 'anthropic-version': dialect.version, ...(key && keyHeaders(key, dialect)) };
}

function keyHeaders(key: string, { key: header }: ServerDialect): Record<string, string> {
  return {
    ...(header !== 'x-api-key' && { authorization: `Bearer ${key}` }),
    ...(header !== 'bearer' && { 'x-api-key': key }),
  };
}
