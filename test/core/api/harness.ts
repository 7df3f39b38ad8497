import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { after, afterEach, before } from 'mocha';
import type { AnswerEvent, AnswerRequest, MessagePart } from '../../../src/core/api/answerTypes.ts';
import { type Api, type ConnectOptions, connect } from '../../../src/core/api/connect.ts';
import { type Failure, FailureError } from '../../../src/core/errors.ts';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';
import type { EmulatorOptions } from '../../emulator/options.ts';
import { png } from '../emulator/pictures.ts';

export const key = 'sk-ant-api03-of-the-tests';

/** Never aborted. */
export const on = new AbortController().signal;

export function useEmulator(options: EmulatorOptions = {}): () => Emulator {
  let emulator: Emulator;
  before(async () => {
    emulator = await startEmulator(options);
  });
  afterEach(() => emulator.reset());
  after(() => emulator.close());
  return () => emulator;
}

export function apiOf(url: string, options: Partial<ConnectOptions> = {}): Api {
  return connect({ baseUrl: url, key, fetch: globalThis.fetch, idleTimeoutSeconds: 20, ...options });
}

/** The Claude API as far as the client can tell, while the bytes go to a loopback server. */
export function claudeApi(url: string, options: Partial<ConnectOptions> = {}): Api {
  return apiOf('https://api.anthropic.com', {
    fetch: (input, init) => fetch(String(input).replace('https://api.anthropic.com', url), init),
    ...options,
  });
}

export function image(bytes: Buffer = png(64, 64)): MessagePart {
  return { type: 'image', mediaType: 'image/png', bytes };
}

export function text(words: string): MessagePart {
  return { type: 'text', text: words };
}

export function question(...parts: readonly MessagePart[]): AnswerRequest {
  const asked = parts.length > 0 ? parts : [image(), text('What is this?')];
  return { model: 'claude-sonnet-5-5', maxTokens: 1000, messages: [{ role: 'user', parts: asked }] };
}

/** All events of an answer, and the failure when it ended in one. */
export async function heard(
  events: AsyncIterable<AnswerEvent>,
): Promise<{ events: AnswerEvent[]; text: string; failure?: Failure }> {
  const all: AnswerEvent[] = [];
  const words = () => all.map((event) => (event.type === 'text' ? event.text : '')).join('');
  try {
    for await (const event of events) all.push(event);
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
    return { events: all, text: words(), failure: error.failure };
  }
  return { events: all, text: words() };
}

export async function failureOf(work: Promise<unknown> | AsyncIterable<unknown>): Promise<Failure> {
  try {
    if (Symbol.asyncIterator in work) for await (const _ of work);
    else await work;
  } catch (error) {
    if (error instanceof FailureError) return error.failure;
    throw error;
  }
  throw new Error('It did not fail.');
}

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** A raw server that does what the current test says, for what the stand-in would never do. */
export function useServer(): { readonly url: () => string; handle: (handler: Handler) => void } {
  let handler: Handler;
  let url = '';
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => handler(request, response));
  });
  before(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    if (typeof address === 'object' && address) url = `http://127.0.0.1:${address.port}`;
  });
  after(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return {
    url: () => url,
    handle: (next) => {
      handler = next;
    },
  };
}

/** Sends an event stream in exactly these pieces and ends it. */
export function streaming(...pieces: readonly string[]): Handler {
  return (_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'request-id': 'req_raw' });
    for (const piece of pieces) response.write(piece);
    response.end();
  };
}

export function data(...events: readonly object[]): string {
  return events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('');
}

export const start = { type: 'message_start', message: { model: 'local', content: [] } };
export const delta = (words: string) => ({
  type: 'content_block_delta',
  index: 0,
  delta: { type: 'text_delta', text: words },
});
export const stop = { type: 'message_stop' };
