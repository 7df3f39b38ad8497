/**
 * Writes docs/rules.md from the table of the rules: each example is audited, and stands there with what is found.
 * `--check` writes nothing and fails when the file is not what it would write.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { type AuditFinding, auditPage } from '../src/core/docs/audit/pageAudit.ts';
import { RULES, type Rule } from '../src/core/docs/audit/rules.ts';
import { nameOf } from '../src/core/docs/files/paths.ts';
import { findImages } from '../src/core/docs/find.ts';
import type { ImageReference } from '../src/core/docs/imageReference.ts';
import { findingCodes, findingText } from '../src/host/docs/audit/findingText.ts';

/** The default of `askClaude.altText.maxLength`. */
const maxLength = 150;
const { signal } = new AbortController();

const INTRODUCTION = `# Rules of the alt text audit

<!-- Made by \`npm run rules-doc\` from src/core/docs/audit/rules.ts. -->

**Audit Alt Text** checks every image of the workspace's documents against these rules, without a key and without a
network. An image has at most one finding about its alt text. A *warning* is hardly ever meant as it is; a *hint* may
well be. Badges, alt texts that code computes, and images that the markup calls decorative are left out.`;

const file = new URL('../docs/rules.md', import.meta.url);
const after = await page();
if (!process.argv.includes('--check')) {
  await mkdir(new URL('.', file), { recursive: true });
  await writeFile(file, after);
} else if ((await readFile(file, 'utf8').catch(() => '')) !== after) {
  console.error('docs/rules.md does not match src/core/docs/audit/rules.ts: run "npm run rules-doc".');
  process.exitCode = 1;
}

async function page(): Promise<string> {
  const sections = await Promise.all(Object.entries(RULES).map(([id, rule]) => section(id, rule)));
  return `${[INTRODUCTION, ...sections].join('\n\n')}\n`;
}

async function section(id: string, rule: Rule): Promise<string> {
  const flagged = await Promise.all(rule.flagged.map((example) => flaggedExample(id, example)));
  const code = Object.entries(findingCodes).find(([name]) => name === id)?.[1];
  return [
    `## ${id}`,
    `In the Problems view: \`${code}\`. Default severity: ${rule.severity}. Source: <${rule.source}>`,
    'Found:',
    flagged.join('\n\n'),
    'Not found:',
    rule.passes.map((example) => quoted(example)).join('\n\n'),
  ].join('\n\n');
}

async function flaggedExample(id: string, example: string): Promise<string> {
  const found = (await audit(example)).find(({ rule }) => rule === id);
  if (!found) throw new Error(`The rule "${id}" does not find its example: ${example}`);
  const text = findingText(found, nameOf(found.reference.source.text), maxLength);
  return `${quoted(example)}\n\n> ${found.severity}: ${text.replace(/[<>]/g, '\\$&')}`;
}

function quoted(example: string): string {
  return `\`\`\`markdown\n${example}\n\`\`\``;
}

/** As if every file existed but the one of the rule about missing files. */
async function audit(example: string): Promise<readonly AuditFinding[]> {
  const resolve = async ({ source }: ImageReference) =>
    source.text === 'no-such-file.png'
      ? ({ state: 'missing', path: source.text, nearest: undefined } as const)
      : ({ state: 'found' } as const);
  return (await auditPage(await findImages(example, 'markdown'), resolve, { maxLength }, signal)).findings;
}
