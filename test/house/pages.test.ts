import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';

/** The pages for developers. Each file that they name must be there. */
const pages = ['ARCHITECTURE.md', 'CONTRIBUTING.md', 'SECURITY.md'];
const path = /`((?:src|test|scripts|media|\.github|\.vscode)\/[\w./-]*)`/g;

describe('the pages for developers', () => {
  for (const page of pages)
    it(`${page} names files that exist`, () => {
      const named = [...readFileSync(page, 'utf8').matchAll(path)].map(([, file]) => file!);
      assert.deepEqual(
        named.filter((file) => !existsSync(file)),
        [],
      );
    });

  it('name some files at all', () => {
    assert.ok((readFileSync('CONTRIBUTING.md', 'utf8').match(path) ?? []).length > 20);
  });
});
