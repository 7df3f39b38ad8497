import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { trimEnd } from '../../src/core/trimEnd.ts';

describe('the end of a text', () => {
  it('loses the given characters, and only there', () => {
    assert.equal(trimEnd('. a. b. .', '. '), '. a. b');
    assert.equal(trimEnd('a/v1//', '/'), 'a/v1');
    assert.equal(trimEnd('...', '.'), '');
    assert.equal(trimEnd('', '.'), '');
    assert.equal(trimEnd('a', ''), 'a');
  });
});
