import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { answer, refusal } from '../../emulator/faults.ts';
import { useEmulator } from './docsStage.ts';

async function invoke(name: string, input: object): Promise<string> {
  const result = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined });
  return result.content
    .map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : ''))
    .join('');
}

describe('the tools for agents', () => {
  const emulator = useEmulator();

  it('are listed with what they take', () => {
    const names = vscode.lm.tools.map(({ name }) => name).filter((name) => name.startsWith('ask-claude_'));
    assert.deepEqual(names.sort(), [
      'ask-claude_audit_alt_text',
      'ask-claude_describe_image',
      'ask-claude_extract_from_image',
    ]);
  });

  it('describe an image of the workspace, or answer a question about it', async () => {
    emulator().script(answer('A coast.'), answer('Blue.'));
    assert.equal(await invoke('ask-claude_describe_image', { path: 'images/coast.jpg' }), 'A coast.');
    const question = { path: 'images/coast.jpg', question: 'Which colour has the sea?' };
    assert.equal(await invoke('ask-claude_describe_image', question), 'Blue.');
    const sent = JSON.stringify(emulator().requests.at(-1)?.body);
    assert.ok(sent.includes(question.question));
  });

  it('extract a table in a form of choice, with what is to be checked', async () => {
    const rows = [
      ['Berth', 'Boats'],
      ['North', '12'],
      ['South', '1O'],
    ];
    const table = { headerRows: 1, rows, merged: [], estimated: false };
    emulator().script(answer(JSON.stringify({ tables: [table] })));
    const text = await invoke('ask-claude_extract_from_image', {
      ...{ path: 'images/berths.png', kind: 'table', form: 'csv' },
    });
    assert.match(text, /^Berth,Boats\r\nNorth,12\r\nSouth,10\r\n/);
    assert.match(text, /To check:\n- Table 1, row 3, column 2: “1O” was read as 10\./);
  });

  it('audit the alt texts of a document without asking anybody', async () => {
    const text = await invoke('ask-claude_audit_alt_text', { path: 'README.md' });
    assert.match(text, /images?/);
    assert.equal(emulator().requests.length, 0);
  });

  for (const path of [
    '../secret.png',
    '/etc/passwd',
    'file:///etc/passwd',
    'images/none.png',
    'https://example.com/a.png',
  ])
    it(`send nothing that is not an image of the workspace: ${path}`, async () => {
      await assert.rejects(invoke('ask-claude_describe_image', { path }), /There is no file/);
      assert.equal(emulator().requests.length, 0);
    });

  it('say what is wrong with their input', async () => {
    await assert.rejects(
      invoke('ask-claude_extract_from_image', { path: 'images/coast.jpg', kind: 'poem' }),
      /not valid: kind/,
    );
  });

  it('say why there is no answer in the words of the panel', async () => {
    emulator().script(refusal('No.'));
    await assert.rejects(invoke('ask-claude_describe_image', { path: 'images/coast.jpg' }), /declined/);
  });

  it('name a file that is no image', async () => {
    await assert.rejects(
      invoke('ask-claude_describe_image', { path: 'README.md' }),
      /README\.md .*text, not an image/,
    );
  });
});
