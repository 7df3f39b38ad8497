import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdir, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, it } from 'mocha';
import { runProgram, useProgram } from './program.ts';

const start = promisify(execFile);
const image = '![](https://example.com/a.png)\n';

describe('the audit of files in odd places', () => {
  const program = useProgram();
  const project = program.folderWith;
  const run = (cwd: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
    runProgram(program.file, ['audit', ...args], { cwd, env });
  /** The documents with findings. */
  const found = async (cwd: string, ...args: string[]) => {
    const { out, code, error } = await run(cwd, ['--format', 'json', ...args]);
    assert.notEqual(code, 2, error);
    return (JSON.parse(out) as { findings: { file: string }[] }).findings.map(({ file }) => file);
  };
  const git = (cwd: string, ...args: string[]) =>
    start('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.com', ...args], { cwd });

  it('reads a folder that is ignored when it is named', async () => {
    const site = { '_site/a.md': image, '_site/deep/b.md': image, '_site/.gitignore': 'deep/\n' };
    const folder = await project({ ...site, '.gitignore': '_site/\n', '.git/HEAD': '', 'c.md': image });
    assert.deepEqual(await found(folder, '.'), ['c.md']);
    assert.deepEqual(await found(folder, '_site'), ['_site/a.md']);
    assert.deepEqual(await found(folder, '_site/deep'), ['_site/deep/b.md']);
  });

  it('leaves out what is excluded although it is named, as hooks name all files', async () => {
    const folder = await project({
      ...{ 'vendor/a.md': image, 'b.md': image },
      '.askclauderc.json': '{ "exclude": ["vendor/"] }',
    });
    assert.deepEqual(await found(folder, 'vendor/a.md', 'b.md'), ['b.md']);
  });

  it('says which of the files it was given it cannot read, and passes', async () => {
    const folder = await project({ 'big.md': 'a'.repeat(5_000_001), 'x.txt': image });
    const { code, error } = await run(folder, ['big.md', 'x.txt']);
    assert.equal(code, 0);
    assert.match(error, /big\.md has more than 5 MB/);
    assert.match(error, /x\.txt is no document that can be read here/);
    assert.equal((await run(folder, [''])).code, 2);
  });

  it('takes names with any character, and says none that a CI system would obey', async () => {
    const names = ['-x.md', '.../y.md', 'a b ü.md', 'back\\slash.md', 'c:d,e%.md'];
    const folder = await project(Object.fromEntries(names.map((name) => [name, image])));
    assert.deepEqual(await found(folder, '.'), names.toSorted());
    assert.deepEqual(await found(folder, '--', ...names), names);
    const { error } = await run(folder, ['gone\n::error::x.md']);
    assert.equal(error.trimEnd().split('\n').length, 1, error);
  });

  it('accepts what the baseline of each configuration lists', async () => {
    const folder = await project({ 'docs/a.md': image, 'b.md': image });
    assert.equal((await run(folder, ['docs', '--write-baseline', 'docs/base.json'])).code, 0);
    await writeFile(join(folder, 'docs/.askclauderc.json'), '{ "baseline": "base.json" }');
    for (const paths of [['.'], ['docs', 'b.md'], ['b.md', 'docs'], ['docs/a.md', 'b.md']])
      assert.deepEqual(await found(folder, ...paths), ['b.md'], paths.join(' '));
    const path = join(folder, 'docs/base.json');
    await writeFile(path, `\ufeff${await readFile(path, 'utf8')}`);
    assert.deepEqual(await found(folder, 'docs'), []);
    await rename(path, join(folder, 'moved.json'));
    const gone = await run(folder, ['docs', '--format', 'json']);
    assert.equal(gone.code, 2);
    assert.equal(gone.out, '');
    assert.match(gone.error, /base\.json does not exist, or cannot be read\./);
  });

  it('lists in a new baseline also what the one before accepted', async () => {
    const config = '{ "baseline": "base.json" }';
    const folder = await project({ 'a.md': image, 'b.md': image, '.askclauderc.json': config });
    const write = ['.', '--write-baseline', 'base.json'];
    for (const more of [[], [], ['--baseline', 'base.json']]) {
      const { code, error } = await run(folder, [...write, ...more]);
      assert.equal(code, 0, error);
      assert.match(error, /2 findings were written/);
      assert.deepEqual(await found(folder, '.'), []);
    }
    const part = await run(folder, [...write, '--changed', 'HEAD']);
    assert.equal(part.code, 2);
    assert.match(part.error, /lists all findings, so it takes no --changed\./);
  });

  it('runs by no other rules when a configuration cannot be read', async () => {
    const folder = await project({ 'a.md': image, '.askclauderc.json/x': '' });
    const { code, out, error } = await run(folder, ['.', '--format', 'json']);
    assert.equal(code, 2);
    assert.equal(out, '');
    assert.match(error, /: \.askclauderc\.json: EISDIR/);
  });

  it('finds what has changed through a link, in a worktree and in its hooks', async () => {
    const folder = await project({ 'repo/docs/a.md': image, 'repo/docs/b.md': image });
    const repository = join(folder, 'repo');
    await git(repository, 'init', '-q');
    await git(repository, 'add', '.');
    await git(repository, 'commit', '-q', '-m', 'First');
    await git(repository, 'worktree', 'add', '-q', '../tree');
    await symlink(repository, join(folder, 'link'));
    for (const [cwd, gitDir] of [
      ['link', 'repo/.git'],
      ['tree', 'repo/.git/worktrees/tree'],
    ] as const) {
      await writeFile(join(folder, cwd, 'docs/a.md'), `New\n\n${image}`);
      const path = join(folder, cwd, 'docs');
      assert.deepEqual(await found(folder, path, '--changed', 'HEAD'), [`${cwd}/docs/a.md`]);
      // What git sets for a hook, which may go to another folder.
      const hook = { GIT_DIR: join(folder, gitDir), GIT_INDEX_FILE: join(folder, gitDir, 'index') };
      const { out, error } = await run(path, ['.', '--changed', 'HEAD', '--format', 'csv'], hook);
      assert.match(out, /,a\.md,/, error);
      assert.doesNotMatch(out, /b\.md/);
    }
  });

  it('names files from the root of the repository where a service puts them beside it', async () => {
    const folder = await project({ 'docs/a:b.md': image, '.git/HEAD': '', 'c.md': image });
    const docs = join(folder, 'docs');
    const github = await run(docs, ['.', '../c.md', '--format', 'github']);
    assert.match(github.out, /^::warning file=docs\/a%3Ab\.md,[^\n]*\n::warning file=c\.md,/);
    const uris = async (cwd: string, ...paths: string[]) => {
      const { runs } = JSON.parse((await run(cwd, [...paths, '--format', 'sarif'])).out);
      return runs[0].results.map(
        (one: { locations: { physicalLocation: { artifactLocation: { uri: string } } }[] }) =>
          one.locations[0]?.physicalLocation.artifactLocation.uri,
      );
    };
    assert.deepEqual(await uris(docs, '.', '../c.md'), ['docs/a%3Ab.md', 'c.md']);
    assert.deepEqual(await uris(await project({}), join(folder, 'c.md')), [`file://${folder}/c.md`]);
  });

  it('calls no image missing that may be in the project around the folder that was named', async () => {
    const docs = '![One](../images/a.png) ![Two](/images/a.png) ![Three](gone.png)\n';
    const folder = await project({ 'docs/a.md': docs, 'images/a.png': '' });
    const missing = async (cwd: string) => {
      const { out } = await run(cwd, [join(folder, 'docs'), '--format', 'json']);
      return (JSON.parse(out).findings as { alt: string; rule: string }[])
        .filter(({ rule }) => rule === 'missingFile')
        .map(({ alt }) => alt);
    };
    assert.deepEqual(await missing(folder), ['Three']);
    assert.deepEqual(await missing(await project({})), ['Three']);
    // Nothing is in a repository that is not below its root.
    await mkdir(join(folder, 'docs', '.git'));
    assert.deepEqual(await missing(await project({})), ['One', 'Two', 'Three']);
  });

  it('colours where it is told to, and nowhere that it is told not to', async () => {
    const folder = await project({ 'a.md': image });
    const colored = async (env: Readonly<Record<string, string>>) =>
      (await run(folder, ['.'], env)).out.includes('\u001b');
    assert.equal(await colored({ FORCE_COLOR: '1' }), true);
    assert.equal(await colored({ FORCE_COLOR: '0' }), false);
    assert.equal(await colored({}), false);
  });

  it('finds no fault with the documents of this project', async () => {
    const { code, out } = await run(process.cwd(), ['README.md', 'CHANGELOG.md', 'docs']);
    assert.equal(code, 0, out);
  });

  it('ends with 2, not as if something had been found, for a fault of its own', async () => {
    const folder = await project({ 'a.md': image });
    const copy = join(folder, 'copy');
    await cp(join(program.file, '../..'), copy, { recursive: true });
    const chunks = await readdir(join(copy, 'dist/chunks'));
    await rm(join(copy, 'dist/chunks', chunks.find((name) => name.startsWith('audit-')) ?? ''));
    const { code, error } = await runProgram(join(copy, 'dist/cli.js'), ['audit', 'a.md'], { cwd: folder });
    assert.equal(code, 2);
    assert.match(error, /^ask-claude-images: Error/);
  });

  it('ends quietly, and not as if nothing had been found, when nobody reads on', async () => {
    const pages = Array.from({ length: 3000 }, (_, index) => [`p${index}.md`, image.repeat(9)] as const);
    const folder = await project(Object.fromEntries(pages));
    const options = { cwd: folder, stopsReading: true };
    const { code, error } = await runProgram(program.file, ['audit', '.'], options);
    assert.equal(error, '');
    assert.equal(code, 2);
  });
});
