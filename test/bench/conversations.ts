import { mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { advance, type Conversation, emptyConversation } from '../../src/core/ask/conversation.ts';
import { ConversationStore } from '../../src/host/ask/conversationStore.ts';
import type { StoredFiles } from '../../src/host/storedFiles.ts';

/**
 * What 100 conversations of 50 questions take: memory, and the time to start, to list them and to open one, with every
 * conversation in a file and one in memory. Beside it, as the ceiling, all of them kept in memory.
 */
const conversations = 100;
const turns = 50;
const rounds = 9;
const paragraph = 'The screenshot shows the orders page of an admin console, whose filter bar is cut off. ';

/** The one that stays in memory. */
let last = emptyConversation;

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

const folder = await mkdtemp(join(tmpdir(), 'bench-conversations-'));
const orUndefined = <T>(result: Promise<T>) => result.catch(() => undefined);
const files: StoredFiles = {
  list: () => readdir(folder),
  read: (name) => orUndefined(readFile(join(folder, name), 'utf8')),
  write: (name, text) => writeFile(join(folder, name), text),
  rename: (from, to) => rename(join(folder, from), join(folder, to)).then(() => true),
  remove: (name) => rm(join(folder, name), { force: true }),
  modified: async (name) => (await orUndefined(stat(join(folder, name))))?.mtimeMs,
};

try {
  await measure();
} finally {
  await rm(folder, { recursive: true });
}

async function measure(): Promise<void> {
  const idle = heap();
  for (let index = 0; index < conversations; index += 1) await write(index);
  const written = heap() - idle;
  const [first] = await ids();
  const start = await median(async () => void (await open(first).load()));
  const rebuilt = await once(async () => void (await open().list()));
  const listed = await median(async () => void (await open().list()));
  const all = await Promise.all((await ids()).map((id) => open().open(id)));
  const kept = heap() - idle;
  console.log(`| ${conversations} conversations of ${turns} questions | |\n|---|---|`);
  console.log(`| files | ${(await size()).toFixed(1)} MB |`);
  console.log(
    `| memory after all were written, one with ${last.turns.length} questions open | ${written.toFixed(1)} MB |`,
  );
  console.log(`| memory with all of them kept (${all.length}) | ${kept.toFixed(1)} MB |`);
  console.log(`| start, which reads the current one | ${start.toFixed(2)} ms |`);
  console.log(`| list, from its index | ${listed.toFixed(2)} ms |`);
  console.log(`| list, made anew without an index | ${rebuilt.toFixed(0)} ms |`);
}

/** Asks every question of one conversation, as a window does, which saves after each. */
async function write(number: number): Promise<void> {
  const { file } = await open().load();
  let conversation: Conversation = emptyConversation;
  for (let index = 0; index < turns; index += 1) conversation = answered(conversation, number, index);
  file.save(conversation);
  await file.flush();
  if (number === conversations - 1) last = conversation;
}

function answered(before: Conversation, number: number, index: number): Conversation {
  const turn = `${number}-${index}`;
  const question = `What about part ${turn}?`;
  const image = {
    id: turn,
    name: `${turn}.png`,
    uri: `file:///workspace/images/${turn}.png`,
    byteLength: 90_000,
  };
  const asked = { id: turn, title: question, question, model: 'claude-sonnet-5-5', fresh: false };
  return (
    [
      ...(index % 5 === 0 ? [{ type: 'attached', images: [image] } as const] : []),
      { type: 'asked', turn: asked },
      { turn, type: 'answer', event: { type: 'text', text: `${turn} ${paragraph.repeat(20)}` } },
      { turn, type: 'answer', event: { type: 'end', reason: 'complete' } },
    ] as const
  ).reduce<Conversation>(advance, before);
}

function open(current?: string): ConversationStore {
  const values = {
    get: (key: string) => (key === 'conversationFile' && current ? `${current}.json` : undefined),
    update: async () => undefined,
  };
  return new ConversationStore(files, values, console.error);
}

async function ids(): Promise<readonly string[]> {
  return (await readdir(folder))
    .filter((name) => name !== 'index.json')
    .map((name) => name.replace('.json', ''));
}

async function size(): Promise<number> {
  const sizes = await Promise.all(
    (await readdir(folder)).map(async (name) => (await stat(join(folder, name))).size),
  );
  return sizes.reduce((sum, one) => sum + one, 0) / 1e6;
}

function heap(): number {
  collect();
  return process.memoryUsage().heapUsed / 1e6;
}

async function once(run: () => Promise<void>): Promise<number> {
  await rm(join(folder, 'index.json'));
  const began = performance.now();
  await run();
  return performance.now() - began;
}

async function median(run: () => Promise<void>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const began = performance.now();
    await run();
    times.push(performance.now() - began);
  }
  return times.sort((one, other) => one - other)[Math.floor(rounds / 2)] ?? 0;
}
