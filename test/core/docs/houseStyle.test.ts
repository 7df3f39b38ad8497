import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { altQuestion } from '../../../src/core/docs/altText/altJob.ts';
import { longestStyle, readStyle } from '../../../src/core/docs/altText/houseStyle.ts';
import { findImages } from '../../../src/core/docs/find.ts';
import { FailureError } from '../../../src/core/errors.ts';

const root = '/home/me/site';
const files = new Map([
  [`${root}/docs/alt-style.md`, '\ufeff# Alt texts\r\nNo full stop at the end.\r\n'],
  ['/home/me/secret.md', 'Secret'],
]);
const read = (value: string, folder: string | undefined = `${root}/docs`) =>
  readStyle({ value, folder, root }, async (path) => files.get(path));

describe('the house style of alt texts', () => {
  it('is the words of the setting, or those of the file that it names', async () => {
    assert.deepEqual(await read('Name the product first.'), {
      text: 'Name the product first.',
      isCut: false,
    });
    const text = '# Alt texts\nNo full stop at the end.';
    for (const path of ['alt-style.md', './alt-style.md', '..\\docs\\alt-style.md', '../docs/alt-style.md'])
      assert.deepEqual(await read(path), { text, isCut: false }, path);
    const lines = 'Follow these rules:\n- as in alt-style.md';
    assert.equal((await read(lines)).text, lines);
  });

  it('is never read outside of the workspace, and a missing file is named', async () => {
    const paths = ['gone.md', '../../secret.md', '/home/me/secret.md', 'file:///home/me/secret.md'];
    for (const path of [...paths, 'C:\\secret.md', '~/secret.md', 'Write as in alt-style.md'])
      await assert.rejects(
        read(path),
        (error) => error instanceof FailureError && error.failure.detail === path,
        path,
      );
    const noFolder = readStyle(
      { value: 'alt-style.md', folder: undefined, root: undefined },
      async () => 'a',
    );
    await assert.rejects(noFolder, { message: 'noStyle: alt-style.md' });
  });

  it('is cut after a word, which is told', async () => {
    const { text, isCut } = await read('words '.repeat(longestStyle));
    assert.ok(isCut && text.length <= longestStyle + 4 && text.endsWith('words […]'));
    assert.ok((await read('x'.repeat(longestStyle + 1))).isCut);
  });

  it('goes into the question, and an empty one does not', async () => {
    const [image = assert.fail()] = await findImages('![](a.png)', 'markdown');
    const { text } = altQuestion(image, { maxLength: 150, style: 'Name the product first.' });
    assert.match(text, /House style of these documents:\nName the product first\./);
    for (const style of ['', undefined])
      assert.doesNotMatch(altQuestion(image, { maxLength: 150, style }).text, /House style/);
  });
});
