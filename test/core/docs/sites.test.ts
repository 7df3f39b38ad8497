import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { createResolve } from '../../../src/core/docs/files/resolve.ts';
import type { Files } from '../../../src/core/docs/files/sites.ts';
import { findImages } from '../../../src/core/docs/find.ts';
import { syntaxOf } from '../../../src/core/docs/syntax.ts';

const { signal } = new AbortController();

function workspace(texts: Readonly<Record<string, string>>): Files {
  return {
    async list(folder) {
      const prefix = folder === '' ? '' : `${folder}/`;
      const inside = Object.keys(texts).filter((path) => path.startsWith(prefix));
      return [...new Set(inside.map((path) => path.slice(prefix.length).split('/')[0] ?? ''))];
    },
    read: async (path) => texts[path],
  };
}

/** The files that the images of a document are found in; the state of those that are not. */
async function found(texts: Record<string, string>, document: string, text: string): Promise<string[]> {
  const resolve = createResolve(workspace({ ...texts, [document]: text }));
  const references = await findImages(text, syntaxOf(document)!);
  const resolutions = references.map((reference) => resolve(reference, document, signal));
  return (await Promise.all(resolutions)).map((one) => (one.state === 'found' ? one.path : one.state));
}

/** Empty files. */
function files(...paths: string[]): Record<string, string> {
  return Object.fromEntries(paths.map((path) => [path, '']));
}

