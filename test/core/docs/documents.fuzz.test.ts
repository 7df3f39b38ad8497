import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { setAlt } from '../../../src/core/docs/edit.ts';
import { findImages } from '../../../src/core/docs/find.ts';
import type { DocumentSyntax } from '../../../src/core/docs/imageReference.ts';
import { syntaxOf } from '../../../src/core/docs/syntax.ts';
import { processorTime } from '../linearTime.ts';

/** The nightly run tries 2,000 documents of each syntax. */
const cases = Math.min(2000, Number(process.env['FUZZ_CASES'] ?? 15));
const folder = new URL('../../fixtures/docs/', import.meta.url);
/** Milliseconds of the processor that a small document may take: what is slow is found by its growth, in the tests of linear time. */
const longest = 20_000;

const names = readdirSync(folder).filter((name) => name.endsWith('.txt'));
/** Pieces that open or close something in one syntax or another. */
const pieces = [
  ...[
    '<img ',
    '<',
    '>',
    '/>',
    '"',
    "'",
    '`',
    '```',
    '~~~',
    '{',
    '}',
    '{{',
    '}}',
    '{%',
    '%}',
    '<!--',
    '-->',
    '<?',
    '?>',
  ],
  ...[
    '![',
    '](',
    ')',
    '[',
    ']',
    '\\',
    '\n',
    '\r\n',
    '\n\n',
    '|',
    '+---+',
    '.. image:: ',
    '::',
    ':alt:',
    '---\n',
    '&',
    '\u0000',
    '\u2028',
    '\ud800',
    '💥',
  ],
];

type Change = { readonly at: number; readonly remove: number; readonly insert: string };

const change: fc.Arbitrary<Change> = fc.record({
  at: fc.nat(),
  remove: fc.oneof(fc.constant(0), fc.nat(40)),
  insert: fc.oneof(fc.constantFrom(...pieces), fc.constant('')),
});

describe('documents that were damaged', () => {
  for (const name of names) {
    const text = readFileSync(new URL(name, folder), 'utf8');
    const syntax = syntaxOf(name.replace(/\.txt$/, '')) ?? 'markdown';
    it(`are read, and written to in the slot alone: ${name}`, async () => {
      const changes = fc.array(change, { minLength: 1, maxLength: 6 });
      await fc.assert(
        fc.asyncProperty(changes, async (list) => {
          const time = await processorTime(() => check(damaged(text, list), syntax));
          assert.ok(time < longest);
        }),
        { numRuns: cases },
      );
    }).timeout(cases * longest);
  }
});

function damaged(text: string, changes: readonly Change[]): string {
  return changes.reduce((now, { at, remove, insert }) => {
    const start = at % (now.length + 1);
    return now.slice(0, start) + insert + now.slice(start + remove);
  }, text);
}

async function check(text: string, syntax: DocumentSyntax): Promise<void> {
  const references = await findImages(text, syntax);
  for (const reference of references) {
    const { range, alt } = reference;
    for (const { start, end } of [range, alt.range])
      assert.ok(0 <= start && start <= end && end <= text.length, `${start} to ${end} of ${text.length}`);
    if (alt.state === 'computed' || alt.readOnly) continue;
    const edit = setAlt(text, reference, 'Two boats');
    assert.ok(edit.range.start <= edit.range.end && edit.range.end <= text.length);
  }
}
