import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { sizeFault } from '../../../src/core/docs/audit/imageSize.ts';
import { isOther, languageOf } from '../../../src/core/docs/audit/language.ts';
import { auditPage } from '../../../src/core/docs/audit/pageAudit.ts';
import { findImages } from '../../../src/core/docs/find.ts';
import type { ImageHeader } from '../../../src/core/image/imageTypes.ts';

const { signal } = new AbortController();
const found = async () => ({ state: 'found' }) as const;

describe('the size of an image', () => {
  const header = (width: number, height: number, type: ImageHeader['type'] = 'png'): ImageHeader => ({
    ...{ type, width, height, orientation: 1, frames: 1, alpha: false, traits: [] },
  });
  const fault = (one: ImageHeader) => sizeFault({ header: one, byteLength: 5000 });

  it('is too large when letters are lost by shrinking it', () => {
    assert.equal(fault(header(1200, 14_000)), 'tooLarge');
    assert.equal(fault(header(30_000, 400)), 'tooLarge');
    assert.equal(fault(header(3840, 2160)), undefined);
    assert.equal(fault(header(1280, 6000)), undefined);
  });

  it('is too large when no program here opens it', () => {
    assert.equal(sizeFault({ header: header(100, 100), byteLength: 151e6 }), 'tooLarge');
    assert.equal(sizeFault({ header: { reason: 'tooManyPixels' }, byteLength: 100 }), 'tooLarge');
    assert.equal(sizeFault({ header: { reason: 'damaged' }, byteLength: 100 }), undefined);
  });

  it('is too small when no letter has a place in it', () => {
    assert.equal(fault(header(1, 1)), 'tooSmall');
    assert.equal(fault(header(15, 12)), 'tooSmall');
    assert.equal(fault(header(16, 16)), undefined);
    assert.equal(fault(header(8, 8, 'svg')), undefined);
  });

  it('is not looked at for decoration, or where the rules are off', async () => {
    const measured: string[] = [];
    const audit = async (text: string, rules = {}) => {
      const references = await findImages(text, 'html');
      const resolve = async ({ source }: { source: { text: string } }) => ({
        state: 'found' as const,
        measure: async () => {
          measured.push(source.text);
          return { header: header(1, 1), byteLength: 90 };
        },
      });
      const { findings } = await auditPage(references, resolve, { maxLength: 150, rules }, signal);
      return findings.map(({ rule }) => rule);
    };
    assert.deepEqual(await audit('<img src="dot.png" alt="A green dot: it runs">'), ['tooSmall']);
    assert.deepEqual(await audit('<img src="a.png" alt=""><img src="b.png" role="none">'), []);
    const off = { missingFile: 'off', tooLarge: 'off', tooSmall: 'off' };
    assert.deepEqual(await audit('<img src="c.png" alt="A green dot: it runs">', off), []);
    assert.deepEqual(measured, ['dot.png']);
  });
});

describe('the language of an alt text', () => {
  const other = async (text: string) => {
    const { findings } = await auditPage(
      await findImages(text, 'markdown'),
      found,
      { maxLength: 150 },
      signal,
    );
    return findings.map(({ rule }) => rule);
  };
  const german =
    'Die Boote liegen an der Mauer und warten auf die Flut. Wenn das Wasser steigt, werden sie von den Fischern gelöst.';

  it('is told by the words that hold a sentence together, or by the script', () => {
    assert.equal(languageOf(german), 'de');
    assert.equal(languageOf('The boats are at the wall and wait for the tide'), 'en');
    assert.equal(languageOf('Les bateaux sont dans le port et attendent la marée'), 'fr');
    assert.equal(languageOf('Окно входа с двумя полями'), 'Cyrl');
    assert.equal(languageOf('ログイン画面'), 'Kana');
    assert.equal(languageOf('登录窗口'), 'Hani');
    assert.equal(languageOf('Visual Studio Code, Command Palette'), undefined);
    assert.equal(isOther('Hani', 'ja'), false);
    assert.equal(isOther('Cyrl', 'en-GB'), true);
    assert.equal(isOther('en', 'xx'), false);
  });

  it('is another one than the page says or shows', async () => {
    const english = '![The boats are at the wall and wait for the tide](quay.png)';
    assert.deepEqual(await other(`---\nlang: de-AT\n---\n\n${english}`), ['otherLanguage']);
    assert.deepEqual(await other(`${german}\n\n${english}`), ['otherLanguage']);
    assert.deepEqual(await other(`登录以后可以看到下面的窗口，里面有两个字段。\n\n${english}`), [
      'otherLanguage',
    ]);
    assert.deepEqual(await other(`---\nlang: zh-CN\n---\n\n${english}`), ['otherLanguage']);
    assert.deepEqual(await other(`---\nlang: en\n---\n\n![登录窗口，两个字段](a.png)`), ['otherLanguage']);
  });

  it('is the same where nothing says otherwise', async () => {
    assert.deepEqual(await other(`${german}\n\n![Boote an der Mauer, im Schlick](quay.png)`), []);
    assert.deepEqual(await other('![The boats are at the wall and wait](quay.png)'), []);
    assert.deepEqual(await other(`${german}\n\n![Dashboard mit Login und Settings](a.png)`), []);
    assert.deepEqual(
      await other(
        `${german}\n\n<!-- ask-claude-ignore otherLanguage -->\n![The boats are at the wall and wait](a.png)`,
      ),
      [],
    );
  });
});
