import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { keptAnswers } from '../../../src/core/docs/altText/keptAnswers.ts';
import { MemoryFiles } from '../ask/memoryFiles.ts';

describe('the files of answers', () => {
  it('are no more than so many, and the oldest go', async () => {
    const files = new MemoryFiles();
    for (let index = 0; index < 20_000; index += 1) await files.write(`${index}.json`, '{}');
    await keptAnswers(files, assert.fail).write('new', '{}');
    assert.equal(files.texts.size, 18_000);
    assert.ok(files.texts.has('new.json') && !files.texts.has('0.json') && files.texts.has('19999.json'));
  });

  it('keep nothing from going on when the disk is full', async () => {
    const [files, said] = [new MemoryFiles(), [] as string[]];
    files.fails = true;
    const answers = keptAnswers(files, (line) => said.push(line));
    await answers.write('a', '{}');
    assert.equal(await answers.read('a'), undefined);
    assert.match(said[0] ?? '', /no space left/);
  });
});
