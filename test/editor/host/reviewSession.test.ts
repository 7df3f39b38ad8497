import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { connect } from '../../../src/core/api/connect.ts';
import type { AskOptions } from '../../../src/core/ask/asking.ts';
import { AnswerCache } from '../../../src/core/docs/altText/answerCache.ts';
import type { ReviewRow } from '../../../src/core/docs/review/review.ts';
import { FailureError } from '../../../src/core/errors.ts';
import { createPool, type Pool } from '../../../src/core/image/pool.ts';
import { rowOf } from '../../../src/host/docs/review/reviewRows.ts';
import { ReviewSession } from '../../../src/host/docs/review/reviewSession.ts';
import { parseDocument } from '../../../src/host/docs/source/parsedDocument.ts';
import { createAltSettings } from '../../../src/host/docs/write/altSettings.ts';
import { createImageQuestions } from '../../../src/host/docs/write/imageQuestions.ts';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';
import { answer, refusal } from '../../emulator/faults.ts';
import { altJson, closeAll, open, sampleUri, useStyle } from './docsStage.ts';

const model = 'claude-sonnet-5-5';

describe('the run of a review', () => {
  let emulator: Emulator;
  let pool: Pool;
  let kept: Map<string, string>;
  let spent: number;
  let hasKey: boolean;
  /** Called before a question is sent. */
  let begin: () => Promise<void>;
  const changes = new vscode.EventEmitter<void>();

  before(async () => {
    emulator = await startEmulator();
    const extension = vscode.extensions.getExtension('ask-claude.ask-claude-images') ?? assert.fail();
    const worker = vscode.Uri.joinPath(extension.extensionUri, 'dist', 'worker.js');
    pool = createPool({ worker: new URL(worker.with({ scheme: 'file', authority: '' }).toString()) });
  });
  beforeEach(() => {
    kept = new Map();
    spent = 0;
    hasKey = true;
    begin = async () => undefined;
  });
  afterEach(async () => {
    await closeAll();
    await vscode.workspace.fs.delete(sampleUri('docs/style.md')).then(undefined, () => undefined);
    await useStyle(undefined);
    emulator.reset();
  });
  after(async () => {
    pool.dispose();
    await emulator.close();
  });

  const until = (isSo: () => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (!isSo()) return;
        listening.dispose();
        resolve();
      };
      const listening = changes.event(look);
      look();
    });

  async function sessionOf(text: string): Promise<ReviewSession> {
    const { document } = await open(text);
    const parsed = (await parseDocument(document)) ?? assert.fail();
    const rows = parsed.references.map((reference) => {
      const name = reference.source.text.replace('../', '');
      return rowOf({ parsed, reference, uri: sampleUri(name).toString() });
    });
    const review = { id: 'r', title: 'Docs', created: 1, rows, spent: 0 };
    return new ReviewSession({ ...dependencies(), changed: () => changes.fire() }, review);
  }

  function dependencies() {
    const api = connect({ baseUrl: emulator.url, key: 'sk-ant-test', fetch, idleTimeoutSeconds: 5 });
    const questions = createImageQuestions({
      answer: api.answer,
      fetch: async () => fetch,
      prepare: (bytes, options, signal) => pool.prepare(bytes, options, signal),
      options: async (): Promise<AskOptions> => {
        await begin();
        if (!hasKey) throw new FailureError({ kind: 'noKey', detail: '' });
        return { model, baseUrl: emulator.url, detail: 'auto', maxTokens: 1000 };
      },
      settings: () => ({ prices: {} }),
      agreesToCost: async () => true,
      spend: (usd) => {
        spent += usd;
      },
    });
    const answers = new AnswerCache({
      read: async (key) => kept.get(key),
      write: async (key, text) => void kept.set(key, text),
    });
    const log = { warn: () => undefined } as unknown as vscode.LogOutputChannel;
    return {
      ...{ questions, answers, log, answeredBy: () => ({ model, baseUrl: emulator.url }) },
      altSettings: createAltSettings,
    };
  }

  const names = ['coast.jpg', 'gone.png', 'berths.png', 'rainfall.png', 'dash.png'];
  const page = names
    .slice(0, 4)
    .map((name) => `# ${name}\n\n![](../images/${name})\n`)
    .join('\n');
  const statuses = (rows: readonly ReviewRow[]) => rows.map(({ status }) => status);
  const play = (refused?: string) =>
    emulator.play(({ body }) => {
      const name = names.find((one) => JSON.stringify(body).includes(one)) ?? '';
      return name === refused ? refusal('no') : answer(altJson(`Alt of ${name}`));
    });

  it('fails the rows of one image and goes on with the others, counts the cost, and asks nothing twice', async () => {
    play('berths.png');
    const session = await sessionOf(page);
    await session.start();
    const { rows } = session.review;
    assert.deepEqual(statuses(rows), ['answered', 'failed', 'failed', 'answered']);
    assert.match(rows[1]?.problem ?? '', /gone\.png/);
    assert.match(rows[2]?.problem ?? '', /^berths\.png: The model declined/);
    assert.equal(emulator.requests.length, 3);
    assert.ok(spent > 0);
    assert.ok(Math.abs(session.review.spent - spent) < 1e-9);
    const again = await sessionOf(page);
    await again.start();
    // Only the image that was refused is paid for once more.
    assert.equal(emulator.requests.length, 4);
    assert.equal(again.review.rows[0]?.text, 'Alt of coast.jpg');
  });

  it('pauses for want of a key with a button, keeps what was answered, and goes on', async () => {
    play();
    hasKey = false;
    const session = await sessionOf(page);
    await session.start();
    assert.deepEqual(statuses(session.review.rows), ['waiting', 'failed', 'waiting', 'waiting']);
    assert.deepEqual(session.notice?.actions?.[0]?.id, 'setKey');
    hasKey = true;
    await session.start();
    assert.equal(session.notice, undefined);
    assert.deepEqual(statuses(session.review.rows), ['answered', 'failed', 'answered', 'answered']);
  });

  it('lets what is under way arrive when it is paused, and asks no more', async () => {
    play();
    const session = await sessionOf(`${page}\n# More\n\n![](../images/dash.png)\n`);
    let open = () => {};
    let many = 0;
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    const third = new Promise<void>((resolve) => {
      begin = async () => {
        many += 1;
        if (many === 3) resolve();
        await opened;
      };
    });
    const run = session.start();
    await third;
    session.pause();
    assert.ok(session.isPausing);
    open();
    await run;
    assert.deepEqual(statuses(session.review.rows), [
      'answered',
      'failed',
      'answered',
      'answered',
      'waiting',
    ]);
    assert.equal(emulator.requests.length, 3);
  });

  it('asks about a row again while others are asked about', async () => {
    play();
    const session = await sessionOf(page);
    const first = session.review.rows[0]?.id ?? '';
    session.dispatch({ type: 'edited', row: first, text: 'Mine' });
    await Promise.all([session.start(), session.again(first, 'Name the coast')]);
    assert.equal(session.review.rows[0]?.text, 'Alt of coast.jpg');
    assert.ok(emulator.requests.some(({ body }) => JSON.stringify(body).includes('Name the coast')));
    assert.deepEqual(statuses(session.review.rows), ['answered', 'failed', 'answered', 'answered']);
  });

  it('tells Claude the house style, and pauses with the name of a file that is not there', async () => {
    play();
    await useStyle('docs/style.md');
    const session = await sessionOf(page);
    await session.start();
    assert.equal(emulator.requests.length, 0);
    assert.match(session.notice?.text ?? '', /docs\/style\.md, is no file of the workspace/);
    const file = new TextEncoder().encode('Name the season.');
    await vscode.workspace.fs.writeFile(sampleUri('docs/style.md'), file);
    await session.start();
    assert.match(JSON.stringify(emulator.requests[0]?.body), /Name the season\./);
  });

  it('writes with one step of undo, follows that, and never overwrites what somebody wrote', async () => {
    play();
    const session = await sessionOf(page);
    const following = vscode.workspace.onDidChangeTextDocument(
      ({ document, reason }) => reason !== undefined && session.follow(document.uri.toString()),
    );
    const { document } = vscode.window.activeTextEditor ?? assert.fail();
    await session.start();
    const before = document.getText();
    const mine = new vscode.WorkspaceEdit();
    const place = document.positionAt(before.indexOf('](../images/rainfall'));
    mine.insert(document.uri, place, 'Mine');
    await vscode.workspace.applyEdit(mine);
    await session.apply();
    assert.deepEqual(statuses(session.review.rows), ['written', 'failed', 'written', 'answered']);
    assert.match(session.review.rows[3]?.problem ?? '', /Somebody has changed the alt text/);
    assert.match(session.notice?.text ?? '', /^2 texts were written\. .*\$0\..*Not written.*rainfall\.png/);
    assert.match(document.getText(), /!\[Alt of coast\.jpg\]/);
    assert.match(document.getText(), /!\[Mine\]\(\.\.\/images\/rainfall\.png\)/);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), before.replace('![](../images/rainfall', '![Mine](../images/rainfall'));
    await until(() => session.review.rows[0]?.status === 'answered');
    await session.apply();
    assert.match(document.getText(), /!\[Alt of berths\.png\]/);
    following.dispose();
  });
});
