import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { createFindSyntax } from '../../../src/core/docs/dialects.ts';
import { setAlt } from '../../../src/core/docs/edit.ts';
import { findImages } from '../../../src/core/docs/find.ts';

const { signal } = new AbortController();

/** A workspace of the files with these paths and texts. */
function filesOf(texts: Readonly<Record<string, string>>) {
  return {
    list: async (folder: string) => {
      const prefix = folder === '' ? '' : `${folder}/`;
      const inside = Object.keys(texts).filter((path) => path.startsWith(prefix));
      return [...new Set(inside.map((path) => path.slice(prefix.length).split('/')[0] ?? ''))];
    },
    read: async (path: string) => texts[path],
  };
}

async function syntaxIn(texts: Readonly<Record<string, string>>, path: string) {
  return createFindSyntax(filesOf(texts))(path, signal);
}

describe('the dialect of a file', () => {
  it('is told by its name', async () => {
    const names: Readonly<Record<string, string | undefined>> = {
      'a.md': 'markdown',
      'a.mdx': 'mdx',
      'a.qmd': 'quarto',
      'a.Rmd': 'quarto',
      'a.asc': 'asciidoc',
      'a.js': 'jsx',
      'a.ts': undefined,
      constructor: undefined,
    };
    for (const [name, syntax] of Object.entries(names)) assert.equal(await syntaxIn({}, name), syntax, name);
  });

  it('is that of the site around it', async () => {
    const docusaurus = { 'site/docusaurus.config.ts': 'export default {}' };
    assert.equal(await syntaxIn(docusaurus, 'site/docs/a.md'), 'mdx');
    assert.equal(await syntaxIn(docusaurus, 'site/docs/a.rst'), 'rest');
    assert.equal(await syntaxIn(docusaurus, 'other/a.md'), 'markdown');
    assert.equal(await syntaxIn({ '_quarto.yml': '' }, 'a.md'), 'quarto');
  });

  it('is CommonMark where the site says so', async () => {
    for (const format of ['md', 'detect']) {
      const config = `module.exports = { markdown: { mermaid: true, format: '${format}' } }`;
      assert.equal(await syntaxIn({ 'docusaurus.config.js': config }, 'docs/a.md'), 'markdown');
    }
    const nested = { 'docusaurus.config.js': '', 'blog/next.config.js': 'module.exports = {}' };
    assert.equal(await syntaxIn(nested, 'blog/a.md'), 'markdown');
  });

  it('is MDX in a site of Next that has pages of that ending', async () => {
    const site = (config: string) => syntaxIn({ 'next.config.mjs': config }, 'src/content/a.md');
    assert.equal(await site("{ pageExtensions: ['tsx', 'mdx', 'md'] }"), 'mdx');
    assert.equal(await site("{ pageExtensions: ['tsx', 'mdx'] }"), 'markdown');
    assert.equal(await site('createMDX({ extension: /\\.mdx?$/ })'), 'mdx');
    assert.equal(await site('createMDX({ extension: /\\.(md|mdx)$/ })'), 'mdx');
    assert.equal(await site('createMDX({ extension: /\\.mdx$/ })'), 'markdown');
  });

  it('of a component in a .js file is JSX, and other scripts hold no image', async () => {
    assert.equal((await findImages('const a = <img src="a.png" />;', 'jsx')).length, 1);
    assert.deepEqual(await findImages('const a = 1 < 2 && "<img src=a.png>";', 'jsx'), []);
  });
});

describe('a cell of a grid table', () => {
  it('is read and not written: a longer text would break the grid', async () => {
    const text = '+----------------+\n| .. image:: a   |\n|    :alt: Old   |\n+----------------+\n';
    const [reference] = await findImages(text, 'rest');
    assert.equal(reference?.alt.text, 'Old');
    assert.throws(() => setAlt(text, reference!, 'New'), RangeError);
  });
});
