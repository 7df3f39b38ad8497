import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import {
  createResolve,
  type Resolution,
  type ResolveSettings,
} from '../../../src/core/docs/files/resolve.ts';
import type { Files } from '../../../src/core/docs/files/sites.ts';
import { findImages } from '../../../src/core/docs/find.ts';
import { syntaxOf } from '../../../src/core/docs/syntax.ts';

const { signal } = new AbortController();

/** A workspace of these files; a value is a file's text. */
function workspace(
  texts: Readonly<Record<string, string>>,
): Files & { readonly lists: string[]; readonly reads: string[] } {
  const lists: string[] = [];
  const reads: string[] = [];
  return {
    lists,
    reads,
    async list(folder) {
      lists.push(folder);
      const prefix = folder === '' ? '' : `${folder}/`;
      const inside = Object.keys(texts).filter((path) => path.startsWith(prefix));
      return [...new Set(inside.map((path) => path.slice(prefix.length).split('/')[0] ?? ''))];
    },
    async read(path) {
      reads.push(path);
      return texts[path];
    },
  };
}

async function resolveIn(
  files: string[] | Record<string, string>,
  document: string,
  text: string,
  settings?: ResolveSettings,
): Promise<Resolution> {
  const texts = Array.isArray(files) ? Object.fromEntries(files.map((path: string) => [path, ''])) : files;
  const [reference] = await findImages(text, syntaxOf(document)!);
  return createResolve(workspace({ ...texts }), settings)(reference!, document, signal);
}

const found = (path: string) => ({ state: 'found', path });

