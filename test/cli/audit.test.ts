import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, it } from 'mocha';
import { installNode } from '../launch/edition.ts';
import { runProgram, useProgram } from './program.ts';

const start = promisify(execFile);
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe('the packed command line', () => {
  const program = useProgram();
  const project = program.folderWith;
  const run = (cwd: string, ...args: string[]) => runProgram(program.file, args, { cwd });
  /** `a.md:1 missing` */
  const found = async (cwd: string, ...args: string[]) => {
    const { out, code, error } = await run(cwd, 'audit', ...args, '--format', 'json');
    assert.notEqual(code, 2, error);
    const { findings } = JSON.parse(out) as {
      findings: { file: string; line: number; rule: string }[];
    };
    return findings.map(({ file, line, rule }) => `${file}:${line} ${rule}`);
  };

  const docs = {
    'docs/a.md': '# A\n\n![](../images/quay.png)\n\n![Boats at the quay](../images/quay.png)\n',
    'docs/b.rst': '.. image:: ../images/gone.png\n   :alt: Boats at the quay\n',
    'docs/deep/c.html': '<img src="/images/quay.png">\n',
    'images/quay.png': png,
  };

  it('prints findings as JSON, with nothing but what is promised', async () => {
    const folder = await project(docs);
    const { code, out, error } = await run(folder, 'audit', 'docs', '--format', 'json');
    assert.equal(error, '');
    assert.equal(code, 1);
    assert.deepEqual(JSON.parse(out), {
      findings: [
        {
          ...{ rule: 'empty', severity: 'warning', file: 'docs/a.md', line: 3, column: 1 },
          message: 'quay.png has empty alt text, so screen readers skip it.',
          ...{ source: '../images/quay.png', alt: '' },
        },
        {
          ...{ rule: 'tooSmall', severity: 'hint', file: 'docs/a.md', line: 5, column: 22 },
          message: 'quay.png is too small to be legible.',
          ...{ source: '../images/quay.png', alt: 'Boats at the quay' },
        },
        {
          ...{ rule: 'missingFile', severity: 'warning', file: 'docs/b.rst', line: 1, column: 12 },
          message: '../images/gone.png does not exist.',
          ...{ source: '../images/gone.png', alt: 'Boats at the quay' },
        },
        {
          ...{ rule: 'missing', severity: 'warning', file: 'docs/deep/c.html', line: 1, column: 1 },
          message: 'quay.png has no alt text. Screen readers may read only the file name.',
          ...{ source: '/images/quay.png', alt: '' },
        },
        {
          ...{ rule: 'tooSmall', severity: 'hint', file: 'docs/deep/c.html', line: 1, column: 11 },
          message: 'quay.png is too small to be legible.',
          ...{ source: '/images/quay.png', alt: '' },
        },
      ],
      ...{ images: 4, documents: 3 },
    });
  });

  it('ends with 0, 1 or 2', async () => {
    const folder = await project({ 'a.md': '![](https://example.com/a.png)\n', 'b.md': 'Words.\n' });
    const codes = async (...args: string[]) => (await run(folder, ...args)).code;
    assert.equal(await codes('audit', '.'), 1);
    assert.equal(await codes('audit', 'b.md'), 0);
    assert.equal(await codes('audit', '.', '--max-warnings', '1'), 0);
    assert.equal(await codes('audit', '.', '--max-warnings=0'), 1);
    assert.equal(await codes('--help'), 0);
    assert.equal(await codes('--version'), 0);
    await writeFile(join(folder, '.askclauderc.json'), '{ "rules": { "empty": "error" } }');
    assert.equal(await codes('audit', '.', '--max-warnings', '9'), 1);
    await writeFile(join(folder, '.askclauderc.json'), '{ "rules": { "empty": "hint" } }');
    assert.equal(await codes('audit', '.'), 0);
  });

  it('says in a sentence why it could not be run', async () => {
    const folder = await project({ 'a.md': '![](https://example.com/a.png)\n', 'x.json': '{}' });
    const cases: readonly (readonly [RegExp, ...string[]])[] = [
      [/Unknown option '--fix'\. See ask-claude-images --help\.$/, 'audit', '.', '--fix'],
      [/There is no command "lint"\./, 'lint', '.'],
      [/Name a command: audit/],
      [/Name at least one file or folder\./, 'audit'],
      [
        /"xml" is no format: use text, json, markdown, csv, sarif, junit, github\./,
        'audit',
        '.',
        '--format',
        'xml',
      ],
      [/--max-warnings takes a number, not "many"\./, 'audit', '.', '--max-warnings', 'many'],
      [/nowhere does not exist, or cannot be read\./, 'audit', 'nowhere'],
      [/gone\.json does not exist, or cannot be read\./, 'audit', '.', '--baseline', 'gone.json'],
      [/x\.json is no baseline: make one with --write-baseline\./, 'audit', '.', '--baseline', 'x.json'],
    ];
    for (const [sentence, ...args] of cases) {
      const { code, out, error } = await run(folder, ...args);
      assert.equal(code, 2, args.join(' '));
      assert.equal(out, '');
      assert.match(error.trim(), sentence);
    }
    await writeFile(join(folder, '.askclauderc.json'), '{ "rules": { "vage": "off" } }');
    const { code, error } = await run(folder, 'audit', '.');
    assert.equal(code, 2);
    assert.match(
      error,
      /^ask-claude-images: \.askclauderc\.json: “rules\.vage” is not a rule\. The rules are missing, /,
    );
  });

  it('leaves out what ignore files and patterns name, but not a file that it is given', async () => {
    const image = '![](https://example.com/a.png)\n';
    const folder = await project({
      ...{ 'a.md': image, 'build/a.md': image, 'vendor/x/a.md': image, 'drafts/a.md': image },
      ...{ 'sub/kept.md': image, 'sub/gone.md': image, 'node_modules/a/a.md': image },
      '.gitignore': 'build/\n*.md.bak\n',
      'sub/.gitignore': 'gone.md\n',
      '.askclauderc.json': '{ "exclude": ["vendor/", "/drafts/**"] }',
    });
    assert.deepEqual(await found(folder, '.'), ['a.md:1 empty', 'sub/kept.md:1 empty']);
    assert.deepEqual(await found(folder, 'sub'), ['sub/kept.md:1 empty']);
    assert.deepEqual(await found(folder, 'build/a.md', 'a.md'), ['build/a.md:1 empty', 'a.md:1 empty']);
  });

  it('names a file that cannot be read, and goes on', async () => {
    const folder = await project({ 'c.md': '![](https://example.com/a.png)' });
    // Not to be read by anybody, not even by the superuser.
    const socket = createServer().listen(join(folder, 'a.md'));
    await once(socket, 'listening');
    const { code, out, error } = await run(folder, 'audit', 'a.md', 'c.md');
    socket.close();
    assert.equal(code, 2);
    assert.match(error, /^ask-claude-images: a\.md: ENXIO/);
    assert.match(out, /c\.md/);
  });

  it('accepts what a baseline lists, also when lines are moved, and finds what is new', async () => {
    const folder = await project({ 'docs/a.md': '![](a.png)\n\n![image](b.png)\n', ...rules('missingFile') });
    const written = await run(folder, 'audit', '.', '--write-baseline', 'docs/base.json');
    assert.equal(written.code, 0);
    assert.equal(written.out, '');
    assert.match(written.error, /2 findings were written to docs\/base\.json\./);
    const text = await readFile(join(folder, 'docs/base.json'), 'utf8');
    assert.doesNotMatch(text, new RegExp(folder));
    assert.deepEqual(await found(folder, '.', '--baseline', 'docs/base.json'), []);
    await writeFile(join(folder, 'docs/a.md'), 'New.\n\n![image](b.png)\n\n![](a.png)\n\n![](a.png)\n');
    assert.deepEqual(await found(folder, '.', '--baseline', 'docs/base.json'), ['docs/a.md:7 empty']);
    await writeFile(join(folder, 'docs/a.md'), '![picture](b.png)\n');
    assert.deepEqual(await found(folder, 'docs', '--baseline', 'docs/base.json'), [
      'docs/a.md:1 placeholder',
    ]);
    const config = '{ "rules": { "missingFile": "off" }, "baseline": "docs/base.json" }';
    await writeFile(join(folder, '.askclauderc.json'), config);
    await writeFile(join(folder, 'docs/a.md'), '![](a.png)\n');
    assert.deepEqual(await found(folder, '.'), []);
  });

  it('looks only at what has changed since a revision', async () => {
    const image = '![](https://example.com/a.png)\n';
    const folder = await project({ 'a.md': image, 'b.md': image, 'sub/ä b.md': image });
    const git = (...args: string[]) =>
      start('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.com', ...args], { cwd: folder });
    const none = await run(folder, 'audit', '.', '--changed', 'HEAD');
    assert.equal(none.code, 2);
    assert.match(none.error, /--changed works in a repository of git, and this is none\./);
    await git('init', '-q');
    await git('add', '.');
    await git('commit', '-q', '-m', 'First');
    assert.deepEqual(await found(folder, '.', '--changed', 'HEAD'), []);
    await writeFile(join(folder, 'sub/ä b.md'), `Words\n\n${image}`);
    await writeFile(join(folder, 'new.md'), image);
    const changed = ['new.md:1 empty', 'sub/ä b.md:3 empty'];
    assert.deepEqual(await found(folder, '.', '--changed', 'HEAD'), changed);
    assert.deepEqual(await found(folder, 'sub', '--changed', 'HEAD'), changed.slice(1));
    const unknown = await run(folder, 'audit', '.', '--changed', 'no-such');
    assert.equal(unknown.code, 2);
    assert.match(unknown.error, /git knows no revision "no-such"\./);
    const option = await run(folder, 'audit', '.', '--changed=--output=x');
    assert.equal(option.code, 2);
    const { PATH: _, ...env } = process.env;
    const bare = await runProgram(program.file, ['audit', '.', '--changed', 'HEAD'], {
      ...{ cwd: folder, env: { ...env, PATH: '/nonexistent' } },
    });
    assert.equal(bare.code, 2);
    assert.match(bare.error, /--changed needs git, which was not found\./);
  });

  it('finds files as a site generator does', async () => {
    const folder = await project({
      'site/docusaurus.config.js': 'module.exports = {};',
      'site/docs/a.md': '![Boats at the quay](/img/quay.png)\n\n<img src={x} />\n',
      'site/static/img/quay.png': png,
      'own/a.md': '![Boats at the quay](/quay.png)\n',
      'own/public/quay.png': png,
      'own/.askclauderc.json': '{ "altText": { "staticFolders": ["public"] } }',
    });
    const all = await found(folder, '.');
    assert.deepEqual(
      all.filter((one) => one.endsWith('missingFile')),
      [],
    );
  });

  it('writes no colours into a pipe, and nothing that moves a cursor', async () => {
    const folder = await project({ 'a.md': '![chart\u001b](a.png)\n' });
    const { out } = await run(folder, 'audit', '.');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    assert.doesNotMatch(out, /\u001b/);
    assert.match(out, /^a\.md\n {2}1:3 +warning /);
    assert.match(out, /1 image in 1 document: no errors, \d warnings?, no hints\.\n$/);
  });

  for (const lane of ['oldest', 'newest'] as const)
    it(`runs on the Node of the ${lane} editor`, async function () {
      this.timeout(120_000);
      const node = await installNode(lane);
      const folder = await project(docs);
      const ended = await runProgram(program.file, ['audit', '.', '--format', 'json'], { cwd: folder, node });
      assert.equal(ended.code, 1, ended.error);
      assert.equal(JSON.parse(ended.out).documents, 3);
    });
});

function rules(...off: readonly string[]) {
  const levels = Object.fromEntries(off.map((id) => [id, 'off']));
  return { '.askclauderc.json': JSON.stringify({ rules: levels }) };
}
