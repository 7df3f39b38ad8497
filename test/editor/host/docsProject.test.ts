import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { baselineText } from '../../../src/core/docs/baseline/baseline.ts';
import { auditAll } from '../../../src/host/docs/audit/auditAll.ts';
import { keepCurrent } from '../../../src/host/docs/audit/auditWatch.ts';
import { rulesOf } from '../../../src/host/docs/audit/documentRules.ts';
import { Problems } from '../../../src/host/docs/audit/problems.ts';
import { StatusItem } from '../../../src/host/ui/statusItem.ts';
import { closeAll, sampleUri } from './docsStage.ts';

describe('the project of a document', () => {
  const status = new StatusItem();
  const problems = new Problems();
  const current = keepCurrent(problems, (error) => assert.fail(String(error)));
  let folder: string;
  beforeEach(async () => {
    folder = `project-${randomUUID()}`;
    await write('a.md', '![](gone.png)\n\n![chart](gone.png)\n');
  });
  after(() => {
    status.dispose();
    current.dispose();
    problems.dispose();
  });

  const place = (path: string) => sampleUri(`${folder}/${path}`);
  const write = (path: string, text: string) =>
    vscode.workspace.fs.writeFile(place(path), new TextEncoder().encode(text));
  const config = (settings: object) =>
    write('.askclauderc.json', JSON.stringify({ rules: { missingFile: 'off' }, ...settings }));
  const rules = (page: { readonly findings: readonly { readonly rule: string }[] } | undefined) =>
    page?.findings.map(({ rule }) => rule);

  it('counts from the first audit on, though the document was looked at before', async () => {
    assert.deepEqual((await rulesOf(place('a.md'))).rules, {});
    await config({ rules: { missingFile: 'off', empty: 'off' } });
    const { pages } = await auditAll([place('a.md')], status);
    assert.deepEqual(rules(pages[0]), ['vague']);
  });

  it('is told when its baseline is not there, or is none', async () => {
    await config({ baseline: 'accepted.json' });
    const missing = await auditAll([place('a.md')], status);
    assert.match(missing.problems.join(), /accepted\.json does not exist/);
    await write('accepted.json', '{"findings": []}');
    const broken = await auditAll([place('a.md')], status);
    assert.match(broken.problems.join(), /accepted\.json is no baseline/);
    assert.deepEqual(rules(broken.pages[0]), ['empty', 'vague']);
    await write(
      'accepted.json',
      baselineText([{ rule: 'empty', file: 'a.md', source: 'gone.png', alt: '' }]),
    );
    const accepted = await auditAll([place('a.md')], status);
    assert.deepEqual(accepted.problems, []);
    assert.deepEqual(rules(accepted.pages[0]), ['vague']);
  });

  it('is followed when its baseline changes', async () => {
    await config({ baseline: 'accepted.json' });
    await write('accepted.json', baselineText([]));
    const { pages } = await auditAll([place('a.md')], status);
    problems.replace(pages, [place('a.md')]);
    const found = () =>
      rules(problems.pages().find(({ uri }) => uri.toString() === place('a.md').toString()));
    assert.deepEqual(found(), ['empty', 'vague']);
    const changed = new Promise<void>((resolve) => {
      const listening = problems.onDidChange(() => {
        if (found()?.join() !== 'vague') return;
        listening.dispose();
        resolve();
      });
    });
    await write(
      'accepted.json',
      baselineText([{ rule: 'empty', file: 'a.md', source: 'gone.png', alt: '' }]),
    );
    await changed;
  });

  it('is not the whole disk for a document outside of all folders', async () => {
    const document = vscode.Uri.file(join(tmpdir(), `${folder}.md`));
    await vscode.workspace.fs.writeFile(document, new TextEncoder().encode('![](no-such-image.png)\n'));
    try {
      const { pages } = await auditAll([document], status);
      assert.deepEqual(rules(pages[0]), ['empty', 'missingFile']);
    } finally {
      await vscode.workspace.fs.delete(document);
    }
  });

  it('says of a document that was named that it leaves it out', async () => {
    await config({ exclude: ['*.md'] });
    const { pages, problems: said } = await auditAll([place('a.md')], status);
    assert.deepEqual(pages, []);
    assert.match(said.join(), /a\.md is left out of the audit/);
  });

  it('is not there for a document that is not saved yet, which is said', async () => {
    const { uri } = await vscode.workspace.openTextDocument({
      language: 'markdown',
      content: '![](a.png)\n',
    });
    const { pages, problems: said } = await auditAll([uri], status);
    assert.deepEqual(pages, []);
    assert.match(said.join(), /is not saved yet/);
    await closeAll();
  });
});
