import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Tracer, type TracerProvider, trace } from '@opentelemetry/api';
import { after, before, describe, it } from 'mocha';
import { apiOf, claudeApi, failureOf, heard, key, on, question, useEmulator } from './harness.ts';

const variables = {
  ANTHROPIC_API_KEY: 'sk-ant-from-environment',
  ANTHROPIC_AUTH_TOKEN: 'token-from-environment',
  ANTHROPIC_BASE_URL: 'http://127.0.0.1:1',
  ANTHROPIC_CUSTOM_HEADERS:
    'X-From-Environment: yes\nAuthorization: Bearer stolen\nX-Api-Key: stolen\nAccept: text/x\nUser-Agent: x\nContent-Type: text/x\nanthropic-version: 1999-01-01\nanthropic-beta: environment',
  ANTHROPIC_LOG: 'debug',
  ANTHROPIC_PROFILE: 'work',
  ANTHROPIC_WEBHOOK_SIGNING_KEY: 'hook',
  ANTHROPIC_OPEN_TELEMETRY: 'true',
  ANTHROPIC_MODEL: 'claude-from-environment',
} as const;

/** What a hostile machine has: variables, a profile on disk, and telemetry of another extension. */
function useHostileMachine(): { spans: () => number; printed: () => string } {
  const saved = { env: { ...process.env }, console: { ...console } };
  let folder = '';
  let spans = 0;
  let printed = '';
  const print = (...words: unknown[]) => {
    printed += `${words.join(' ')}\n`;
  };
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'profile-'));
    await mkdir(join(folder, 'configs'));
    const profile = {
      base_url: 'http://127.0.0.1:1',
      authentication: { type: 'static', token: 'token-of-profile' },
    };
    await writeFile(join(folder, 'configs', 'work.json'), JSON.stringify(profile));
    Object.assign(process.env, variables, { ANTHROPIC_CONFIG_DIR: folder });
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

const sentFrom = async (emulator: ReturnType<ReturnType<typeof useEmulator>>, options = {}) => {
  const api = apiOf(emulator.url, options);
  await heard(api.answer(question(), on));
  await api.listModels(on);
  const [message, list] = [await emulator.request(0), await emulator.request(0, '/v1/models')];
  emulator.reset();
  return [message, list].map(({ method, path, query, headers, body }) => ({
    method,
    path,
    query,
    headers,
    body,
  }));
};

describe('nothing around the extension changes what is sent', () => {
  const emulator = useEmulator();
  let clean: unknown;
  before(async () => {
    clean = await sentFrom(emulator());
  });

  describe('on a hostile machine', () => {
    const machine = useHostileMachine();

    it('neither variables, nor a profile, nor telemetry', async () => {
      assert.deepEqual(await sentFrom(emulator()), clean);
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

    it('and the SDK prints nothing', async () => {
      await heard(apiOf(emulator().url).answer({ ...question(), model: 'claude-sonnet-4-5' }, on));
      assert.equal(machine.printed(), '');
    });
  });

  it('no header tells about the machine', async () => {
    const [message] = await sentFrom(emulator());
    const names = Object.keys(message?.headers ?? {});
    assert.ok(!names.some((name) => name.startsWith('x-stainless')));
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
