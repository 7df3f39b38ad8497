import { type Answer, answerTo, messageOf, thoughtOf } from './answer.ts';
import { ApiError, invalid } from './apiError.ts';
import { checkJsonType, isStrictVersion } from './auth.ts';
import { directive } from './directives.ts';
import { cutConnection, type Exchange, sendJson } from './exchange.ts';
import { promptParts } from './prompt.ts';
import type { Accepted } from './request.ts';
import type { HangFault, ResetFault, StatusFault } from './script.ts';
import type { State } from './state.ts';
import { silence, stream } from './stream.ts';
import { accept } from './validate/request.ts';

/** `POST /v1/messages` */
export async function createMessage(exchange: Exchange, state: State): Promise<void> {
  const request = acceptMessage(exchange, state);
  const asked = directive(request, state);
  if (asked && asked.kind !== 'answer') return playFault(exchange, asked);
  const input = state.cache.count(promptParts(request.body, request.model, request.images), request.model);
  const played = asked ?? state.next(exchange.path, ['answer']) ?? (await state.player?.(request));
  const answer = answerTo(request, input, played);
  for (const { id } of answer.calls) state.thoughts.set(id, JSON.stringify(thoughtOf(answer)));
  await send(exchange, state, request, answer);
  if (exchange.response.writableEnded && !exchange.signal.aborted) state.usage.push(answer.usage);
}

/** Faults that come before the request is looked at. */
export async function playFault(
  exchange: Exchange,
  fault: StatusFault | HangFault | ResetFault,
): Promise<void> {
  if (fault.kind === 'hang') await silence(exchange.signal);
  else if (fault.kind === 'reset') cutConnection(exchange);
  else throw statusError(fault);
}

export function statusError({ status, message, ...parts }: StatusFault): ApiError {
  return new ApiError(status, message ?? 'A fault that was asked for', parts);
}

/** The body of a request as JSON. */
export function readJson(exchange: Exchange): unknown {
  checkJsonType(exchange);
  try {
    return JSON.parse(exchange.body.toString());
  } catch (error) {
    throw invalid(`The request body is not valid JSON: ${error instanceof Error ? error.message : error}`);
  }
}

function acceptMessage(exchange: Exchange, state: State): Accepted {
  return accept(readJson(exchange), { state, strictVersion: isStrictVersion(exchange) });
}

async function send(exchange: Exchange, state: State, request: Accepted, answer: Answer): Promise<void> {
  if (request.body['stream'] === true) {
    await stream(exchange, answer, state.style(), state.gate);
    return;
  }
  if (answer.breaks && answer.breaks.how !== 'error') {
    if (answer.breaks.how === 'cut') cutConnection(exchange);
    else await silence(exchange.signal);
    return;
  }
  sendJson(exchange, 200, messageOf(answer));
}
