import type { Fetch } from '../../core/api/answerTypes.ts';
import { networkFailure } from '../../core/api/failures/networkFailure.ts';
import { type Failure, FailureError } from '../../core/errors.ts';
import type { Passages } from './rememberedTransport.ts';
import type { Replayable } from './replayableBody.ts';
import type { OwnRoad } from './undiciTransport.ts';

export interface Roads {
  readonly own: OwnRoad;
  readonly editorFetch: () => Fetch;
  readonly passages: Passages;
  readonly log: (line: string) => void;
}

/**
 * Sends a request over the road that worked for its host, else over our own. The editor's is tried after it only
 * where no connection could be made, so that no server ever gets a byte of the same request twice.
 * @throws FailureError for what the network did; an abort and a caller's mistake stay as they are
 */
export async function travel(roads: Roads, request: Replayable): Promise<Response> {
  const { host } = request.url;
  if (roads.passages.get(host)?.road === 'editor') return askEditor(roads, request);
  const attempt = await roads.own.send(request);
  if ('response' in attempt) {
    roads.passages.set(host, { road: 'own' });
    return attempt.response;
  }
  const failure = failureOf(request, attempt.error);
  if (attempt.sent) throw new FailureError(failure, { cause: attempt.error });
  roads.log(`network: ${failure.kind}, ${failure.detail}; asking the editor to reach ${host}`);
  return askEditor(roads, request, failure);
}

async function askEditor(roads: Roads, request: Replayable, because?: Failure): Promise<Response> {
  const { host } = request.url;
  try {
    const response = await roads.editorFetch()(request.url, request.init);
    if (because) roads.passages.set(host, { road: 'editor', because });
    return response;
  } catch (error) {
    const failure = failureOf(request, error);
    roads.passages.forget(host);
    throw new FailureError(because ? both(because, failure) : failure, { cause: error });
  }
}

/** @throws the error itself when it is an abort or has nothing to do with the network */
function failureOf({ url, init }: Replayable, error: unknown): Failure {
  const failure = init.signal?.aborted ? undefined : networkFailure(error, url.host);
  if (!failure) throw error;
  return failure;
}

/** What to tell when neither road could be taken: the editor's reason where it is the more precise one. */
function both(own: Failure, editor: Failure): Failure {
  const kind = editor.kind === 'noConnection' ? own.kind : editor.kind;
  return { ...editor, kind, detail: `${own.detail}; the editor: ${editor.detail}` };
}
