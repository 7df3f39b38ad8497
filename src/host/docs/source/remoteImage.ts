import * as vscode from 'vscode';
import type { Fetch } from '../../../core/api/answerTypes.ts';
import { bodyBytes } from '../../../core/api/stream/body.ts';
import { withTimeout } from '../../../core/api/timeout.ts';
import { concat } from '../../../core/bytes.ts';
import { toFailure } from '../../../core/errors.ts';
import { RefusalError } from '../../../core/image/imageTypes.ts';
import { maxFileBytes } from '../../../core/image/limits.ts';
import { isPrivateHost } from '../../network/privateAddress.ts';

/** Whether the server of the model can fetch the address by itself: it takes four formats, and only https. */
export function isFetchedByServer({ protocol, pathname }: URL): boolean {
  const ending = /\.(\w{2,5})$/.exec(pathname)?.[1];
  return protocol === 'https:' && (ending === undefined || /^(?:png|jpe?g|gif|webp)$/i.test(ending));
}

/** Milliseconds to wait for the response, and for each chunk of the image. */
const timeoutMs = 30_000;

/**
 * The bytes of an image on the web. Redirects lead to private addresses only when the document itself names one: a
 * public page must not make the editor send requests into the user's network.
 *
 * @throws RefusalError, also when its server cannot be reached, and the reason of `signal`.
 */
export async function fetchImage(fetch: Fetch, url: URL, signal: AbortSignal): Promise<Uint8Array> {
  try {
    return await fetched(fetch, url, signal);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof RefusalError) throw error;
    // A fault of this image, not of the server of the model.
    throw unreadable(vscode.l10n.t('{0} could not be reached: {1}', url.host, toFailure(error).detail));
  }
}

async function fetched(fetch: Fetch, url: URL, signal: AbortSignal): Promise<Uint8Array> {
  const { body } = await withTimeout(timeoutMs, (limit) => followRedirects(fetch, url, limit), signal);
  const chunks: Uint8Array[] = [];
  let byteLength = 0;
  if (body)
    for await (const chunk of bodyBytes(body, bodyLimits, signal)) {
      byteLength += chunk.byteLength;
      // Leaving the loop closes the connection.
      if (byteLength > maxFileBytes)
        throw new RefusalError({ reason: 'tooManyBytes', byteLength, limit: maxFileBytes });
      chunks.push(chunk);
    }
  return concat(chunks);
}

const bodyLimits = { idleMs: () => timeoutMs, maxBytes: Number.POSITIVE_INFINITY, maxMs: 300_000 };

const maxRedirects = 5;

/** A response of status 2xx, after redirects whose targets were checked before anything was sent to them. */
async function followRedirects(fetch: Fetch, named: URL, signal: AbortSignal): Promise<Response> {
  const privateAllowed = await isPrivateHost(named.hostname);
  let url = named;
  for (let redirects = 0; redirects <= maxRedirects; redirects += 1) {
    const response = await fetch(url, { headers: { accept: 'image/*' }, redirect: 'manual', signal });
    if (response.ok) return response;
    await response.body?.cancel();
    const location = isRedirect(response.status) ? response.headers.get('location') : null;
    if (location === null) throw unreadable(`HTTP ${response.status}`);
    url = target(location, url);
    if (!privateAllowed && (await isPrivateHost(url.hostname)))
      throw unreadable(
        vscode.l10n.t('{0} redirects to {1}, which is in a private network', named.host, url.host),
      );
  }
  throw unreadable(vscode.l10n.t('more than {0} redirects', maxRedirects));
}

function isRedirect(status: number): boolean {
  return [301, 302, 303, 307, 308].includes(status);
}

function target(location: string, base: URL): URL {
  const url = URL.canParse(location, base.href) ? new URL(location, base) : undefined;
  if (url?.protocol === 'https:' || url?.protocol === 'http:') return url;
  throw unreadable(vscode.l10n.t('it redirects to something that is not on the web'));
}

function unreadable(detail: string): RefusalError {
  return new RefusalError({ reason: 'unreadable', detail });
}