describe('resolving a source', () => {
  const cases: readonly [string, Record<string, string> | string[], string, string, string][] = [
    ['a relative path', ['docs/img/a.png'], 'docs/a.md', '![](img/a.png)', 'docs/img/a.png'],
    ['a path upwards', ['img/a.png'], 'docs/deep/a.md', '![](../../img/a.png)', 'img/a.png'],
    ['percent escapes', ['a b.png'], 'a.md', '![](a%20b.png)', 'a b.png'],
    ['angle brackets', ['a b.png'], 'a.md', '![](<./a b.png>)', 'a b.png'],
    ['a query and fragment', ['a.png'], 'a.md', '![](a.png?raw=true#only-dark)', 'a.png'],
    ['a name with a hash in it', ['a#b.png'], 'a.md', '![](a#b.png)', 'a#b.png'],
    ['a name that only looks escaped', ['100%.png'], 'a.md', '![](100%.png)', '100%.png'],
    ['backslashes', ['img/a.png'], 'a.html', '<img src="img\\a.png">', 'img/a.png'],
    ['the root of the workspace', ['img/a.png'], 'docs/a.md', '![](/img/a.png)', 'img/a.png'],
    [
      'Docusaurus',
      ['website/docusaurus.config.ts', 'website/static/img/a.png'],
      'docs/a.md',
      '![](/img/a.png)',
      'website/static/img/a.png',
    ],
    [
      'Docusaurus with its own folders',
      { 'docusaurus.config.js': "staticDirectories: ['public', 'static'],", 'public/a.png': '' },
      'docs/a.md',
      '![](/a.png)',
      'public/a.png',
    ],
    [
      '@site',
      ['website/docusaurus.config.js', 'website/static/a.png'],
      'website/docs/a.mdx',
      "<img src={require('@site/static/a.png').default} />",
      'website/static/a.png',
    ],
    [
      'VitePress',
      ['docs/.vitepress/config.ts', 'docs/public/a.png'],
      'docs/guide/a.md',
      '![](/a.png)',
      'docs/public/a.png',
    ],
    ['MkDocs', ['mkdocs.yml', 'docs/img/a.png'], 'docs/x/a.md', '![](/img/a.png)', 'docs/img/a.png'],
    [
      'MkDocs with another folder',
      { 'mkdocs.yml': 'site_name: x\ndocs_dir: "manual" # here\n', 'manual/a.png': '' },
      'manual/x/a.md',
      '![](/a.png)',
      'manual/a.png',
    ],
    ['Hugo', ['hugo.toml', 'static/a.png'], 'content/post/a.md', '![](/a.png)', 'static/a.png'],
    [
      'Astro',
      ['astro.config.mjs', 'public/a.png'],
      'src/pages/a.astro',
      '<img src="/a.png">',
      'public/a.png',
    ],
    [
      'Next',
      ['apps/web/next.config.js', 'apps/web/public/a.png'],
      'apps/web/app/a.tsx',
      'const a = <img src="/a.png" />;',
      'apps/web/public/a.png',
    ],
    ['Sphinx', ['docs/conf.py', 'docs/img/a.png'], 'docs/x/a.rst', '.. image:: /img/a.png', 'docs/img/a.png'],
    ['Sphinx with any extension', ['docs/a.svg'], 'docs/a.rst', '.. image:: a.*', 'docs/a.svg'],
    [
      'Antora',
      ['docs/antora.yml', 'docs/modules/ROOT/images/a.png'],
      'docs/modules/ROOT/pages/x/a.adoc',
      'image::a.png[]',
      'docs/modules/ROOT/images/a.png',
    ],
    [
      'another module of Antora',
      ['docs/modules/m/images/a.png'],
      'docs/modules/ROOT/pages/a.adoc',
      'image::m:a.png[]',
      'docs/modules/m/images/a.png',
    ],
    [
      'imagesdir',
      ['docs/assets/a.png'],
      'docs/a.adoc',
      ':imagesdir: assets\n\nimage::a.png[]',
      'docs/assets/a.png',
    ],
    [
      'GitBook',
      { '.gitbook.yaml': 'root: ./en/\n', 'en/.gitbook/assets/a.png': '' },
      'en/x/a.md',
      '![](/.gitbook/assets/a.png)',
      'en/.gitbook/assets/a.png',
    ],
    [
      'graphicspath and no extension',
      ['tex/figs/a.pdf'],
      'tex/a.tex',
      '\\graphicspath{{figs/}}\\includegraphics{a}',
      'tex/figs/a.pdf',
    ],
    [
      'a path from the main LaTeX file',
      ['tex/img/a.png'],
      'tex/chapters/a.tex',
      '\\includegraphics{img/a.png}',
      'tex/img/a.png',
    ],
    [
      'an imported identifier',
      ['src/a.png'],
      'src/x/a.tsx',
      "import a from '../a.png';\nconst b = <img src={a} />;",
      'src/a.png',
    ],
    [
      'an alias',
      ['src/assets/a.png'],
      'src/components/a.vue',
      '<img src="@/assets/a.png">',
      'src/assets/a.png',
    ],
  ];
  for (const [name, files, document, text, path] of cases) {
    it(`knows ${name}`, async () => assert.deepEqual(await resolveIn(files, document, text), found(path)));
  }

  it('takes static folders that the user names first', async () => {
    const files = ['cdn/a.png', 'a.png'];
    assert.deepEqual(
      await resolveIn(files, 'a.md', '![](/a.png)', { staticFolders: ['cdn'] }),
      found('cdn/a.png'),
    );
  });

  it('finds wikilinks by their name alone', async () => {
    const find = async (name: string) => (name === 'a.png' ? ['attachments/a.png'] : []);
    const files = ['attachments/a.png'];
    assert.deepEqual(
      await resolveIn(files, 'notes/a.md', '![[a.png]]', { find }),
      found('attachments/a.png'),
    );
  });

  it('names the file that was probably meant', async () => {
    const meant = async (files: string[], text: string) => {
      const resolution = await resolveIn(files, 'a.md', text);
      return resolution.state === 'missing' ? resolution.nearest : resolution;
    };
    assert.equal(await meant(['img/Login.png', 'img/z.png'], '![](img/login.png)'), 'img/Login.png');
    assert.equal(await meant(['img/login.jpg'], '![](img/login.png)'), 'img/login.jpg');
    assert.equal(
      await meant(['img/login-dialog.png', 'img/b.png'], '![](img/login_dialgo.png)'),
      'img/login-dialog.png',
    );
    assert.equal(await meant(['img/other.png'], '![](img/login.png)'), undefined);
    assert.equal(await meant(['img/e\u0301.png', 'img/c.png'], '![](img/\u00e9.png)'), 'img/e\u0301.png');
  });

  it('takes no folder for an image', async () => {
    for (const text of ['![]()', '![](#part)', '![](?raw)', '![](.)', '![](img)', '![](img/)', '![](/)'])
      assert.equal((await resolveIn(['docs/img/a.png'], 'docs/a.md', text)).state, 'missing', text);
  });

  it('does not leave the workspace', async () => {
    const resolution = await resolveIn(['a.png'], 'a.md', '![](../a.png)');
    assert.deepEqual(resolution, { state: 'missing', path: undefined, nearest: undefined });
  });

  it('has no file for what is remote, data or computed', async () => {
    for (const text of ['![](https://x.y/a.png)', '![](data:image/png;base64,AA)', '![](//x.y/a.png)'])
      assert.deepEqual(await resolveIn([], 'a.md', text), { state: 'elsewhere' });
    assert.deepEqual(await resolveIn([], 'a.tsx', 'const a = <img src={b()} />;'), { state: 'elsewhere' });
  });

  it('lists a folder once', async () => {
    const files = workspace({ 'a.png': '', 'docs/b.png': '' });
    const resolve = createResolve(files);
    for (const reference of await findImages('![](../a.png) ![](b.png) ![](b.png)', 'markdown'))
      assert.equal((await resolve(reference, 'docs/a.md', signal)).state, 'found');
    assert.equal(new Set(files.lists).size, files.lists.length);
  });

  it('lists no folder that the one around it does not name', async () => {
    const files = workspace({ 'mkdocs.yml': '', 'docs/a.md': '' });
    const resolve = createResolve(files);
    const [reference] = await findImages('![](/img/deep/a.png)', 'markdown');
    assert.equal((await resolve(reference!, 'docs/a.md', signal)).state, 'missing');
    assert.deepEqual(files.lists.sort(), ['', 'docs']);
  });

  it('looks at a large workspace about once for each folder', async () => {
    const texts: Record<string, string> = { 'mkdocs.yml': '', 'package.json': '' };
    for (let page = 0; page < 500; page += 1) texts[`docs/${page % 20}/${page}.md`] = '';
    for (let image = 0; image < 100; image += 1) texts[`docs/img/${image}.png`] = '';
    const files = workspace(texts);
    const resolve = createResolve(files);
    const [reference] = await findImages('![](../img/7.png)', 'markdown');
    for (let page = 0; page < 500; page += 1)
      assert.equal((await resolve(reference!, `docs/${page % 20}/${page}.md`, signal)).state, 'found');
    assert.ok(files.lists.length + files.reads.length < 40, `${files.lists.length}, ${files.reads.length}`);
  });
});
