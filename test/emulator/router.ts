import { notFound } from './apiError.ts';
import { checkHeaders } from './auth.ts';
import { batchResults, cancelBatch, createBatch, deleteBatch, getBatch, listBatches } from './batches.ts';
import { getModel, listModels } from './catalogue.ts';
import { countTokens } from './countTokens.ts';
import type { Exchange } from './exchange.ts';
import { deleteFile, downloadFile, getFile, listFiles, uploadFile } from './files.ts';
import { createMessage, playFault } from './messages.ts';
import type { State } from './state.ts';

type Handler = (exchange: Exchange, state: State, id: string) => void | Promise<void>;

/** Answers one request, scripted faults first. @throws ApiError */
export async function route(exchange: Exchange, state: State): Promise<void> {
  const fault = state.next(exchange.path, ['status', 'hang', 'reset']);
  if (fault) return playFault(exchange, fault);
  const { handle, id } = find(exchange, state);
  checkHeaders(exchange, state);
  await handle(exchange, state, id);
}

function find({ method, path }: Exchange, { dialect }: State): { handle: Handler; id: string } {
  for (const [pattern, handle, endpoint] of routes) {
    const [verb, template] = pattern.split(' ');
    const id = method === verb ? match(path, template ?? '') : undefined;
    if (id !== undefined && (!endpoint || dialect.endpoints.includes(endpoint))) return { handle, id };
  }
  throw notFound('Not Found');
}

/** The value of `{id}`, empty where the template has none; undefined when the path is another. */
function match(path: string, template: string): string | undefined {
  const pattern = new RegExp(`^${template.replace('{id}', '(?<id>[^/]+)')}$`);
  const found = pattern.exec(path);
  return found ? decodeURIComponent(found.groups?.['id'] ?? '') : undefined;
}

const routes: readonly (readonly [string, Handler, State['dialect']['endpoints'][number]?])[] = [
  ['POST /v1/messages', createMessage],
  ['POST /v1/messages/count_tokens', countTokens, 'countTokens'],
  ['POST /v1/messages/batches', createBatch, 'batches'],
  ['GET /v1/messages/batches', listBatches, 'batches'],
  ['GET /v1/messages/batches/{id}', getBatch, 'batches'],
  ['GET /v1/messages/batches/{id}/results', batchResults, 'batches'],
  ['POST /v1/messages/batches/{id}/cancel', cancelBatch, 'batches'],
  ['DELETE /v1/messages/batches/{id}', deleteBatch, 'batches'],
  ['GET /v1/models', listModels, 'models'],
  ['GET /v1/models/{id}', getModel, 'models'],
  ['POST /v1/files', uploadFile, 'files'],
  ['GET /v1/files', listFiles, 'files'],
  ['GET /v1/files/{id}', getFile, 'files'],
  ['GET /v1/files/{id}/content', downloadFile, 'files'],
  ['DELETE /v1/files/{id}', deleteFile, 'files'],
];
