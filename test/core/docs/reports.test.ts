import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import draft04 from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { SaxesParser } from 'saxes';
import { english } from '../../../src/core/docs/audit/findingText.ts';
import { auditPage } from '../../../src/core/docs/audit/pageAudit.ts';
import { baselineText, findingKey, parseBaseline } from '../../../src/core/docs/baseline/baseline.ts';
import { textHash } from '../../../src/core/docs/baseline/textHash.ts';
import { findImages } from '../../../src/core/docs/find.ts';
import { type ReportRow, rowsOf, totalsOf } from '../../../src/core/docs/report/report.ts';
import { REPORTERS } from '../../../src/core/docs/report/reporters.ts';

const { signal } = new AbortController();

const text = '# T\n\n![](a%20b.png)\n\n![image | "x" <y> & z,](b.png) ![=Chart](c.png)\n';

async function rows(file: string, markdown = text): Promise<readonly ReportRow[]> {
  const references = await findImages(markdown, 'markdown');
  const levels = { placeholder: 'error', vague: 'error', empty: 'warning' } as const;
  const found = async () => ({ state: 'missing', path: undefined, nearest: 'd.png' }) as const;
  const settings = { maxLength: 18, rules: { ...levels, missingFile: 'hint' } } as const;
  const { findings } = await auditPage(references, found, settings, signal);
  return rowsOf({ file, text: markdown }, findings, 18, english);
}

async function report(format: string, documents: Readonly<Record<string, readonly ReportRow[]>>) {
  const reporter = REPORTERS[format]?.({ version: '1.2.3', color: false });
  assert.ok(reporter);
  let totals = { images: 0, documents: 0, errors: 0, warnings: 0, hints: 0 };
  let written = reporter.begin?.() ?? '';
  for (const [file, found] of Object.entries(documents)) {
    totals = totalsOf(totals, 3, found);
    written += reporter.document(file, found);
  }
  return written + (reporter.end?.(totals) ?? '');
}

const two = async () => ({
  'docs/a b#1.md': await rows('docs/a b#1.md'),
  'none.md': [],
  'c.md': await rows('c.md'),
});

