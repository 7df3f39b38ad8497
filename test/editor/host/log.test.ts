import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { FailureError } from '../../../src/core/errors.ts';
import { Connection } from '../../../src/host/server/connection.ts';
import { createKeyStore } from '../../../src/host/server/key.ts';
import { reportError } from '../../../src/host/ui/reportError.ts';
import { status } from '../../emulator/faults.ts';
import { useEmulator, useServer } from './docsStage.ts';

const key = 'sk-ant-kept-secret';

describe('the log of the extension', () => {
  const emulator = useEmulator();
  const lines: string[] = [];
  const record = (line: unknown) => lines.push(typeof line === 'string' ? line : inspect(line));
  const log = { info: record, warn: record, error: record } as unknown as vscode.LogOutputChannel;
  let connection: Connection;

  before(() => {
    const secrets = { get: async () => key, onDidChange: new vscode.EventEmitter().event };
    connection = new Connection(createKeyStore(secrets as unknown as vscode.SecretStorage), log);
  });
  after(() => connection.dispose());

  it('tells of every request and every failure, and never the key', async () => {
    emulator().script(status(401, `The key ${key} is not known here.`), status(500, `Broken at ${key}.`));
    await ask();
    await ask();
    await connection.listModels();
    const sent = emulator().requests[0]?.headers['x-api-key'];
    await useServer('http://127.0.0.1:1');
    await ask();
    await useServer('http://127.0.0.1:1/a path');
    await ask();
    assert.equal(sent, key);
    for (const words of [
      'POST /v1/messages: 401',
      'is not known here',
      'GET /v1/models: 200',
      'noConnection',
    ])
      assert.ok(lines.join('\n').includes(words), words);
    assert.ok(!lines.join('\n').includes(key));
  });

  /** Asks, and logs what keeps the answer away, as the extension does. */
  async function ask(): Promise<void> {
    const question = { type: 'text', text: 'What is it?' } as const;
    const request = {
      ...{ model: 'claude-sonnet-5-5', maxTokens: 100 },
      messages: [{ role: 'user', parts: [question] }] as const,
    };
    try {
      for await (const event of connection.answer(request, new AbortController().signal))
        if (event.type === 'retrying') throw new FailureError(event.failure);
    } catch (error) {
      reportError(error, { log });
    }
  }
});
