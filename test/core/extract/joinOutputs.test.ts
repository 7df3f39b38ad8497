import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { joinOutputs } from '../../../src/core/extract/joinOutputs.ts';
import { outputsOf } from '../../../src/core/extract/outputs.ts';
import { readTable } from '../../../src/core/extract/table/readTable.ts';

async function table(name: string, cell: string) {
  const source = JSON.stringify({ tables: [{ headerRows: 1, rows: [['A'], [cell]], merged: [] }] });
  return { name, outputs: await outputsOf('table', { answer: readTable(source).markdown, source }) };
}

async function block(name: string, kind: 'diagram' | 'code', language: string, code: string) {
  const answer = `\`\`\`${language}\n${code}\n\`\`\``;
  return { name, outputs: await outputsOf(kind, { answer }) };
}

describe('several extractions in one file', () => {
  it('are one JSON document, with the name of each image', async () => {
    const sources = [await table('a.png', 'x'), await table('b.png', 'y')];
    const { output, others } = joinOutputs(sources, 'json');
    assert.deepEqual(JSON.parse(output?.text ?? ''), { 'a.png': [{ A: 'x' }], 'b.png': [{ A: 'y' }] });
    assert.deepEqual([output?.ending, others], ['json', []]);
  });

  it('are rows alone, without the prose of an answer that held none', async () => {
    const prose = { name: 'c.png', outputs: await outputsOf('table', { answer: 'No table.' }) };
    const sources = [await table('a.png', 'x'), prose, await table('b.png', 'y')];
    const { output, others } = joinOutputs(sources, 'csv');
    assert.equal(output?.text, 'A\r\nx\r\n\r\nA\r\ny\r\n');
    assert.deepEqual(others, [prose]);
    assert.deepEqual(joinOutputs([prose], 'tsv'), { others: [prose] });
  });

  it('are Markdown with a block each where a file holds one diagram', async () => {
    const sources = [
      await block('a.png', 'diagram', 'mermaid', 'pie'),
      await block('b--c.png', 'diagram', 'mermaid', 'gantt'),
    ];
    assert.deepEqual(joinOutputs(sources, 'mermaid').output, {
      ending: 'md',
      text: '<!-- a.png -->\n\n```mermaid\npie\n```\n\n<!-- b- -c.png -->\n\n```mermaid\ngantt\n```\n',
    });
  });

  it('are code one after the other, or Markdown where the languages differ', async () => {
    const go = [await block('a.png', 'code', 'go', 'a()'), await block('b.png', 'code', 'go', 'b()')];
    assert.deepEqual(joinOutputs(go, 'code').output, { ending: 'go', text: 'a()\n\nb()\n' });
    const mixed = [...go, await block('c.png', 'code', 'js', 'c()')];
    assert.match(joinOutputs(mixed, 'code').output?.text ?? '', /```go\na\(\)[\s\S]*```js\nc\(\)/);
  });
});
