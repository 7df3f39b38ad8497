import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { parseFileReference } from '../../src/core/fileReference.ts';

describe('a file that an answer names', () => {
  it('is a path inside a folder, with its lines', () => {
    const segments = ['src', 'a b.ts'];
    assert.deepEqual(parseFileReference('src/a%20b.ts'), { segments });
    assert.deepEqual(parseFileReference('./src/a b.ts:12'), { segments, line: 12 });
    assert.deepEqual(parseFileReference('src\\a b.ts:12:3'), { segments, line: 12, column: 3 });
    assert.deepEqual(parseFileReference('src/a b.ts:12-20'), { segments, line: 12, endLine: 20 });
    assert.deepEqual(parseFileReference('src/a b.ts#L12-L20'), { segments, line: 12, endLine: 20 });
  });

  it('is never a place outside', () => {
    for (const text of [
      ...[
        '/etc/passwd',
        '../x.ts',
        'a/../../x.ts',
        'a/%2e%2e/x.ts',
        '\\\\server\\share\\x.ts',
        '//server/x.ts',
      ],
      ...[
        'C:\\x.ts',
        'file:///etc/passwd',
        'command:x',
        'a//b.ts',
        'a/.../b',
        'a\0b.ts',
        'a/%00.ts',
        '%',
        '',
      ],
      ...[`${'a/'.repeat(400)}b.ts`, 'con.ts|x', 'a/b. '],
    ])
      assert.equal(parseFileReference(text), undefined, JSON.stringify(text));
  });
});
