import * as v from 'valibot';
import { asCodeBlock, firstCodeBlock } from '../codeBlock.ts';
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

const OTHER = /^(?:plantuml|puml|dot|graphviz)$/;

/** A diagram as Mermaid, parsed by Mermaid itself. */
export async function readDiagram(answer: string, parse: ParseMermaid): Promise<Extracted> {
  const block = firstCodeBlock(answer);
  if (!block) {
    const finding = { what: 'notRead', as: 'diagram' } as const;
    return {
      ...{ markdown: answer, findings: [finding] },
      complaint: 'There is no code block marked mermaid in your answer.',
    };
  }
  if (OTHER.test(block.language))
    return { markdown: asCodeBlock(block), findings: [{ what: 'diagramUnchecked' }] };
  const reading = await parse(block.code);
  if (!('fault' in reading)) {
    const control = controlOf(reading);
    return {
      ...{ markdown: asCodeBlock({ ...block, language: 'mermaid' }), findings: [] },
      ...(control && { control }),
    };
  }
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

function controlOf({
  nodes,
  edges,
}: Exclude<MermaidReading, { fault: unknown }>): ControlQuestion | undefined {
  if (nodes === undefined || nodes.length === 0) return undefined;
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
