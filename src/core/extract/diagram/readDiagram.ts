import * as v from 'valibot';
import { asCodeBlock, type CodeBlock, codeBlocks } from '../codeBlock.ts';
import type { ControlQuestion, Extracted, ExtractionFinding } from '../extractor.ts';
import { jsonIn } from '../jsonIn.ts';

/** What Mermaid says of a text. */
export type MermaidReading =
  | {
      /** `flowchart`, `sequence` … as Mermaid names it. */
      readonly type: string;
      /** Texts of the nodes, and how many lines connect them; undefined for a type that has none. */
      readonly nodes?: readonly string[];
      readonly edges?: number;
    }
  | { readonly fault: { readonly line?: number; readonly detail: string } };

export type ParseMermaid = (text: string) => Promise<MermaidReading>;

type Diagram = Exclude<MermaidReading, { fault: unknown }>;

/** The diagrams of an answer as Mermaid, each parsed by Mermaid itself. */
export async function readDiagram(answer: string, parse: ParseMermaid): Promise<Extracted> {
  const blocks = await diagramsIn(answer, parse);
  if (blocks.length === 0) {
    const finding = { what: 'notRead', as: 'diagram' } as const;
    return {
      ...{ markdown: answer, findings: [finding] },
      complaint: 'There is no code block marked mermaid in your answer.',
    };
  }
  const read = await Promise.all(blocks.map((block) => readBlock(block, parse)));
  const complaints = read.flatMap(({ complaint = [] }) => complaint);
  const control = controlOf(read.flatMap(({ diagram = [] }) => diagram));
  return {
    markdown: read.map(({ markdown }) => markdown).join('\n\n'),
    findings: read.flatMap(({ findings }) => findings),
    ...(complaints.length > 0 && { complaint: complaints.join('\n') }),
    ...(control && complaints.length === 0 && { control }),
  };
}

/** Blocks marked as diagrams, or else the first one; or the whole answer, where that is a diagram without a fence. */
async function diagramsIn(answer: string, parse: ParseMermaid): Promise<readonly CodeBlock[]> {
  const blocks = codeBlocks(answer).map(named);
  const marked = blocks.filter(({ language }) => language === 'mermaid' || OTHER.test(language));
  if (blocks.length > 0) return marked.length > 0 ? marked : blocks.slice(0, 1);
  const isBare = answer.trim() !== '' && !('fault' in (await parse(answer)));
  return isBare ? [{ language: 'mermaid', code: `${answer.trim()}\n` }] : [];
}

const OTHER = /^(?:plantuml|puml|dot|graphviz|gv)$/;

/** A diagram of another language whose block says nothing of it. */
function named(block: CodeBlock): CodeBlock {
  if (!/^(?:|text|txt|uml)$/.test(block.language)) return block;
  if (/^\s*@start\w+/.test(block.code)) return { ...block, language: 'plantuml' };
  return /^\s*(?:strict\s+)?(?:di)?graph\b[^\n]*\{/.test(block.code) ? { ...block, language: 'dot' } : block;
}

type ReadBlock = Extracted & { readonly diagram?: Diagram };

async function readBlock(block: CodeBlock, parse: ParseMermaid): Promise<ReadBlock> {
  if (OTHER.test(block.language))
    return { markdown: asCodeBlock(block), findings: [{ what: 'diagramUnchecked' }] };
  const reading = await parse(block.code);
  if (!('fault' in reading))
    return { markdown: asCodeBlock({ ...block, language: 'mermaid' }), findings: [], diagram: reading };
  const { line, detail } = reading.fault;
  const where = line === undefined ? '' : ` in line ${line}`;
  return {
    // As text: a code block marked mermaid would be drawn, and show an error instead.
    markdown: asCodeBlock({ ...block, language: 'text' }),
    findings: [{ what: 'diagramFault', detail, ...(line !== undefined && { line }) }],
    complaint: `Mermaid cannot parse your diagram: error${where}: ${detail}`,
  };
}

const COUNT_SCHEMA = {
  type: 'object',
  properties: {
    nodes: {
      type: 'array',
      items: { type: 'string' },
      description: 'The text of each box, actor, class or state.',
    },
    edges: { type: 'integer', description: 'Lines and arrows between them.' },
  },
  required: ['nodes', 'edges'],
  additionalProperties: false,
} as const;

const counted = v.object({
  nodes: v.array(v.string()),
  edges: v.pipe(v.number(), v.integer(), v.minValue(0)),
});

/** Most names of a finding. */
const mostNames = 10;

function controlOf(diagrams: readonly Diagram[]): ControlQuestion | undefined {
  const nodes = diagrams.flatMap((diagram) => diagram.nodes ?? []);
  const counts = diagrams.map(({ edges }) => edges);
  const edges = counts.every((count) => count !== undefined)
    ? counts.reduce((sum, count) => sum + count, 0)
    : undefined;
  if (nodes.length === 0) return undefined;
  return {
    text: 'List the text of every node (box, circle, actor, class, state or entity) of the diagram in the image, word for word, and count the lines and arrows that connect them. Leave out titles, legends and labels of lines.',
    schema: COUNT_SCHEMA,
    compare: (answer) => {
      const parsed = v.safeParse(counted, jsonIn(answer)?.value);
      if (!parsed.success) return [{ what: 'notCounted' }];
      return differences({ nodes, ...(edges !== undefined && { edges }) }, parsed.output);
    },
  };
}

interface Counted {
  readonly nodes: readonly string[];
  readonly edges?: number;
}

function differences(drawn: Counted, seen: Counted): readonly ExtractionFinding[] {
  const missing = without(seen.nodes, drawn.nodes);
  const extra = without(drawn.nodes, seen.nodes);
  const named = missing.length + extra.length > 0;
  const edges = drawn.edges !== undefined && seen.edges !== undefined && drawn.edges !== seen.edges;
  return [
    ...(named ? [{ what: 'nodesDiffer', missing, extra } as const] : []),
    ...(edges ? [{ what: 'edgesDiffer', drawn: drawn.edges ?? 0, counted: seen.edges ?? 0 } as const] : []),
  ];
}

/** The names of `nodes` that are not among `others`, whatever their case, quotes and line breaks. */
function without(nodes: readonly string[], others: readonly string[]): readonly string[] {
  const known = new Set(others.map(bare));
  return nodes.filter((name) => bare(name) !== '' && !known.has(bare(name))).slice(0, mostNames);
}

function bare(name: string): string {
  return name
    .replace(/<br\s*\/?>/gi, ' ')
    .replace(/[^\p{L}\p{N}]+/gu, '')
    .toLowerCase();
}
