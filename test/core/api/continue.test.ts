import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { continueQuestion } from '../../../src/core/api/continue.ts';

describe('the question that makes a model go on', () => {
  it('quotes the end of what arrived, and no more than is needed to find the place', () => {
    const answer = `${'The tide comes in. '.repeat(1000)}And it goes out \n`;
    const question = continueQuestion(answer);
    assert.match(question, /interrupted and ended with «.*And it goes out»\. Continue/s);
    assert.ok(question.length < 500);
  });
});
