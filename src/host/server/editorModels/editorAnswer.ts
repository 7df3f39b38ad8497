import * as vscode from 'vscode';
import type { Answer, AnswerEvent, AnswerRequest, Message } from '../../../core/api/answerTypes.ts';
import { imagesOf } from '../../../core/api/contentBlock.ts';
import { schemaInWords } from '../../../core/api/request.ts';
import { type BlockPosition, type Failure, FailureError } from '../../../core/errors.ts';
import { sleep } from '../../../core/platform/sleep.ts';
import { readSettings } from '../../settings.ts';
import { editorModel, editorModelId } from './editorModels.ts';

/**
 * Asks a language model of the editor. It has no system prompt, no schema and no usage: the first two go along as words
 * of the user, and nothing is said of tokens or prices.
 */
export const editorAnswer: Answer = (request, signal) => answerOf(request, signal);

async function* answerOf(request: AnswerRequest, signal: AbortSignal): AsyncGenerator<AnswerEvent, void> {
  signal.throwIfAborted();
  refuseAddresses(request.messages);
  const model = await editorModel(request.model);
  const source = new vscode.CancellationTokenSource();
  const stop = () => source.cancel();
  signal.addEventListener('abort', stop, { once: true });
  try {
    const options = {
      justification: vscode.l10n.t('Ask Claude answers your question about images with it.'),
    };
    const response = await orStopped(model.sendRequest(chatMessages(request), options, source.token), signal);
    yield { type: 'started', model: editorModelId(model) };
    let length = 0;
    for await (const part of partsOf(response.stream, signal)) {
      if (!(part instanceof vscode.LanguageModelTextPart)) continue;
      length += part.value.length;
      if (length > longest)
        throw new FailureError({ kind: 'answerTooLong', detail: `more than ${longest} characters` });
      yield { type: 'text', text: part.value };
    }
    signal.throwIfAborted();
    yield { type: 'end', reason: 'complete' };
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof FailureError ? error : new FailureError(failureOf(error), { cause: error });
  } finally {
    signal.removeEventListener('abort', stop);
    source.dispose();
  }
}

/** The result, or the reason of the signal: the extension behind a model may overlook that it is told to stop. */
function orStopped<Result>(work: Thenable<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    work.then(resolve, reject);
  });
}

/** Characters of an answer. */
const longest = 4_000_000;

/** Least seconds of silence that are waited for: nothing arrives from a model of the editor while it thinks. */
const leastSilence = 300;

/** The parts of an answer until the end, a long silence, or Stop. */
async function* partsOf(stream: AsyncIterable<unknown>, signal: AbortSignal): AsyncGenerator<unknown, void> {
  const parts = stream[Symbol.asyncIterator]();
  const seconds = Math.max(leastSilence, readSettings().idleTimeout);
  for (;;) {
    const timer = new AbortController();
    const silence = sleep(seconds * 1000, AbortSignal.any([signal, timer.signal])).then(() => {
      throw new FailureError({ kind: 'silentStream', detail: `nothing arrived for ${seconds} s` });
    });
    const next = parts.next();
    // The one of them that is not waited for any more may fail later.
    silence.catch(() => undefined);
    next.catch(() => undefined);
    const { done, value } = await Promise.race([next, silence]).finally(() => timer.abort());
    if (done) return;
    yield value;
  }
}

function chatMessages({ system, messages, schema }: AnswerRequest): vscode.LanguageModelChatMessage[] {
  const last = messages.length - 1;
  const chat = messages.flatMap((message, index) => {
    const words = index === last && schema ? [new vscode.LanguageModelTextPart(schemaInWords(schema))] : [];
    const content = [...message.parts.flatMap(partsShown), ...words];
    // An answer that only called for a look.
    if (content.length === 0) return [];
    return message.role === 'assistant'
      ? vscode.LanguageModelChatMessage.Assistant(content)
      : vscode.LanguageModelChatMessage.User(content);
  });
  return system === undefined ? chat : [vscode.LanguageModelChatMessage.User(system), ...chat];
}

type ChatPart = vscode.LanguageModelTextPart | vscode.LanguageModelDataPart;

/** No tools are named to it: what was looked at with them stands for itself. */
function partsShown(part: Message['parts'][number]): readonly ChatPart[] {
  return part.type === 'toolResult' ? part.parts.flatMap(partOf) : partOf(part);
}

function partOf(part: Message['parts'][number]): readonly ChatPart[] {
  if (part.type === 'text') return [new vscode.LanguageModelTextPart(part.text)];
  if (part.type === 'image') return [vscode.LanguageModelDataPart.image(part.bytes, part.mediaType)];
  return [];
}

/** The editor takes images as bytes only. */
function refuseAddresses(messages: readonly Message[]): void {
  const images: readonly BlockPosition[] = messages.flatMap(({ parts }, message) =>
    parts.flatMap((one, part) =>
      imagesOf(one).some(({ type }) => type !== 'image') ? [{ message, part }] : [],
    ),
  );
  if (images.length === 0) return;
  const detail = vscode.l10n.t('VS Code takes images only as bytes.');
  throw new FailureError({ kind: 'imageRefused', code: 'embed_needed', detail, images });
}

/** What the editor or the extension behind the model throws, by its code and, without one, by its words. */
function failureOf(error: unknown): Failure {
  const detail = error instanceof Error ? error.message : String(error);
  if (!(error instanceof vscode.LanguageModelError)) return { kind: kindIn(detail), detail };
  switch (error.code) {
    case vscode.LanguageModelError.NoPermissions.name:
      return { kind: 'forbidden', detail };
    case vscode.LanguageModelError.NotFound.name:
      return { kind: 'unknownModel', detail };
    case vscode.LanguageModelError.Blocked.name:
      return { kind: 'rateLimited', detail };
    default:
      return { kind: kindIn(`${detail} ${String(error.cause ?? '')}`), detail };
  }
}

function kindIn(words: string): Failure['kind'] {
  if (/quota|rate.?limit|too many requests/i.test(words)) return 'rateLimited';
  if (/content.?filter|off.?topic|responsible/i.test(words)) return 'refusal';
  if (/image|vision/i.test(words)) return 'noImageInput';
  if (/token|context|too (?:long|large)/i.test(words)) return 'requestTooLarge';
  return 'serverError';
}
