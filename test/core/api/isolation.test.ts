import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import Anthropic from '@anthropic-ai/sdk';
import { type Tracer, type TracerProvider, trace } from '@opentelemetry/api';
import { after, before, describe, it } from 'mocha';
import type { Emulator } from '../../emulator/emulator.ts';
import { png } from '../emulator/pictures.ts';
import { apiOf, claudeApi, failureOf, heard, key, on, question, useEmulator } from './harness.ts';

/** Where the name of a variable is not value enough. */
const values: Readonly<Record<string, string>> = {
  ANTHROPIC_API_KEY: 'sk-ant-from-environment',
  ANTHROPIC_CUSTOM_HEADERS:
    'X-From-Environment: yes\nAuthorization: Bearer stolen\nX-Api-Key: stolen\nAccept: text/x\nUser-Agent: x\nContent-Type: text/x\nanthropic-version: 1999-01-01\nanthropic-beta: environment',
  ANTHROPIC_LOG: 'debug',
  ANTHROPIC_PROFILE: 'work',
  ANTHROPIC_OPEN_TELEMETRY: 'true',
  ANTHROPIC_OPEN_TELEMETRY_PROPAGATION: 'true',
  ANTHROPIC_OPEN_TELEMETRY_TRACES_CONTENT_MODE: 'content',
  ANTHROPIC_OPEN_TELEMETRY_TRACES_MAX_CONTENT_BYTES: '1000',
};

/** Folders that the SDK looks for profiles in; the emptied PATH would hinder the tests themselves. */
const folders = ['ANTHROPIC_CONFIG_DIR', 'XDG_CONFIG_HOME', 'HOME', 'APPDATA', 'USERPROFILE'];

/** Every variable that the pinned SDK reads, whatever for: a new version brings its new ones along. */
async function variablesOfSdk(): Promise<string[]> {
  const root = dirname(createRequire(import.meta.url).resolve('@anthropic-ai/sdk'));
  const files = (await readdir(root, { recursive: true })).filter((file) => file.endsWith('.mjs'));
  const sources = await Promise.all(files.map((file) => readFile(join(root, file), 'utf8')));
  const found = sources.flatMap((source) =>
    [...source.matchAll(/(?:readEnv\(|process\.env\[)'(\w+)'/g)].map(([, name = '']) => name),
  );
  return [...new Set(found)].filter((name) => name !== 'PATH');
}

/** A hostile machine has variables, a profile on disk, and telemetry of another extension. */
function useHostileMachine(url: () => string): { spans: () => number; printed: () => string } {
  const saved = { env: { ...process.env }, console: { ...console } };
  let folder = '';
  let spans = 0;
  let printed = '';
  const print = (...words: unknown[]) => {
    printed += `${words.join(' ')}\n`;
  };
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'profile-'));
    await writeProfile(folder, url());
    const variables = await variablesOfSdk();
    assert.ok(Object.keys(values).every((name) => variables.includes(name)));
    for (const name of variables) process.env[name] = values[name] ?? `http://127.0.0.1:1/${name}`;
    for (const name of folders) process.env[name] = folder;
    Object.assign(console, { debug: print, info: print, log: print, warn: print, error: print });
    trace.setGlobalTracerProvider(
      countingProvider(() => {
        spans += 1;
      }),
    );
  });
  after(async () => {
    Object.assign(console, saved.console);
    for (const name of Object.keys(process.env)) if (!(name in saved.env)) delete process.env[name];
    Object.assign(process.env, saved.env);
    trace.disable();
    await rm(folder, { recursive: true });
  });
  return { spans: () => spans, printed: () => printed };
}

/** A profile as the SDK's own login leaves it. */
async function writeProfile(folder: string, url: string): Promise<void> {
  for (const part of ['configs', 'credentials']) await mkdir(join(folder, part));
  const profile = {
    version: '1.0',
    base_url: url,
    authentication: { type: 'user_oauth' },
    workspace_id: 'w',
  };
  const credentials = { version: '1.0', type: 'oauth_token', access_token: 'token-of-profile' };
  await writeFile(join(folder, 'configs', 'work.json'), JSON.stringify(profile));
  await writeFile(join(folder, 'credentials', 'work.json'), JSON.stringify(credentials), { mode: 0o600 });
}

function countingProvider(count: () => void): TracerProvider {
  const context = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331', traceFlags: 1 };
  const tracer = {
    startSpan: () => {
      count();
      return trace.wrapSpanContext(context);
    },
  };
  return { getTracer: () => tracer as unknown as Tracer };
}

