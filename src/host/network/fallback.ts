import type { Fetch } from '../../core/api/answerTypes.ts';
import { networkFailure } from '../../core/api/failures/networkFailure.ts';
import { type Failure, FailureError } from '../../core/errors.ts';
import type { ReplayableRequest } from './replayableBody.ts';
import type { TransportMemory } from './transportMemory.ts';
import type { UndiciTransport } from './undiciTransport.ts';

export interface Transports {
  readonly undici: UndiciTransport;
  readonly editorFetch: () => Fetch;
  readonly memory: TransportMemory;
  readonly log: (line: string) => void;
}

/**
 * Sends a request with the transport that last worked for its host, at first with undici. Falls back to the editor's
 * fetch only when undici made no connection, so that no server receives a byte of the same request twice.
 *
 * @throws FailureError for a network failure. An abort and a caller's mistake are thrown unchanged.
 */
export async function fetchWithFallback(
  transports: Transports,
  request: ReplayableRequest,
): Promise<Response> {
  const { host } = request.url;
  if (transports.memory.get(host)?.transport === 'editor') return askEditor(transports, request);
  const attempt = await transports.undici.send(request);
  if ('response' in attempt) {
    transports.memory.set(host, { transport: 'undici' });
    return attempt.response;
  }
  const failure = failureOf(request, attempt.error);
  if (attempt.sent) throw new FailureError(failure, { cause: attempt.error });
  transports.log(`network: ${failure.kind}, ${failure.detail}; asking the editor to reach ${host}`);
  return askEditor(transports, request, failure);
}

async function askEditor(
  transports: Transports,
  request: ReplayableRequest,
  because?: Failure,
): Promise<Response> {
  const { host } = request.url;
  try {
    const response = await transports.editorFetch()(request.url, request.init);
    if (because) transports.memory.set(host, { transport: 'editor', because });
    return response;
  } catch (error) {
    const failure = failureOf(request, error);
    transports.memory.forget(host);
    throw new FailureError(because ? combined(because, failure) : failure, { cause: error });
  }
}

/** @throws the error itself when it is an abort or is not about the network */
function failureOf({ url, init }: ReplayableRequest, error: unknown): Failure {
  const failure = init.signal?.aborted ? undefined : networkFailure(error, url.host);
  if (!failure) throw error;
  return failure;
}

/** One failure for both transports: the editor's reason where it is more precise than "no connection". */
function combined(undici: Failure, editor: Failure): Failure {
  const kind = editor.kind === 'noConnection' ? undici.kind : editor.kind;
  return { ...editor, kind, detail: `${undici.detail}; the editor: ${editor.detail}` };
}
