import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { exampleResolve } from '../../../src/core/docs/audit/exampleFiles.ts';
import { type AuditFinding, auditPage } from '../../../src/core/docs/audit/pageAudit.ts';
import { RULES, type Rule } from '../../../src/core/docs/audit/rules.ts';
import { findImages } from '../../../src/core/docs/find.ts';

const { signal } = new AbortController();

async function findings(markdown: string): Promise<readonly AuditFinding[]> {
  const references = await findImages(markdown, 'markdown');
  return (await auditPage(references, exampleResolve, { maxLength: 150 }, signal)).findings;
}

describe('the table of rules', () => {
  for (const [id, rule] of Object.entries<Rule>(RULES)) {
    it(`has examples for ${id}, the first with the default severity`, async () => {
      for (const [index, example] of rule.flagged.entries()) {
        const found = (await findings(example)).find((one) => one.rule === id);
        assert.ok(found, example);
        if (index === 0) assert.equal(found.severity, rule.severity);
      }
      for (const example of rule.passes) assert.deepEqual(await findings(example), [], example);
    });

    it(`names guidance for ${id}`, () => assert.match(rule.source, /^https:\/\//));
  }
});
