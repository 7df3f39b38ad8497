import './purify.ts';
import mermaid from 'mermaid';

/** What Mermaid says of a text: the texts of its nodes and how many lines connect them, or the fault in it. */
type Reading =
  | { readonly type: string; readonly nodes?: readonly string[]; readonly edges?: number }
  | { readonly fault: { readonly line?: number; readonly detail: string } };

/** Characters that are parsed: some of Mermaid's parsers take the square of a text's length. */
const longest = 25_000;

/** Blocks within each other: a few thousand take the parsers minutes. */
const deepest = 50;

/** Parses a diagram without drawing it. Never throws. */
export async function readMermaid(text: string): Promise<Reading> {
  if (text.length > longest) return { fault: { detail: `the diagram has more than ${longest} characters` } };
  if (depthOf(text) > deepest)
    return { fault: { detail: `the diagram has more than ${deepest} blocks within each other` } };
  try {
    await mermaid.parse(text);
    const { type, db } = await mermaid.mermaidAPI.getDiagramFromText(text);
    return { type, ...countsOf(db) };
  } catch (error) {
    return { fault: faultOf(error) };
  }
}

const OPENING = /^\s*(?:loop|alt|opt|par|par_over|critical|break|rect|box|subgraph)\b|\{\s*$/;
const CLOSING = /^\s*(?:end\b|\})/;

function depthOf(text: string): number {
  let depth = 0;
  let most = 0;
  for (const line of text.split('\n')) {
    if (OPENING.test(line)) depth += 1;
    else if (CLOSING.test(line)) depth = Math.max(0, depth - 1);
    most = Math.max(most, depth);
  }
  return most;
}

function faultOf(error: unknown): { readonly line?: number; readonly detail: string } {
  const message = error instanceof Error ? error.message : String(error);
  const line =
    member(member(member(error, 'hash'), 'loc'), 'first_line') ?? /\bline:? ?(\d+)/i.exec(message)?.[1];
  const limit = /Edge limit exceeded[^\n]*/.exec(message);
  if (limit) return { detail: limit[0] };
  // A row of dashes shows the place, which says nothing without its alignment: what is wrong stands after it, or else first.
  const lines = message.trim().split('\n');
  const last = lines.at(-1) ?? '';
  const detail = (/^-*\^$/.test(last.trim()) ? (lines[0] ?? '') : last).slice(0, 300);
  return { detail, ...(line !== undefined && { line: Number(line) }) };
}

/**
 * The getters of a diagram's data, by what they hold; each type of diagram has some of them. For most `getClasses` gives
 * style classes, so it comes last.
 */
const nodeGetters = ['getVertices', 'getActors', 'getStates', 'getEntities', 'getClasses'] as const;
const edgeGetters = ['getEdges', 'getMessages', 'getRelations', 'getRelationships'] as const;

function countsOf(db: unknown): { readonly nodes?: readonly string[]; readonly edges?: number } {
  const nodes = nodeGetters.map((name) => called(db, name)).find((found) => found !== undefined);
  const edges = edgeGetters.map((name) => called(db, name)).find((found) => found !== undefined);
  return {
    ...(nodes && {
      nodes: nodes.map(([key, node]) => nameOf(key, node)).filter((name) => !/_(?:start|end)\d*$/.test(name)),
    }),
    ...(edges && { edges: edges.filter(([, edge]) => isConnection(edge)).length }),
  };
}

/** The entries of a map, an object or an array that a getter gives. */
function called(db: unknown, name: string): readonly (readonly [string, unknown])[] | undefined {
  const getter = member(db, name);
  if (typeof getter !== 'function') return undefined;
  const found: unknown = getter.call(db);
  if (found instanceof Map) return [...found.entries()].map(([key, value]) => [String(key), value]);
  return typeof found === 'object' && found !== null ? Object.entries(found) : undefined;
}

function nameOf(key: string, node: unknown): string {
  const text = ['text', 'description', 'label', 'alias', 'id'].map((name) => member(node, name));
  return String(text.find((one) => typeof one === 'string' && one !== '') ?? key);
}

/** Where an edge says what it connects. A sequence diagram lists notes and blocks among its messages, without them. */
const ends = [
  ['from', 'to'],
  ['start', 'end'],
  ['id1', 'id2'],
  ['entityA', 'entityB'],
] as const;

function isConnection(edge: unknown): boolean {
  // A note of a sequence diagram stands beside an actor.
  if (member(edge, 'placement') !== undefined) return false;
  return ends.some(([from, to]) => member(edge, from) !== undefined && member(edge, to) !== undefined);
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
