// Run in a process of its own with --expose-gc: asks many questions and prints what is left of them as JSON.
import { setTimeout as pause } from 'node:timers/promises';
import v8 from 'node:v8';
import { connect } from '../../../../src/core/api/connect.ts';
import { makeFetch } from './networkFetch.ts';
import { startServer } from './server.ts';

const questions = Number(process.argv[2]);

const events = [
  { type: 'message_start', message: { model: 'local', usage: { input_tokens: 9, output_tokens: 1 } } },
  { type: 'content_block_delta', delta: { type: 'text_delta', text: 'A small cat.' } },
  { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 9 } },
  { type: 'message_stop' },
];
const stream = events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('');
const { port, heads, received } = await startServer((_, response) => {
  response.writeHead(200, { 'content-type': 'text/event-stream' }).end(stream);
  heads.length = 0;
  received.length = 0;
});
const { fetch } = makeFetch({});
const api = connect({ baseUrl: `http://127.0.0.1:${port}`, key: 'key', fetch, idleTimeoutSeconds: 20 });
// One signal for all, as a long batch has it.
const { signal } = new AbortController();

async function ask(times: number): Promise<void> {
  const messages = [{ role: 'user', parts: [{ type: 'text', text: 'What is this?' }] }] as const;
  for (let question = 0; question < times; question += 1)
    for await (const _ of api.answer({ model: 'local', maxTokens: 100, messages }, signal));
}

/** Bytes of the heap after everything that can be freed is freed, which takes a few turns of the event loop. */
async function heapUsed(): Promise<number> {
  for (let round = 0; round < 5; round += 1) {
    globalThis.gc?.();
    await pause(20);
  }
  return process.memoryUsage().heapUsed;
}

await ask(questions / 2);
const before = await heapUsed();
await ask(questions / 2);
const grown = (await heapUsed()) - before;
const responses = v8.queryObjects(Response, { format: 'count' });
process.stdout.write(JSON.stringify({ grown, responses }));
process.exit(0);
