/**
 * Writes docs/rules.md from the table of the rules: each example is audited, and stands there with what is found.
 * `--check` writes nothing and fails when the file is not what it would write.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { exampleResolve } from '../src/core/docs/audit/exampleFiles.ts';
import { english, findingText } from '../src/core/docs/audit/findingText.ts';
import { type AuditFinding, auditPage } from '../src/core/docs/audit/pageAudit.ts';
import { RULES, type Rule } from '../src/core/docs/audit/rules.ts';
import { nameOf } from '../src/core/docs/files/paths.ts';
import { findImages } from '../src/core/docs/find.ts';

/** The default of `askClaude.altText.maxLength`. */
const maxLength = 150;
const { signal } = new AbortController();

const INTRODUCTION = `# Rules of the alt text audit

<!-- Made by \`npm run rules-doc\` from src/core/docs/audit/rules.ts. -->

**Audit Alt Text**, and \`npx ask-claude-images audit\` on the command line, check every image of the documents against these
rules, without a key and without a network. A *warning* is hardly ever meant as it is; a *hint* may well be. An image has
at most one finding about its alt text, the gravest; its caption, its language and its file are looked at besides. Badges, alt
texts that code computes, and images that the markup calls decorative are left out.

## Settings

The setting \`askClaude.rules\` of the editor and the file \`.askclauderc.json\` set each rule to \`error\`, \`warning\`, \`hint\` or
\`off\`. The file holds for the documents of its folder and of all folders in it; the nearest one counts, and before the
settings of the editor. Comments are allowed in it.

\`\`\`json
{
  "rules": { "vague": "error", "imageOf": "off" },
  "exclude": ["CHANGELOG.md", "vendor/"],
  "altText": { "maxLength": 125, "language": "en", "staticFolders": ["public"] },
  "baseline": "alt-baseline.json"
}
\`\`\`

| key | type |
|---|---|
| \`rules\` | an object: rule → level |
| \`exclude\` | a list of patterns as in \`.gitignore\`, from the folder of the file on |
| \`altText.maxLength\` | characters, from 20 to 1000 |
| \`altText.language\` | the language of new alt texts, as \`en\` or \`pt-BR\` |
| \`altText.style\` | the house style of new alt texts: the words, or the path of a text file such as \`alt-style.md\` |
| \`altText.staticFolders\` | a list of folders that \`/image.png\` is looked for in |
| \`baseline\` | a file with the findings that are accepted, made by \`--write-baseline\` |

## In a document

A comment before an image speaks for that image alone. \`ask-claude-ignore\` switches rules off, all of them if it names
none; the reason may follow after two hyphens. *Ignore … here* in the light bulb and *Ignore This Rule Here* in the view
*Alt Texts* write it, in the way of each syntax. \`ask-claude-decorative\` says that the image carries no meaning: it is neither
missed an alt text nor asked about again.

\`\`\`markdown
<!-- ask-claude-ignore vague, tooLong -- the legend explains it -->
![Chart](rain.png)

<!-- ask-claude-decorative -->
![](divider.png)
\`\`\`

| in | a comment |
|---|---|
| Markdown, Quarto, notebooks, HTML, Vue, Svelte, Astro | \`<!-- ask-claude-ignore -->\` |
| MDX, JSX and TSX, Astro | \`{/* ask-claude-ignore */}\` |
| MyST | \`% ask-claude-ignore\` |
| reStructuredText | \`.. ask-claude-ignore\` |
| AsciiDoc | \`// ask-claude-ignore\` |
| LaTeX | \`% ask-claude-ignore\` |
| front matter | \`# ask-claude-ignore\` |
| templates | the comments of their language, as \`{# … #}\`, \`<%# … %>\`, \`{{!-- … --}}\`, \`@* … *@\` |`;

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
  return [
    `## ${id}`,
    rule.why,
    `In the Problems view: \`${rule.code}\`. Default severity: ${rule.severity}. Source: <${rule.source}>`,
    'Found:',
    flagged.join('\n\n'),
    'Not found:',
    rule.passes.map((example) => quoted(example)).join('\n\n'),
  ].join('\n\n');
}

async function flaggedExample(id: string, example: string): Promise<string> {
  const found = (await audit(example)).find(({ rule }) => rule === id);
  if (!found) throw new Error(`The rule "${id}" does not find its example: ${example}`);
  const text = findingText(found, nameOf(found.reference.source.text), maxLength, english);
  return `${quoted(example)}\n\n> ${found.severity}: ${text.replace(/[<>]/g, '\\$&')}`;
}

function quoted(example: string): string {
  return `\`\`\`markdown\n${example}\n\`\`\``;
}

async function audit(example: string): Promise<readonly AuditFinding[]> {
  const references = await findImages(example, 'markdown');
  return (await auditPage(references, exampleResolve, { maxLength }, signal)).findings;
}
