import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { after, afterEach, before, describe, it } from 'mocha';
import { type Emulator, startEmulator } from '../emulator/emulator.ts';
import { picture } from '../fixtures/picture.ts';
import { installNode } from '../launch/edition.ts';
import { runProgram, useProgram } from './program.ts';

const start = promisify(execFile);

const docs = {
  'docs/a.md': '# Harbour\r\n\r\n![](../images/quay.png) and ![Boats in a row](../images/quay.png)\r\n',
  'docs/b.html': '<p><img src="../images/tide.png" alt=image></p>\n<img src="../images/gone.png">\n',
  'docs/c.rst': '.. figure:: ../images/tide.png\n\n   Tides of March, in metres\n',
};

describe('writing alt texts on the command line', () => {
  const program = useProgram();
  let emulator: Emulator;
  let cache: string;
  before(async () => {
    emulator = await startEmulator();
  });
  after(() => emulator.close());
  afterEach(() => emulator.reset());

  async function project(files: Readonly<Record<string, string | Uint8Array>> = docs): Promise<string> {
    cache = await program.folderWith({});
    const images = {
      'images/quay.png': await picture(300, 200).png().toBuffer(),
      'images/tide.png': await picture(400, 300).png().toBuffer(),
    };
    return program.folderWith({ ...images, ...files });
  }
  const env = () => ({
    ANTHROPIC_API_KEY: 'sk-test',
    ANTHROPIC_BASE_URL: emulator.url,
    XDG_CACHE_HOME: cache,
  });
  const write = (cwd: string, ...args: string[]) =>
    runProgram(program.file, ['write', ...args], { cwd, env: env() });
  const answers = (...alts: readonly object[]) => {
    for (const one of alts)
      emulator.script({
        kind: 'answer',
        text: JSON.stringify({ decorative: false, confidence: 'high', ...one }),
      });
  };
  const asked = () => emulator.requests.filter(({ path }) => path === '/v1/messages').length;
  const textsOf = (folder: string) =>
    Promise.all(Object.keys(docs).map((file) => readFile(join(folder, file), 'utf8')));

  it('says what it would ask, and asks nothing', async () => {
    const folder = await project();
    for (const mode of [[], ['--dry-run']]) {
      const { code, out, error } = await write(folder, 'docs', ...mode);
      assert.match(out, /^docs\/a\.md: 1 alt text\ndocs\/b\.html: 1 alt text\ndocs\/c\.rst: 1 alt text\n/);
      assert.match(
        out,
        /3 alt texts, 2 of them to be asked of claude-sonnet-5-5, at most about \$0\.0\d+\. Nothing was sent\./,
      );
      assert.match(error, /docs\/b\.html:2: \.\.\/images\/gone\.png does not exist\./);
      assert.equal(code, 1);
    }
    assert.equal(emulator.requests.length, 0);
  });

  it('prints a patch that git applies, then writes the same without asking again', async () => {
    const folder = await project();
    answers({ alt: 'Two boats at the quay' }, { alt: 'Tide table' });
    const before = await textsOf(folder);
    const patch = await write(folder, 'docs', '--patch');
    assert.equal(asked(), 2);
    assert.deepEqual(await textsOf(folder), before);
    assert.match(patch.error, /3 alt texts in the patch\.[\s\S]*2 questions for \$0\.0\d+/);
    const applied = await write(folder, 'docs', '--apply');
    assert.equal(asked(), 2);
    assert.match(applied.error, /3 alt texts written\./);
    const after = await textsOf(folder);
    const [markdown, html, rest] = after;
    const quay = /!\[(Two boats at the quay|Tide table)\]/.exec(markdown ?? '')?.[1];
    assert.equal(markdown, before[0]?.replace('![]', `![${quay}]`));
    assert.match(
      html ?? '',
      /^<p><img src="\.\.\/images\/tide\.png" alt="(?:Two boats at the quay|Tide table)"><\/p>\n<img src="\.\.\/images\/gone\.png">\n$/,
    );
    assert.equal(rest, before[2]?.replace('tide.png', 'tide.png\n   :alt: Tides of March, in metres'));
    const other = await project(docs);
    await writeFile(join(other, 'alt.patch'), patch.out);
    await start('git', ['init', '-q'], { cwd: other });
    await start('git', ['apply', 'alt.patch'], { cwd: other });
    assert.deepEqual(await textsOf(other), after);
  });

  it('asks no more than is to be paid', async () => {
    const folder = await project();
    const { code, error } = await write(folder, 'docs', '--apply', '--max-cost', '0');
    assert.equal(code, 1);
    assert.match(error, /2 alt texts left out, since asking would cost more than --max-cost\./);
    assert.equal(asked(), 0);
    // The caption costs nothing.
    assert.match(await readFile(join(folder, 'docs/c.rst'), 'utf8'), /:alt: Tides of March/);
  });

  it('settles a decoration, and leaves alone what is not sure or would delete words', async () => {
    const folder = await project({
      'a.md': '![](images/quay.png)\n',
      'b.md': '![image](images/quay.png)\n',
      'c.md': 'Words ![](images/tide.png)\n',
    });
    emulator.play(({ body }) => {
      const text = JSON.stringify(body);
      const said = text.includes('Words')
        ? { alt: 'Perhaps a tide', confidence: 'low' }
        : { alt: '', decorative: true };
      return { kind: 'answer', text: JSON.stringify({ decorative: false, confidence: 'high', ...said }) };
    });
    const { code, error } = await write(folder, '.', '--apply');
    assert.equal(code, 1);
    assert.equal(
      await readFile(join(folder, 'a.md'), 'utf8'),
      '<!-- ask-claude-decorative -->\n![](images/quay.png)\n',
    );
    assert.equal(await readFile(join(folder, 'b.md'), 'utf8'), '![image](images/quay.png)\n');
    assert.match(error, /b\.md:1: Claude takes the image for decoration; its alt text was left\./);
    assert.match(error, /c\.md:1: Claude is not sure: “Perhaps a tide”\./);
    const many = asked();
    await write(folder, '.', '--apply');
    assert.equal(asked(), many);
  });

  it('keeps what was paid when it is interrupted', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 6 }, (_, index) => [`p${index}.md`, `Page ${index} ![](images/quay.png)\n`]),
    );
    const folder = await project(files);
    answers({ alt: 'One' }, { alt: 'Two' }, { alt: 'Three' });
    emulator.script({ kind: 'hang' }, { kind: 'hang' }, { kind: 'hang' });
    const controller = new AbortController();
    const stopped = runProgram(program.file, ['write', '.', '--apply'], {
      ...{ cwd: folder, env: env(), interrupt: controller.signal },
    });
    await emulator.request(5);
    controller.abort();
    const { code, error } = await stopped;
    assert.equal(code, 2);
    assert.match(error, /Interrupted; nothing was written\./);
    const before = asked();
    answers({ alt: 'Four' }, { alt: 'Five' }, { alt: 'Six' });
    const again = await write(folder, '.', '--apply');
    assert.equal(again.code, 0, again.error);
    assert.equal(asked() - before, 3);
    const texts = await Promise.all(Object.keys(files).map((file) => readFile(join(folder, file), 'utf8')));
    assert.equal(new Set(texts.map((text) => /!\[(\w+)\]/.exec(text)?.[1])).size, 6);
  });

  it('tells Claude the house style of the project, and names one that is not there', async () => {
    const config = (style: string) => JSON.stringify({ altText: { style } });
    const page = { 'docs/a.md': 'Boats ![](../images/quay.png)\n' };
    const files = {
      ...page,
      'docs/.askclauderc.json': config('style.md'),
      'docs/style.md': 'Say the season.',
    };
    answers({ alt: 'Boats in autumn' });
    const folder = await project(files);
    assert.equal((await write(folder, 'docs', '--apply')).code, 0);
    assert.match(JSON.stringify(emulator.requests.at(-1)?.body), /Say the season\./);
    await writeFile(join(folder, 'docs/.askclauderc.json'), config('gone.md'));
    await writeFile(join(folder, 'docs/a.md'), page['docs/a.md']);
    const gone = await write(folder, 'docs', '--apply');
    assert.equal(gone.code, 2);
    assert.match(gone.error, /docs\/\.askclauderc\.json: “altText\.style” names gone\.md, which is no file/);
    assert.equal(asked(), 1);
  });

  it('leaves out an image without a usable answer, and ends where each has none', async () => {
    const pages = Object.fromEntries(
      Array.from({ length: 6 }, (_, index) => [`p${index}.md`, `Page ${index} ![](images/quay.png)\n`]),
    );
    const folder = await project(pages);
    emulator.play(({ body }) => {
      const odd = JSON.stringify(body).includes('Page 2');
      const text = odd ? 'A boat.' : JSON.stringify({ alt: 'Quay', decorative: false, confidence: 'high' });
      return { kind: 'answer', text };
    });
    const one = await write(folder, '.', '--apply');
    assert.equal(one.code, 1);
    assert.match(one.error, /p2\.md:1: images\/quay\.png has no answer: unexpected\./);
    assert.match(one.error, /5 alt texts written\.[\s\S]*6 questions for \$/);
    const other = await project(pages);
    emulator.play(() => ({ kind: 'answer', text: 'A boat.' }));
    const all = await write(other, '.', '--apply');
    assert.equal(all.code, 2);
    assert.ok(asked() - 6 < 6, 'it went on');
  });

  for (const lane of ['oldest', 'newest'] as const)
    it(`runs on the Node of the ${lane} editor`, async function () {
      this.timeout(120_000);
      const folder = await project();
      answers({ alt: 'Two boats at the quay' }, { alt: 'Tide table' });
      const options = { cwd: folder, env: env(), node: await installNode(lane) };
      const { error } = await runProgram(program.file, ['write', 'docs', '--apply'], options);
      assert.match(error, /3 alt texts written\./);
    });

  it('says why it cannot ask', async () => {
    const folder = await project();
    const bare = await runProgram(program.file, ['write', 'docs', '--apply'], {
      ...{ cwd: folder, env: { XDG_CACHE_HOME: cache } },
    });
    assert.equal(bare.code, 2);
    assert.match(bare.error, /Set ANTHROPIC_API_KEY/);
    emulator.script(
      { kind: 'status', status: 401 },
      { kind: 'status', status: 401 },
      { kind: 'status', status: 401 },
    );
    const refused = await write(folder, 'docs', '--apply');
    assert.equal(refused.code, 2);
    assert.match(refused.error, /could not be asked \(keyRefused\)/);
    assert.doesNotMatch(refused.error, /sk-test/);
    for (const [args, sentence] of [
      [['--apply', '--patch'], /--apply and --patch exclude each other\./],
      [['--max-cost', 'much'], /--max-cost takes a sum in USD, not "much"\./],
      [['--format', 'json'], /write takes no --format\./],
    ] as const) {
      const { code, error } = await write(folder, 'docs', ...args);
      assert.equal(code, 2);
      assert.match(error, sentence);
    }
  });
});
