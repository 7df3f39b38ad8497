import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { modelFacts } from '../../../src/core/api/models/models.ts';
import { endText, lifecycleText } from '../../../src/host/server/modelLifecycle.ts';
import { modelText } from '../../../src/host/server/modelText.ts';

describe('the text of a model', () => {
  it('tells the native image size and the price', () => {
    assert.equal(
      modelText(modelFacts('claude-sonnet-5-5'), {}),
      'up to 2576 px, 4,784 tokens per image · $2.00 in, $10.00 out per million tokens',
    );
    assert.match(
      modelText(modelFacts('claude-haiku-4-5'), {}),
      /^up to 1568 px, 1,568 tokens per image · \$1\.00 in/,
    );
  });

  it('takes the price of the settings, and tells none where nobody knows it', () => {
    assert.match(modelText(modelFacts('qwen'), { qwen: { input: 3, output: 4 } }), /\$3\.00 in, \$4\.00 out/);
    assert.doesNotMatch(modelText(modelFacts('qwen'), {}), /\$/);
  });

  it('tells when it retires, that it is gone, and what comes after it', () => {
    const model = modelFacts('claude-sonnet-4-5');
    const late = { ...model, retires: '2999-01-01' };
    assert.equal(lifecycleText(late), 'deprecated, retires Jan 1, 2999: use claude-sonnet-5-5');
    assert.equal(lifecycleText({ ...late, lifecycle: 'active' }), 'retires Jan 1, 2999');
    assert.equal(lifecycleText({ ...model, retires: '2020-01-01' }), 'retired: use claude-sonnet-5-5');
    assert.equal(lifecycleText(modelFacts('claude-sonnet-5-5')), undefined);
    assert.match(modelText(late, {}), / · deprecated, retires Jan 1, 2999/);
  });

  it('warns of a model that is on its way out, by the word of the server first', () => {
    const opus = modelFacts('claude-opus-4-8');
    const told = [{ ...opus, lifecycle: 'deprecated', retires: '2999-01-01' } as const];
    assert.equal(
      endText(opus.id, told),
      'Claude Opus 4.8 is deprecated, retires Jan 1, 2999: use claude-opus-5-5.',
    );
    assert.equal(endText(opus.id, []), undefined);
    assert.equal(endText('claude-opus-4-1', []), 'Claude Opus 4.1 is retired: use claude-opus-5-5.');
  });
});
