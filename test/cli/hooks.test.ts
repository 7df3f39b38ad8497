import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'mocha';
import { syntaxOf } from '../../src/core/docs/syntax.ts';

describe('the entry for pre-commit', () => {
  it('names the files that the audit reads', async () => {
    const entry = await readFile('.pre-commit-hooks.yaml', 'utf8');
    const [, pattern = ''] = /^ {2}files: \(\?i\)(.+)$/m.exec(entry) ?? [];
    const files = new RegExp(pattern, 'i');
    const table = await readFile('src/core/docs/syntax.ts', 'utf8');
    const endings = [...table.matchAll(/^ {2}(\w+): '/gm)].map(([, ending = '']) => ending);
    const named = endings.filter((ending) => files.test(`a.${ending}`));
    assert.ok(named.length > 25, named.join(' '));
    const languages = ['javascript', 'javascriptreact', 'typescriptreact', 'restructuredtext', 'jupyter'];
    assert.deepEqual(
      endings.filter((ending) => !files.test(`docs/a.${ending}`)),
      [...languages, 'notebook', 'latex'],
    );
    for (const other of ['a.png', 'a.md.bak', 'md', 'a.ts']) {
      assert.ok(!files.test(other), other);
      assert.equal(other === 'md' || syntaxOf(other) === undefined, true, other);
    }
    assert.ok(files.test('README.MD'));
  });
});
