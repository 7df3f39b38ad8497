import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { readCustomRecipes } from '../../src/core/customRecipes.ts';
import { insertable, recipeOf } from '../../src/core/recipes.ts';

describe('custom recipes', () => {
  const typos = { title: 'Find Typos', prompt: 'List every spelling mistake.' };

  it('are rows of the same table', () => {
    const { recipes, problems } = readCustomRecipes([
      typos,
      { title: 'SQL', prompt: 'As SQL.', insert: 'codeBlock' },
    ]);
    assert.deepEqual(problems, []);
    assert.equal(recipeOf('custom:Find Typos', recipes)?.instruction, 'List every spelling mistake.');
    const answer = 'Here:\n\n```sql\nselect 1;\n```\n';
    assert.equal(insertable(recipeOf('custom:Find Typos', recipes), answer), answer);
    assert.equal(insertable(recipeOf('custom:SQL', recipes), answer), 'select 1;\n');
    assert.equal(recipeOf('describe', recipes)?.title, 'Describe');
  });

  it('insert the first code block, up to a fence that is at least as long, or else the answer', () => {
    const { recipes } = readCustomRecipes([{ title: 'SQL', prompt: 'As SQL.', insert: 'codeBlock' }]);
    const sql = (answer: string) => insertable(recipeOf('custom:SQL', recipes), answer);
    const two = '```sql\nselect 1;\n```\n\n```sql\nselect 2;\n```';
    assert.equal(sql(two), 'select 1;\n');
    assert.equal(insertable(recipeOf('toCode'), two), two);
    assert.equal(sql('~~~~\na\n~~~\nb\n~~~~\n\n```\nc\n```'), 'a\n~~~\nb\n');
    assert.equal(sql('```\r\na\r\n```'), 'a\r\n');
    assert.equal(sql('```\n```'), '');
    for (const answer of ['no fence', '```\nnever closed', '`'.repeat(50_000), ''])
      assert.equal(sql(answer), answer);
  });

  it('leave out the rows that are wrong, each with its reason, and keep the others', () => {
    const { recipes, problems } = readCustomRecipes([
      'Find Typos',
      { prompt: 'Anything' },
      typos,
      { title: 'No prompt', prompt: '  ' },
      { title: 'Odd', prompt: 'x', insert: 'table' },
      { title: ' Find Typos ', prompt: 'Again' },
      { title: 'Last', prompt: 'y' },
    ]);
    assert.deepEqual(
      problems.map(({ row, what }) => `${row} ${what}`),
      ['1 noRow', '2 noTitle', '4 noPrompt', '5 unknownInsert', '6 titleTaken'],
    );
    assert.deepEqual(
      recipes.map(({ title }) => title),
      ['Find Typos', 'Last'],
    );
  });

  it('are none where the setting is no list', () => {
    for (const value of [undefined, null, {}, 'x']) assert.deepEqual(readCustomRecipes(value).recipes, []);
  });
});
