import assert from 'node:assert/strict';
import type { Table } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { describe, it } from 'mocha';
import { visit } from 'unist-util-visit';
import { answerMarkdown } from '../../../src/core/docs/answerMarkdown.ts';
import { compileSchema } from '../../../src/core/extract/data/compileSchema.ts';
import { dataExtractor } from '../../../src/core/extract/extractors.ts';
import { answer } from '../../emulator/faults.ts';
import type { Scripted } from '../../emulator/script.ts';
import { useExtraction } from './extracting.ts';
import { type Case, json, tableCases } from './malformedTables.ts';

const mermaid = (...lines: string[]) => `\`\`\`mermaid\n${lines.join('\n')}\n\`\`\``;

const diagramCases: Readonly<Record<string, Case>> = {
  'no code block': { says: 'It shows A and B.', found: ['notRead'] },
  'a diagram without a code block': { says: 'flowchart TD\n A --> B', holds: /^```mermaid\nflowchart TD/ },
  'another block before it': {
    says: `\`\`\`json\n{}\n\`\`\`\n${mermaid('flowchart TD', ' A --> B')}`,
    holds: /^```mermaid\nflowchart TD[^{]*$/,
  },
  'a block that is indented, with CRLF': {
    says: 'Here:\r\n  ```mermaid\r\n  flowchart TD\r\n   A --> B\r\n  ```\r\n',
    holds: /^```mermaid\nflowchart TD/,
  },
  'PlantUML in a block without a language': {
    says: '```\n@startuml\nA -> B\n@enduml\n```',
    found: ['diagramUnchecked'],
    holds: /^```plantuml/,
  },
  'an empty code block': { says: mermaid(''), found: ['diagramFault'] },
  'no known type': { says: mermaid('drawing', ' A --> B'), found: ['diagramFault'] },
  'a fault in a flowchart': { says: mermaid('flowchart TD', ' A[Start --> B'), found: ['diagramFault'] },
  'a fault in a sequence diagram': {
    says: mermaid('sequenceDiagram', ' A->>: Hi', ' x'),
    found: ['diagramFault'],
  },
  'a fault in a class diagram': { says: mermaid('classDiagram', ' A <|-'), found: ['diagramFault'] },
  'a fault in a state diagram': { says: mermaid('stateDiagram-v2', ' -->'), found: ['diagramFault'] },
  'a fault in an entity relationship diagram': {
    says: mermaid('erDiagram', ' A || B'),
    found: ['diagramFault'],
  },
  'a fault in a gantt chart': { says: mermaid('gantt', ' foo bar'), found: ['diagramFault'] },
  'a fault in a mindmap': { says: mermaid('mindmap', '  a', ' b', 'c'), found: ['diagramFault'] },
  'a fault in a pie chart': { says: mermaid('pie', ' "a" 3'), found: ['diagramFault'] },
  'a fence that is never closed': { says: '```mermaid\nflowchart TD\n A --> B', found: ['notCounted'] },
  'a click that would run something': {
    says: mermaid('flowchart TD', ' A --> B', ' click A "javascript:alert(1)"'),
  },
  'a directive that would loosen Mermaid': {
    says: mermaid('%%{init: {"securityLevel": "loose"}}%%', 'flowchart TD', ' A --> B'),
  },
  'a diagram that is too long': {
    says: mermaid('flowchart TD', ...Array(3200).fill(' A --> B')),
    found: ['diagramFault'],
  },
  'blocks within blocks': {
    says: mermaid('sequenceDiagram', ...Array(1000).fill('loop x'), 'A->>B: x', ...Array(1000).fill('end')),
    found: ['diagramFault'],
  },
  'more edges than Mermaid draws': {
    says: mermaid('flowchart TD', ...Array(501).fill(' A --> B')),
    found: ['diagramFault'],
  },
  'another language': { says: '```plantuml\n@startuml\nA -> B\n@enduml\n```', found: ['diagramUnchecked'] },
  'two code blocks': {
    says: `${mermaid('flowchart TD', ' A --> B')}\n${mermaid('pie', ' "a": 1')}`,
    holds: /flowchart TD[\s\S]*```mermaid\npie/,
  },
};

const codeCases: Readonly<Record<string, Case>> = {
  'no code block': { says: 'There is no code.', holds: /There is no code/ },
  'a fence that is never closed': { says: '```js\nf(1);', holds: /f\(1\);\n```$/ },
  'two files': { says: '```js\nf(1);\n```\nand\n```go\nx := 1\n```', holds: /f\(1\);[\s\S]*```go\nx := 1/ },
  'an indented fence within': { says: '~~~md\n  ```\nx\n~~~', holds: /^````md\n {2}```\nx\n````$/ },
  'fences within': { says: '````md\n```\nx\n```\n````', holds: /^````md/ },
  'a bracket that is missing': { says: '```js\nf(1;\n```', found: ['brackets'] },
  'line numbers': { says: '```js\n1 f();\n2 g();\n3 h();\n```', found: ['lineNumbersRemoved'] },
  'a language that is no word': { says: '```<b>x</b>\nf();\n```', holds: /f\(\);/ },
};

const dataCases: Readonly<Record<string, Case>> = {
  'no JSON': { says: 'Total: 12', found: ['notRead'] },
  'JSON that is cut off': { says: '{"total": 12', found: ['notRead'] },
  'a missing field': { says: '{}', found: ['schema'] },
  'a field of another type': { says: '{"total": "twelve"}', found: ['schema'] },
  'a field too many': { says: '{"total": 12, "__proto__": {"x": 1}}', found: ['schema'] },
  'an array': { says: '[1]', found: ['schema'] },
  'code fences in a text': { says: '{"total": 12, "note": "```"}', found: ['schema'] },
};

describe('malformed answers', () => {
  const { extract, extractWith } = useExtraction();
  const schema = {
    type: 'object',
    properties: { total: { type: 'number' } },
    required: ['total'],
    additionalProperties: false,
  };
  const kinds = [
    ['tables', tableCases, (...script: Scripted[]) => extract('extractTable', ...script)],
    ['diagrams', diagramCases, (...script: Scripted[]) => extract('toMermaid', ...script)],
    ['code', codeCases, (...script: Scripted[]) => extract('toCode', ...script)],
    [
      'data',
      dataCases,
      (...script: Scripted[]) =>
        extractWith(
          dataExtractor(async () => compileSchema(schema)),
          ...script,
        ),
    ],
  ] as const;

  for (const [kind, cases, ask] of kinds)
    for (const [name, { says, found = [], failure, holds }] of Object.entries(cases))
      it(`end in something usable or a sentence: ${kind}, ${name}`, async () => {
        const script = typeof says === 'string' ? () => answer(says) : says;
        const outcome = await ask(script(), script(), script());
        assertWhole(outcome.answer);
        if (holds) assert.match(outcome.answer, holds);
        for (const what of found)
          assert.ok(
            outcome.findings.some((finding) => finding.what === what),
            json(outcome.findings),
          );
        if (found.length === 0 && failure === undefined && kind === 'tables')
          assert.deepEqual(outcome.findings, []);
        assert.equal(outcome.failure?.kind, failure);
      });
});

/** The text stays within itself: whatever follows it in a document is not drawn into it, and its tables are rectangles. */
function assertWhole(markdown: string): void {
  const inserted = answerMarkdown(markdown, { syntax: 'markdown' });
  const tree = fromMarkdown(`${inserted}\n\n# End\n`, {
    extensions: [gfm()],
    mdastExtensions: [gfmFromMarkdown()],
  });
  assert.equal(tree.children.at(-1)?.type, 'heading', markdown.slice(0, 500));
  visit(tree, 'html', ({ value }) => assert.fail(`HTML: ${value}`));
  visit(tree, 'link', ({ url }) => assert.doesNotMatch(url, /^(?:command|javascript):/));
  visit(tree, 'table', ({ children }: Table) => {
    assert.equal(new Set(children.map((row) => row.children.length)).size, 1);
  });
}
