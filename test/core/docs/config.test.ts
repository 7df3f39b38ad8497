import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { checkAlt } from '../../../src/core/docs/audit/checkAlt.ts';
import { english } from '../../../src/core/docs/audit/findingText.ts';
import { parseConfig, parseRules } from '../../../src/core/docs/config/config.ts';
import { configProblemText } from '../../../src/core/docs/config/configText.ts';
import { createFindConfig } from '../../../src/core/docs/config/findConfig.ts';
import { findImages } from '../../../src/core/docs/find.ts';

const { signal } = new AbortController();

describe('the configuration of a project', () => {
  it('has rules, patterns and what alt texts are like', () => {
    const text = `{
      // Comments are allowed.
      "rules": { "vague": "error", "imageOf": "off" },
      "exclude": ["vendor/"],
      "altText": { "maxLength": 80, "language": "de", "staticFolders": ["public"], "style": " style.md " },
      "baseline": "alt.json"
    }`;
    assert.deepEqual(parseConfig(text), {
      value: {
        rules: { vague: 'error', imageOf: 'off' },
        exclude: ['vendor/'],
        baseline: 'alt.json',
        altText: { maxLength: 80, language: 'de', staticFolders: ['public'], style: 'style.md' },
      },
      problems: [],
    });
  });

  it('names each row that it cannot use in a sentence, and uses the others', () => {
    const { value, problems } = parseConfig(
      '{ "rules": { "vage": "off", "empty": "fatal", "vague": "hint" }, "exclude": "a", "altText": { "maxLength": 7, "x": 1 }, "y": 2 }',
    );
    assert.deepEqual(value, { rules: { vague: 'hint' }, exclude: [], altText: {} });
    const sentences = problems.map((problem) => configProblemText(problem, 'rc', english));
    for (const pattern of [
      /^rc: “rules\.vage” is not a rule\. The rules are missing, empty, .*tooSmall\.$/,
      /^rc: “rules\.empty” must be "error", "warning", "hint" or "off"\.$/,
      /^rc: “exclude” is not of the type/,
      /^rc: “altText\.maxLength” must be a number from 20 to 1000\.$/,
      /^rc: there is no “altText\.x”\.$/,
      /^rc: there is no “y”\.$/,
    ])
      assert.equal(sentences.filter((one) => pattern.test(one)).length, 1, String(pattern));
    assert.equal(sentences.length, 6);
  });

  it('is an object of JSON', () => {
    for (const text of ['', '[]', '{ "rules": ', 'x', '['.repeat(50_000)]) {
      const { problems } = parseConfig(text);
      assert.deepEqual(
        problems.map(({ kind }) => kind),
        ['notJson'],
        text.slice(0, 20),
      );
    }
    assert.deepEqual(parseRules([]).problems, [{ kind: 'value', row: 'rules' }]);
    assert.deepEqual(parseRules(undefined).problems, []);
  });

  it('is the nearest one around a document, and its patterns count from its folder', async () => {
    const files = new Map([
      ['/project/.askclauderc.json', '{ "exclude": ["*.draft.md", "site/old/"] }'],
      ['/project/site/.askclauderc.json', '{ "rules": { "vague": "off" }, "exclude": ["/drafts/**"] }'],
    ]);
    const reads: string[] = [];
    const find = createFindConfig(async (path) => {
      reads.push(path);
      return files.get(path);
    });
    const site = await find('/project/site/docs/a.md', signal);
    assert.equal(site?.path, '/project/site/.askclauderc.json');
    assert.deepEqual(site.config.rules, { vague: 'off' });
    assert.equal(site.excludes('/project/site/drafts/a.md'), true);
    assert.equal(site.excludes('/project/site/docs/drafts/a.md'), false);
    const own = await find('/project/docs/a.md', signal);
    assert.equal(own?.path, '/project/.askclauderc.json');
    assert.equal(own.excludes('/project/docs/b.draft.md'), true);
    assert.equal(own.excludes('/elsewhere/b.draft.md'), false);
    assert.equal(await find('/other/a.md', signal), undefined);
    assert.equal(new Set(reads).size, reads.length);
  });
});

describe('the level of a rule', () => {
  const levelOf = async (text: string, rules: Parameters<typeof checkAlt>[1]['rules']) =>
    checkAlt(await findImages(text, 'html'), { maxLength: 150, ...(rules && { rules }) }).map(
      ({ rule, severity }) => `${rule} ${severity}`,
    );
  const vague = '<img src="chart.png" alt="chart">';

  it('is that of the setting, and a rule that is off lets the next one speak', async () => {
    assert.deepEqual(await levelOf(vague, undefined), ['fileName warning']);
    assert.deepEqual(await levelOf(vague, { fileName: 'error' }), ['fileName error']);
    assert.deepEqual(await levelOf(vague, { fileName: 'off' }), ['vague warning']);
    assert.deepEqual(await levelOf(vague, { fileName: 'off', vague: 'off' }), []);
  });

  it('leaves what may be meant a hint', async () => {
    const photo = '<img src="a.png" alt="Photo of the quay">';
    assert.deepEqual(await levelOf(photo, { imageOf: 'error' }), ['imageOf hint']);
    assert.deepEqual(await levelOf(photo, { imageOf: 'off' }), []);
  });
});