describe('a report', () => {
  it('has a row for each finding, at the words that are wrong', async () => {
    const found = await rows('a.md');
    assert.deepEqual(
      found.map(
        ({ rule, severity, line, column, endColumn }) => `${line}:${column}-${endColumn} ${severity} ${rule}`,
      ),
      [
        '3:1-15 warning empty',
        '3:5-14 hint missingFile',
        '5:3-23 warning tooLong',
        '5:25-30 hint missingFile',
        '5:34-40 error vague',
        '5:42-47 hint missingFile',
      ],
    );
    assert.match(found[0]?.message ?? '', /^a b\.png has empty/);
  });

  it('is valid SARIF 2.1.0', async () => {
    const schema: unknown = createRequire(import.meta.url)(
      '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json',
    );
    const ajv = new draft04({ strict: false, unicodeRegExp: false });
    addFormats.default(ajv);
    const validate = ajv.compile(schema as object);
    for (const documents of [{}, await two()]) {
      const log: unknown = JSON.parse(await report('sarif', documents));
      assert.ok(validate(log), JSON.stringify(validate.errors));
      assert.equal(validate({ ...(log as object), version: '2.0.0' }), false);
    }
    const { runs } = JSON.parse(await report('sarif', await two()));
    const [first] = runs[0].results;
    assert.equal(first.locations[0].physicalLocation.artifactLocation.uri, 'docs/a%20b%231.md');
    assert.equal(runs[0].tool.driver.rules[first.ruleIndex].id, first.ruleId);
    assert.equal(runs[0].results.length, 12);
  });

  it('tells code scanning in SARIF what each rule is about', async () => {
    const { runs } = JSON.parse(await report('sarif', {}));
    for (const rule of runs[0].tool.driver.rules) {
      // What GitHub shows as the title and the text of an alert.
      assert.match(rule.shortDescription.text, /^\S+ \S+/);
      assert.ok(rule.fullDescription.text.length > rule.shortDescription.text.length);
      assert.match(rule.help.markdown, new RegExp(`Found:[^]+Not found:[^]+ask-claude-ignore ${rule.id}`));
      assert.match(rule.helpUri, /^https:/);
      assert.match(rule.defaultConfiguration.level, /^(?:warning|note)$/);
      assert.match(rule.properties['problem.severity'], /^(?:warning|recommendation)$/);
    }
  });

  it('names files in SARIF by addresses, wherever they are', async () => {
    const uriOf = async (file: string) => {
      const { runs } = JSON.parse(await report('sarif', { [file]: await rows(file) }));
      return runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri;
    };
    assert.equal(await uriOf('a:b/ü?.md'), 'a%3Ab/%C3%BC%3F.md');
    assert.equal(await uriOf('/srv/a b.md'), 'file:///srv/a%20b.md');
    assert.equal(await uriOf('C:/docs/a.md'), 'file:///C:/docs/a.md');
    assert.equal(await uriOf('\ud800.md'), '%EF%BF%BD.md');
  });

  it('is valid JSON, with findings or without', async () => {
    assert.deepEqual(JSON.parse(await report('json', { 'a.md': [] })), {
      findings: [],
      images: 3,
      documents: 1,
    });
    const { findings, images, documents } = JSON.parse(await report('json', await two()));
    assert.equal(findings.length, 12);
    assert.deepEqual([images, documents], [9, 3]);
    assert.deepEqual(Object.keys(findings[0]), [
      ...['rule', 'severity', 'file', 'line', 'column', 'message', 'source', 'alt'],
    ]);
  });

  it('is well-formed XML for JUnit, whatever the documents hold', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (alt) => {
        const [row] = await rows('a.md');
        assert.ok(row);
        const written = await report('junit', { 'a.md': [{ ...row, message: alt, source: alt, file: alt }] });
        const names: string[] = [];
        const parser = new SaxesParser();
        parser.on('opentag', ({ name }) => names.push(name));
        parser.on('error', (error) => assert.fail(error));
        parser.write(written).close();
        assert.deepEqual(names, ['testsuites', 'testsuite', 'testcase', 'failure']);
      }),
    );
    assert.match(await report('junit', { 'a.md': [] }), /tests="1" failures="0"/);
  });

  it('fails no case of JUnit for a hint, which fails no run', async () => {
    const written = await report('junit', { 'a.md': await rows('a.md') });
    assert.match(written, /tests="6" failures="3"/);
    assert.equal(written.match(/<failure type="(?:warning|error)"/g)?.length, 3);
    assert.match(written, /<system-out>a b\.png|<system-out>\S+ does not exist\./);
  });

  it('is CSV whose fields no spreadsheet runs', async () => {
    const [row] = await rows('a.md');
    assert.ok(row);
    const written = await report('csv', { 'a.md': [{ ...row, alt: '=1+1', source: 'a,"b"\n.png' }] });
    const [head, first] = written.split('\r\n');
    assert.equal(head, 'rule,severity,file,line,column,message,source,alt');
    assert.ok(first?.endsWith(`,"a,""b""\n.png",'=1+1`), first);
  });

  it('annotates lines on GitHub', async () => {
    const written = await report('github', { 'a,b:%.md': await rows('a,b:%.md') });
    const [first, ...others] = written.split('\n');
    assert.equal(
      first,
      '::warning file=a%2Cb%3A%25.md,line=3,endLine=3,col=1,endColumn=15,title=Alt text%3A empty::a b.png has empty alt text, so screen readers skip it.',
    );
    assert.ok(others.some((line) => line.startsWith('::error ')));
    assert.ok(others.some((line) => line.startsWith('::notice ')));
  });

  it('is Markdown that shows what documents hold to the letter', async () => {
    const [row] = await rows('a.md');
    assert.ok(row);
    const written = await report('markdown', {
      'a.md': [{ ...row, message: '<img src=x> | [a](b) **c**\n# d' }],
    });
    assert.match(written, /\\<img src=x\\> \\\| \\\[a\\\]\(b\) \\\*\\\*c\\\*\\\* \\# d \|\n/);
    assert.match(written, /## Summary\n\n3 images in 1 document: no errors, 1 warning, no hints\./);
    assert.match(written, /\| empty \| 1 \|/);
  });

  it('is text in colours only where they are wanted', async () => {
    const found = await rows('a.md');
    const colored = REPORTERS['text']?.({ version: '', color: true }).document('a.md', found) ?? '';
    assert.match(await report('text', { 'a.md': found }), /^a\.md\n {2}3:1 {7}warning {2}a b\.png has empty/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what is looked for
    assert.match(colored, /\u001b\[33mwarning/);
  });
});

describe('a baseline', () => {
  it('accepts as many findings as it has counted, wherever they stand', async () => {
    const found = await rows('a.md');
    const baseline = parseBaseline(baselineText([...found, ...found]));
    assert.ok(baseline);
    const moved = await rows('a.md', `New\n\n${text}`);
    const accepted = baseline.acceptedIn('a.md');
    for (const row of [...found, ...moved]) assert.equal(accepted(row), true);
    for (const row of moved) assert.equal(accepted(row), false);
  });

  it('knows another text, image, document or rule for a new finding', async () => {
    const [row] = await rows('a.md');
    assert.ok(row);
    for (const other of [{ alt: 'x' }, { source: 'x.png' }, { file: 'x.md' }, { rule: 'vague' as const }]) {
      const baseline = parseBaseline(baselineText([row]));
      const changed: ReportRow = { ...row, ...other };
      assert.equal(baseline?.acceptedIn(changed.file)(changed), false, JSON.stringify(other));
      assert.notEqual(findingKey(row), findingKey({ ...row, ...other }));
    }
  });

  it('is a sorted file without the texts of the documents', async () => {
    const found = await rows('a.md');
    const written = baselineText(found);
    assert.equal(written, baselineText(found.toReversed()));
    assert.doesNotMatch(written, /Chart/);
    assert.equal(baselineText([]), '{\n  "version": 1,\n  "findings": []\n}\n');
  });

  it('is nothing else', () => {
    for (const other of ['', '[]', '{}', '{"version":2,"findings":[]}', '{"version":1,"findings":[{}]}'])
      assert.equal(parseBaseline(other), undefined, other);
  });

  it('hashes as FNV-1a does', () => {
    assert.equal(textHash(''), 'cbf29ce484222325');
    assert.equal(textHash('a'), 'af63dc4c8601ec8c');
    assert.equal(textHash('foobar'), '85944171f73967e8');
  });
});