describe('the site of a document', () => {
  const cases: readonly [string, Record<string, string>, string, string, string][] = [
    [
      'VuePress',
      files('docs/.vuepress/config.js', 'docs/.vuepress/public/img/a.png'),
      'docs/guide/a.md',
      '![](/img/a.png)',
      'docs/.vuepress/public/img/a.png',
    ],
    [
      "VuePress' $withBase",
      files('docs/.vuepress/config.js', 'docs/.vuepress/public/a.png'),
      'docs/a.md',
      `<img :src="$withBase('/a.png')" alt="x">`,
      'docs/.vuepress/public/a.png',
    ],
    [
      'VitePress with the source in another folder',
      {
        'docs/.vitepress/config.mts': "export default { srcDir: './pages' }",
        ...files('docs/pages/public/a.png'),
      },
      'docs/pages/guide/a.md',
      '![](/a.png)',
      'docs/pages/public/a.png',
    ],
    [
      'VitePress and the path it is served under',
      { 'docs/.vitepress/config.ts': "export default { base: '/handbook/' }", ...files('docs/public/a.png') },
      'docs/a.md',
      '<img src="/handbook/a.png">',
      'docs/public/a.png',
    ],
    [
      'Hexo',
      files('_config.yml', 'source/img/a.png'),
      'source/_posts/a.md',
      '![](/img/a.png)',
      'source/img/a.png',
    ],
    [
      'Hexo with another folder',
      { '_config.yml': 'title: x\nsource_dir: pages\n', ...files('pages/a.png') },
      'pages/_posts/a.md',
      '![](/a.png)',
      'pages/a.png',
    ],
    [
      "Hexo's folder of a post",
      files('_config.yml', 'source/_posts/hello/a.png'),
      'source/_posts/hello.md',
      '![](a.png)',
      'source/_posts/hello/a.png',
    ],
    [
      'Eleventy',
      { 'eleventy.config.js': "return { dir: { input: 'pages' } }", ...files('pages/img/a.png') },
      'pages/x/a.md',
      '![](/img/a.png)',
      'pages/img/a.png',
    ],
    [
      'Eleventy with its old name and passthrough',
      files('.eleventy.js', 'public/a.png'),
      'src/a.md',
      '![](/a.png)',
      'public/a.png',
    ],
    [
      'Hugo with a folder of configurations',
      files('config/_default/params.toml', 'config/_default/hugo.toml', 'static/a.png'),
      'content/post/a.md',
      '![](/a.png)',
      'static/a.png',
    ],
    [
      'Hugo with another static folder',
      { 'hugo.toml': 'title = "x"\nstaticDir = ["files", "more"] # two\n', ...files('more/a.png') },
      'content/a.md',
      '![](/a.png)',
      'more/a.png',
    ],
    [
      'an address that counts from the page as Hugo serves it',
      files('hugo.yaml', 'static/post/img/a.png'),
      'content/post/a.md',
      '![](../img/a.png)',
      'static/post/img/a.png',
    ],
    [
      'Zensical',
      { 'zensical.toml': '[project]\ndocs_dir = "manual"\n', ...files('manual/img/a.png') },
      'manual/x/a.md',
      '![](/img/a.png)',
      'manual/img/a.png',
    ],
    [
      "Docusaurus' pathname://",
      files('docusaurus.config.ts', 'static/a.png'),
      'docs/a.md',
      '![](pathname:///a.png)',
      'static/a.png',
    ],
    [
      'Docusaurus and the path it is served under',
      { 'docusaurus.config.ts': "export default { baseUrl: '/product/' }", ...files('static/img/a.png') },
      'docs/a.mdx',
      '<img src="/product/img/a.png" />',
      'static/img/a.png',
    ],
    [
      "Jekyll's relative_url",
      files('_config.yml', 'assets/a.png'),
      '_posts/a.md',
      `<img src="{{ '/assets/a.png' | relative_url }}" alt="x">`,
      'assets/a.png',
    ],
    [
      "Jekyll's site.baseurl",
      files('docs/_config.yml', 'docs/assets/a.png'),
      'docs/x/a.md',
      '![]({{site.baseurl}}/assets/a.png)',
      'docs/assets/a.png',
    ],
    [
      "Jekyll's two addresses",
      files('_config.yml', 'assets/a.png'),
      'a.html',
      '<img src="{{ site.url }}{{ site.baseurl }}/assets/a.png">',
      'assets/a.png',
    ],
    [
      "Django's static files",
      files('manage.py', 'static/img/a.png'),
      'templates/a.html',
      `<img src="{% static 'img/a.png' %}">`,
      'static/img/a.png',
    ],
    [
      "Pelican's {static}",
      files('pelicanconf.py', 'content/a.png'),
      'content/x/a.md',
      '![]({static}/a.png)',
      'content/a.png',
    ],
    [
      'SvelteKit',
      files('svelte.config.js', 'static/a.png'),
      'src/routes/+page.svelte',
      '<img src="{base}/a.png">',
      'static/a.png',
    ],
    ['Vite', files('vite.config.ts', 'public/a.png'), 'index.html', '<img src="/a.png">', 'public/a.png'],
    [
      'Vite with another folder',
      { 'vite.config.ts': "export default { publicDir: 'www' }", ...files('www/a.png') },
      'src/a.tsx',
      'const a = <img src="/a.png" />;',
      'www/a.png',
    ],
    [
      'Next without a configuration',
      files('package.json', 'public/a.png'),
      'app/page.tsx',
      'const a = <img src="/a.png" />;',
      'public/a.png',
    ],
    [
      "Create React App's placeholder",
      files('package.json', 'public/a.png'),
      'public/index.html',
      '<img src="%PUBLIC_URL%/a.png">',
      'public/a.png',
    ],
    ['Quarto', files('book/_quarto.yml', 'book/a.png'), 'book/x/a.qmd', '![](/a.png)', 'book/a.png'],
    ['Writerside', files('writerside.cfg', 'images/a.png'), 'topics/a.md', '![](a.png)', 'images/a.png'],
    [
      'Sphinx with its source in a folder',
      files('docs/source/conf.py', 'docs/source/_static/a.png'),
      'docs/source/x/a.rst',
      '.. image:: /_static/a.png',
      'docs/source/_static/a.png',
    ],
    [
      "Antora's image$",
      files('modules/ROOT/images/a.png'),
      'modules/other/pages/a.adoc',
      'image::ROOT:image$a.png[]',
      'modules/ROOT/images/a.png',
    ],
    [
      "Typora's root",
      files('blog/source/img/a.png'),
      'blog/posts/a.md',
      '---\ntypora-root-url: ../source\n---\n![](/img/a.png)',
      'blog/source/img/a.png',
    ],
    [
      'quotes in LaTeX',
      files('my figures/a b.png'),
      'a.tex',
      '\\includegraphics{"my figures/a b".png}',
      'my figures/a b.png',
    ],
    [
      'quotes in LaTeX and no extension',
      files('figs/a b.pdf'),
      'a.tex',
      '\\graphicspath{{"figs/"}}\\includegraphics{"a b"}',
      'figs/a b.pdf',
    ],
    ['an EPS in LaTeX', files('plot.eps'), 'a.tex', '\\includegraphics{plot}', 'plot.eps'],
    [
      'the graphicspath of the main LaTeX file',
      { 'main.tex': '\\graphicspath{{figures/}{plots/}}\n\\input{chapters/a}', ...files('plots/a.pdf') },
      'chapters/a.tex',
      '\\includegraphics{a}',
      'plots/a.pdf',
    ],
    [
      'the imagesdir of the main AsciiDoc file',
      { 'book.adoc': ':imagesdir: pictures\n\ninclude::chapters/a.adoc[]\n', ...files('pictures/a.png') },
      'chapters/a.adoc',
      'image::a.png[]',
      'pictures/a.png',
    ],
    [
      'the imagesdir of .asciidoctorconfig',
      { '.asciidoctorconfig': ':imagesdir: {asciidoctorconfigdir}/img\n', ...files('img/a.png') },
      'docs/x/a.adoc',
      'image::a.png[]',
      'img/a.png',
    ],
  ];
  for (const [name, texts, document, text, path] of cases)
    it(`is known for ${name}`, async () => assert.deepEqual(await found(texts, document, text), [path]));
});

