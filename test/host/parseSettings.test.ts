import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { parseSettings } from '../../src/host/parseSettings.ts';

const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
const properties: Record<string, { default?: unknown; minimum?: number; maximum?: number }> =
  manifest.contributes.configuration.properties;
const defaults = parseSettings((name) => properties[`askClaude.${name}`]?.default);

describe('settings', () => {
  it('are those of the manifest where the files hold nothing of use', () => {
    for (const odd of [undefined, null, {}, [], '', 'constructor', Number.NaN, true]) {
      const {
        model: _model,
        baseUrl: _baseUrl,
        altText,
        customRecipes: _recipes,
        ...rest
      } = parseSettings(() => odd);
      const { model: _, baseUrl: __, altText: expected, customRecipes: ___, ...others } = defaults;
      assert.deepEqual(rest, others, String(odd));
      assert.equal(altText.maxLength, expected.maxLength);
      assert.deepEqual(altText.staticFolders, []);
    }
  });

  it('keep to the bounds of the manifest', () => {
    for (const name of ['maxTokens', 'idleTimeout', 'zoom', 'altText.maxLength'] as const) {
      const { minimum = 0, maximum = 0 } = properties[`askClaude.${name}`] ?? {};
      const read = (value: number) => {
        const settings = parseSettings((one) => (one === name ? value : undefined));
        return name === 'altText.maxLength' ? settings.altText.maxLength : settings[name];
      };
      assert.deepEqual([read(minimum), read(maximum)], [minimum, maximum], name);
      assert.deepEqual(
        [read(minimum - 1), read(maximum + 1), read(minimum + 0.4)],
        [minimum, maximum, minimum],
      );
    }
  });

  it('hold the prices that are prices, whatever their models are called', () => {
    const rows = JSON.parse(
      '{ "__proto__": { "input": 1, "output": 2 }, "a": { "input": -1, "output": 2 }, "b": 3, "c": { "input": 1, "output": 2 } }',
    );
    const { prices } = parseSettings((name) => (name === 'prices' ? rows : undefined));
    assert.deepEqual(Object.keys(prices).sort(), ['__proto__', 'c']);
  });

  it('are trimmed, and bounded in length', () => {
    const read = (model: string) => parseSettings((name) => (name === 'model' ? model : undefined)).model;
    assert.equal(read('  qwen '), 'qwen');
    assert.equal(read('x'.repeat(100_000)), '');
  });
});
