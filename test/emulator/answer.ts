import { randomBytes } from 'node:crypto';
import { exampleOf } from './example.ts';
import type { Json } from './json.ts';
import type { ModelRow } from './models.ts';
import { describe } from './report.ts';
import type { Accepted } from './request.ts';
import type { Break, ScriptedAnswer, ScriptedCall, StopReason } from './script.ts';
import { textTokens } from './tokens.ts';
import { type InputCount, type Usage, usageOf } from './usage.ts';

/** A call of a tool, its input as text. */
export interface Call {
  readonly id: string;
  readonly name: string;
  readonly json: string;
}

/** Everything a response says, before it is put into one piece of JSON or many events. */
export interface Answer {
  readonly id: string;
  readonly model: string;
  /** Undefined when there is no thinking block. */
  readonly thinking?: string;
  readonly signature: string;
  readonly deltas: readonly string[];
  readonly calls: readonly Call[];
  readonly stopReason: StopReason;
  readonly stopDetails: Json | null;
  readonly startUsage: Usage;
  readonly usage: Usage;
  readonly held: boolean;
  readonly breaks?: Break;
}

/** The answer to an accepted request: the scripted one, else one about the request itself. */
export function answerTo(request: Accepted, input: InputCount, scripted?: ScriptedAnswer): Answer {
  const thinking = scripted?.thinking ?? (request.thinks ? summary(request) : undefined);
  const thought = thinking === undefined ? 0 : textTokens(privateThoughts, request.model);
  const said = scripted?.deltas ?? pieces(scripted?.text ?? (scripted?.calls ? '' : defaultText(request)));
  const deltas = within(said, Number(request.body['max_tokens']) - thought, request.model);
  const calls = (scripted?.calls ?? []).map(callOf);
  const output =
    textTokens(deltas.join('') + calls.map(({ json }) => json).join(''), request.model) + thought;
  const id = `msg_${randomBytes(12).toString('hex')}`;
  return {
    ...{ id, calls },
    signature: Buffer.from(`${calls.length > 0 ? `${id} ` : ''}signed by the stand-in`).toString('base64'),
    model: request.modelName,
    ...(thinking !== undefined && { thinking }),
    deltas,
    stopReason: scripted?.stopReason ?? usualStop(deltas.length < said.length, calls),
    stopDetails: scripted?.stopDetails ?? null,
    startUsage: usageOf(input, 1),
    usage: usageOf(input, output, thought),
    held: scripted?.held ?? false,
    ...(scripted?.breaks && { breaks: scripted.breaks }),
  };
}

function usualStop(cut: boolean, calls: readonly Call[]): StopReason {
  if (cut) return 'max_tokens';
  return calls.length > 0 ? 'tool_use' : 'end_turn';
}

function callOf({ name, input }: ScriptedCall): Call {
  const json = typeof input === 'string' ? input : JSON.stringify(input);
  return { id: `toolu_${randomBytes(12).toString('hex')}`, name, json };
}

/** The thinking block of an answer, as it is sent and has to come back. */
export function thoughtOf({ thinking, signature }: Answer): readonly Json[] {
  return thinking === undefined ? [] : [{ type: 'thinking', thinking, signature }];
}

/** The answer as one message, as it comes without `stream`. */
export function messageOf(answer: Answer): Json {
  const text = answer.deltas.join('');
  return {
    ...emptyMessage(answer),
    content: [
      ...thoughtOf(answer),
      ...(text === '' ? [] : [{ type: 'text', text, citations: null }]),
      ...answer.calls.map(({ id, name, json }) => ({ type: 'tool_use', id, name, input: JSON.parse(json) })),
    ],
    stop_reason: answer.stopReason,
    stop_details: answer.stopDetails,
    usage: answer.usage,
  };
}

export function emptyMessage({ id, model, startUsage }: Answer): Json {
  return {
    id,
    type: 'message',
    role: 'assistant',
    model,
    content: [],
    stop_reason: null,
    stop_sequence: null,
    stop_details: null,
    container: null,
    diagnostics: null,
    usage: startUsage,
  };
}

const privateThoughts = 'Counting the images, reading their headers.';

function summary(request: Accepted): string {
  return request.showsThinking ? privateThoughts : '';
}

function defaultText(request: Accepted): string {
  return request.schema ? JSON.stringify(exampleOf(request.schema, request)) : describe(request);
}

/** The deltas that fit into the output limit, in which thinking counts too. */
function within(deltas: readonly string[], tokens: number, model: ModelRow): readonly string[] {
  let text = '';
  for (const [index, delta] of deltas.entries()) {
    text += delta;
    if (textTokens(text, model) > tokens) return deltas.slice(0, index);
  }
  return deltas;
}

/** Words as a model streams them: a few characters with the space in front. */
function pieces(text: string): string[] {
  return text.match(/\s*\S{1,12}|\s+$/gu) ?? [];
}