describe("MkDocs' directory URLs", () => {
  const site = (config: string) => ({
    'mkdocs.yml': config,
    ...files('docs/img/a.png', 'img/a.png', 'docs/index.md'),
  });
  const html = (path: string) => `<img src="${path}" alt="x">`;

  it('count raw HTML from the served page, and Markdown from the file', async () => {
    assert.deepEqual(await found(site(''), 'docs/guide/b.md', html('../../img/a.png')), ['docs/img/a.png']);
    assert.deepEqual(await found(site(''), 'docs/b.md', html('../img/a.png')), ['docs/img/a.png']);
    assert.deepEqual(await found(site(''), 'docs/b.md', '![](../img/a.png)'), ['img/a.png']);
    assert.deepEqual(await found(site(''), 'docs/index.md', html('img/a.png')), ['docs/img/a.png']);
  });

  it('may be off', async () => {
    const off = site('site_name: x\nuse_directory_urls: false\n');
    assert.deepEqual(await found(off, 'docs/guide/b.md', html('../img/a.png')), ['docs/img/a.png']);
    assert.deepEqual(await found(off, 'docs/guide/b.md', html('../../../img/a.png')), ['missing']);
    assert.deepEqual(await found(off, 'docs/b.md', html('../img/a.png')), ['img/a.png']);
  });
});

describe('imagesdir', () => {
  const images = files('one/a.png', 'two/a.png', 'a.png');
  const places = (...lines: string[]) => found(images, 'x.adoc', lines.join('\n'));
  const image = 'image::a.png[]\n';

  it('is the last one before an image', async () => {
    const text = [
      ':imagesdir: one',
      '',
      image,
      '',
      ':imagesdir: two',
      '',
      image,
      '',
      ':!imagesdir:',
      '',
      image,
    ];
    assert.deepEqual(await places(...text), ['one/a.png', 'two/a.png', 'a.png']);
  });

  it('may be set where it is not set yet', async () => {
    assert.deepEqual(await places('ifndef::imagesdir[:imagesdir: one]', '', image), ['one/a.png']);
    assert.deepEqual(await places('ifndef::imagesdir[]', ':imagesdir: one', 'endif::[]', '', image), [
      'one/a.png',
    ]);
    assert.deepEqual(await places(':imagesdir: two', 'ifndef::imagesdir[:imagesdir: one]', '', image), [
      'two/a.png',
    ]);
  });

  it('may depend on what only the build knows', async () => {
    const text = [':imagesdir: gone', 'ifdef::env-github[]', ':imagesdir: two', 'endif::[]', '', image];
    assert.deepEqual(await places(...text), ['two/a.png']);
  });

  it('is not set by an example', async () => {
    assert.deepEqual(await places(':imagesdir: one', '', '----', ':imagesdir: two', '----', '', image), [
      'one/a.png',
    ]);
  });

  it('may be on the web', async () => {
    assert.deepEqual(await places(':imagesdir: https://example.com/img', '', image), ['elsewhere']);
  });
});

describe('a path that code makes', () => {
  const images = files('a.png', 'b.png', 'url/a.png');

  it('is found where the code only puts the address of the site before it', async () => {
    const code = ['$withBase("/a.png")', "useBaseUrl('/a.png')", "base + '/a.png'", `\`$\{base}/a.png\``];
    for (const source of code)
      assert.deepEqual(
        await found(images, 'x/a.tsx', `const a = <img src={${source}} />;`),
        ['a.png'],
        source,
      );
  });

  it('is left alone everywhere else', async () => {
    const code = [
      "b ? '/a.png' : '/b.png'",
      "images['a.png']",
      `\`/$\{name}.png\``,
      `\`$\{name}/a.png\``,
      'a()',
      'a',
    ];
    for (const source of code)
      assert.deepEqual(
        await found(images, 'a.tsx', `const a = <img src={${source}} />;`),
        ['elsewhere'],
        source,
      );
    assert.deepEqual(await found(images, 'a.html', '<img src="{{ item.name }}/a.png">'), ['elsewhere']);
  });

  it('is nothing that may be said of another component of Antora', async () => {
    const text = 'image::2.0@other:module:a.png[]';
    assert.deepEqual(await found({}, 'modules/ROOT/pages/a.adoc', text), ['elsewhere']);
  });
});
