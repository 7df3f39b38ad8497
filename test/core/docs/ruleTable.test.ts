import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { type AuditFinding, auditPage } from '../../../src/core/docs/audit/pageAudit.ts';
import { RULES, type Rule } from '../../../src/core/docs/audit/rules.ts';
import { findImages } from '../../../src/core/docs/find.ts';
import type { ImageReference } from '../../../src/core/docs/imageReference.ts';

const { signal } = new AbortController();

async function findings(markdown: string): Promise<readonly AuditFinding[]> {
  const resolve = async ({ source }: ImageReference) =>
    source.text === 'no-such-file.png'
      ? ({ state: 'missing', path: undefined, nearest: undefined } as const)
      : ({ state: 'found' } as const);
  return (await auditPage(await findImages(markdown, 'markdown'), resolve, { maxLength: 150 }, signal))
    .findings;
}

describe('the table of rules', () => {
  for (const [id, rule] of Object.entries<Rule>(RULES)) {
    it(`has examples for ${id}, the first with the default severity`, async () => {
      for (const [index, example] of rule.flagged.entries()) {
        const [first] = await findings(example);
        assert.equal(first?.rule, id, example);
        if (index === 0) assert.equal(first?.severity, rule.severity);
      }
      for (const example of rule.passes) assert.deepEqual(await findings(example), [], example);
    });

    it(`names guidance for ${id}`, () => assert.match(rule.source, /^https:\/\//));
  }
});