/** Everything that a client can send, but for the boundary of a form, which is made up each time. */
async function sentTo(emulator: Emulator): Promise<unknown[]> {
  const api = claudeApi(emulator.url);
  await heard(apiOf(emulator.url).answer(question(), on));
  await heard(api.answer(question(), on));
  await api.listModels(on);
  await api.countTokens(question(), on);
  const upload = { name: 'a.png', mediaType: 'image/png', bytes: png(9, 9), expiresIn: 3600 } as const;
  await api.deleteFile(await api.uploadFile(upload, on), on);
  for await (const { id } of api.createBatches([{ id: 'one', request: question() }], on)) {
    for await (const _ of api.followBatch(id, () => 0.001, on));
    for await (const _ of api.batchResults(id, on));
  }
  const sent = emulator.requests.map(({ method, path, query, headers, body, bodyLength }) => {
    const steady = JSON.stringify(headers).replace(/----[\w-]+/, 'boundary');
    return {
      method,
      path: path.replace(/(file|msgbatch)_\w+/, '$1'),
      query,
      headers: steady,
      body,
      bodyLength,
    };
  });
  emulator.reset();
  return sent;
}

describe('nothing around the extension changes what is sent', () => {
  const emulator = useEmulator();
  let clean: readonly unknown[];
  before(async () => {
    clean = await sentTo(emulator());
  });

  describe('on a hostile machine', () => {
    const machine = useHostileMachine(() => emulator().url);

    it('neither variables, nor a profile, nor telemetry', async () => {
      assert.ok(clean.length >= 8);
      assert.deepEqual(await sentTo(emulator()), clean);
      assert.equal(machine.spans(), 0);
    });

    it('and no key is found where none was given', async () => {
      await failureOf(apiOf(emulator().url, { key: undefined }).answer(question(), on));
      const { headers } = await emulator().request(0);
      assert.equal(headers['authorization'], undefined);
      assert.equal(headers['x-api-key'], undefined);
      const claude = claudeApi(emulator().url, { key: undefined });
      assert.equal((await failureOf(claude.answer(question(), on))).kind, 'noKey');
    });

    it('which would change what the SDK sends by itself', async () => {
      const names = [
        'ANTHROPIC_API_KEY',
        'ANTHROPIC_AUTH_TOKEN',
        'ANTHROPIC_CUSTOM_HEADERS',
        'ANTHROPIC_BASE_URL',
      ];
      const saved = names.map((name) => [name, process.env[name]] as const);
      const asked = async () => {
        await new Anthropic({ logLevel: 'off', maxRetries: 0, baseURL: emulator().url }).models
          .list()
          .catch(() => {});
        return emulator().requests.at(-1)?.headers ?? {};
      };
      assert.equal((await asked())['x-from-environment'], 'yes');
      for (const name of names) delete process.env[name];
      assert.equal((await asked())['authorization'], 'Bearer token-of-profile');
      assert.ok(machine.spans() > 0);
      for (const [name, value] of saved) process.env[name] = value;
    });

    it('and nothing is printed', async () => {
      await heard(apiOf(emulator().url).answer({ ...question(), model: 'claude-sonnet-4-5' }, on));
      assert.equal(machine.printed(), '');
    });
  });

  it('no header tells about the machine', async () => {
    await heard(apiOf(emulator().url).answer(question(), on));
    const { headers } = await emulator().request(0);
    assert.ok(!Object.keys(headers).some((name) => name.startsWith('x-stainless')));
  });
});

describe('the log', () => {
  const emulator = useEmulator();

  it('has a line for each request and never the key', async () => {
    const lines: string[] = [];
    const api = apiOf(emulator().url, { log: (line) => lines.push(line) });
    emulator().script({ kind: 'status', status: 401, message: `API key ${key} is invalid.` });
    await failureOf(api.answer(question(), on));
    await heard(api.answer(question(), on));
    await failureOf(apiOf('http://127.0.0.1:1', { log: (line) => lines.push(line) }).listModels(on));
    assert.match(lines[0] ?? '', /^POST \/v1\/messages: 401 req_\w+, \d+ ms$/);
    assert.match(lines[1] ?? '', /^POST \/v1\/messages: 200 /);
    assert.match(lines.at(-1) ?? '', /^GET \/v1\/models: /);
    assert.ok(!lines.join('\n').includes(key));
  });
});
