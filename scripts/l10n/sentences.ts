import { type ParserOptions, parse } from '@babel/parser';

export interface Sentences {
  readonly sentences: readonly string[];
  /** Calls whose sentence cannot be read from the code. */
  readonly wrong: readonly { readonly line: number; readonly text: string }[];
}

/** The sentences of a TypeScript source that are translated: `vscode.l10n.t('…')`, or `t('…')` from `webview/l10n.ts`. */
export function sentencesOf(source: string): Sentences {
  const sentences: string[] = [];
  const wrong: Sentences['wrong'][number][] = [];
  for (const call of nodesOf(parse(source, options).program)) {
    if (call.type !== 'CallExpression' || !translates(call['callee'])) continue;
    const sentence = literal(list(call['arguments'])[0]);
    if (sentence !== undefined) sentences.push(sentence);
    else wrong.push({ line: lineOf(call), text: 'The first argument of t() must be one string literal.' });
  }
  return { sentences, wrong };
}

const options: ParserOptions = {
  sourceType: 'module',
  plugins: ['typescript'],
  allowUndeclaredExports: true,
};

interface SyntaxNode {
  readonly type: string;
  readonly [key: string]: unknown;
}

function* nodesOf(value: unknown): Generator<SyntaxNode> {
  if (typeof value !== 'object' || value === null) return;
  if (isNode(value)) yield value;
  for (const part of Object.values(value)) yield* nodesOf(part);
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

function translates(callee: unknown): boolean {
  if (!isNode(callee)) return false;
  if (callee.type === 'Identifier') return callee['name'] === 't';
  const { property, object } = callee;
  return (
    callee.type === 'MemberExpression' && named(property, 't') && (named(object, 'l10n') || isL10n(object))
  );
}

function isL10n(object: unknown): boolean {
  return isNode(object) && object.type === 'MemberExpression' && named(object['property'], 'l10n');
}

function named(node: unknown, name: string): boolean {
  return isNode(node) && node.type === 'Identifier' && node['name'] === name;
}

function literal(node: unknown): string | undefined {
  return isNode(node) && node.type === 'StringLiteral' ? String(node['value']) : undefined;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function lineOf(node: SyntaxNode): number {
  const { loc } = node;
  return typeof loc === 'object' && loc !== null && 'start' in loc && isPosition(loc.start)
    ? loc.start.line
    : 0;
}

function isPosition(value: unknown): value is { readonly line: number } {
  return typeof value === 'object' && value !== null && 'line' in value;
}
