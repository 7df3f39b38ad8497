import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { compileSchema } from '../../../src/core/extract/data/compileSchema.ts';

const draft4 = 'http://json-schema.org/draft-04/schema#';

describe('a schema', () => {
  it('of draft 4 is understood: its address, and a bound that a boolean makes exclusive', () => {
    const validate = compileSchema({
      ...{ $schema: draft4, id: 'https://example.org/a.json', type: 'object' },
      properties: {
        id: { type: 'string', enum: ['a', { id: 'b' }] },
        share: { type: 'number', minimum: 0, exclusiveMinimum: true, maximum: 1, exclusiveMaximum: false },
        minimum: { $ref: '#/definitions/amount' },
      },
      definitions: { amount: { id: '#amount', type: 'integer' } },
    });
    assert.equal(validate({ id: 'a', share: 1, minimum: 2 }), true, JSON.stringify(validate.errors));
    for (const wrong of [{ id: 1 }, { share: 0 }, { share: 1.5 }, { minimum: 'x' }])
      assert.equal(validate(wrong), false, JSON.stringify(wrong));
  });

  it('of a newer draft is too', () => {
    const $schema = 'https://json-schema.org/draft/2020-12/schema';
    const validate = compileSchema({ $schema, prefixItems: [{ type: 'string' }], items: false });
    assert.deepEqual([validate(['a']), validate(['a', 'b'])], [true, false]);
  });

  it('checks, whatever it says of being asynchronous', () => {
    assert.equal(compileSchema({ $async: true, type: 'string' })(1), false);
  });

  for (const [name, schema] of [
    ['refers to another server', { $ref: 'https://example.org/b.json' }],
    ['refers to nothing', { properties: { a: { $ref: '#/definitions/none' } } }],
    ['is none', { type: 'strin' }],
  ] as const)
    it(`cannot be used when it ${name}`, () => {
      assert.throws(() => compileSchema(schema), Error);
    });
});
