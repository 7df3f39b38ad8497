import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { english, findingText } from '../../../src/core/docs/audit/findingText.ts';
import { auditPage } from '../../../src/core/docs/audit/pageAudit.ts';
import { RULES } from '../../../src/core/docs/audit/rules.ts';
import { ignoredBy } from '../../../src/core/docs/config/gitignore.ts';
import { findImages } from '../../../src/core/docs/find.ts';
import { auditSummary } from '../../../src/host/docs/audit/auditSummary.ts';
import { forEachConcurrent } from '../../../src/host/docs/forEachConcurrent.ts';

const { signal } = new AbortController();

describe('the words of an audit', () => {
  it('sum it up, with nothing that is not so', () => {
    const none = { images: 0, documents: 0, wordless: 0, improvable: 0, missingFiles: 0 };
    assert.equal(auditSummary(none), 'There is no image in these documents.');
    assert.equal(auditSummary({ ...none, images: 1, documents: 1 }), '1 image in 1 document: nothing to do.');
    assert.equal(
      auditSummary({ images: 1200, documents: 57, wordless: 1, improvable: 2, missingFiles: 3 }),
      '1,200 images in 57 documents: 1 image needs alt text, 2 could be improved, 3 files are missing.',
    );
  });

  it('say for each rule what is wrong', async () => {
    const text = '![image](a.png) ![chart](b.png) ![](c.png) ![Rain by month](gone.png)';
    const references = await findImages(text, 'markdown');
    const missing = async () => ({ state: 'missing', path: 'gone.png', nearest: 'gone-1.png' }) as const;
    const there = async () => ({ state: 'found' }) as const;
    const { findings } = await auditPage(
      references,
      (reference) => (reference.source.text === 'gone.png' ? missing() : there()),
      { maxLength: 150 },
      signal,
    );
    assert.deepEqual(
      findings.map((one) => RULES[one.rule].code),
      ['alt-placeholder', 'alt-vague', 'alt-empty', 'file-missing'],
    );
    const [first, second, third, last] = findings.map((one) =>
      findingText(one, one.reference.source.text, 150, english),
    );
    assert.match(first ?? '', /“image” is a placeholder/);
    assert.match(second ?? '', /“chart” is vague/);
    assert.equal(third, 'c.png has empty alt text, so screen readers skip it.');
    assert.equal(last, 'gone.png does not exist. Did you mean gone-1.png?');
  });
});

describe('ignore files', () => {
  it('leave out what they name, from their folder on, and the nearest has the last word', () => {
    const ignored = ignoredBy([
      { folder: 'docs', text: '!kept.html\n/draft.md\n' },
      { folder: '', text: '# built\n_build/\n*.html\n' },
    ]);
    const paths = [
      ...['_build/a.md', 'site/_build/x/a.md', 'a.html', 'docs/a.html', 'docs/draft.md'],
      ...['a.md', 'docs/kept.html', 'docs/deep/draft.md', 'documents/draft.md'],
    ];
    assert.deepEqual(paths.filter(ignored), paths.slice(0, 5));
  });
});

describe('taking turns', () => {
  it('does everything, and never more than so many at a time', async () => {
    let now = 0;
    let most = 0;
    const done: number[] = [];
    await forEachConcurrent([1, 2, 3, 4, 5, 6, 7], 3, signal, async (item) => {
      now += 1;
      most = Math.max(most, now);
      await new Promise(setImmediate);
      now -= 1;
      done.push(item);
    });
    assert.equal(most, 3);
    assert.deepEqual(done.sort(), [1, 2, 3, 4, 5, 6, 7]);
  });

  it('ends with the first failure, and tells the others to stop', async () => {
    const begun: number[] = [];
    const waiting = (until: AbortSignal) =>
      new Promise<void>((_, reject) => until.addEventListener('abort', () => reject(until.reason)));
    await assert.rejects(
      forEachConcurrent([1, 2, 3], 2, signal, async (item, until) => {
        begun.push(item);
        if (item === 1) return waiting(until);
        throw new Error('no way');
      }),
      /no way/,
    );
    assert.deepEqual(begun, [1, 2]);
  });

  it('does not begin when it was cancelled', async () => {
    const begun: number[] = [];
    const run = async (item: number) => void begun.push(item);
    await assert.rejects(forEachConcurrent([1], 2, AbortSignal.abort(), run), { name: 'AbortError' });
    assert.deepEqual(begun, []);
  });
});
