import assert from 'node:assert/strict';
import fc from 'fast-check';
import createParser, { type Token } from 'markdown-it';
import { describe, it } from 'mocha';
import { findImages } from '../../../src/core/docs/find.ts';

const md = createParser({ html: true });

/** The images markdown-it makes of a text. It keeps no places, but it knows CommonMark. */
function imagesOf(text: string): [string, string][] {
  const walk = (tokens: readonly Token[]): [string, string][] =>
    tokens.flatMap((token) => {
      if (token.type !== 'image') return walk(token.children ?? []);
      const alt = md.renderer.renderInlineAsText(token.children ?? [], md.options, {});
      // markdown-it forgets the escaped characters of an image in an image's description.
      const nested = token.children?.some(({ type }) => type === 'image');
      return [[String(token.attrGet('src')), nested ? '(nested)' : alt.replace(/\s+/g, ' ').trim()]];
    });
  return walk(md.parse(text, {}));
}

const specials = ['<!-- ![no](no.png) -->', '<!X ![no](no.png)>', '<?x ![no](no.png) ?>'];
const pieces = [
  '![',
  '[',
  ']',
  '](a.png)',
  '](<b c.png> "t")',
  '](',
  ')',
  '[r]',
  '[]',
  '`',
  '``',
  '\\',
  '*',
  '_',
  '**',
  '<i>',
  '</i>',
  ...specials,
  '<https://x.y>',
  '<a href="',
  '">',
  '!',
  ' ',
  '\n',
  '\n\n',
  '    ',
  '> ',
  '- ',
  '1. ',
  '# ',
  '```\n',
  '---\n',
  '| a | b |\n|---|---|\n',
  '|',
  '\\|',
  '\t',
  '\f',
  '\v',
  '\u00a0',
  '<!',
  'a',
  'word',
  '&amp;',
  "'",
  '"',
  '(',
  '![x](y.png)',
  '\n\n[r]: r.png\n\n',
];
const soup = fc
  .array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 25 })
  .map((parts) => parts.join(''))
  // That would be front matter, which CommonMark does not know.
  .filter((text) => !text.startsWith('---'))
  .filter((text) => {
    const rest = specials.reduce((left, special) => left.replaceAll(special, ''), text);
    // An open comment hides more from a reader than CommonMark says. And where something like it is open, markdown-it
    // takes all others for text, to save time.
    return !rest.includes('<!--') && !(rest.includes('<!') && rest !== text);
  })
  // An address that turns out to be none leaves a reference, says CommonMark; markdown-it sees a link with a "!" then.
  .filter((text) => !/!\[r\]\(/.test(text));

describe('Markdown', () => {
  it('has the images that CommonMark has, whatever it holds', async () => {
    await fc.assert(
      fc.asyncProperty(soup, async (text) => {
        const found = await findImages(text, 'markdown');
        const expected = imagesOf(text);
        assert.deepEqual(
          found.map(({ source, alt }, index) => {
            const words = expected[index]?.[1] === '(nested)' ? '(nested)' : alt.text;
            return [md.normalizeLink(source.text), words];
          }),
          expected,
        );
        for (const { range, syntax } of found) {
          assert.equal(syntax, 'markdown');
          assert.match(text.slice(range.start, range.end), /^!\[[\s\S]*[\])]$/);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
