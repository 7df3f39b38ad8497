import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { checkAlt } from '../../../src/core/docs/audit/checkAlt.ts';
import { applyEdits, setAlt } from '../../../src/core/docs/edit.ts';
import { findImages } from '../../../src/core/docs/find.ts';
import type { DocumentSyntax } from '../../../src/core/docs/imageReference.ts';
import { namedImages } from './namedImages.ts';

describe('where an image has its name from', () => {
  for (const [html, fault] of namedImages)
    it(`${fault ? 'misses one in' : 'is content with'} ${html}`, async () => {
      const findings = checkAlt(await findImages(html, 'html'), { maxLength: 120 });
      const missing = findings.filter(
        ({ rule, severity }) => (rule === 'missing' || rule === 'empty') && severity === 'warning',
      );
      assert.equal(missing.length > 0, fault);
    });
});

describe('where an alt text is written', () => {
  const written: readonly (readonly [DocumentSyntax, before: string, after: string, decorative: string])[] = [
    [
      'html',
      '<img src="a.png" aria-label="Old" width=3>',
      '<img src="a.png" aria-label="New" width=3>',
      '<img src="a.png" alt="" width=3>',
    ],
    [
      'html',
      '<img alt="x" aria-label="Old" src=a>',
      '<img alt="x" aria-label="New" src=a>',
      '<img alt="x" role="presentation" src=a>',
    ],
    [
      'html',
      '<img src="a.png" title="Old">',
      '<img src="a.png" alt="New" title="Old">',
      '<img src="a.png" alt="" title="Old">',
    ],
    [
      'html',
      '<img ngSrc="/a.png" width="4">',
      '<img ngSrc="/a.png" alt="New" width="4">',
      '<img ngSrc="/a.png" alt="" width="4">',
    ],
    ['html', '<img [ngSrc]="a" alt="Old">', '<img [ngSrc]="a" alt="New">', '<img [ngSrc]="a" alt="">'],
    [
      'html',
      '<img {% if a %}src="a.png"{% else %}src="b.png"{% endif %}>',
      '<img alt="New" {% if a %}src="a.png"{% else %}src="b.png"{% endif %}>',
      '<img alt="" {% if a %}src="a.png"{% else %}src="b.png"{% endif %}>',
    ],
    [
      'jsx',
      "const a = <Image source={require('./a.png')} />;",
      'const a = <Image source={require(\'./a.png\')} accessibilityLabel="New" />;',
      'const a = <Image source={require(\'./a.png\')} accessibilityLabel="" />;',
    ],
    [
      'jsx',
      'const a = <Image source={{ uri: "a.png" }} accessibilityLabel="Old" />;',
      'const a = <Image source={{ uri: "a.png" }} accessibilityLabel="New" />;',
      'const a = <Image source={{ uri: "a.png" }} accessibilityLabel="" />;',
    ],
    [
      'jsx',
      'const a = <Image src="a.png" width={3} />;',
      'const a = <Image src="a.png" alt="New" width={3} />;',
      'const a = <Image src="a.png" alt="" width={3} />;',
    ],
  ];
  for (const [syntax, before, after, decorative] of written)
    it(`${before}`, async () => {
      for (const [alt, expected] of [
        ['New', after],
        ['', decorative],
      ] as const) {
        const [reference] = await findImages(before, syntax);
        assert.equal(applyEdits(before, [setAlt(before, reference!, alt)]).text, expected);
      }
    });

  const never: readonly (readonly [DocumentSyntax, string, string | undefined])[] = [
    ['html', '<img [src]="a" [alt]="b">', undefined],
    ['html', '<img [src]="a" [attr.alt]="b">', undefined],
    ['html', '<img src="a.png" alt="x" th:alt="#{a}">', undefined],
    ['html', '<img src="a.png" alt="%VITE_TITLE%">', undefined],
    ['html', '<img src="a.png" [attr.aria-label]="b">', undefined],
    ['html', '<img src="a.png" {% if a %}alt="b"{% endif %}>', undefined],
    ['html', '<img src="a.png" {{ attributes }}>', undefined],
    ['html', '<img src="{{ a "b" }}}" alt="{{ c">', 'unclearTemplate'],
    ['html', '<img src="<?= a" alt="b">', 'unclearTemplate'],
    ['html', '<img src="{{ \'it }}" alt="b">', 'unclearTemplate'],
    ['html', '<p id="c">Sales</p><img src="a.png" alt="b" aria-labelledby="c">', 'labelledBy'],
    ['jsx', 'const a = <img src="a.png" aria-labelledby={b} />;', 'labelledBy'],
  ];
  for (const [syntax, text, reason] of never)
    it(`is nowhere in ${text}`, async () => {
      const [reference] = await findImages(text, syntax);
      assert.equal(reference!.alt.state, 'computed');
      assert.equal(reference!.alt.reason, reason);
      assert.throws(() => setAlt(text, reference!, 'New'), RangeError);
    });
});
