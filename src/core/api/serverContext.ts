import { FailureError, type KeySource } from '../errors.ts';
import type { AnswerRequest } from './answerTypes.ts';
import type { Client } from './client.ts';
import { type Feature, type ServerDialect, takes } from './dialects.ts';
import type { ModelFacts } from './models/modelFacts.ts';
import { modelFacts } from './models/models.ts';
import { type BuiltRequest, buildRequest } from './request.ts';

/** A server and what every request to it depends on. */
export interface ServerContext {
  /** Normalised: see `normalizeBaseUrl`. */
  readonly baseUrl: string;
  readonly client: Client;
  readonly dialect: ServerDialect;
  readonly key: string | undefined;
  readonly keySource?: KeySource;
  /** The models that the server has listed so far. */
  readonly models: readonly ModelFacts[];
  /** Milliseconds without a byte after which the server counts as silent. */
  readonly idleMs: number;
}

/**
 * A question in the form that this server takes.
 *
 * @throws FailureError when the server takes no such question: see {@link buildRequest}.
 */
export function buildFor(context: ServerContext, request: AnswerRequest): BuiltRequest {
  return buildRequest(request, modelFacts(request.model, context.models), context.dialect);
}

/** @throws FailureError `badRequest` when the server does not have the feature. */
export function requireFeature(context: ServerContext, feature: Feature): void {
  if (!takes(context.dialect, feature)) throw notOffered(context, feature);
}

export function notOffered({ dialect }: ServerContext, what: string): FailureError {
  const detail = `${dialect.name} is not known to have ${what}`;
  return new FailureError({ kind: 'badRequest', code: 'not_offered', detail });
}
