import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { continueQuestion, joined, mayRepeat } from '../../../src/core/ask/conversation/joinAnswer.ts';

/** As it is on screen while the continuation arrives letter by letter. */
function typed(cutOff: string, continuation: string): string {
  let answer = cutOff;
  let unjoined: string | undefined = '';
  for (const letter of continuation) {
    if (unjoined === undefined) answer += letter;
    else unjoined += letter;
    if (unjoined === undefined || mayRepeat(cutOff, unjoined)) continue;
    answer = joined(cutOff, unjoined);
    unjoined = undefined;
  }
  return unjoined === undefined ? answer : joined(cutOff, unjoined);
}

const cases: readonly (readonly [what: string, cutOff: string, continuation: string, whole: string])[] = [
  [
    'within a word',
    'The dialog has two but',
    'tons: OK and Cancel.',
    'The dialog has two buttons: OK and Cancel.',
  ],
  ['before a space', 'The dialog has two', ' buttons.', 'The dialog has two buttons.'],
  ['after a space', 'The dialog has two ', 'buttons.', 'The dialog has two buttons.'],
  ['with a space on both sides', 'The dialog has two ', ' buttons.', 'The dialog has two buttons.'],
  ['with lines on both sides', 'The end.\n\n', '\n\nThe next.', 'The end.\n\nThe next.'],
  ['with a line before and a paragraph after', 'The end.\n', '\n\nThe next.', 'The end.\n\nThe next.'],
  [
    'with the last words repeated',
    'The dialog has two buttons',
    'has two buttons: OK.',
    'The dialog has two buttons: OK.',
  ],
  [
    'with half a word repeated',
    'The dialog has two but',
    'dialog has two buttons.',
    'The dialog has two buttons.',
  ],
  [
    'with the words repeated and a paragraph after',
    'It is a login dialog.',
    'a login dialog.\n\nIt works.',
    'It is a login dialog.\n\nIt works.',
  ],
  ['with all of it repeated', 'A login dialog', 'A login dialog with a key.', 'A login dialog with a key.'],
  ['with one word that is said again', 'a very very', ' very long day', 'a very very very long day'],
  ['after a sentence', 'It ends here.', 'The next begins.', 'It ends here. The next begins.'],
  ['before a heading', 'It ends here.', '## The next', 'It ends here.\n\n## The next'],
  [
    'in a row of a table',
    '| a | b |\n|---|---|\n| 1 ',
    '| 2 |\n| 3 | 4 |',
    '| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |',
  ],
  [
    'between two rows',
    '| a | b |\n|---|---|\n| 1 | 2 |',
    '| 3 | 4 |',
    '| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |',
  ],
  ['in code', '```js\nconst a = 1;\nconst ', 'b = 2;\n```', '```js\nconst a = 1;\nconst b = 2;\n```'],
  [
    'in code that is opened again',
    '```js\nconst a = 1;\n',
    '```js\nconst b = 2;\n```',
    '```js\nconst a = 1;\nconst b = 2;\n```',
  ],
  ['in code that ends', '```js\nconst a = 1;\n', '```\n\nDone.', '```js\nconst a = 1;\n```\n\nDone.'],
  [
    'in code, where a name goes on with a capital',
    '```js\nconst a = b.',
    'Name;',
    '```js\nconst a = b.Name;',
  ],
  ['in code, indented', '```py\nif a:\n', '    b()\n```', '```py\nif a:\n    b()\n```'],
  [
    'after code that has ended',
    '```js\na\n```\n\nThen',
    '```js\nb\n```',
    '```js\na\n```\n\nThen\n\n```js\nb\n```',
  ],
  ['with nothing', 'The end ', ' \n', 'The end '],
];

describe('a continued answer', () => {
  for (const [what, cutOff, continuation, whole] of cases) {
    it(`goes on ${what}`, () => {
      assert.equal(joined(cutOff, continuation), whole);
      assert.equal(typed(cutOff, continuation), whole);
    });
  }

  it('shows what arrives as soon as it is no repetition', () => {
    assert.equal(mayRepeat('The dialog has two buttons', 'two but'), true);
    assert.equal(mayRepeat('The dialog has two buttons', 'two buttons: '), false);
  });

  it('is asked for with its last words, however long it is', () => {
    const question = continueQuestion(`${'The tide comes in. '.repeat(1000)}And it goes out \n`);
    assert.match(question, /ended with «.*And it goes out»\. .* «And it goes out», then/s);
    assert.ok(question.length < 600);
  });
});
