import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { compileSchema } from '../../../src/core/extract/data/compileSchema.ts';
import { dataExtractor } from '../../../src/core/extract/extractors.ts';
import { answer, cut, refusal, status, stopping } from '../../emulator/faults.ts';
import { useExtraction } from './extracting.ts';

interface SentBody {
  readonly messages: readonly {
    readonly role: string;
    readonly content: readonly { readonly type: string; readonly text?: string }[];
  }[];
}

const table = (...rows: readonly (readonly string[])[]) =>
  answer(JSON.stringify({ tables: [{ headerRows: 1, rows, merged: [], estimated: false }] }));
const drawn = (...lines: string[]) => answer(`\`\`\`mermaid\n${lines.join('\n')}\n\`\`\``);
const counted = (nodes: readonly string[], edges: number) => answer(JSON.stringify({ nodes, edges }));

describe('extraction', () => {
  const { emulator, extract, extractWith } = useExtraction();
  const bodies = () => emulator().requests.map(({ body }) => body as SentBody);
  const textsOf = (request: number) =>
    bodies()[request]?.messages.flatMap(({ content }) => content.flatMap(({ text = '' }) => text)) ?? [];

  it('asks for a table by a schema, shows its rows as they arrive and its Markdown in the end', async () => {
    const {
      answer: markdown,
      shown,
      source,
      findings,
    } = await extract('extractTable', table(['A', 'B'], ['one', 'two'], ['three', 'four']));
    // This server is not known to have structured output, so the schema goes along in words.
    assert.match(textsOf(0).at(-1) ?? '', /follows this schema: .*headerRows/);
    assert.equal(markdown, '| A | B |\n| - | - |\n| one | two |\n| three | four |');
    assert.ok(shown.some((text) => text.includes('one') && !text.includes('four')));
    assert.match(source ?? '', /^\{"tables"/);
    assert.deepEqual(findings, []);
  });

  it('gives a ragged table back once, with the rows that differ', async () => {
    const {
      answer: markdown,
      findings,
      outputTokens,
    } = await extract('extractTable', table(['A', 'B'], ['one']), table(['A', 'B'], ['one', 'two']));
    assert.match(markdown, /\| one \| two \|$/);
    assert.deepEqual(findings, []);
    const [first, second] = bodies();
    assert.deepEqual(
      second?.messages.map(({ role }) => role),
      ['user', 'assistant', 'user'],
    );
    assert.equal(second?.messages[0]?.content[0]?.type, first?.messages[0]?.content[0]?.type);
    assert.match(textsOf(1).join('\n'), /row 2 has 1/);
    // Both answers were paid for.
    assert.ok(outputTokens > 40);
  });

  it('fills up a table that stays ragged, and says so', async () => {
    const { answer: markdown, findings } = await extract(
      'extractTable',
      table(['A', 'B'], ['one']),
      table(['A', 'B'], ['one']),
    );
    assert.match(markdown, /\| one \| \|$/);
    assert.deepEqual(findings, [{ what: 'padded', table: 1, rows: [2] }]);
    assert.equal(bodies().length, 2);
  });

  for (const [name, next] of [
    ['is refused', () => refusal('No.')],
    ['fails', () => status(400, 'no')],
    ['is cut off', () => cut(4)],
    ['meets the limit of its length', () => stopping('max_tokens', '{"tables": [')],
    ['holds no table', () => answer('Sorry, that is all I can see.')],
  ] as const)
    it(`keeps a ragged table where the answer to what is wrong with it ${name}`, async () => {
      const outcome = await extract('extractTable', table(['A', 'B'], ['one']), next());
      assert.match(outcome.answer, /\| one \| \|$/);
      assert.match(outcome.source ?? '', /\["one"\]/);
      assert.deepEqual(outcome.findings, [{ what: 'padded', table: 1, rows: [2] }]);
      assert.equal(outcome.failure, undefined);
    });

  it('fails where the first answer was of no use and the second failed', async () => {
    const { failure } = await extract('extractTable', answer('No table.'), status(400, 'no'));
    assert.equal(failure?.kind, 'badRequest');
  });

  it('gives a diagram back at most twice, with the line and the words of Mermaid', async () => {
    const broken = () => drawn('flowchart TD', '  A[Start --> B');
    const { answer: markdown, findings } = await extract('toMermaid', broken(), broken(), broken());
    assert.equal(bodies().length, 3);
    assert.match(textsOf(1).at(-1) ?? '', /Mermaid cannot parse your diagram: error in line 2/);
    assert.match(markdown, /^```text\nflowchart TD/);
    assert.equal(findings[0]?.what, 'diagramFault');
  });

  it('counts the nodes and edges of a diagram a second time, from the image alone', async () => {
    const { answer: markdown, findings } = await extract(
      'toMermaid',
      drawn('flowchart TD', '  A[Start] --> B[Check]'),
      counted(['start', 'Check', 'Done'], 2),
    );
    assert.match(markdown, /^```mermaid\nflowchart TD/);
    assert.deepEqual(findings, [
      { what: 'nodesDiffer', missing: ['Done'], extra: [] },
      { what: 'edgesDiffer', drawn: 1, counted: 2 },
    ]);
    assert.equal(bodies()[1]?.messages.length, 1);
    assert.doesNotMatch(textsOf(1).join(), /flowchart/);
  });

  it('says nothing of a diagram that both looks agree on', async () => {
    const diagram = drawn('sequenceDiagram', '  participant A as Alice', '  A->>Bob: Hi');
    const { findings } = await extract('toMermaid', diagram, counted(['Alice', 'Bob'], 1));
    assert.deepEqual(findings, []);
  });

  it('names what is wrong with a diagram in words, not by a row of dashes', async () => {
    const broken = () => drawn('flowchart TD', '  A["```"] --> B');
    const { findings } = await extract('toMermaid', broken(), broken(), broken());
    const detail = 'Lexical error on line 2. Unrecognized text.';
    assert.deepEqual(findings, [{ what: 'diagramFault', line: 2, detail }]);
  });

  it('keeps a diagram when the second look fails', async () => {
    const {
      answer: markdown,
      findings,
      failure,
    } = await extract('toMermaid', drawn('flowchart TD', '  A --> B'), status(400, 'no'));
    assert.match(markdown, /A --> B/);
    assert.deepEqual(findings, [{ what: 'notCounted' }]);
    assert.equal(failure, undefined);
  });

  it('keeps a diagram when the second look ends before its end', async () => {
    const diagram = drawn('flowchart TD', '  A --> B');
    for (const end of [refusal('No.'), stopping('max_tokens', '{"nodes": [')]) {
      const { findings, failure } = await extract('toMermaid', diagram, end);
      assert.deepEqual(findings, [{ what: 'notCounted' }]);
      assert.equal(failure, undefined);
    }
  });

  it('keeps the digits of data as they were written', async () => {
    const extractor = dataExtractor(async () => compileSchema({ type: 'object' }));
    const said = '{"id": 12345678901234567890, "price": 1.50, "large": 1e999}';
    const { answer: markdown } = await extractWith(extractor, answer(`As [1] says:\n${said}`));
    assert.match(markdown, /"id": 12345678901234567890,\n {2}"price": 1\.50,\n {2}"large": 1e999\n/);
  });

  it('says of a schema that refers to itself without end that nothing could be checked', async () => {
    const extractor = dataExtractor(async () => compileSchema({ $ref: '#' }));
    const { findings, failure } = await extractWith(extractor, answer('{"a": 1}'), answer('{"a": 1}'));
    assert.deepEqual(findings, [
      {
        ...{ what: 'schema', path: '/' },
        detail: 'cannot be checked: the schema refers to itself without end',
      },
    ]);
    assert.equal(failure, undefined);
  });

  it('gives data back once with the faults at their path, and then tells them', async () => {
    const schema = {
      type: 'object',
      properties: { total: { type: 'number' }, date: { type: 'string' } },
      required: ['total', 'date'],
      additionalProperties: false,
    };
    const extractor = dataExtractor(async () => compileSchema(schema));
    const { answer: markdown, findings } = await extractWith(
      extractor,
      answer('{"total": "12", "tax": 1}'),
      answer('Here: {"total": "12", "date": "today"}'),
    );
    assert.match(textsOf(1).at(-1) ?? '', /\/total must be number/);
    assert.equal(markdown, '```json\n{\n  "total": "12",\n  "date": "today"\n}\n```');
    assert.deepEqual(findings, [{ what: 'schema', path: '/total', detail: 'must be number' }]);
  });

  it('ends a refusal as one, and keeps what had arrived', async () => {
    const { failure, findings } = await extract('extractTable', refusal('No.'));
    assert.equal(failure?.kind, 'refusal');
    assert.deepEqual(findings, [{ what: 'notRead', as: 'table' }]);
  });
});
